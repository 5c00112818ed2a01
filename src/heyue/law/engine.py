"""规则引擎: evaluates rules over a table of facts, every check of a grain in one pass.

State of a check per row: 0 not applicable, 1 passed, 2 breach, null not checked. A fact or figure that a condition needs and
that is unknown makes it null by mask, never by luck of null propagation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from heyue.law import figures
from heyue.law.rule import Breach, FigureUse, Rule

NOT_APPLICABLE, PASSED, BREACH = 0, 1, 2
FIRM = "firm|"


class RuleError(TypeError):
    """规则写法有误: a rule broke the house's way of writing (a float step, say); raised with the rule's id."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """备好的事实表: facts with every figure the rules read, and which figures are not firmly sourced."""

    frame: pl.DataFrame
    tentative: frozenset[str]


def prepare(
    frame: pl.DataFrame,
    rules: Iterable[Rule],
    *,
    overrides: Mapping[str, int] | None = None,
    firm_only: bool = True,
) -> Prepared:
    """Adds one column a figure read. With `firm_only`, bounded and unverified values stay null: no violation rests on them."""
    uses: dict[str, FigureUse] = {}
    owners: dict[str, Rule] = {}
    for text in rules:
        uses.update(text.trace.figures)
        owners.update(dict.fromkeys(text.trace.figures, text))
    added: list[pl.Series] = []
    tentative: set[str] = set()
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, use in uses.items():
        if overrides and use.figure.name in overrides:
            added.append(pl.repeat(overrides[use.figure.name], frame.height, dtype=pl.Int64, eager=True).alias(name))
            continue
        plain = isinstance(use.on, str) and isinstance(use.place, str)
        alike.setdefault((str(use.on), str(use.place)) if plain else (name,), []).append(name)
    frame = frame.rechunk()  # columns in chunks (as Parquet gives them) make every expression four times as slow
    for names in alike.values():  # figures of the same place and day share the search for both
        use, owner = uses[names[0]], owners[names[0]]
        on, place = _column(frame, use.on, owner), _column(frame, use.place, owner)
        wanted = [(uses[name].figure, uses[name].year) for name in names]
        found = figures.columns(wanted, place, on, firm_only=firm_only)
        tentative.update(name for name, (_, loose) in zip(names, found, strict=True) if loose)
        added += [values.alias(name) for name, (values, _) in zip(names, found, strict=True)]
    return Prepared(frame.with_columns(added) if added else frame, frozenset(tentative))


def _column(frame: pl.DataFrame, value: str | pl.Expr, owner: Rule) -> pl.Series:
    """The day or place a figure is read for; an expression may read steps that need no figure themselves."""
    if isinstance(value, str):
        return frame.get_column(value)
    return stage(frame, [(owner, [value])]).select(value).to_series()


def stage(frame: pl.DataFrame, wanted: Iterable[tuple[Rule, Iterable[pl.Expr]]]) -> pl.DataFrame:
    """Adds the step columns that the rules' expressions read: layer by layer, each step once."""
    return _staged(frame, wanted).collect()


def _staged(frame: pl.DataFrame, wanted: Iterable[tuple[Rule, Iterable[pl.Expr]]]) -> pl.LazyFrame:
    """Lazily, so that what several expressions of a layer have in common is computed once."""
    given, planned = set(frame.columns), frame.lazy()
    layers: dict[int, list[pl.Expr]] = {}
    for text, exprs in wanted:
        depth: dict[str, int] = {}
        for step in text.trace.steps_for(exprs):
            if step.column in given:
                continue
            depth[step.column] = 1 + max((depth.get(n, 0) for n in step.expr.meta.root_names()), default=0)
            layers.setdefault(depth[step.column], []).append(step.expr.alias(step.column))
    for _, exprs in sorted(layers.items()):
        planned = planned.with_columns({str(e.meta.output_name()): e for e in exprs}.values())
    return planned


def in_force(text: Rule, texts: tuple[Rule, ...]) -> pl.Expr:
    """True on the rows this text of a rule governs: place prefix and `dated_by`, chosen before any earlier-ranked text."""
    governs = _covers(text)
    for other in texts:
        if other is text:
            break
        governs &= ~_covers(other)
    return governs


def _covers(text: Rule) -> pl.Expr:
    day = pl.col(text.dated_by)
    covers = day >= text.since
    if text.until is not None:
        covers &= day <= text.until
    if text.place:
        covers &= pl.col("place").fill_null("").str.starts_with(text.place)
    return covers


def state(texts: tuple[Rule, ...]) -> pl.Expr:
    """One Int8 column for a check, over all its texts."""
    if len(texts) == 1:
        return _within(texts[0], texts, _state_of(texts[0]), otherwise=NOT_APPLICABLE)
    parts = [_within(text, texts, _state_of(text), otherwise=None) for text in texts]
    covered = pl.any_horizontal([in_force(text, texts) for text in texts])
    return pl.when(~covered).then(pl.lit(NOT_APPLICABLE, dtype=pl.Int8)).otherwise(pl.coalesce(parts))


def _within(text: Rule, texts: tuple[Rule, ...], expr: pl.Expr, *, otherwise: int | None) -> pl.Expr:
    governs = in_force(text, texts)
    if otherwise is None:
        return pl.when(governs).then(expr)
    return pl.when(governs).then(expr).when(governs.is_null()).then(None).otherwise(pl.lit(otherwise, dtype=pl.Int8))


def _state_of(text: Rule) -> pl.Expr:
    answer, trace = text.trace.answer, text.trace
    if not isinstance(answer, Breach):
        raise RuleError(f"{text.id} is no check")
    applies = pl.lit(value=True) if answer.applies is None else answer.applies
    return _verdict(applies, answer.when, trace.ready(answer.when))


def _verdict(applies: pl.Expr, when: pl.Expr, ready: pl.Expr) -> pl.Expr:
    """The state from a check's conditions; every comparison stands once, for each is paid for where it stands."""
    unknown = pl.lit(None, dtype=pl.Int8)
    judged = pl.when(when).then(pl.lit(BREACH, dtype=pl.Int8)).otherwise(pl.lit(PASSED, dtype=pl.Int8))
    outside = pl.when(applies.is_null()).then(unknown).otherwise(pl.lit(NOT_APPLICABLE, dtype=pl.Int8))
    return pl.when(applies).then(pl.when(ready & when.is_not_null()).then(judged)).otherwise(outside)


def states(prepared: Prepared, checks: Mapping[str, tuple[Rule, ...]]) -> pl.DataFrame:
    """One Int8 column a check, all in one pass over the rows."""
    judged = [(text, _judging(text)) for texts in checks.values() for text in texts]
    plain: dict[str, pl.Expr] = {}
    conditions: dict[str, pl.Expr] = {}  # a layer of their own: the optimiser shares nothing within what it shares
    spans = {name: _span(prepared.frame.get_column(name)) for name in {text.dated_by for text, _ in judged}}
    for name, texts in checks.items():
        answer = texts[0].trace.answer
        if len(texts) > 1 or not isinstance(answer, Breach) or not _always(texts[0], spans[texts[0].dated_by]):
            plain[name] = state(texts)
            continue
        applies, when = f"applies|{name}", f"when|{name}"
        conditions[applies] = pl.lit(value=True) if answer.applies is None else answer.applies
        conditions[when] = answer.when
        plain[name] = _verdict(pl.col(applies), pl.col(when), texts[0].trace.ready(answer.when))
    return _staged(prepared.frame, judged).with_columns(**conditions).select(**plain).collect()


def _span(days: pl.Series) -> tuple[date, date] | None:
    """First and last day of a column; None where it has none or lacks some."""
    first, last = days.min(), days.max()
    if days.null_count() or not isinstance(first, date) or not isinstance(last, date):
        return None
    return first, last


def _always(text: Rule, span: tuple[date, date] | None) -> bool:
    """Whether a text governs every row whose day lies in the span."""
    if span is None or text.place:
        return False
    return text.since <= span[0] and (text.until is None or span[1] <= text.until)


def _judging(text: Rule) -> list[pl.Expr]:
    """Everything a check's state reads."""
    answer = text.trace.answer
    if not isinstance(answer, Breach):
        raise RuleError(f"{text.id} is no check")
    return [*(e for e in (answer.applies, answer.when) if e is not None), *text.trace.wanted.values()]


@dataclass(frozen=True, slots=True)
class Detail:
    """一处发现的数: what follows from one breach, in stored units; None where it cannot be known."""

    amount: int | None
    at_most: int | None
    first: object
    last: object
    due: object
    steps: dict[str, object]
    inputs: dict[str, object]


def details(rows: pl.DataFrame, text: Rule, *, only: tuple[str, ...] | None = None) -> list[Detail]:
    """Amounts, dates and steps for the rows that became findings (every row of `rows` is one)."""
    trace, answer = text.trace, text.trace.answer
    parts: dict[str, pl.Expr] = {}
    if isinstance(answer, Breach):
        for name in ("amount", "at_most", "first", "last", "due"):
            expr = getattr(answer, name)
            if expr is not None:
                parts[name] = trace.known(expr)
    else:
        parts["amount"] = trace.known(answer)
    steps = {name: step for name, step in trace.steps.items() if only is None or name in only}
    parts.update({f"step|{name}": trace.known(pl.col(step.column)) for name, step in steps.items()})
    inputs = [name for name in trace.reads if name in rows.columns]
    read = [*parts.values(), *trace.wanted.values()]
    worked = stage(rows, [(text, read)])
    table = worked.select([expr.alias(name) for name, expr in parts.items()] or [pl.lit(0).alias("none")])
    for name, dtype in table.schema.items():
        if dtype.is_float():
            raise RuleError(
                f"{text.id}: {name.removeprefix('step|')} is a float; keep whole numbers of the smallest part"
            )
    if table.height != rows.height:
        table = pl.concat([table] * rows.height)
    given = rows.select(inputs).to_dicts() if inputs else [{} for _ in range(rows.height)]
    return [
        Detail(
            amount=row.get("amount"),
            at_most=row.get("at_most"),
            first=row.get("first"),
            last=row.get("last"),
            due=row.get("due"),
            steps={name: row[f"step|{name}"] for name in steps},
            inputs=facts,
        )
        for row, facts in zip(table.to_dicts(), given, strict=True)
    ]
