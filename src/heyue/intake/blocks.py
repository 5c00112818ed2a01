"""数据块: one sheet's rows as columns of one canonical table, before people are matched and sheets are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from heyue.intake.cells import Cell, Parser, Unread, Value, parser, plain, read_column, read_text
from heyue.intake.headers import Header, Label, normalise, written
from heyue.intake.identity import fault, looks_like_identity
from heyue.intake.layouts import PERSON, Layout, Library, Target
from heyue.intake.problems import MOST_OF_A_COLUMN, Problems
from heyue.intake.sheets import Sheet
from heyue.law.tables import TABLES, Column

SIGNED = frozenset(
    {"performance", "allowances", "special_allowances", "other_deductions", "absence_deduction", "tax", "bonus_tax"}
)
OPEN = frozenset({"长期", "无固定期限", "无固定", "永久"})
TAKEN_AWAY = frozenset(
    {
        "absence_deduction",
        "other_deductions",
        "loss_deduction",
        "fine",
        "deposit",
        "pension",
        "medical",
        "unemployment",
        "social",
        "fund",
        "tax",
    }
)


class Person(NamedTuple):
    """一行写的是谁: as the row says it; any part may be missing."""

    number: str | None
    identity: str | None
    name: str | None
    department: str | None


@dataclass(slots=True)
class Block:
    """数据块: `columns` hold None for empty and unreadable cells alike; `bad` tells the unreadable positions apart."""

    table: str
    layout: Layout
    sheet: Sheet
    rows: list[int]
    people: list[Person] = field(default_factory=list)
    columns: dict[str, list[Value]] = field(default_factory=dict)
    bad: dict[str, set[int]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    row_sheet: str | None = None

    @property
    def shown(self) -> str:
        """How the block is named to the user: its sheet, else its file."""
        return self.sheet.name or self.sheet.file

    def keep(self, wanted: Sequence[int]) -> None:
        """Keep only these positions, in this order."""
        if len(wanted) == len(self.rows):
            return
        new = {old: at for at, old in enumerate(wanted)}
        self.rows = [self.rows[at] for at in wanted]
        self.people = [self.people[at] for at in wanted] if self.people else []
        self.keys = [self.keys[at] for at in wanted] if self.keys else []
        self.columns = {name: [values[at] for at in wanted] for name, values in self.columns.items()}
        self.bad = {name: {new[at] for at in ats if at in new} for name, ats in self.bad.items()}


@dataclass(slots=True)
class Placed:
    """一列的去处: where a column of the sheet goes, and what its header said."""

    at: int
    label: Label
    target: Target


@dataclass(slots=True)
class Reader:
    """一张表的读取: the sheet, its layout and header, and where problems go."""

    sheet: Sheet
    layout: Layout
    header: Header
    library: Library
    problems: Problems
    month: date | None = None
    year: int | None = None

    def problem(
        self, code: str, at: int | None = None, column: str | None = None, *, read: Cell = None, **detail: object
    ) -> None:
        row = None if at is None else at + 1
        self.problems.add(code, self.sheet.file, self.sheet.name, row, column, read=read, **detail)

    def placed(self) -> list[Placed]:
        """Where each column goes; a second column for the same place is left out, with a problem where that matters."""
        found: list[Placed] = []
        whole: dict[str, Placed] = {}
        for at, label in enumerate(self.header.labels):
            target = self.layout.target(label) if label.text else None
            if target is None:
                continue
            here = Placed(at, label, target)
            if not target.part:
                if target.column in whole:
                    self._twice(whole[target.column].label, label)
                    continue
                whole[target.column] = here
            found.append(here)
        kept: list[Placed] = []
        parts: dict[tuple[str, str], Placed] = {}
        for here in found:
            if here.target.part:
                if here.target.column in whole:
                    continue
                if (here.target.column, here.label.path) in parts:
                    self._twice(parts[here.target.column, here.label.path].label, here.label)
                    continue
                parts[here.target.column, here.label.path] = here
            kept.append(here)
        return kept

    def _twice(self, first: Label, second: Label) -> None:
        if first.text == second.text and first.group == second.group:
            self.problem("same_header", self.header.row, second.shown, label=second.shown)
        elif self.layout.free:
            self.problem("same_target", self.header.row, second.shown, label=second.shown, other=first.shown)

    def data_rows(self, placed: Sequence[Placed]) -> list[int]:
        """Positions of rows that hold data: not empty, not the header again, not sums or signatures, about somebody."""
        rows = self.sheet.rows
        people = [here.at for here in placed if here.target.column in {"employee", "name", "id_number"}]
        others = [
            here.at for here in placed if here.target.column not in PERSON and not here.target.column.startswith("@")
        ]
        names = [here.at for here in placed if here.target.column == "name"]
        ends = cache(self.library.ends_table)
        head = {here.at: normalise(here.label.shown)[0] for here in placed}
        heads = {label.text for label in self.header.labels}
        kept = []
        for at in range(self.header.data_row, len(rows)):
            row = rows[at]
            first = next((cell for cell in row if cell is not None), None)
            if first is None or (isinstance(first, str) and ends(first)):
                continue
            if any(isinstance(name := row[column], str) and ends(name) for column in names):
                continue
            if isinstance(first, str) and normalise(first)[0] in heads and self._header_again(row, head):
                continue
            if all(row[column] is None for column in people):
                if any(
                    isinstance(row[column], (int, float)) or str(row[column] or "")[:1].isdigit() for column in others
                ):
                    self.problem("no_person", at)
                continue
            kept.append(at)
        return self._filtered(kept)

    def _header_again(self, row: Sequence[Cell], head: dict[int, str]) -> bool:
        """A header repeated inside the data, as pay slips and printed pages have it."""
        same = sum(1 for at, text in head.items() if text and normalise(written(row[at]))[0] == text)
        return same >= max(2, len(head) // 2)

    def _filtered(self, kept: list[int]) -> list[int]:
        for label, allowed in (self.layout.filters or {}).items():
            column = next((at for at, given in enumerate(self.header.labels) if given.text == label), None)
            if column is not None:
                kept = [at for at in kept if plain(self.sheet.rows[at][column]) in allowed]
        return kept

    def values(self, column: Column, here: Placed, kept: Sequence[int]) -> tuple[list[Value], set[int]]:
        """One column's values at the kept rows, and the positions that could not be read, each reported."""
        read = parser(column, unit=here.label.unit, epoch1904=self.sheet.epoch1904, year=self.year)
        return self.parsed(column, here, kept, read)

    def parsed(self, column: Column, here: Placed, kept: Sequence[int], read: Parser) -> tuple[list[Value], set[int]]:
        cells = [self.sheet.rows[at][here.at] for at in kept]
        values, bad = read_column(cells, read)
        for position, unread in bad[:MOST_OF_A_COLUMN]:
            self.unread(column, here, kept[position], cells[position], unread)
        if len(bad) > MOST_OF_A_COLUMN:
            last = kept[bad[-1][0]] + 1
            self.problem(
                "more_unreadable",
                kept[bad[MOST_OF_A_COLUMN][0]],
                here.label.shown,
                count=len(bad) - MOST_OF_A_COLUMN,
                last=last,
            )
        return values, {position for position, _ in bad}

    def unread(self, column: Column, here: Placed, at: int, cell: Cell, unread: Unread) -> None:
        code = "hidden" if column.personal else "unreadable"
        self.problem(code, at, here.label.shown, read=None if column.personal else cell, zh=unread.zh, en=unread.en)

    def people(self, placed: Sequence[Placed], kept: Sequence[int], table: str) -> list[Person]:
        """Who each row is about; identity numbers only where their check digit is right."""
        by_column = {here.target.column: here for here in placed}

        def texts(name: str) -> list[str | None]:
            here = by_column.get(name)
            if here is None:
                return [None] * len(kept)
            cells = [self.sheet.rows[at][here.at] for at in kept]
            known = {cell: None if cell is None else _text(cell) for cell in set(cells)}
            return [known[cell] for cell in cells]

        numbers, names, departments = texts("employee"), texts("name"), texts("department")
        identities = self.identities(by_column, kept, report=table == "roster")
        personal = {number for number in set(numbers) if number and looks_like_identity(number)}
        for at, number in enumerate(numbers):
            if number in personal and number:
                numbers[at] = None
                identities[at] = identities[at] or number.upper()
        self.problems.names.update(name for name in set(names) if name)
        return [Person(*parts) for parts in zip(numbers, identities, names, departments, strict=True)]

    def identities(self, by_column: dict[str, Placed], kept: Sequence[int], *, report: bool) -> list[str | None]:
        here = by_column.get("id_number")
        if here is None:
            return [None] * len(kept)
        document = by_column.get("@document")
        found: list[str | None] = []
        for at in kept:
            cell = self.sheet.rows[at][here.at]
            kind = plain(self.sheet.rows[at][document.at]) if document else ""
            if cell is None or _text(cell) is None:
                found.append(None)
            elif kind and "身份证" not in kind:
                found.append(str(cell).upper())
            else:
                wrong, identity = fault(cell)
                if wrong and report:
                    self.problem(f"id_{wrong}", at, here.label.shown)
                found.append(identity.number if identity else None)
        return found

    def read(self) -> list[Block]:
        """The sheet's blocks: one for its table, and one for each further table its columns name."""
        placed = self.placed()
        if self.missing(placed):
            return []
        kept = self.data_rows(placed)
        if not kept:
            self.problem("no_rows", self.header.row)
            return []
        people = self.people(placed, kept, self.layout.table)
        main = Block(self.layout.table, self.layout, self.sheet, [at + 1 for at in kept], people)
        extra: dict[str, Block] = {}
        for here in placed:
            name = here.target.column
            if name.startswith("@") or name == "employee":
                continue
            if name == "id_number":
                if main.table == "roster":
                    main.columns["id_number"] = [person.identity for person in people]
                    cells = [self.sheet.rows[at][here.at] for at in kept]
                    main.bad["id_number"] = {
                        at
                        for at, (person, cell) in enumerate(zip(people, cells, strict=True))
                        if person.identity is None and cell is not None and _text(cell) is not None
                    }
                continue
            table, _, column_name = name.rpartition(".")
            block = main
            if table:
                block = extra.setdefault(table, Block(table, self.layout, self.sheet, list(main.rows), list(people)))
            column = TABLES[block.table].by_name.get(column_name)
            if column is None:
                continue
            if column_name in {"name", "department"}:
                block.columns[column_name] = [getattr(person, column_name) for person in people]
                continue
            self.put(block, column, here, kept)
            if block.table == "contracts" and column.name == "ends":
                self.terms(block, here, kept, placed)
        self.signs(main, placed)
        for block in extra.values():
            filled = [
                at for at in range(len(block.rows)) if any(values[at] is not None for values in block.columns.values())
            ]
            block.keep(filled)
        return [main, *(block for block in extra.values() if block.rows)]

    def terms(self, block: Block, ends: Placed, kept: Sequence[int], placed: Sequence[Placed]) -> None:
        """The kind of term from the last day where no column says it: 长期 is open-ended, a date makes it fixed."""
        if any(here.target.column.rpartition(".")[2] == "term" for here in placed):
            return
        words = [plain(self.sheet.rows[at][ends.at]) for at in kept]
        last = block.columns["ends"]
        block.columns["term"] = [
            "open" if word in OPEN else "fixed" if day else None for word, day in zip(words, last, strict=True)
        ]

    def missing(self, placed: Sequence[Placed]) -> bool:
        """Whether the table lacks a column without which it says nothing; reported."""
        found = {here.target.column for here in placed}
        if self.layout.table == "roster" and "name" not in found:
            column = TABLES["roster"].by_name["name"]
            self.problem("missing_column", self.header.row, column.zh, zh=column.zh, en=column.en)
            return True
        return False

    def put(self, block: Block, column: Column, here: Placed, kept: Sequence[int]) -> None:
        """Add a column's values to the block; parts of a sum are added up, and a sum with an unreadable part is unknown."""
        values, bad = self.values(column, here, kept)
        before = block.columns.get(column.name)
        if before is not None and here.target.part:
            values = [added(a, b) for a, b in zip(before, values, strict=True)]
            bad |= block.bad.get(column.name, set())
        for at in bad:
            values[at] = None
        block.columns[column.name] = values
        if bad:
            block.bad[column.name] = bad

    def signs(self, block: Block, placed: Sequence[Placed]) -> None:
        """Deductions written as minus in the whole column are turned about; other negative sums are reported."""
        for name, values in block.columns.items():
            column = TABLES[block.table].by_name[name]
            if column.kind != "money":
                continue
            if not any(isinstance(value, int) and value < 0 for value in set(values)):
                continue
            below = [at for at, value in enumerate(values) if isinstance(value, int) and value < 0]
            if name in self.layout.at_least_zero:
                for at in below:
                    values[at] = 0
            elif name in TAKEN_AWAY and not any(isinstance(value, int) and value > 0 for value in values):
                block.columns[name] = [-value if isinstance(value, int) else value for value in values]
            elif name not in SIGNED:
                here = next(here for here in placed if here.target.column == name)
                for at in below:
                    cell = self.sheet.rows[block.rows[at] - 1][here.at]
                    self.unread(
                        column, here, block.rows[at] - 1, cell, Unread("不小于 0 的金额", "an amount not below 0")
                    )
                    values[at] = None
                    block.bad.setdefault(name, set()).add(at)


def added(first: Value, second: Value) -> Value:
    """Two parts of a sum; an empty part adds nothing."""
    if isinstance(first, int) and isinstance(second, int):
        return first + second
    return first if second is None else second


def _text(cell: Cell) -> str | None:
    try:
        value = read_text(cell)
    except Unread:
        return None
    return value
