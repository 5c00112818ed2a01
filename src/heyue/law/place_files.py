"""地方文件: one file per place under places/, read into dated rows; what a published number is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from heyue.law.divisions import COUNTRY, PLACES_DIR

SCALES = {"yuan": 100, "rate": 1_000_000, "ratio": 1_000_000, "count": 1}
#: How well a value is known, best first; from "bounded" on it may be shown but supports no finding.
CONFIDENCE = ("verified", "official-url", "cited", "derived", "secondary", "bounded", "UNVERIFIED", "announced")
FIRM = frozenset(CONFIDENCE[:5])
STATUSES = frozenset(CONFIDENCE)
UNKNOWN_TIER = "unknown"

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
FILE_NAME = re.compile(r"cn(\d*)(?:_[a-z0-9_]+)?\.yaml")


@dataclass(frozen=True, slots=True)
class Figure:
    """数字的种类: its unit and the levels at which an authority publishes it ("tier": one of several per province)."""

    name: str
    unit: str
    levels: tuple[str, ...]
    zh: str
    en: str
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """一个公布的数字: `amount` in the figure's smallest unit; `firm` false means it may be shown but proves nothing."""

    amount: int
    status: str
    firm: bool
    source: tuple[str, ...]
    document: str | None
    from_: date
    until: date | None
    place: str
    checked: date
    note: str = ""
    note_en: str = ""
    status_note: str = ""
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """数据行: one published value as written in a place file, before a day is asked."""

    value: Value
    firm_until: date | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """档次归属: which tier the places under `prefix` belong to, for some days."""

    prefix: str
    tier: str
    from_: date
    until: date
    status: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """数列: all values of one figure at one place, by tier (None when the place has one value), oldest first."""

    place: str
    rows: dict[str | None, tuple[Row, ...]] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()


def parse_amount(text: str, unit: str) -> int:
    """Whole number of the smallest part; raises ValueError when the decimal is no number or not exact."""
    try:
        exact = Decimal(text) * SCALES[unit]
    except (InvalidOperation, TypeError) as error:
        raise ValueError(f"{text!r} is not a number") from error
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise ValueError(f"{text!r} is not a whole number of the smallest {unit}")
    return int(exact)


@lru_cache(maxsize=1)
def place_files() -> dict[str, Path]:
    """地方文件: place code → its file."""
    found = ((FILE_NAME.fullmatch(path.name), path) for path in sorted(PLACES_DIR.glob("cn*.yaml")))
    return {match[1] or COUNTRY: path for match, path in found if match}


@lru_cache(maxsize=4096)
def place_data(code: str) -> dict[str, Any]:
    """The place's file as written; empty when nothing is recorded for the place itself."""
    path = place_files().get(code)
    if path is None:
        return {}
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(data, dict):
        raise TypeError(f"{path.name}: expected keys code, zh, figures")
    return data


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _period(figure: Figure, raw: dict[str, Any]) -> tuple[date, date | None]:
    """First and last day of a value; a yearly statistic covers its year only and is never carried on."""
    if figure.yearly:
        return date(int(raw["year"]), 1, 1), date(int(raw["year"]), 12, 31)
    return date.fromisoformat(raw["from"]), _day(raw.get("until"))


def _rows(figure: Figure, code: str, raw: dict[str, Any]) -> list[tuple[str | None, Row]]:
    """One (tier, row) for each value of a written entry: `value` has one, `by_tier` one for each tier."""
    start, end = _period(figure, raw)
    note = raw.get("note") or {}
    amounts = raw["by_tier"] if "by_tier" in raw else {None: raw["value"]}
    return [
        (
            tier,
            Row(
                Value(
                    amount=parse_amount(text, figure.unit),
                    status=raw["status"],
                    firm=raw["status"] in FIRM,
                    source=tuple(raw["source"]),
                    document=raw.get("document"),
                    from_=start,
                    until=end,
                    place=code,
                    checked=date.fromisoformat(raw["checked"]),
                    note=note.get("zh", ""),
                    note_en=note.get("en", ""),
                    status_note=raw.get("status_note", ""),
                    tier=tier,
                ),
                _day(raw.get("firm_until")),
            ),
        )
        for tier, text in amounts.items()
    ]


@lru_cache(maxsize=65536)
def published(figure: Figure, code: str) -> Series | None:
    """The figure's values at exactly this place; None when this place publishes none."""
    entries = place_data(code).get("figures") or {}
    entry = entries.get(figure.name)
    if not entry or not entry.get("values"):
        return None
    by_tier: dict[str | None, list[Row]] = {}
    for raw in entry["values"]:
        for tier, row in _rows(figure, code, raw):
            by_tier.setdefault(tier, []).append(row)
    tiers = entries[entry["tiers_as"]].get("tiers") if "tiers_as" in entry else entry.get("tiers")
    assignments = tuple(
        Assignment(
            prefix,
            raw["tier"],
            _day(raw.get("from")) or FIRST_DAY,
            _day(raw.get("until")) or LAST_DAY,
            raw["status"],
            tuple(raw["source"]),
        )
        for raw in tiers or ()
        for prefix in raw["places"]
    )
    ordered = {tier: tuple(sorted(rows, key=lambda row: row.value.from_)) for tier, rows in by_tier.items()}
    return Series(code, ordered, assignments)
