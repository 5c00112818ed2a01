"""考勤机: punch lists, punch sheets of two rows a person, and punch columns of daily reports, as days of work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from heyue.intake import punches
from heyue.intake.blocks import Block, Person, Placed, Reader
from heyue.intake.cells import Cell, Unread, Value, plain, read_date
from heyue.intake.headers import Header, normalise, written
from heyue.intake.layouts import Layout
from heyue.intake.sheets import Sheet

Day = tuple[int, list[int]]
_RANGE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_WHO = {"employee": "工号", "name": "姓名", "department": "部门"}


def read_list(reader: Reader) -> list[Block]:
    """One punch a row; where the export names the working day (`@day`) it is believed, else punches decide."""
    placed = reader.placed()
    by_column = {here.target.column: here for here in placed}
    kept = reader.data_rows(placed)
    if not kept:
        reader.problem("no_rows", reader.header.row)
        return []
    people = reader.people(placed, kept, "attendance")
    found: dict[Person, dict[date, Day]] = {}
    loose: dict[Person, list[tuple[date, int]]] = {}
    first_row: dict[tuple[Person, date], int] = {}
    known: dict[tuple[Cell, Cell], tuple[date, int] | Unread | None] = {}
    moment, day = by_column["@moment"], by_column.get("@day")
    for person, at in zip(people, kept, strict=True):
        row = reader.sheet.rows[at]
        key = (row[moment.at], row[day.at] if day else None)
        if key not in known:
            known[key] = _punch(key[0], key[1], dated=day is not None, epoch1904=reader.sheet.epoch1904)
        punch = known[key]
        if isinstance(punch, Unread):
            reader.problem("unreadable", at, moment.label.shown, read=key[0], zh=punch.zh, en=punch.en)
        elif punch is not None:
            loose.setdefault(person, []).append(punch)
            first_row.setdefault((person, punch[0]), at)
    for person, list_of in loose.items():
        if day is not None:
            grouped: dict[date, list[int]] = {}
            for which, minute in list_of:
                grouped.setdefault(which, []).append(minute)
            days = {which: punches.distinct(minutes) for which, minutes in sorted(grouped.items())}
        else:
            days = punches.by_day(list_of)
        found[person] = {which: (first_row[person, which], minutes) for which, minutes in days.items()}
    return _block(reader, found, moment.label.shown)


def _punch(cell: Cell, day: Cell, *, dated: bool, epoch1904: bool) -> tuple[date, int] | Unread | None:
    try:
        if not dated:
            return punches.moment(cell, epoch1904=epoch1904)
        which = read_date(day, epoch1904=epoch1904)
        found = punches.times(cell)
        if which is None or not found:
            return None
        stamp = _RANGE.search(plain(cell))
        later = (date(*map(int, stamp.groups())) - which).days if stamp else 0
        return which, found[0] + punches.DAY * min(max(later, 0), 1)
    except Unread as unread:
        return unread
    except ValueError:
        return Unread(*punches.A_TIME)


def _block(reader: Reader, found: dict[Person, dict[date, Day]], column: str) -> list[Block]:
    block = Block("attendance", reader.layout, reader.sheet, [])
    columns: dict[str, list[Value]] = {name: [] for name in ("name", "department", "day", "worked", "night")}
    bad: set[int] = set()
    for person, days in found.items():
        for day, (at, minutes) in days.items():
            hours = punches.worked(minutes)
            if hours is None:
                reader.problem("single_punch", at, column)
                bad.add(len(block.rows))
            block.rows.append(at + 1)
            block.people.append(person)
            for name, value in zip(
                columns, (person.name, person.department, day, hours, punches.at_night(minutes)), strict=True
            ):
                columns[name].append(value)
    block.columns = columns
    block.bad = {"worked": bad} if bad else {}
    return [block] if block.rows else []


def add_punches(reader: Reader, block: Block) -> None:
    """Night work, and hours where the report gives none, from the punch columns of a daily report."""
    by_path = {
        form: at for at, label in reversed(list(enumerate(reader.header.labels))) for form in (label.text, label.path)
    }
    columns = [at for label in reader.layout.punches if (at := by_path.get(label)) is not None]
    if not columns:
        return
    known: dict[Cell, list[int] | Unread] = {None: []}
    given = block.columns.get("worked")
    nights: list[Value] = []
    hours: list[Value] = []
    for position, row_number in enumerate(block.rows):
        minutes: list[int] = []
        for at in columns:
            cell = reader.sheet.rows[row_number - 1][at]
            if cell not in known:
                known[cell] = _times(cell)
            read = known[cell]
            if isinstance(read, Unread):
                shown = reader.header.labels[at].shown
                reader.problem("unreadable", row_number - 1, shown, read=cell, zh=read.zh, en=read.en)
            else:
                minutes.extend(read)
        minutes = punches.distinct(minutes)
        nights.append(punches.at_night(minutes))
        if len(minutes) == 1 and given is None:
            reader.problem("single_punch", row_number - 1, reader.header.labels[columns[0]].shown)
            block.bad.setdefault("worked", set()).add(position)
        hours.append(punches.worked(minutes))
    block.columns["night"] = nights
    if given is None:
        block.columns["worked"] = hours
    else:
        bad = block.bad.get("worked", set())
        block.columns["worked"] = [
            b if a is None and at not in bad else a for at, (a, b) in enumerate(zip(given, hours, strict=True))
        ]


def _times(cell: Cell) -> list[int] | Unread:
    try:
        return punches.times(cell)
    except Unread as unread:
        return unread


def grid_header(sheet: Sheet) -> Header | None:
    """The row of day numbers of a punch sheet, if this is one: at least 20 whole numbers, each the next day's."""
    for at, row in enumerate(sheet.rows[:12]):
        numbers = [number for cell in row if (number := _day_number(cell)) is not None]
        if len(numbers) >= 20 and all(b == a + 1 or b == 1 for a, b in pairwise(numbers)):
            return Header(at, 1, ())
    return None


def _day_number(cell: Cell) -> int | None:
    text = plain(cell)
    return int(text) if text.isdigit() and 1 <= int(text) <= 31 else None


def read_grid(reader: Reader) -> list[Block]:
    """Two rows a person: who it is, then one cell of stacked punches for each day."""
    sheet, header = reader.sheet, reader.header
    first = _first_day(sheet, header, reader.month)
    if first is None:
        reader.problem("grid_dates", header.row)
        return []
    days = _days(sheet.rows[header.row], first)
    loose: dict[Person, list[tuple[date, int]]] = {}
    first_row: dict[Person, int] = {}
    at = header.row + 1
    while at < len(sheet.rows):
        person = _who(sheet.rows[at], reader.layout)
        if person is None or at + 1 >= len(sheet.rows):
            at += 1
            continue
        if person.name:
            reader.problems.names.add(person.name)
        first_row.setdefault(person, at + 1)
        for column, day in days.items():
            cell = sheet.rows[at + 1][column]
            read = _times(cell)
            if isinstance(read, Unread):
                reader.problem("unreadable", at + 1, str(day.day), read=cell, zh=read.zh, en=read.en)
            else:
                loose.setdefault(person, []).extend((day, minute) for minute in read)
        at += 2
    found = {
        person: {day: (first_row[person], minutes) for day, minutes in punches.by_day(list_of).items()}
        for person, list_of in loose.items()
    }
    return _block(reader, found, "刷卡记录")


def _first_day(sheet: Sheet, header: Header, month: date | None) -> date | None:
    for row in sheet.rows[: header.row]:
        for cell in row:
            found = _RANGE.search(plain(cell))
            if found:
                try:
                    return date(*map(int, found.groups()))
                except ValueError:
                    continue
    return month


def _days(row: Sequence[Cell], first: date) -> dict[int, date]:
    """The day of each column; numbers begin again at 1 where the period runs into the next month."""
    days: dict[int, date] = {}
    day = first - timedelta(days=1)
    for column, cell in enumerate(row):
        number = _day_number(cell)
        if number is None:
            continue
        day += timedelta(days=1)
        while day.day != number and (day - first).days < 62:
            day += timedelta(days=1)
        days[column] = day
    return days


def _who(row: Sequence[Cell], layout: Layout) -> Person | None:
    """The person a row names: the value beside each label, else at the place the export puts it."""
    labels = {normalise(written(cell))[0]: at for at, cell in enumerate(row) if cell is not None}
    if not any(label in labels for label in ("工号", "姓名", "考勤号码")):
        return None
    found: dict[str, str | None] = {}
    for name, label in _WHO.items():
        at = labels.get(label)
        place = (layout.places or {}).get(name, 0) - 1
        value = (
            next((row[i] for i in range(at + 1, min(at + 8, len(row))) if row[i] is not None), None)
            if at is not None
            else None
        )
        if value is None and 0 <= place < len(row):
            value = row[place]
        text = plain(value)
        found[name] = None if not text or normalise(text)[0] in _WHO.values() else text
    if not found["employee"] and not found["name"]:
        return None
    return Person(found["employee"], None, found["name"], found["department"])


def shown_column(placed: Sequence[Placed], name: str) -> str | None:
    """The header of a canonical column as the sheet writes it."""
    return next((here.label.shown for here in placed if here.target.column == name), None)
