"""读和查: the one file in which the platform calls intake and law for a check-up; plain values in, plain values out, no tables.

Called in the worker. Files are read by the limited children of intake; this process sees cells only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from heyue.apps.checkups.given import verified
from heyue.intake import company, sheets
from heyue.intake.headers import SEARCHED_ROWS, normalise, written
from heyue.intake.layouts import library
from heyue.intake.mapping import BadMapping, CompanyMapping
from heyue.intake.problems import Problems
from heyue.intake.recognise import Recognised, recognise
from heyue.intake.sheets import Refusal, Sheet, Upload
from heyue.intake.workbook import line
from heyue.law.checkup import check_up
from heyue.law.records import Problem, Records
from heyue.law.tables import TABLES

SHOWN_ROWS, SHOWN_COLUMNS = 20, 60
ASKED = {"unrecognised_sheet": "unrecognised", "missing_column": "missing_column", "no_month": "no_month"}
"""要人来认的: problems for which a whole sheet goes unused; the others are shown beside the report."""
Entry = dict[str, Any]


class Unchecked(Exception):
    """没有做成: why nothing could be checked, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Handed:
    """交来的一个文件: name as its owner knows it, content, and what people said of its sheets."""

    name: str
    content: bytes
    answers: Mapping[str, Entry]
    declared: bool = False
    """在线填写的: a table of it without rows says that there is none (no contract was signed), not that it was left out."""


@dataclass(slots=True)
class Read:
    """读到的: the records, and sheets that were not understood (JSON, samples masked); `blocking`: a whole sheet is unused."""

    records: Records
    doubts: list[dict[str, Any]] = field(default_factory=list)
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """查出的: the report in both languages, and who and which months of pay were looked at."""

    zh: dict[str, Any]
    en: dict[str, Any]
    employees: list[str]
    months: list[str]


def read(files: Sequence[Handed], recall: Callable[[str], Entry | None]) -> Read:
    """The files as records; `recall` gives what is remembered for a sheet with these headers."""
    uploads = [Upload(one.name, one.content) for one in files]
    answers = sheets.start(uploads).collect()
    mappings = [_mapping(file, answer, recall) for file, answer in zip(files, answers, strict=True)]
    try:
        records = company.records_of(uploads, answers, mappings)
    except BadMapping as bad:
        raise Unchecked(bad.zh, bad.en) from None
    for file, answer in zip(files, answers, strict=True):
        if file.declared and isinstance(answer, list):
            _declared(file, answer, records)
    doubts = _doubts(files, answers, mappings, records.problems)
    records.problems = [_for_a_page(problem, doubts) for problem in records.problems]
    return Read(records, doubts, any(doubt["reason"] != "unknown_columns" for doubt in doubts))


def check(records: Records, *, as_of: date, place: str) -> Outcome:
    """The report in both languages; Unchecked where there is no roster to check by."""
    if not records.frames:
        zh, en = (
            line(records.problems[0])
            if records.problems
            else ("文件里没有可以检查的数据", "The files hold nothing to check")
        )
        raise Unchecked(zh, en)
    if "roster" not in records.given:
        raise Unchecked(
            "没有找到花名册。请再交一张含姓名、用工起始日期的人员表；可以先下载空白工作簿来填。",
            "There is no roster. Add a sheet with names and first days employed; an empty workbook can be downloaded to fill in.",
        )
    roster, payroll = records.frames["roster"], records.frames.get("payroll")
    months = payroll.get_column("month").drop_nulls().unique().sort().to_list() if payroll is not None else []
    return Outcome(
        zh=check_up(records, as_of=as_of, place=place, lang="zh"),
        en=check_up(records, as_of=as_of, place=place, lang="en"),
        employees=[str(one) for one in roster.get_column("employee").to_list()],
        months=[f"{month:%Y-%m}" for month in months],
    )


def signature(sheet: Sheet) -> str:
    """The headers of a sheet in one line, to know the same kind of sheet again; "" where it has none."""
    at = _heading(sheet.rows)
    labels = [normalise(written(cell))[0] for cell in sheet.rows[at]] if at is not None else []
    return "\x1f".join(labels).strip("\x1f")


def _mapping(
    file: Handed, answer: list[Sheet] | Refusal, recall: Callable[[str], Entry | None]
) -> CompanyMapping | None:
    entries = dict(file.answers)
    for sheet in answer if isinstance(answer, list) else ():
        known = entries.get(sheet.name or "csv") is None and signature(sheet)
        remembered = recall(known) if known else None
        if remembered is not None:
            entries[sheet.name or "csv"] = remembered
    return verified(f"{file.name}.mapping", entries) if entries else None


def _declared(file: Handed, found: Sequence[Sheet], records: Records) -> None:
    """Counts a table of the form as given with its columns, even where nobody has a row in it."""
    table = TABLES[str(file.answers["csv"]["table"])]
    if table.name not in records.given and found and found[0].rows:
        heads = {written(cell) for cell in found[0].rows[0]}
        records.given[table.name] = frozenset(column.name for column in table.columns if column.zh in heads)
        records.problems = [problem for problem in records.problems if problem.file != file.name]


def _heading(rows: Sequence[Sequence[Any]]) -> int | None:
    """The likely header row: the one with most texts near the top; the first of equals."""
    counts = [sum(1 for cell in row if isinstance(cell, str) and written(cell)) for row in rows[:SEARCHED_ROWS]]
    return counts.index(max(counts)) if counts and max(counts) >= 2 else None


def _doubts(
    files: Sequence[Handed],
    answers: Sequence[list[Sheet] | Refusal],
    mappings: Sequence[CompanyMapping | None],
    problems: Sequence[Problem],
) -> list[dict[str, Any]]:
    reasons = {(problem.file, problem.sheet): ASKED[problem.code] for problem in problems if problem.code in ASKED}
    unknown = {(problem.file, problem.sheet) for problem in problems if problem.code == "unknown_columns"}
    found = []
    for number, (file, answer, mapping) in enumerate(zip(files, answers, mappings, strict=True)):
        for sheet in answer if isinstance(answer, list) else ():
            place = (file.name, sheet.name)
            reason = reasons.get(place) or ("unknown_columns" if place in unknown else None)
            if reason is not None:
                entry = mapping.of(sheet.name) if mapping else None
                found.append({"file": number, "reason": reason, **_shown(sheet, recognise(sheet, library(), entry))})
    return found


def _shown(sheet: Sheet, known: Recognised | None) -> dict[str, Any]:
    """A sheet for the mapping page: its first rows with names and long numbers masked, a guess at its table and columns."""
    masks = Problems()
    heading = known.header.row if known and known.header.row >= 0 else _heading(sheet.rows)
    heading = heading if heading is not None and heading < SHOWN_ROWS else 0
    grid = [
        [_masked(masks, cell, label=at <= heading) for cell in row[:SHOWN_COLUMNS]]
        for at, row in enumerate(sheet.rows[:SHOWN_ROWS])
    ]  # fmt: skip
    labels = [normalise(written(cell))[0] for cell in sheet.rows[heading][:SHOWN_COLUMNS]] if sheet.rows else []
    table, targets = (known.layout.table, known.layout.labels or {}) if known else _guess(labels)
    columns = {str(at): targets[label].column for at, label in enumerate(labels) if label in targets}
    return {
        "name": sheet.file,
        "sheet": sheet.name or "",
        "header": heading + 1,
        "table": table,
        "columns": columns,
        "grid": grid,
        "signature": signature(sheet),
    }


def _masked(masks: Problems, cell: Any, *, label: bool) -> str:
    """A cell as shown: a header keeps its words, a name or a long number does not."""
    if cell is None:
        return ""
    return masks.label(written(cell)) if label and isinstance(cell, str) else masks.shown(cell)


def _guess(labels: Sequence[str]) -> tuple[str, Mapping[str, Any]]:
    """The table most of whose column names stand among the labels; none where none does."""
    points = {
        name: sum(label in (layout.labels or {}) for label in labels)
        for name, layout in library().free.items()
        if layout.shape == "rows"
    }
    best = max(points, key=lambda name: points[name])
    return (best, library().free[best].labels or {}) if points[best] else ("", {})


def _for_a_page(problem: Problem, doubts: Sequence[Mapping[str, Any]]) -> Problem:
    """A problem's sentence for somebody at a page, who maps columns there and not in a file."""
    doubt = next((one for one in doubts if (one["name"], one["sheet"]) == (problem.file, problem.sheet or "")), None)
    if problem.code == "unrecognised_sheet":
        zh = "没有认出这是什么表，没有使用。点“对一下列”告诉程序这是什么表，或者按空白工作簿的表头改名"
        return replace(
            problem,
            message=zh,
            message_en='this sheet was not recognised or used. Press "Match columns" and say what it is',
        )
    if problem.code == "no_month":
        zh = "没有找到是哪个月的工资，没有使用。点“对一下列”选月份，或者在文件名里写上年月（如 工资2026年3月.xlsx）"
        en = 'no month was found, so it was not used. Press "Match columns", or name the file after it (pay 2026-03.xlsx)'
        return replace(problem, message=zh, message_en=en)
    if problem.code == "unknown_columns" and doubt is not None:
        labels = [
            label
            for at, label in enumerate(doubt["grid"][doubt["header"] - 1])
            if label and str(at) not in doubt["columns"]
        ]
        zh = f"这些列没有认出来，没有使用：{'、'.join(labels[:12])}。要用它们，点“对一下列”"
        en = f'these columns were not recognised or used: {", ".join(labels[:12])}. To use them press "Match columns"'
        return replace(problem, message=zh, message_en=en)
    return problem
