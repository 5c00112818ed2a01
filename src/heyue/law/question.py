"""一问一答: one rule asked of one case, with every step, or of a list of cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

import polars as pl

from heyue.law import figures, units
from heyue.law.ask import Ask
from heyue.law.cite import Cite
from heyue.law.engine import BREACH, NOT_APPLICABLE, Detail, details, prepare, stage, state
from heyue.law.registry import text_for, variants
from heyue.law.rule import Breach, Rule, Words

VERDICTS = {NOT_APPLICABLE: "not_applicable", 1: "passed", BREACH: "breach"}


class BadQuestion(ValueError):
    """问题有误: an unknown fact, a value that cannot be read, or a rule not in force on the day; said in both languages."""

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self.en, self.zh = en, zh or en


@dataclass(frozen=True, slots=True)
class StepValue:
    """算出的一步: name, words, value in stored units, and its article."""

    name: str
    words: Words
    value: Any
    unit: units.Unit
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """答复: value and steps, or what is missing."""

    rule: Rule
    place: str
    day: date
    value: Any
    steps: tuple[StepValue, ...]
    missing: tuple[str, ...]
    tentative: tuple[str, ...]
    assumed: Mapping[str, str]
    detail: Detail | None = field(default=None)

    def as_json(self) -> dict[str, Any]:
        """The shape promised in docs/interfaces.md."""
        answer: dict[str, Any] = {
            "rule": self.rule.id,
            "kind": self.rule.kind,
            "value": shown(self.value, self.rule.unit),
            "unit": self.rule.unit.name,
            "steps": [
                {
                    "name": step.name,
                    "zh": step.words[0],
                    "en": step.words[1],
                    "value": shown(step.value, step.unit),
                    "unit": step.unit.name,
                    "cite": step.cite.as_json() if step.cite else None,
                }
                for step in self.steps
            ],
            "missing": list(self.missing),
            "limits": [{"zh": zh, "en": en} for zh, en in self.rule.limits],
            "cites": [cite.as_json() for cite in self.rule.cites],
            "place": self.place or None,
            "date": self.day.isoformat(),
        }
        if self.tentative:
            answer["tentative"] = list(self.tentative)
        if self.assumed:
            answer["assumed"] = dict(self.assumed)
        if self.rule.kind == "check":
            detail = self.detail
            amount = None if detail is None or self.rule.question else detail.amount
            most = None if detail is None or self.rule.question else detail.at_most
            exposure = {"amount": shown(amount, units.YUAN)}
            if most is not None:
                exposure["max"] = shown(most, units.YUAN)
            answer["exposure"] = exposure
            answer["due"] = shown(detail.due, units.DATE) if detail is not None else None
            answer["question"] = self.rule.question
        return answer


def shown(value: Any, unit: units.Unit) -> Any:
    """A value as JSON carries it: money, rates and multipliers as decimal strings, months, days and counts as numbers."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = unit.show(int(value))
    if unit.text:
        return text
    return int(text) if "." not in text else float(text)


def ask(
    rule_id: str,
    facts: Mapping[str, object],
    *,
    place: str = "",
    day: date,
    figure_values: Mapping[str, object] | None = None,
) -> Outcome:
    """One case through one rule. Facts and figures as people write them (yuan, ISO dates, decimals).

    Raises UnknownRule for an unknown id and BadQuestion for facts that cannot be read.
    """
    texts = variants(rule_id)
    row = read_facts(texts[0], facts)
    row.update(place=place, asked_on=day)
    when = row.get(texts[0].dated_by) or day
    text = text_for(rule_id, place, when)
    if text is None:
        earliest = min(t.since for t in texts)
        raise BadQuestion(
            f"not in force: {rule_id} answers from {earliest.isoformat()}, asked for {when.isoformat()}",
            f"这条规则从 {earliest.isoformat()} 起适用，问的是 {when.isoformat()}",
        )
    overrides, assumed = _overrides(figure_values or {})
    frame = pl.DataFrame(
        {name: [value] for name, value in row.items()},
        schema={**text.facts.schema(), "place": pl.String, "asked_on": pl.Date},
    )
    prepared = prepare(frame, [text], overrides=overrides, firm_only=isinstance(text.trace.answer, Breach))
    return _outcome(text, prepared.frame, place, day, prepared.tentative, assumed)


def _outcome(
    text: Rule, frame: pl.DataFrame, place: str, day: date, tentative: frozenset[str], assumed: Mapping[str, str]
) -> Outcome:
    answer = text.trace.answer
    everything = [pl.col(step.column) for step in text.trace.steps.values()]
    frame = stage(frame, [(text, everything)])
    missing = _missing(text, frame, place)
    detail = details(frame, text)[0]
    value: Any
    if isinstance(answer, Breach):
        verdict = frame.select(state((text,))).item()
        value = VERDICTS.get(verdict)
        missing = () if value is not None else missing
        detail = detail if verdict == BREACH else Detail(None, None, None, None, None, detail.steps, detail.inputs)
    else:
        value = None if missing else detail.amount
    steps = tuple(
        StepValue(name, (step.zh, step.en), detail.steps[name], step.unit, step.cite)
        for name, step in text.trace.steps.items()
        if detail.steps[name] is not None
    )
    names = tuple(sorted(text.trace.figures[name].figure.name for name in tentative if _used(text, name, frame)))
    return Outcome(text, place, day, value, steps, missing, names, assumed, detail)


def _used(text: Rule, name: str, frame: pl.DataFrame) -> bool:
    wanted = text.trace.wanted.get(name)
    return wanted is None or bool(frame.select(wanted).item())


def read_facts(text: Rule, facts: Mapping[str, object]) -> dict[str, Any]:
    """Every fact of the rule in stored form, None where not given."""
    asks = text.facts.asks
    unknown = [name for name in facts if name not in asks]
    if unknown:
        names, known = ", ".join(map(str, unknown)), ", ".join(asks)
        raise BadQuestion(
            f"unknown fact: {names}; {text.id} asks for {known}", f"没有这个事实：{names}；要问的是 {known}"
        )
    row: dict[str, Any] = {}
    for name, ask_ in asks.items():
        value = facts.get(name)
        row[name] = None if value is None or value == "" else _read(ask_, value)
    _in_order(row)
    return row


def _read(ask_: Ask, value: object) -> Any:
    """One fact in stored form; sums, times and counts are neither negative nor beyond what a table holds."""
    try:
        stored = ask_.kind.parse(value, ask_.choices)
    except ArithmeticError as error:
        raise _beyond(ask_.name, value) from error
    except ValueError as error:
        expected = _EXPECTED.get(ask_.kind.name, "一个数，如 8000 或 0.08")
        if ask_.kind.name in ("choice", "text"):
            expected = "、".join(choice.value for choice in ask_.choices) or str(error)
        raise BadQuestion(f"{ask_.name}: {error}", f"{ask_.name}：“{value}”读不懂，应当是{expected}") from error
    if isinstance(stored, int) and not 0 <= stored <= _MOST:
        raise _beyond(ask_.name, value)
    if isinstance(stored, date) and not _FIRST_YEAR <= stored.year <= _LAST_YEAR:
        raise BadQuestion(
            f"{ask_.name}: {value!s} is not between {_FIRST_YEAR} and {_LAST_YEAR}",
            f"{ask_.name}：“{value}”不在 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年之间",
        )
    return stored


def _beyond(name: str, value: object) -> BadQuestion:
    return BadQuestion(f"{name}: {str(value)!r} is negative or too large", f"{name}：“{value}”是负数，或者大得不合理")


_EXPECTED = {"date": "日期，如 2026-03-31", "month": "月份，如 2026-03", "flag": "是或否"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
"""Days of one case lie between these years; what is counted from them stays within the calendar."""
_MOST = 10**15
"""Ten trillion yuan in fen: no fact of one case is larger, and what is computed from it stays within 64 bits."""


def _in_order(row: Mapping[str, Any]) -> None:
    """An employment that ends before it began answers nothing."""
    first, last = row.get("started"), row.get("ended")
    if first is not None and last is not None and last < first:
        raise BadQuestion(
            f"ended: {last.isoformat()} is before started, {first.isoformat()}",
            f"ended：{last.isoformat()} 早于 started（{first.isoformat()}）",
        )


def _missing(text: Rule, frame: pl.DataFrame, place: str) -> tuple[str, ...]:
    trace = text.trace
    answer = trace.answer
    exprs = [answer] if not isinstance(answer, Breach) else [e for e in (answer.applies, answer.when) if e is not None]
    found: list[str] = []
    for expr in exprs:
        absent = [name for name in trace.needs(expr) if not frame.select(trace.given(name)).item()]
        found += [_missing_name(text, name, frame, place) for name in absent]
        for group in trace.groups(expr).values():
            if all(frame.get_column(n).null_count() for n in group):
                found.extend(group)
    return tuple(dict.fromkeys(found))


def _missing_name(text: Rule, name: str, frame: pl.DataFrame, place: str) -> str:
    use = text.trace.figures.get(name)
    if use is None:
        return name
    on = pl.col(use.on) if isinstance(use.on, str) else use.on
    day = frame.select(on).item()
    if day is None:
        return next((fact for fact in text.trace.roots(on) if fact in text.facts.asks), name)
    known_as = {read: alias for alias, read in figures.ALIASES.items()}.get(
        (use.figure.name, use.year), use.figure.name
    )
    return f"figure:{known_as}@{place or '?'}/{day.isoformat()}"


def _overrides(values: Mapping[str, object]) -> tuple[dict[str, int], dict[str, str]]:
    stored: dict[str, int] = {}
    for name, value in values.items():
        figure = figures.FIGURES.get(figures.ALIASES.get(name, (name, 0))[0])
        if figure is None:
            near = ", ".join(_near_figures(str(name)))
            raise BadQuestion(f"unknown figure: {name}; near: {near}", f"没有这个公布标准：{name}；相近的有 {near}")
        try:
            stored[figure.name] = figures.parse_amount(str(value), figure.unit)
        except ValueError as error:
            raise BadQuestion(f"{name}: {error}", f"{name}：“{value}”读不懂，应当是一个数，如 2500 或 0.08") from error
        if not 0 <= stored[figure.name] <= _MOST:
            raise _beyond(name, value)
    return stored, {name: str(value) for name, value in values.items()}


def _near_figures(name: str) -> list[str]:
    known = sorted({*figures.FIGURES, *figures.ALIASES})
    alike = get_close_matches(name, known, n=5, cutoff=0.4)
    return alike or [each for each in known if each.startswith(("average_wage", "minimum_wage"))]
