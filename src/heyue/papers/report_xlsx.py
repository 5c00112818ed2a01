"""表格报告: the check-up as a workbook: a summary, one sheet per subject with the working of each sum, coverage, problems.

Every text cell is written as text, so that a name such as "=1+1" stays a name; sums, days and dates are numbers with formats.
The only formulas are our own totals over the column of sums.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from os import PathLike
from typing import Any

import xlsxwriter

from heyue.papers.report_outline import (
    Finding,
    Group,
    Outline,
    amount,
    grade_words,
    headline,
    level_word,
    most,
    outline,
    standing,
    why,
)
from heyue.papers.report_values import (
    capital,
    citation,
    citations,
    day,
    iso_date,
    number,
    place_name,
    plain,
    size_name,
    step_value,
)
from heyue.papers.words import Words

SHEET_NAME = 31
CELL = 32_767
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")

# Columns of a subject's sheet: word and width.
COLUMNS = (
    ("line", 8), ("what", 46), ("who", 12), ("from", 13), ("to", 13), ("level", 8), ("amount", 15), ("most", 15),
    ("value", 15), ("unit", 8), ("source", 10), ("basis", 30), ("explanation", 44), ("remedy", 44), ("due", 13),
    ("limits", 30), ("id", 34),
)  # fmt: skip
PLACE = {name: place for place, (name, _) in enumerate(COLUMNS)}
FIRST_ROW = 3

COVERAGE_COLUMNS = (
    ("section.subject", 16), ("coverage.rule", 44), ("coverage.status", 10), ("coverage.why", 50),
    ("coverage.rows_breach", 12), ("coverage.rows_passed", 12), ("coverage.rows_not_checked", 12),
    ("coverage.rows_not_applicable", 12), ("sheet.id", 32),
)  # fmt: skip
PROBLEM_COLUMNS = (
    ("problems.file", 30), ("problems.sheet", 16), ("problems.row", 8), ("problems.column", 22), ("problems.what", 80),
)  # fmt: skip

Formats = Mapping[str, Any]


def write_xlsx(report: Mapping[str, Any], path: str | PathLike[str], *, lang: str) -> None:
    """Writes the workbook to `path`, replacing what is there; the same report gives the same file.

    Raises OSError (as xlsxwriter's FileCreateError) where the file cannot be written.
    """
    found = outline(report, lang)
    say = found.say
    book = xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    made = iso_date(report.get("as_of"))
    title = say("page_title", company=plain(report["company"].get("name") or ""))
    properties: dict[str, Any] = {"title": title, "author": say("brand")}
    if made is not None:
        properties["created"] = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - the report's day, no clock
    book.set_properties(properties)
    formats = _formats(book)
    names = {say(f"sheet.{key}").casefold() for key in ("summary", "coverage", "problems")}
    _summary(_sheet(book, say("sheet.summary")), found, formats)
    for title_, groups in _by_subject(found):
        _subject(_sheet(book, _free_name(title_, names)), title_, groups, found, formats)
    _coverage(_sheet(book, say("sheet.coverage")), found, formats)
    _problems(_sheet(book, say("sheet.problems")), found, formats)
    book.close()


def _sheet(book: Any, name: str) -> Any:
    """A sheet that prints on A4 across, as wide as the paper, with page numbers."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    return sheet


def _free_name(title: str, taken: set[str]) -> str:
    """A sheet name spreadsheet programs accept: 31 characters, no brackets or slashes, no apostrophe at an end, unique."""
    base = FORBIDDEN.sub(" ", plain(title)).strip().strip("'")[:SHEET_NAME].strip() or "–"
    name, turn = base, 2
    while name.casefold() in taken or name.casefold() == "history":
        name = f"{base[: SHEET_NAME - 4].strip()} {turn}"
        turn += 1
    taken.add(name.casefold())
    return name


def _formats(book: Any) -> Formats:
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
    line = base | {"bottom": 1, "bottom_color": "#E5E7E3"}
    finding = line | {"bold": True, "bg_color": "#E6F4F1"}
    yuan = {"num_format": '"¥"#,##0.00'}
    date_ = {"num_format": "yyyy-mm-dd", "align": "left"}
    kinds: dict[str, dict[str, Any]] = {
        "title": base | {"bold": True, "font_size": 14},
        "note": base | {"font_color": "#566070"},
        "demo": base | {"font_color": "#8A5300", "bg_color": "#FFF4E0"},
        "head": base | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F766E", "text_wrap": True},
        "text": line | {"text_wrap": True},
        "label": line | {"text_wrap": True, "indent": 1},
        "number": line,
        "yuan": line | yuan,
        "date": line | date_,
        "month": line | {"num_format": "yyyy-mm", "align": "left"},
        "percent": line | {"num_format": "0%"},
        "percent_fine": line | {"num_format": "0.00####%"},
        "finding": finding | {"text_wrap": True},
        "finding_yuan": finding | yuan,
        "finding_date": finding | date_,
        "total": base | {"bold": True, "top": 1},
        "total_yuan": base | {"bold": True, "top": 1} | yuan,
    }
    return {name: book.add_format(kind) for name, kind in kinds.items()}


def _text(sheet: Any, row: int, column: int, value: object, format_: Any) -> None:
    """A text cell: never a formula, a link or a number, and never longer than a cell may be."""
    text = plain(value) if value is not None else ""
    sheet.write_string(row, column, text if len(text) <= CELL else text[: CELL - 1] + "…", format_)


def _date(sheet: Any, row: int, column: int, value: object, format_: Any, empty: Any) -> None:
    found = iso_date(value)
    if found is None or found.year < 1900:  # before 1900 a spreadsheet knows no dates
        _text(sheet, row, column, value, empty)
    else:
        sheet.write_datetime(row, column, found, format_)


def _number(sheet: Any, row: int, column: int, value: Decimal | None, format_: Any, empty: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, empty)
    else:
        sheet.write_number(row, column, value, format_)


def _head(sheet: Any, row: int, columns: Sequence[tuple[str, int]], say: Words, formats: Formats) -> None:
    for place, (word, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        _text(sheet, row, place, say(word), formats["head"])
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def _by_subject(found: Outline) -> list[tuple[str, list[Group]]]:
    """Title and groups of every subject that has findings or questions, in the order of the report."""
    sheets: dict[str, list[Group]] = {subject.id: list(subject.groups) for subject in found.subjects}
    for group in found.questions:
        sheets.setdefault(str(group.lead.get("subject")), []).append(group)
    return [(found.subject_title(subject), groups) for subject, groups in sheets.items()]


def _summary(sheet: Any, found: Outline, formats: Formats) -> None:
    say, report = found.say, found.report
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 4, 16)
    _text(sheet, 0, 0, headline(found), formats["title"])
    _text(sheet, 1, 0, standing(found) if not found.findings else say("lead_findings"), formats["note"])
    row = 2
    if report.get("demo"):
        _text(sheet, row, 0, say("demo"), formats["demo"])
        row += 1
    for label, value in _facts(found):
        _text(sheet, row, 0, label, formats["label"])
        if isinstance(value, Decimal):
            sheet.write_number(row, 1, value, formats["yuan"])
        else:
            _text(sheet, row, 1, value, formats["text"])
        row += 1
    row = _summary_first(sheet, row + 1, found, formats)
    row = _summary_subjects(sheet, row + 1, found, formats)
    row = _summary_months(sheet, row + 1, found, formats)
    _text(sheet, row + 1, 0, say("about.nature"), formats["note"])
    _text(sheet, row + 2, 0, say("about.privacy"), formats["note"])


def _facts(found: Outline) -> list[tuple[str, str | Decimal]]:
    say, report = found.say, found.report
    company, summary, law = report["company"], report["summary"], report.get("law") or {}
    covered = found.coverage
    listed: list[tuple[str, str | Decimal | None]] = [
        (say("about.name"), plain(company.get("name") or "")),
        (say("about.uscc"), plain(company.get("uscc") or "")),
        (say("about.place"), place_name(company)),
        (say("about.size"), capital(size_name(company, say))),
        (say("about.as_of"), day(report.get("as_of"), say)),
        (say("about.employees"), plain(summary.get("employees") or "")),
        (say("about.months"), plain(summary.get("months") or "")),
        (say("exposure"), found.exposure),
        (capital(say("exposure_most", sum="").strip()), found.exposure_most),
        (say("score"), plain(summary["score"]) if summary.get("score") is not None else ""),
        (capital(grade_words(found)), plain(summary.get("grade_text") or "")),
        (say("coverage.checked"), say("coverage.n_rules", n=covered.checked)),
        (say("coverage.passed"), say("coverage.n_rules", n=len(covered.passed))),
        (say("coverage.not_checked"), say("coverage.n_rules", n=len(covered.not_checked))),
        (say("coverage.not_applicable"), say("coverage.n_rules", n=len(covered.not_applicable))),
        (say("about.law_label"), f"{plain(law.get('version') or '')} {day(law.get('as_of'), say)}" if law else ""),
    ]
    return [(label, value) for label, value in listed if label and value not in ("", None)]


def _summary_first(sheet: Any, row: int, found: Outline, formats: Formats) -> int:
    say = found.say
    if not found.first:
        return row - 1
    names = (
        say("do_first", n=len(found.first)),
        say("sheet.remedy"),
        say("sheet.amount"),
        say("due"),
        say("sheet.level"),
    )
    for place, name in enumerate(names):
        _text(sheet, row, place, name, formats["head"])
    for finding, _ in found.first:
        row += 1
        _text(sheet, row, 0, finding.get("title"), formats["text"])
        _text(sheet, row, 1, finding.get("remedy"), formats["text"])
        _number(sheet, row, 2, amount(finding), formats["yuan"], formats["text"])
        _date(sheet, row, 3, finding.get("due"), formats["date"], formats["text"])
        _text(sheet, row, 4, level_word(finding.get("severity"), say), formats["text"])
    return row + 1


def _summary_subjects(sheet: Any, row: int, found: Outline, formats: Formats) -> int:
    say = found.say
    if not found.subjects:
        return row - 1
    for place, key in enumerate(("section.subject", "sheet.findings", "sheet.amount", "sheet.of_high")):
        _text(sheet, row, place, say(key), formats["head"])
    for subject in found.subjects:
        row += 1
        _text(sheet, row, 0, subject.title, formats["text"])
        sheet.write_number(row, 1, len(subject.findings), formats["number"])
        sheet.write_number(row, 2, subject.exposure, formats["yuan"])
        sheet.write_number(row, 3, subject.levels["high"], formats["number"])
    row += 1
    _text(sheet, row, 0, say("section.total"), formats["total"])
    sheet.write_number(row, 1, len(found.findings), formats["total"])
    sheet.write_number(row, 2, found.exposure, formats["total_yuan"])
    sheet.write_number(row, 3, found.levels["high"], formats["total"])
    return row + 1


def _summary_months(sheet: Any, row: int, found: Outline, formats: Formats) -> int:
    say = found.say
    if not found.months:
        return row - 1
    _text(sheet, row, 0, say("section.month"), formats["head"])
    _text(sheet, row, 1, say("sheet.amount"), formats["head"])
    for key, value in found.months:
        row += 1
        _date(sheet, row, 0, key, formats["month"], formats["text"])
        sheet.write_number(row, 1, value, formats["yuan"])
    return row + 1


def _subject(sheet: Any, title: str, groups: Sequence[Group], found: Outline, formats: Formats) -> None:
    """Findings, each followed by its steps on rows of their own that fold away; the total stands above."""
    say = found.say
    _text(sheet, 0, 0, title, formats["title"])
    _text(sheet, 1, 0, say("sheet.sheet_note"), formats["note"])
    _head(sheet, FIRST_ROW - 1, [(_column_word(word), width) for word, width in COLUMNS], say, formats)
    sheet.outline_settings(True, False)
    row, whole = FIRST_ROW, Decimal(0)
    for finding in (f for group in groups for f in group.findings):
        _finding(sheet, row, finding, found, formats)
        whole += (amount(finding) or Decimal(0)) if not finding.get("question") else Decimal(0)
        row += 1
        for step in finding.get("steps") or []:
            _step(sheet, row, step, say, formats)
            sheet.set_row(row, None, None, {"level": 1})
            row += 1
    sheet.autofilter(FIRST_ROW - 1, 0, row - 1, len(COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    _text(sheet, row, PLACE["what"], say("section.total"), formats["total"])
    column = PLACE["amount"]
    letter = chr(ord("A") + column)
    sheet.write_formula(row, column, f"=SUM({letter}{FIRST_ROW + 1}:{letter}{row})", formats["total_yuan"], whole)


def _column_word(word: str) -> str:
    return word if word in ("who", "due") else f"sheet.{word}"


def _finding(sheet: Any, row: int, finding: Finding, found: Outline, formats: Formats) -> None:
    say, question = found.say, bool(finding.get("question"))
    stretch = finding.get("period") or {}
    style, dated = formats["finding"], formats["finding_date"]
    texts = {
        "line": say("sheet.question" if question else "sheet.finding"),
        "what": finding.get("title"),
        "who": finding.get("employee"),
        "level": "" if question else level_word(finding.get("severity"), say),
        "value": "",
        "unit": "",
        "source": "",
        "basis": citations(finding.get("cites") or [], say),
        "explanation": finding.get("explanation"),
        "remedy": finding.get("remedy"),
        "limits": say("semicolon").join(plain(limit) for limit in finding.get("limits") or []),
        "id": finding.get("id"),
    }
    for name, value in texts.items():
        _text(sheet, row, PLACE[name], value, style)
    for name, value in (("from", stretch.get("from")), ("to", stretch.get("to")), ("due", finding.get("due"))):
        _date(sheet, row, PLACE[name], value, dated, style)
    _number(sheet, row, PLACE["amount"], None if question else amount(finding), formats["finding_yuan"], style)
    _number(sheet, row, PLACE["most"], None if question else most(finding), formats["finding_yuan"], style)


def _step(sheet: Any, row: int, step: Mapping[str, Any], say: Words, formats: Formats) -> None:
    unit = str(step.get("unit") or "")
    _text(sheet, row, PLACE["line"], say("sheet.step"), formats["text"])
    name = plain(step.get("label") or step.get("name") or "")
    working = plain(step["working"]) if step.get("working") else ""
    _text(sheet, row, PLACE["what"], name + (say("brackets", text=working) if working else ""), formats["label"])
    _value(sheet, row, step_value(step), unit, say, formats)
    _text(sheet, row, PLACE["unit"], _unit_name(unit, say), formats["text"])
    _text(sheet, row, PLACE["source"], say("sheet.given" if step.get("input") else "sheet.computed"), formats["text"])
    _text(sheet, row, PLACE["basis"], citation(step.get("cite"), say), formats["text"])


def _value(sheet: Any, row: int, value: object, unit: str, say: Words, formats: Formats) -> None:
    """A step's value in its own kind: a sum, a date, a rate or a number one can calculate with; words as words."""
    place, exact = PLACE["value"], number(value)
    if unit in ("date", "month"):
        _date(sheet, row, place, value, formats[unit], formats["text"])
    elif unit == "flag" or isinstance(value, bool):
        _text(
            sheet,
            row,
            place,
            "" if value is None else say("yes" if value in (True, "true", 1, "1") else "no"),
            formats["text"],
        )
    elif exact is None or unit == "word":
        _text(sheet, row, place, value, formats["text"])
    elif unit == "yuan":
        sheet.write_number(row, place, exact, formats["yuan"])
    elif unit == "ratio":
        whole = (exact * 100) == (exact * 100).to_integral_value()
        sheet.write_number(row, place, exact, formats["percent" if whole else "percent_fine"])
    else:
        sheet.write_number(row, place, exact, formats["number"])


def _unit_name(unit: str, say: Words) -> str:
    return say(f"unit.{unit}_name") if unit in ("yuan", "months", "days", "hours", "times", "ratio") else ""


def _coverage(sheet: Any, found: Outline, formats: Formats) -> None:
    say = found.say
    _head(sheet, 0, COVERAGE_COLUMNS, say, formats)
    passed = {id(row) for row in found.coverage.passed}
    asked = {id(row) for row in found.coverage.asked}
    for place, row in enumerate(found.coverage.rows, start=1):
        status = str(row.get("status"))
        word = (
            "passed"
            if id(row) in passed
            else "asked"
            if id(row) in asked
            else "found"
            if status == "checked"
            else status
        )
        reason = why(row, say) if status in ("not_checked", "not_applicable") else ""
        words = (
            found.subject_title(row.get("subject")),
            row.get("title") or row["rule"],
            say(f"coverage.{word}"),
            reason,
        )
        for column, text in enumerate(words):
            _text(sheet, place, column, text, formats["text"])
        for column, key in enumerate(("breaches", "passed", "not_checked", "not_applicable"), start=4):
            _number(sheet, place, column, number(row.get(key)), formats["number"], formats["text"])
        _text(sheet, place, 8, row["rule"], formats["text"])
    sheet.autofilter(0, 0, max(len(found.coverage.rows), 1), len(COVERAGE_COLUMNS) - 1)


def _problems(sheet: Any, found: Outline, formats: Formats) -> None:
    say = found.say
    _head(sheet, 0, PROBLEM_COLUMNS, say, formats)
    if not found.problems:
        _text(sheet, 1, 0, say("problems.clean"), formats["note"])
        return
    for place, problem in enumerate(found.problems, start=1):
        for column, key in enumerate(("file", "sheet", "row", "column", "message")):
            value = problem.get(key)
            if key == "row" and number(value) is not None:
                _number(sheet, place, column, number(value), formats["number"], formats["text"])
            else:
                _text(sheet, place, column, value, formats["text"])
    sheet.autofilter(0, 0, len(found.problems), len(PROBLEM_COLUMNS) - 1)
