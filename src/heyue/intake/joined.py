"""并表: blocks of one table from several sheets and files as one table with a row for each key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from heyue.intake.blocks import Block
from heyue.intake.cells import Value, parser
from heyue.intake.gathered import Filled, Stored, day_number
from heyue.intake.problems import Problems
from heyue.law.tables import TABLES, Column, Table

KEYS: dict[str, tuple[str, ...]] = {
    "roster": (),
    "contracts": ("starts",),
    "payroll": ("month",),
    "insurance": ("month",),
    "attendance": ("month", "day"),
}
WHAT = {
    "contracts": ("同日起", "start"),
    "payroll": ("同月", "month"),
    "insurance": ("同月", "month"),
    "attendance": ("同日或同月", "day or month"),
    "roster": ("", ""),
}
COMPARED = frozenset({"gross", "tax", "started", "ended", "birth", "sex", "form"})
ONE_LAYOUT = frozenset({"payroll", "insurance"})
Key = tuple[object, ...]


def blank_of(table: Table) -> dict[str, Value]:
    """What an empty cell of each column stands for, as a stored value."""
    return {column.name: parser(column)(column.blank) for column in table.columns if column.blank is not None}


def keys_of(block: Block) -> list[Key]:
    """Whose and when each row is; a row with a day is known by its day alone."""
    columns = [block.columns.get(name) or [None] * len(block.rows) for name in KEYS[block.table]]
    if block.table == "attendance":
        months, days = columns
        return [(who, day or ("month", month)) for who, month, day in zip(block.keys, months, days, strict=True)]
    return list(zip(block.keys, *columns, strict=True))


def joined(table: str, blocks: Sequence[Block], problems: Problems) -> list[Block]:
    """The blocks with every key in one row only: repeated rows of one source are reported, other sources fill its gaps."""
    if table not in KEYS:
        return list(blocks)
    ordered = sorted(blocks, key=lambda block: block.layout.priority)
    if table == "attendance":
        _days_before_months(ordered, problems)
    first: dict[Key, tuple[Block, int]] = {}
    for block in ordered:
        kept: list[int] = []
        repeated: dict[str, int] = {}
        for at, key in enumerate(keys_of(block)):
            seen = first.get(key)
            if table == "contracts" and (key[1] is None or (seen is not None and seen[0] is block)):
                kept.append(at)
                continue
            if seen is None:
                first[key] = (block, at)
                kept.append(at)
                continue
            other, position = seen
            if other is block or (other.layout.id == block.layout.id and table in ONE_LAYOUT):
                _report_pair(block, at, other, position, problems)
            else:
                _fill(other, position, block, at, problems)
                if table == "attendance":
                    repeated[other.shown] = repeated.get(other.shown, 0) + 1
        for shown, count in repeated.items():
            problems.add("superseded", block.sheet.file, block.sheet.name, count=count, other=shown)
        if len(kept) < len(block.rows):
            for key, (holder, at) in first.items():
                if holder is block:
                    first[key] = (block, kept.index(at) if len(kept) < 64 else _position(kept, at))
            block.keep(kept)
    return [block for block in ordered if block.rows]


def _position(kept: Sequence[int], at: int) -> int:
    from bisect import bisect_left  # noqa: PLC0415  only long sheets with repeated rows come here

    return bisect_left(kept, at)


def _report_pair(block: Block, at: int, other: Block, position: int, problems: Problems) -> None:
    what, what_en = WHAT[block.table]
    where: object = other.rows[position]
    if other is not block:
        where = f"{other.rows[position]}（{other.shown}）"
    problems.add(
        "two_rows", block.sheet.file, block.sheet.name, block.rows[at], None, first=where, what=what, what_en=what_en
    )


def _fill(holder: Block, position: int, block: Block, at: int, problems: Problems) -> None:
    """Fill what the holder's row does not say from another source's row; what both say differently is reported."""
    table = TABLES[holder.table]
    for name, values in block.columns.items():
        value = values[at]
        own = holder.columns.setdefault(name, [None] * len(holder.rows))
        if value is None:
            continue
        if own[position] is None:
            own[position] = value
            holder.bad.get(name, set()).discard(position)
        elif own[position] != value and name in COMPARED:
            column = table.by_name[name]
            problems.add(
                "conflict",
                block.sheet.file,
                block.sheet.name,
                block.rows[at],
                column.zh,
                zh=column.zh,
                en=column.en,
                other=holder.shown,
            )


def _days_before_months(ordered: Sequence[Block], problems: Problems) -> None:
    """Where a person's month is told day by day, a monthly row of the same month would count it twice: it is left out."""
    told: dict[tuple[str, date], str] = {}
    for block in ordered:
        for who, day in zip(block.keys, block.columns.get("day", []), strict=False):
            if isinstance(day, date):
                told.setdefault((who, day.replace(day=1)), block.shown)
    if not told:
        return
    for block in ordered:
        days = block.columns.get("day", [None] * len(block.rows))
        months = block.columns.get("month", [None] * len(block.rows))
        twice: dict[str, int] = {}
        kept = []
        for at, (who, day, month) in enumerate(zip(block.keys, days, months, strict=True)):
            other = told.get((who, month)) if day is None and isinstance(month, date) else None
            if other is None:
                kept.append(at)
            else:
                twice[other] = twice.get(other, 0) + 1
        for other, count in twice.items():
            problems.add("superseded", block.sheet.file, block.sheet.name, count=count, other=other)
        block.keep(kept)


def filled(table: Table, blocks: Sequence[Block]) -> Filled:
    """All blocks as one: every column of the table, `row` and `unread`; with the columns that were given.

    An empty cell of a column its own sheet has becomes the column's blank; an unreadable one stays null.
    """
    blanks = blank_of(table)
    given: set[str] = set()
    data: dict[str, list[Value]] = {column.name: [] for column in table.columns}
    rows: list[int] = []
    unread: list[str] = []
    for block in blocks:
        rows.extend(block.rows)
        unread.extend(_unread(block))
        for name, whole in data.items():
            if name == "employee":
                whole.extend(block.keys)
                continue
            values = block.columns.get(name)
            if values is None:
                whole.extend([None] * len(block.rows))
                continue
            given.add(name)
            blank = blanks.get(name)
            if blank is None or None not in values:
                whole.extend(values)
            else:
                bad = block.bad.get(name, set())
                whole.extend([blank if value is None and at not in bad else value for at, value in enumerate(values)])
    if "employee" in table.by_name:
        given.add("employee")
    columns = {column.name: _stored(column, data[column.name]) for column in table.columns}
    return Filled(columns, rows, unread, frozenset(given))


def _unread(block: Block) -> list[str]:
    """Each row's columns whose cells could not be read, in the order of their names."""
    names: dict[int, list[str]] = {}
    for name in sorted(block.bad):
        for at in block.bad[name]:
            names.setdefault(at, []).append(name)
    return [",".join(names[at]) if at in names else "" for at in range(len(block.rows))]


def _stored(column: Column, values: list[Value]) -> list[Stored]:
    """A column's values in stored form, each distinct day brought into it once."""
    if column.kind not in {"date", "month"}:
        return cast("list[Stored]", values)
    numbers = {day: day_number(day) for day in set(values) if isinstance(day, date)}
    return [numbers[day] if isinstance(day, date) else None for day in values]
