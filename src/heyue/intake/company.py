"""一家企业: what the children read, recognised sheet by sheet, matched person by person, joined table by table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heyue.intake.blocks import Block
from heyue.intake.gathered import Gathered
from heyue.intake.identity import fault
from heyue.intake.joined import filled, joined
from heyue.intake.layouts import library
from heyue.intake.mapping import BadMapping, CompanyMapping, beside, load
from heyue.intake.messages import refusal
from heyue.intake.people import Register, enter_roster, match, match_roster
from heyue.intake.problems import Problems
from heyue.intake.recognise import read_sheet
from heyue.intake.sheets import Refusal, Sheet, Source, Upload, name_of
from heyue.law.records import Problem, Records
from heyue.law.tables import TABLES

__all__ = ["BadMapping", "gathered", "library", "mapping_of", "records_of"]


def mapping_of(source: Source, given: Path | None) -> CompanyMapping | None:
    """The mapping given, else the one beside the file; raises BadMapping."""
    if given is not None:
        return load(given)
    if isinstance(source, Upload):
        return None
    file = beside(Path(source))
    return load(file) if file.is_file() else None


def records_of(
    sources: Sequence[Source], answers: Sequence[list[Sheet] | Refusal], mappings: Sequence[CompanyMapping | None]
) -> Records:
    """The company's Records; its frames are empty where nothing could be used."""
    from heyue.intake import frames  # noqa: PLC0415  imports Polars, which gathering does without

    return frames.records(gathered(sources, answers, mappings))


def gathered(
    sources: Sequence[Source], answers: Sequence[list[Sheet] | Refusal], mappings: Sequence[CompanyMapping | None]
) -> Gathered:
    """The company's tables as plain lists; none where nothing could be used."""
    problems = Problems()
    refused: list[Problem] = []
    blocks: list[Block] = []
    for source, answer, mapping in zip(sources, answers, mappings, strict=True):
        if isinstance(answer, Refusal):
            refused.append(_refused(answer))
        else:
            blocks.extend(_blocks(answer, mapping, problems, _mapping_name(source, mapping), refused, name_of(source)))
    found = _company(blocks, problems)
    if found.tables:  # an empty sheet of the template beside filled ones is no problem
        problems.found = [pending for pending in problems.found if pending.code != "no_rows"]
    found.problems = [*refused, *problems.written()]
    return found


def _refused(refused: Refusal) -> Problem:
    zh, en = refusal(refused.code, refused.detail)
    sheet = refused.detail.get("sheet")
    return Problem(refused.file, str(sheet) if sheet else None, None, None, zh, en, refused.code)


def _mapping_name(source: Source, mapping: CompanyMapping | None) -> str:
    return mapping.file if mapping else beside(Path(name_of(source))).name


def _blocks(
    found: Sequence[Sheet],
    mapping: CompanyMapping | None,
    problems: Problems,
    mapping_name: str,
    refused: list[Problem],
    file: str,
) -> list[Block]:
    if not any(sheet.rows for sheet in found):
        zh, en = refusal("empty_file", {})
        refused.append(Problem(file, None, None, None, zh, en, "empty_file"))
        return []
    blocks: list[Block] = []
    for sheet in found:
        blocks.extend(read_sheet(sheet, library(), mapping.of(sheet.name) if mapping else None, problems, mapping_name))
    return blocks


def _company(blocks: Sequence[Block], problems: Problems) -> Gathered:
    """Match people over all blocks, join each table's blocks, and put them in one."""
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
    found = Gathered({}, [])
    for name, table in TABLES.items():
        mine = [block for block in blocks if block.table == name]
        if table.shape == "pairs":
            mine = mine[:1]
        mine = joined(name, mine, problems)
        if mine:
            found.tables[name] = filled(table, mine)
    if found.tables and "roster" not in found.tables:
        problems.add("no_roster", blocks[0].sheet.file)
    return found


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
                problems.add(
                    "id_conflict", block.sheet.file, block.sheet.name, block.rows[at], what, what=what, what_en=what_en
                )
            values[at] = value
    for name, values in (("birth", births), ("sex", sexes)):
        block.bad[name] = {at for at in block.bad.get(name, set()) if values[at] is None}
