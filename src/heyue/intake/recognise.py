"""认表: which kind of sheet this is, from its headers, its name and the company's own mapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heyue.intake import clock
from heyue.intake.blocks import Block, Reader
from heyue.intake.cells import Cell, Value, parser, read_column
from heyue.intake.headers import SEARCHED_ROWS, Header, Label, double, normalise, single, titles
from heyue.intake.layouts import PERSON, Layout, Library, export_score, extended, free_score, pairs_score
from heyue.intake.mapping import SheetMapping, example, labels_example
from heyue.intake.months import month_of, year_of
from heyue.intake.problems import Problems
from heyue.intake.sheets import Sheet
from heyue.law.tables import TABLES


@dataclass(frozen=True, slots=True)
class Recognised:
    """认出的表: its layout and where its header stands."""

    layout: Layout
    header: Header


def recognise(sheet: Sheet, library: Library, mapping: SheetMapping | None) -> Recognised | None:
    """The layout with the best fit: a mapping's word first, then exports by their markers, then free-form sheets."""
    rows = sheet.rows[:40]
    if mapping and mapping.table:
        return _mapped(sheet, extended(library.free[mapping.table], mapping.columns), mapping)
    first = mapping.header_row - 1 if mapping and mapping.header_row else 0
    for layout in library.exports:
        if layout.shape == "punch_grid" and layout.named(sheet.name):
            header = clock.grid_header(sheet)
            if header:
                return Recognised(layout, header)
    found: tuple[float, Recognised | None] = (0.0, None)
    headers = _headers(rows, sheet.merged, first, None if mapping and mapping.columns else library.labels)
    for layout in library.exports:
        points, header = _best(layout, headers, export=True)
        points += 5.0 if points and layout.named(sheet.name) else 0.0
        if header and points > found[0]:
            found = (points, Recognised(_with(layout, mapping), header))
    if found[1]:
        return found[1]
    for free in library.free.values():
        layout = _with(free, mapping)
        named = layout.named(sheet.name)
        if layout.shape == "pairs":
            points, header = pairs_score(layout, rows), Header(-1, 1, ())
            points = points + 10.0 if points and named else points if points >= 3 else 0.0
        else:
            points, header = _best(layout, headers, export=False)
            points += 3.0 if points and named else 0.0
        if header and points > found[0]:
            found = (points, Recognised(layout, header))
    return found[1]


def _with(layout: Layout, mapping: SheetMapping | None) -> Layout:
    return extended(layout, mapping.columns) if mapping and mapping.columns else layout


def _headers(
    rows: Sequence[Sequence[Cell]], merged: Sequence[Sequence[int]], first: int, known: frozenset[str] | None = None
) -> list[Header]:
    """Every row, and pair of rows, that could be a header: two labels at least, two of them known where `known` is given."""
    last = min(len(rows), SEARCHED_ROWS)
    counts = [
        sum(1 for cell in row if isinstance(cell, str) and (known is None or normalise(cell)[0] in known))
        for row in rows[: last + 1]
    ]
    found: list[Header] = []
    for at in range(first, last):
        if counts[at] >= 2:
            found.append(single(rows, at))
        if at + 1 < len(counts) and counts[at] + counts[at + 1] >= 2:
            pair = double(rows, at, merged)
            if pair:
                found.append(pair)
    return found


def _best(layout: Layout, headers: Sequence[Header], *, export: bool) -> tuple[float, Header | None]:
    """The header that fits best; a single row goes before a pair that says no more, so that a title stays a title."""
    top: tuple[float, int, Header | None] = (0.0, 0, None)
    for header in headers:
        points = export_score(layout, header) if export else free_score(layout, header)
        if points and (points, -header.height) > top[:2]:
            top = (points, -header.height, header)
    return top[0], top[2]


def _mapped(sheet: Sheet, layout: Layout, mapping: SheetMapping) -> Recognised | None:
    if layout.shape == "pairs":
        return Recognised(layout, Header(-1, 1, ()))
    if mapping.header_row is None:
        headers = _headers(sheet.rows[:40], sheet.merged, 0)
        scored = [(sum(layout.target(label) is not None for label in header.labels), header) for header in headers]
        points, header = max(scored, key=lambda pair: pair[0], default=(0, None))
        return Recognised(layout, header) if header and points else None
    at = mapping.header_row - 1
    if at >= len(sheet.rows):
        return None
    pair = double(sheet.rows, at, sheet.merged) if mapping.header_rows == 2 else None
    return Recognised(layout, pair or single(sheet.rows, at))


def read_sheet(
    sheet: Sheet, library: Library, mapping: SheetMapping | None, problems: Problems, mapping_file: str
) -> list[Block]:
    """The sheet's blocks; a sheet that is empty or holds instructions has none and is no problem."""
    if (mapping and mapping.skip) or not sheet.rows:
        return []
    found = recognise(sheet, library, mapping)
    if found is None:
        if normalise(sheet.name or "")[0] not in library.ignored_sheets:
            _unrecognised(sheet, library, problems, mapping_file)
        return []
    layout, header = found.layout, found.header
    title = titles(sheet.rows, header) if header.row > 0 else ""
    month = (mapping.month if mapping else None) or month_of(title, sheet.name, sheet.file)
    year = (mapping.month.year if mapping and mapping.month else None) or year_of(title, sheet.name, sheet.file)
    reader = Reader(sheet, layout, header, library, problems, month, year)
    if layout.shape == "pairs":
        return read_pairs(reader)
    if layout.shape == "punch_grid":
        return clock.read_grid(reader)
    if layout.shape == "punch_list":
        return clock.read_list(reader)
    blocks = reader.read()
    for block in blocks:
        if block.table == layout.table:
            if layout.punches:
                clock.add_punches(reader, block)
            dated(reader, block, month, mapping_file)
            needed(reader, block)
    if layout.free and blocks:
        _unknown_columns(reader, mapping_file)
    return [block for block in blocks if block.rows]


def dated(reader: Reader, block: Block, month: date | None, mapping_file: str) -> None:
    """Give each row its month where the sheet as a whole has one; rows that stay without are reported and dropped."""
    columns = TABLES[block.table].by_name
    if "month" not in columns:
        return
    days = block.columns.get("day", [None] * len(block.rows))
    months = block.columns.get("month")
    whole = months is None
    if months is None:
        if block.layout.grain == "day" or all(day is not None for day in days):
            months = [None] * len(block.rows)
        elif month is None:
            hint = example(reader.sheet.name, month="2026-03")
            reader.problem("no_month", reader.header.row, mapping=mapping_file, example=hint)
            block.keep([])
            return
        else:
            months = [month if day is None else None for day in days]
    bad = block.bad.get("month", set()) | block.bad.get("day", set())
    kept = []
    for at, (value, day) in enumerate(zip(months, days, strict=True)):
        if value is not None or day is not None:
            kept.append(at)
        elif at not in bad:
            if block.table == "attendance":
                reader.problem("day_or_month", block.rows[at] - 1)
            else:
                column = columns["month"]
                parts = {
                    "zh": column.zh,
                    "en": column.en,
                    "expected": "月份，如 2026-03",
                    "expected_en": "a month such as 2026-03",
                }
                reader.problem("required", block.rows[at] - 1, column.zh, **parts)
    if not whole or any(value is not None for value in months):
        block.columns["month"] = months
    block.keep(kept)
    if block.table == "attendance" and "day" in block.columns:
        _day_hours(reader, block)


def needed(reader: Reader, block: Block) -> None:
    """Rows without what every row of the table must have are reported and left out; a person without a name is kept."""
    for column in TABLES[block.table].columns:
        if not column.required or column.name == "month":
            continue
        values = block.columns.get(column.name) or [None] * len(block.rows)
        bad = block.bad.get(column.name, set())
        without = [at for at, value in enumerate(values) if value is None]
        for at in without:
            if column.name == "name":
                reader.problem("no_name", block.rows[at] - 1, column.zh)
            elif at not in bad:
                expected = {"zh": column.zh, "en": column.en, "expected": column.zh, "expected_en": column.en.lower()}
                reader.problem("required", block.rows[at] - 1, column.zh, **expected)
        if column.name != "name" and without:
            gone = set(without)
            block.keep([at for at in range(len(block.rows)) if at not in gone])


def _day_hours(reader: Reader, block: Block) -> None:
    """More than 24 hours in one day cannot be."""
    for name, values in block.columns.items():
        column = TABLES[block.table].by_name[name]
        if column.kind != "hours":
            continue
        long = {value for value in set(values) if isinstance(value, int) and value > 1440}
        for at, value in enumerate(values) if long else ():
            if value in long and block.columns["day"][at] is not None:
                reader.problem("day_hours", block.rows[at] - 1, column.zh)
                values[at] = None
                block.bad.setdefault(name, set()).add(at)


def read_pairs(reader: Reader) -> list[Block]:
    """A sheet of items on the left and contents on the right, as one row."""
    table = TABLES[reader.layout.table]
    known = reader.layout.labels or {}
    block = Block(table.name, reader.layout, reader.sheet, [1])
    for at, row in enumerate(reader.sheet.rows):
        item = row[0] if row else None
        target = known.get(normalise(item)[0]) if isinstance(item, str) else None
        column = table.by_name.get(target.column) if target else None
        if column is None or column.name in block.columns:
            continue
        cell = next((value for value in row[1:2] if value is not None), None)
        read = parser(column, epoch1904=reader.sheet.epoch1904, year=reader.year)
        values, bad = read_column([cell], read)
        for _, unread in bad:
            reader.problem("unreadable", at, column.zh, read=cell, zh=unread.zh, en=unread.en)
            block.bad[column.name] = {0}
        block.columns[column.name] = list[Value](values)
    if all(values[0] is None for values in block.columns.values()) and not block.bad:
        return []
    return [block]


def _likely(layout: Layout) -> str:
    """A column to show in an example: one that people most often have under a name of their own."""
    likely = {
        "roster": "started",
        "payroll": "allowances",
        "contracts": "ends",
        "attendance": "worked",
        "insurance": "pension_base",
    }
    return likely.get(layout.table, "starts" if layout.table == "leave" else "name")


def _unknown_columns(reader: Reader, mapping_file: str) -> None:
    """Say once which headed columns with contents were not used."""
    labels: list[Label] = []
    for at, label in enumerate(reader.header.labels):
        if (
            not label.text
            or reader.layout.target(label)
            or label.text in reader.library.ignored
            or label.text.isdigit()
        ):
            continue
        if any(row[at] is not None for row in reader.sheet.rows[reader.header.data_row :]):
            labels.append(label)
    if labels:
        shown = [reader.problems.label(label.shown) for label in labels]
        hint = example(reader.sheet.name, columns=labels_example(shown, _likely(reader.layout)))
        text = "、".join(shown[:12]) + ("…" if len(shown) > 12 else "")
        reader.problem("unknown_columns", reader.header.row, labels=text, mapping=mapping_file, example=hint)


def _unrecognised(sheet: Sheet, library: Library, problems: Problems, mapping_file: str) -> None:
    """Say what to write in a mapping: the likeliest header row, and the table most of its labels belong to."""
    headers = _headers(sheet.rows[:40], sheet.merged, 0)
    scores = [
        (
            sum(1 for label in header.labels if (target := layout.target(label)) and target.column not in PERSON),
            -at,
            layout,
            header,
        )
        for layout in library.free.values()
        if layout.shape == "rows"
        for at, header in enumerate(headers)
    ]
    if not scores:
        hint = example(sheet.name, skip=True)
        problems.add("unrecognised_sheet", sheet.file, sheet.name, mapping=mapping_file, example=hint)
        return
    points, _, layout, header = max(scores, key=lambda entry: entry[:2])
    named = next((free for free in library.free.values() if free.shape == "rows" and free.named(sheet.name)), None)
    layout = named or layout
    if layout.table == "roster" and (named or points >= 3) and _lacks_name(layout, header):
        column = TABLES["roster"].by_name["name"]
        problems.add("missing_column", sheet.file, sheet.name, header.row + 1, column.zh, zh=column.zh, en=column.en)
        return
    labels = [problems.label(label.shown) for label in header.labels if label.text and layout.target(label) is None]
    columns = dict(zip(labels, ("name", _likely(layout)), strict=False)) or {"…": "name"}
    hint = example(sheet.name, table=layout.table, header_row=header.row + 1, columns=columns)
    problems.add("unrecognised_sheet", sheet.file, sheet.name, header.row + 1, mapping=mapping_file, example=hint)


def _lacks_name(layout: Layout, header: Header) -> bool:
    return all(target.column != "name" for label in header.labels if (target := layout.target(label)))
