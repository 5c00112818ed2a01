"""检查地方文件: every value needs place, first day, source, status, the day it was checked, and an exact number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from heyue.law.divisions import COUNTRY, PLACES_DIR, chain, levels, names
from heyue.law.place_files import FILE_NAME, STATUSES, UNKNOWN_TIER, Figure, parse_amount, place_data, place_files


def _complaints_of_dates(figure: Figure, raw: Mapping[str, Any]) -> list[str]:
    found = []
    if figure.yearly:
        if not str(raw.get("year", "")).isdigit():
            found.append("no year")
    elif "from" not in raw:
        found.append("no first day")
    if "checked" not in raw:
        found.append("no day on which it was checked")
    for key in ("from", "until", "firm_until", "not_before", "in_force_by", "checked"):
        if key in raw:
            try:
                date.fromisoformat(str(raw[key]))
            except ValueError:
                found.append(f"{key} {raw[key]!r} is not a date")
    if "until" in raw and "from" in raw and str(raw["until"]) < str(raw["from"]):
        found.append("ends before it starts")
    return found


def _complaints_of_row(figure: Figure, raw: Mapping[str, Any]) -> list[str]:
    found = _complaints_of_dates(figure, raw)
    status = raw.get("status")
    if status not in STATUSES:
        found.append(f"status {status!r} is not one of {', '.join(sorted(STATUSES))}")
    if not isinstance(raw.get("source"), list) or not raw["source"]:
        found.append("no source")
    if status == "bounded" and not raw.get("note"):
        found.append("bounded without a note saying what is known")
    if ("value" in raw) == ("by_tier" in raw):
        return [*found, "needs either value or by_tier"]
    for text in raw["by_tier"].values() if "by_tier" in raw else (raw["value"],):
        try:
            parse_amount(text, figure.unit)
        except ValueError as error:
            found.append(str(error))
    return found


def _complaints_of_tiers(code: str, figure: Figure, tiers: list[Any], written: set[str]) -> list[str]:
    found = []
    if written and "tier" not in figure.levels:
        found.append("is not published by tier")
    for raw in tiers:
        if raw.get("tier") not in written | {UNKNOWN_TIER}:
            found.append(f"tier {raw.get('tier')!r} has no value")
        if raw.get("status") not in STATUSES or not raw.get("source"):
            found.append(f"tier {raw.get('tier')!r} needs a status and a source")
        found += [f"tier place {place!r} does not lie in {code}" for place in raw["places"] if code not in chain(place)]
    return found


def _complaints_of_figure(code: str, figure: Figure, entry: Mapping[str, Any], entries: Mapping[str, Any]) -> list[str]:
    found = []
    if not set(figure.levels) & levels(code):
        found.append(f"is not published at this level, only at {', '.join(figure.levels)}")
    values = entry.get("values") or []
    lender = entry.get("tiers_as")
    if lender is not None and lender not in entries:
        return [*found, f"takes its tiers from {lender}, which is absent"]
    written = {tier for raw in values for tier in raw.get("by_tier") or {}}
    if lender is None:
        found += _complaints_of_tiers(code, figure, entry.get("tiers") or [], written)
    starts = [str(raw.get("year") or raw.get("from")) for raw in values]
    if starts != sorted(starts):
        found.append("values are not in the order of their first days")
    for raw, start in zip(values, starts, strict=True):
        found += [f"from {start}: {text}" for text in _complaints_of_row(figure, raw)]
    return found


def complaints(figures: Mapping[str, Figure]) -> list[str]:
    """Every fault in the place files, as "file: figure: fault"; empty when all is well."""
    found = [
        f"{path.name}: the file name must be cn<code>_<name>.yaml"
        for path in sorted(PLACES_DIR.glob("*.yaml"))
        if not FILE_NAME.fullmatch(path.name)
    ]
    for code, path in place_files().items():
        data = place_data(code)
        if data.get("code") != code:
            found.append(f"{path.name}: code {data.get('code')!r} is not the one in the file name")
        if code != COUNTRY and names().get(code) != data.get("zh"):
            found.append(f"{path.name}: zh {data.get('zh')!r} is not the name on record")
        entries = data.get("figures") or {}
        for name, entry in entries.items():
            if name not in figures:
                found.append(f"{path.name}: {name}: is not a known figure")
                continue
            faults = _complaints_of_figure(code, figures[name], entry, entries)
            found += [f"{path.name}: {name}: {text}" for text in faults]
    return found
