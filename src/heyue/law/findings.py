"""发现: turns the breaches of one rule into findings: words, steps, articles, sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from heyue.law import units
from heyue.law.ask import Ask, Count, Money, Rate
from heyue.law.calendar import next_workday
from heyue.law.cite import Cite, heading
from heyue.law.engine import Detail, details
from heyue.law.question import shown
from heyue.law.rule import Breach, Rule
from heyue.law.wording import fact_in_words, filled, in_words, item_names, pick

_SHOWN_KINDS = {"money", "hours", "days", "months", "date", "month", "count", "rate", "choice"}
_SILENT = {"asked_on", "status", "order"}


def findings_of(rows: pl.DataFrame, text: Rule, *, lang: str) -> list[dict[str, Any]]:
    """One finding a row; every row of `rows` is a breach of `text`. Shapes as docs/interfaces.md promises."""
    return [_finding(row, detail, text, lang) for row, detail in zip(rows.to_dicts(), details(rows, text), strict=True)]


def _finding(row: Mapping[str, Any], detail: Detail, text: Rule, lang: str) -> dict[str, Any]:
    values = {**detail.inputs, **detail.steps}
    first, last = _period(row, detail)
    employee = row.get("employee")
    amount = None if text.question else detail.amount
    exposure: dict[str, Any] = {"amount": shown(amount, units.YUAN)}
    if detail.at_most is not None and not text.question:
        exposure["max"] = shown(detail.at_most, units.YUAN)
    due = detail.due if isinstance(detail.due, date) else None
    return {
        "id": f"{text.id}:{employee or '-'}:{first or '-'}..{last or '-'}",
        "rule": text.id,
        "subject": text.subject,
        "severity": text.severity,
        "question": text.question,
        "employee": employee,
        "period": {"from": _iso(first), "to": _iso(last)},
        "exposure": exposure,
        "cites": [cited(cite, lang) for cite in text.cites],
        "steps": _steps(text, detail, lang),
        "title": pick(text.title, lang),
        "explanation": filled(text.explain, text, values, lang),
        "remedy": filled(text.remedy, text, values, lang),
        "due": _iso(due),
        "due_kind": None if due is None else "advised" if due == _soon(row["asked_on"]) else "statutory",
        "limits": [pick(words, lang) for words in text.limits],
    }


def _soon(as_of: date) -> date:
    """The next working day: the day rules give for what should be mended at once (a piece of advice, not a term of law)."""
    return next_workday(as_of)


def cited(cite: Cite, lang: str) -> dict[str, Any]:
    """An article as the report carries it: law by its title in the language, article, paragraph, and all of it in words."""
    if lang == "zh":
        return {**cite.as_json(), "text": cite.zh}
    return {**cite.as_json(), "law": heading(cite.law)[0], "text": cite.en}


def _period(row: Mapping[str, Any], detail: Detail) -> tuple[date | None, date | None]:
    """The rule's own first and last day; else the month or the day of the row."""
    first = detail.first if isinstance(detail.first, date) else None
    last = detail.last if isinstance(detail.last, date) else None
    if first is None and last is None:
        if "month_end" in row:
            return row["month"], row["month_end"]
        if "day" in row:
            return row["day"], row["day"]
    return first, last


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _steps(text: Rule, detail: Detail, lang: str) -> list[dict[str, Any]]:
    """Facts the sum was made from, then the rule's own steps, in the order it names them."""
    listed = [
        {
            "name": name,
            "label": ask.zh if lang == "zh" else ask.en,
            "value": shown(value, ask.kind.unit),
            "text": fact_in_words(ask, value, lang),
            "unit": "month" if ask.kind.name == "month" else ask.kind.unit.name,
            "cite": None,
            "input": True,
        }
        for name, ask, value in _inputs(text, detail)
    ]
    for name, step in text.trace.steps.items():
        value = detail.steps[name]
        if value is None:
            continue
        words = (
            item_names(str(value), lang)
            if name in ("missing_items", "missing_columns")
            else in_words(value, step.unit, lang)
        )
        listed.append(
            {
                "name": name,
                "label": step.zh if lang == "zh" else step.en,
                "value": shown(value, step.unit),
                "text": words,
                "unit": step.unit.name,
                "cite": cited(step.cite, lang) if step.cite else None,
                "input": False,
            }
        )
    return listed


def _inputs(text: Rule, detail: Detail) -> list[tuple[str, Ask, Any]]:
    answer, trace = text.trace.answer, text.trace
    exprs = [step.expr for step in trace.steps.values()]
    if isinstance(answer, Breach):
        exprs += [expr for expr in (answer.when, answer.amount, answer.at_most) if expr is not None]
    roots = dict.fromkeys(name for expr in exprs for name in trace.roots(expr))
    names = [*text.shows, *(n for n in roots if n in trace.reads)]
    found = []
    for name in dict.fromkeys(names):
        ask, value = trace.reads.get(name), detail.inputs.get(name)
        if ask is None or value is None or name in _SILENT or name in trace.steps:
            continue
        if ask.kind.name in _SHOWN_KINDS or name in text.shows:
            found.append((name, ask, value))
    figures = [n for n in roots if n in trace.figures]
    for name in figures:
        value = detail.inputs.get(name)
        figure = trace.figures[name].figure
        if value is not None:
            found.append((figure.name, _figure_ask(figure.zh, figure.en, figure.unit), value))
    return found


def _figure_ask(zh: str, en: str, unit: str) -> Ask:
    kind = {"yuan": Money, "rate": Rate, "ratio": Rate}.get(unit, Count)
    return Ask(kind, zh=zh, en=en)
