"""台账的显示: stored values in words, what is personal masked, a key said as a person would say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from heyue.apps.ledger.rows import Row
from heyue.apps.ledger.tables import ALL, as_day, choice_words
from heyue.law import units
from heyue.law.tables.column import Column
from heyue.law.wording import day_in_words, in_words

Pair: TypeAlias = tuple[str, str]
UNITS = {
    "money": units.YUAN,
    "hours": units.HOURS,
    "days": units.DAYS,
    "months": units.MONTHS,
    "rate": units.RATIO,
    "count": units.COUNT,
}
HIDDEN = frozenset({"id_number", "phone", "address", "household_address"})
"""要另外打开才看的: identity number, telephone and addresses."""
UNKNOWN: Pair = ("没有记录", "not recorded")
UNREAD: Pair = ("读不出", "unreadable")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def masked(value: str) -> str:
    """Only the last four signs."""
    return f"{'*' * max(len(value) - 4, 4)}{value[-4:]}" if len(value) > 4 else "*" * len(value)


def words(column: Column, value: Any) -> Pair:
    """A stored value in both languages; personal numbers masked, addresses only said to be there."""
    if value is None or value == "":
        return ("空", "empty")
    if column.name in HIDDEN:
        if column.name in {"address", "household_address"}:
            return ("已记录，不显示", "recorded, not shown")
        return masked(str(value)), masked(str(value))
    if column.kind == "choice":
        found = next((one for one in column.choices if one.value == value), None)
        return (found.zh, found.en) if found else (str(value), str(value))
    if column.kind in {"date", "month"}:
        day = as_day(value)
        return (
            month_words(day)
            if day and column.kind == "month"
            else (day_in_words(day, "zh"), day_in_words(day, "en"))
            if day
            else UNKNOWN
        )
    if column.kind == "flag":
        return ("是", "yes") if value else ("否", "no")
    if column.kind in UNITS:
        return in_words(value, UNITS[column.kind], "zh"), in_words(value, UNITS[column.kind], "en")
    return str(value), str(value)


def month_words(day: date) -> Pair:
    return f"{day.year}年{day.month}月", f"{_MONTHS[day.month - 1]} {day.year}"


def fields(table: str, row: Row, *, empty: bool = False) -> list[dict[str, Any]]:
    """A row as lines of (heading, value) in the table's order; what it does not know is left out unless `empty`."""
    lines = []
    for column in ALL[table].columns:
        if column.name == "employee":
            continue
        known = column.name in row["v"]
        if column.name in row["u"] and not known:
            lines.append({"name": column.name, "head": (column.zh, column.en), "value": UNREAD})
        elif known and (row["v"][column.name] not in {None, ""} or empty):
            lines.append(
                {"name": column.name, "head": (column.zh, column.en), "value": words(column, row["v"][column.name])}
            )
    return lines


def changed(table: str, items: tuple[tuple[str, Any, Any], ...]) -> list[dict[str, Any]]:
    """Changed values as (heading, before, after)."""
    columns = ALL[table].by_name
    return [
        {
            "head": (columns[name].zh, columns[name].en),
            "before": words(columns[name], before),
            "after": words(columns[name], after),
            "hidden": name in HIDDEN,
        }
        for name, before, after in items
    ]


def key_words(table: str, key: str) -> Pair:
    """Which of somebody's rows this is: 2026年3月, 2024年3月1日起, 年休假 2026年2月24日起."""
    match table:
        case "payroll" | "insurance" | "attendance":
            return month_words(date.fromisoformat(f"{key}-01")) if key else UNKNOWN
        case "contracts":
            return _since(key)
        case "leave":
            kind, _, day = key.partition("/")
            zh, en = choice_words("leave", kind)
            since = _since(day)
            return f"{zh} {since[0]}", f"{en} {since[1]}"
        case _:
            return "", ""


def _since(text: str) -> Pair:
    day = as_day(text)
    return (f"{day_in_words(day, 'zh')}起", f"from {day_in_words(day, 'en')}") if day else UNKNOWN


def title(table: str) -> Pair:
    return ALL[table].zh, ALL[table].en


def value_of(row: Mapping[str, Any], name: str) -> Any:
    return row["v"].get(name)
