"""检查范围: for every check whether it was checked, and what was missing where it was not."""

from __future__ import annotations

from typing import Any

import polars as pl

from heyue.law import subjects
from heyue.law.engine import BREACH, NOT_APPLICABLE, PASSED
from heyue.law.rule import Breach, Rule
from heyue.law.tables import TABLES
from heyue.law.wording import pick

_MONTHLESS = "?"


def covered(texts: tuple[Rule, ...], frame: pl.DataFrame, states: pl.Series, *, lang: str) -> dict[str, Any]:
    """Coverage of one check over the rows of its grain (facts and figures in `frame`)."""
    text = texts[0]
    counts = {
        "breaches": int((states == BREACH).sum()),
        "passed": int((states == PASSED).sum()),
        "not_applicable": int((states == NOT_APPLICABLE).sum()),
        "not_checked": int(states.null_count()),
    }
    why = None
    if counts["breaches"] or counts["passed"]:
        status = "checked"
    elif counts["not_checked"]:
        status = "not_checked"
    else:
        status = "not_applicable"
    if counts["not_checked"]:
        why = _why(text, frame.filter(states.is_null()), lang)
    elif status == "not_applicable":
        words = ("没有适用的人或情形", "Nobody and nothing it applies to")
        why = {"code": "nothing_applicable", "table": None, "column": None, "text": pick(words, lang)}
    return {**_named(text, lang), "status": status, "why": why, **counts}


def absent(texts: tuple[Rule, ...], table: str, *, lang: str) -> dict[str, Any]:
    """Coverage of a check whose own sheet was not given."""
    zeros = {"breaches": 0, "passed": 0, "not_applicable": 0, "not_checked": 0}
    return {**_named(texts[0], lang), "status": "not_checked", "why": _sheet_missing(table, lang), **zeros}


def _named(text: Rule, lang: str) -> dict[str, Any]:
    return {
        "rule": text.id,
        "subject": text.subject,
        "title": pick(text.title, lang),
        "severity": text.severity,
        "question": text.question,
        "subject_title": pick(subjects.title(text.subject), lang),
    }


def _sheet_missing(table: str, lang: str) -> dict[str, Any]:
    sheet = TABLES[table]
    words = (f"没有给“{sheet.zh}”表", f"The sheet “{sheet.en}” was not given")
    return {"code": "sheet_missing", "table": table, "column": None, "text": pick(words, lang)}


def _why(text: Rule, rows: pl.DataFrame, lang: str) -> dict[str, Any]:
    """The first thing whose absence left rows unchecked: a sheet, a column, some cells, or a published figure."""
    answer, trace = text.trace.answer, text.trace
    exprs = [expr for expr in (answer.applies, answer.when) if expr is not None] if isinstance(answer, Breach) else []
    for name in dict.fromkeys(n for expr in exprs for n in trace.needs(expr)):
        empty = rows.get_column(name).null_count()
        if not empty:
            continue
        use = trace.figures.get(name)
        if use is not None:
            words = (
                f"没有查到可靠的当地{use.figure.zh}（地点或日期没有数据）",
                f"No firm local value of “{use.figure.en}” for the place and date",
            )
            return {"code": "figure_unknown", "table": None, "column": use.figure.name, "text": pick(words, lang)}
        return _fact_missing(trace.reads[name].source, empty, rows.height, lang)
    words = ("有的单元格没有填或读不出", "Some cells are empty or unreadable")
    return {"code": "cells_missing", "table": None, "column": None, "text": pick(words, lang)}


def _fact_missing(sources: tuple[str, ...], empty: int, total: int, lang: str) -> dict[str, Any]:
    if not sources:
        words = ("缺少所需的资料", "Something it needs was not given")
        return {"code": "cells_missing", "table": None, "column": None, "text": pick(words, lang)}
    table, _, column = sources[0].partition(".")
    sheet = TABLES[table]
    if not column:
        return _sheet_missing(table, lang)
    header = sheet.by_name[column]
    part = ("", "") if empty == total else (f"（{empty} 行）", f" ({empty} rows)")
    words = (
        f"缺“{sheet.zh}”表的“{header.zh}”{part[0]}",
        f"“{header.en}” is missing in the sheet “{sheet.en}”{part[1]}",
    )
    return {"code": "column_missing", "table": table, "column": column, "text": pick(words, lang)}
