"""地方: names, and what is known for a place — each figure with its days, source and status — and what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

from heyue.law import divisions
from heyue.law.divisions import COUNTRY, PlaceUnclear, chain, find_place, full_name
from heyue.law.figures import FIGURES, MINIMUM_WAGE_MONTHLY, resolve
from heyue.law.place_files import FIRST_DAY, LAST_DAY, SCALES, Assignment, Figure, Row, Series, place_data, place_files

__all__ = [
    "COUNTRY",
    "PlaceUnclear",
    "chain",
    "describe",
    "find_place",
    "full_name",
    "listing",
    "name",
]


def name(code: str, lang: str = "zh") -> str | None:
    """地名: the place's own name; in English only where the place has a file of its own, else None."""
    code = divisions.normal(code)
    if lang == "en":
        english: str | None = place_data(code).get("en")
        return english
    return divisions.COUNTRY_NAME if code == COUNTRY else divisions.names().get(code)


def _shown(amount: int, unit: str) -> str:
    """Decimal text of an amount in smallest parts: 250000 fen is "2500"."""
    whole, part = divmod(amount, SCALES[unit])
    if not part:
        return str(whole)
    width = len(str(SCALES[unit])) - 1
    return f"{whole}.{part:0{width}d}".rstrip("0")


def _entry(figure: Figure, row: Row) -> dict[str, Any]:
    value = row.value
    return {
        "from": value.from_.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "tier": value.tier,
        "value": _shown(value.amount, figure.unit),
        "status": value.status,
        "firm": value.firm,
        "firm_until": row.firm_until.isoformat() if row.firm_until else None,
        "source": list(value.source),
        "document": value.document,
        "checked": value.checked.isoformat(),
        "note": {"zh": value.note, "en": value.note_en} if value.note else None,
    }


def _tiers(series: Series, place: str) -> list[dict[str, Any]]:
    """The tiers a place belongs to, as far as known, oldest first."""
    codes = set(chain(place))
    mine = sorted((a for a in series.assignments if a.prefix in codes), key=_order)
    return [
        {
            "tier": a.tier,
            "place": a.prefix,
            "from": None if a.from_ == FIRST_DAY else a.from_.isoformat(),
            "until": None if a.until == LAST_DAY else a.until.isoformat(),
            "status": a.status,
            "source": list(a.source),
        }
        for a in mine
    ]


def _order(assignment: Assignment) -> tuple[date, str]:
    return assignment.from_, assignment.prefix


def _described(figure: Figure, code: str) -> dict[str, Any] | None:
    series = resolve(figure.name, code)
    if series is None:
        return None
    rows = sorted((r for rows in series.rows.values() for r in rows), key=lambda r: (r.value.from_, r.value.tier or ""))
    written = (place_data(series.place).get("figures") or {}).get(figure.name, {})
    tiers = _tiers(series, code)
    return {
        "figure": figure.name,
        "zh": figure.zh,
        "en": figure.en,
        "unit": figure.unit,
        "published_by": series.place,
        "tiers": tiers,
        "tier_unknown": None not in series.rows and not tiers,
        "values": [_entry(figure, row) for row in rows],
        "announced": list(written.get("announced") or ()),
    }


def describe(code: str) -> dict[str, Any]:
    """一个地方的全部数字: every figure with its dated values, the figures not known, and the gaps, for printing or JSON.

    Raises PlaceUnclear for a code that lies in no place on record.
    """
    code = divisions.normal(code)
    line = chain(code)
    if not line:
        raise PlaceUnclear(code)
    figures, unknown = [], []
    for figure in FIGURES.values():
        found = _described(figure, code)
        if found is None:
            unknown.append({"figure": figure.name, "zh": figure.zh, "en": figure.en})
        else:
            figures.append(found)
    gaps = [{"place": part, **gap} for part in line for gap in place_data(part).get("gaps") or ()]
    return {
        "code": code,
        "zh": name(code),
        "en": name(code, "en"),
        "full_name": full_name(code),
        "chain": [{"code": part, "zh": name(part)} for part in line],
        "figures": figures,
        "unknown": unknown,
        "gaps": gaps,
    }


def listing() -> list[dict[str, Any]]:
    """地方清单: every place with a file: how many figures and values it publishes, and its latest minimum wages."""
    found = []
    for code in sorted(place_files(), key=lambda c: "" if c == COUNTRY else c):
        data = place_data(code)
        entries = data.get("figures") or {}
        wages = (entries.get(MINIMUM_WAGE_MONTHLY.name) or {}).get("values") or []
        latest = wages[-1] if wages else None
        found.append(
            {
                "code": code,
                "zh": data["zh"],
                "en": data["en"],
                "figures": len(entries),
                "values": sum(len(r.get("by_tier") or (1,)) for e in entries.values() for r in e.get("values") or ()),
                "gaps": len(data.get("gaps") or ()),
                "minimum_wage": list((latest.get("by_tier") or {None: latest["value"]}).values()) if latest else [],
                "minimum_wage_from": latest["from"] if latest else None,
                "minimum_wage_status": latest["status"] if latest else None,
            }
        )
    return found
