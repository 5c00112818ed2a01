"""检查范围: for every check whether it was checked, and what was missing where it was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from heyue.law import subjects
from heyue.law.ask import Ask
from heyue.law.engine import BREACH, NOT_APPLICABLE, PASSED
from heyue.law.rule import Breach, Rule
from heyue.law.tables import TABLES
from heyue.law.wording import pick

_MONTHLESS = "?"


_FIRST_TOLD = ("sheet_missing", "column_missing", "figure_unknown", "cells_missing")
Given = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """一项检查的行数: rows of its grain by state."""

    breaches: int
    passed: int
    not_applicable: int
    not_checked: int


def counts(verdicts: pl.DataFrame) -> dict[str, Counts]:
    """Rows by state for each check, from one state column a check; all checks counted together."""
    every = pl.all()
    told = {str(state): (every == state).sum() for state in (BREACH, PASSED, NOT_APPLICABLE)} | {
        "?": every.null_count()
    }
    row = verdicts.select(counted.name.suffix(f"|{state}") for state, counted in told.items()).row(0)
    width = verdicts.width
    return {name: Counts(*row[at::width]) for at, name in enumerate(verdicts.columns)}


def covered(
    texts: tuple[Rule, ...], frame: pl.DataFrame, states: pl.Series, *, counted: Counts, given: Given, lang: str
) -> dict[str, Any]:
    """Coverage of one check over the rows of its grain (facts and figures in `frame`); `given` are the columns given."""
    text, counts = texts[0], asdict(counted)
    why = None
    if counts["breaches"] or counts["passed"]:
        status = "checked"
    elif counts["not_checked"]:
        status = "not_checked"
    else:
        status = "not_applicable"
    if counts["not_checked"]:
        why = _why(text, frame, states.is_null(), given, lang)
    elif status == "not_applicable" and (why := _unseen(text, given, lang)) is not None:
        status, counts["not_checked"], counts["not_applicable"] = "not_checked", counts["not_applicable"], 0
    elif status == "not_applicable":
        words = ("没有适用的人或情形", "Nobody and nothing it applies to")
        why = {"code": "nothing_applicable", "table": None, "column": None, "text": pick(words, lang)}
    return {**_named(text, lang), "status": status, "why": why, **counts}


def _unseen(text: Rule, given: Given, lang: str) -> dict[str, Any] | None:
    """Why nobody could be seen to be concerned: a sheet or column on which applying rests was not given; None otherwise.

    The roster and the company sheet have their stated defaults (no form of employment given means full-time).
    """
    answer, trace = text.trace.answer, text.trace
    if not isinstance(answer, Breach) or answer.applies is None:
        return None
    for name in trace.roots(answer.applies):
        ask = trace.reads.get(name)
        if ask is None or not ask.source or any(_is_given(source, given) for source in ask.source):
            continue
        if ask.source[0].partition(".")[0] not in ("roster", "company"):
            return _fact_missing(ask, 0, given, lang)
    return None


def _is_given(source: str, given: Given) -> bool:
    table, _, column = source.partition(".")
    return table in given and (not column or column in given[table])


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


def _why(text: Rule, frame: pl.DataFrame, unchecked: pl.Series, given: Given, lang: str) -> dict[str, Any]:
    """What left rows unchecked: first a sheet, then a column that was not given, then a published figure, then cells."""
    answer, trace = text.trace.answer, text.trace
    exprs = [expr for expr in (answer.applies, answer.when) if expr is not None] if isinstance(answer, Breach) else []
    reasons = []
    needs = dict.fromkeys(n for expr in exprs for n in trace.needs(expr) if frame.get_column(n).null_count())
    rows = frame.select(list(needs)).filter(unchecked) if needs else frame.clear()
    for name in needs:
        empty = rows.get_column(name).null_count()
        if not empty:
            continue
        use = trace.figures.get(name)
        if use is not None:
            words = (
                f"没有查到可靠的当地{use.figure.zh}（地点或日期没有数据）",
                f"No firm local value of “{use.figure.en}” for the place and date",
            )
            code = "figure_unknown"
            reasons.append({"code": code, "table": None, "column": use.figure.name, "text": pick(words, lang)})
        else:
            reasons.append(_fact_missing(trace.reads[name], empty, given, lang))
    if reasons:
        return min(reasons, key=lambda reason: _FIRST_TOLD.index(reason["code"]))
    words = ("有的单元格没有填或读不出", "Some cells are empty or unreadable")
    return {"code": "cells_missing", "table": None, "column": None, "text": pick(words, lang)}


def _fact_missing(ask: Ask, empty: int, given: Given, lang: str) -> dict[str, Any]:
    """Why a fact is unknown: the first sheet or column of its sources that was not given; else rows that do not say it."""
    for source in ask.source:
        table, _, column = source.partition(".")
        sheet = TABLES[table]
        if table not in given:
            return _sheet_missing(table, lang)
        if column and column not in given[table]:
            header = sheet.by_name[column]
            words = (
                f"缺“{sheet.zh}”表的“{header.zh}”列",
                f"The column “{header.en}” is missing in the sheet “{sheet.en}”",
            )
            return {"code": "column_missing", "table": table, "column": column, "text": pick(words, lang)}
    table, _, column = ask.source[0].partition(".") if ask.source else ("", "", "")
    words = (
        f"表里没有说明“{ask.zh}”（{empty} 行）",
        f"The sheets do not say “{ask.en}” ({empty} row{'s' if empty > 1 else ''})",
    )
    return {"code": "cells_missing", "table": table or None, "column": column or None, "text": pick(words, lang)}


def rowless(texts: tuple[Rule, ...], table: str, *, lang: str) -> dict[str, Any]:
    """Coverage of a check whose sheet was given without a row of the kind it needs (daily attendance, say)."""
    sheet = TABLES[table]
    words = (
        f"“{sheet.zh}”表没有这项检查要用的行（按天的考勤）" if table == "attendance" else f"“{sheet.zh}”表没有数据行",
        f"The sheet “{sheet.en}” has no rows this check needs"
        + (" (attendance day by day)" if table == "attendance" else ""),
    )
    zeros = {"breaches": 0, "passed": 0, "not_applicable": 0, "not_checked": 0}
    why = {"code": "rows_missing", "table": table, "column": None, "text": pick(words, lang)}
    return {**_named(texts[0], lang), "status": "not_checked", "why": why, **zeros}
