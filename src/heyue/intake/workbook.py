"""读工作簿: a company's files in, its Records out.

`start(paths)` begins reading in limited children and returns at once; `Records` come from `.records()`. `read` does both.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heyue.intake import sheets
from heyue.intake.blocks import Block
from heyue.intake.identity import fault
from heyue.intake.joined import frame, joined
from heyue.intake.layouts import library
from heyue.intake.mapping import BadMapping, CompanyMapping, beside, load
from heyue.intake.messages import refusal
from heyue.intake.people import Register, enter_roster, match, match_roster
from heyue.intake.problems import Problems
from heyue.intake.recognise import read_sheet
from heyue.intake.sheets import Refusal, Sheet, Source, Upload
from heyue.law.records import Problem, Records
from heyue.law.tables import TABLES

__all__ = ["Source", "Started", "Unusable", "Upload", "read", "start"]


class Unusable(Exception):
    """无法检查: nothing in the files could be used; one clear line in Chinese and English, and all problems found."""

    def __init__(self, message_zh: str, message_en: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message_zh)
        self.message_zh = message_zh
        self.message_en = message_en
        self.problems = list(problems)


class Started:
    """已开始的读取: children are at work; `records` waits for them."""

    def __init__(self, paths: Sequence[Source], mapping: str | Path | None) -> None:
        if not paths:
            raise Unusable("没有给出文件", "no file was given")
        self.paths = list(paths)
        self.reading = sheets.start(self.paths)
        self.mapping = Path(mapping) if mapping else None

    def records(self) -> Records:
        """The company's tables and what could not be read; raises Unusable where nothing could be."""
        try:
            mappings = [self._mapping_of(source) for source in self.paths]
        except BadMapping as bad:
            self.reading.collect()
            raise Unusable(bad.zh, bad.en) from None
        import polars as _polars  # noqa: F401, PLC0415  takes longer than the children, who are reading meanwhile

        library()
        problems = Problems()
        refused: list[Problem] = []
        blocks: list[Block] = []
        for source, answer, mapping in zip(self.paths, self.reading.collect(), mappings, strict=True):
            if isinstance(answer, Refusal):
                refused.append(_refused(answer))
            else:
                name = _mapping_name(source, mapping)
                blocks.extend(_blocks(answer, mapping, problems, name, refused))
        records = _company(blocks, problems)
        if records.frames:  # an empty sheet of the template beside filled ones is no problem
            problems.found = [pending for pending in problems.found if pending.code != "no_rows"]
        records.problems = [*refused, *problems.written()]
        if not records.frames:
            raise _unusable(records.problems)
        return records

    def _mapping_of(self, source: Source) -> CompanyMapping | None:
        if self.mapping is not None:
            return load(self.mapping)
        if isinstance(source, Upload):
            return None
        file = beside(Path(source))
        return load(file) if file.is_file() else None


def start(paths: Sequence[Source], *, mapping: str | Path | None = None) -> Started:
    """Begin reading files; call it before importing anything heavy, then ask for `.records()`."""
    return Started(paths, mapping)


def read(paths: Sequence[Source], *, mapping: str | Path | None = None) -> Records:
    """A company's files (paths, or Uploads) as Records; raises Unusable where nothing could be checked."""
    return start(paths, mapping=mapping).records()


def _refused(refused: Refusal) -> Problem:
    zh, en = refusal(refused.code, refused.detail)
    sheet = refused.detail.get("sheet")
    return Problem(refused.file, str(sheet) if sheet else None, None, None, zh, en, refused.code)


def _mapping_name(source: Source, mapping: CompanyMapping | None) -> str:
    return mapping.file if mapping else beside(Path(sheets.name_of(source))).name


def _blocks(
    found: Sequence[Sheet], mapping: CompanyMapping | None, problems: Problems, mapping_name: str, refused: list[Problem]
) -> list[Block]:
    if not any(sheet.rows for sheet in found):
        zh, en = refusal("empty_file", {})
        refused.append(Problem(found[0].file if found else "", None, None, None, zh, en, "empty_file"))
        return []
    blocks: list[Block] = []
    for sheet in found:
        blocks.extend(read_sheet(sheet, library(), mapping.of(sheet.name) if mapping else None, problems, mapping_name))
    return blocks


def _unusable(problems: Sequence[Problem]) -> Unusable:
    """The first problem as one line; where there are more, how many."""
    if not problems:
        return Unusable("文件里没有可以检查的数据", "the files hold nothing to check")
    first = problems[0]
    zh, en = line(first)
    more = len(problems) - 1
    if more:
        zh, en = f"{zh}（另有 {more} 处问题）", f"{en} ({more} more problems)"
    return Unusable(zh, en, problems)


def line(problem: Problem) -> tuple[str, str]:
    """A problem as one line that names file, sheet, row and column where they are known."""
    zh = [problem.file]
    en = [problem.file]
    if problem.sheet:
        zh.append(f"工作表“{problem.sheet}”")
        en.append(f'sheet "{problem.sheet}"')
    if problem.row is not None:
        zh.append(f"第 {problem.row} 行")
        en.append(f"row {problem.row}")
    if problem.column:
        zh.append(f"“{problem.column}”列")
        en.append(f'column "{problem.column}"')
    return " ".join(part for part in zh if part) + "：" + problem.message, ", ".join(part for part in en if part) + ": " + problem.message_en


def _company(blocks: Sequence[Block], problems: Problems) -> Records:
    """Match people over all blocks, join each table's blocks, and build its frame."""
    register = Register(problems)
    rosters = sorted((block for block in blocks if block.table == "roster"), key=lambda block: block.layout.priority)
    for block in rosters:
        _identities(block, problems)
        if not register.rostered:
            enter_roster(register, block)
        else:
            match_roster(register, block)
    others = [block for block in blocks if block.table != "roster" and "employee" in TABLES[block.table].by_name]
    for block in sorted(others, key=lambda block: block.layout.priority):
        match(register, block)
    records = Records()
    for name, table in TABLES.items():
        mine = [block for block in blocks if block.table == name]
        if table.shape == "pairs":
            mine = mine[:1]
        mine = joined(name, mine, problems)
        if mine:
            records.frames[name], records.given[name] = frame(table, mine)
    if records.frames and "roster" not in records.frames:
        problems.add("no_roster", blocks[0].sheet.file)
    return records


def _identities(block: Block, problems: Problems) -> None:
    """Identity numbers into the roster, and from them the birth date and sex; the card goes before what was typed."""
    if "id_number" not in block.columns:
        return
    block.columns["id_number"] = [person.identity for person in block.people]
    births = block.columns.setdefault("birth", [None] * len(block.rows))
    sexes = block.columns.setdefault("sex", [None] * len(block.rows))
    for at, person in enumerate(block.people):
        identity = fault(person.identity)[1] if person.identity else None
        if identity is None:
            continue
        for values, value, what, what_en in (
            (births, identity.birth, "出生日期", "the date of birth"),
            (sexes, identity.sex, "性别", "the sex"),
        ):
            if values[at] not in {None, value}:
                problems.add("id_conflict", block.sheet.file, block.sheet.name, block.rows[at], what, what=what, what_en=what_en)
            values[at] = value
    for name in ("birth", "sex"):
        block.bad.pop(name, None)

