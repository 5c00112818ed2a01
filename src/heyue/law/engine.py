"""规则引擎: evaluates rules over a table of facts, every check of a grain in one pass.

State of a check per row: 0 not applicable, 1 passed, 2 breach, null not checked. A fact or figure that a condition needs and
that is unknown makes it null by mask, never by luck of null propagation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from heyue.law import figures
from heyue.law.rule import Breach, FigureUse, Rule

NOT_APPLICABLE, PASSED, BREACH = 0, 1, 2
MANY = 10_000
"""Rows from which on a check that reaches few of them is judged on those only; below it, one pass costs less than two."""
FEW = 8
"""A check reaches few rows where it applies to at most one in this many."""


class RuleError(TypeError):
    """规则写法有误: a rule broke the house's way of writing (a float step, say); raised with the rule's id."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """备好的事实表: facts with the figures the rules read, and which figures are not firmly sourced.

    Where the figures that only sums need were left out, `amounts` looks them up for the rows that broke a rule.
    """

    frame: pl.DataFrame
    tentative: frozenset[str]


def prepare(
    frame: pl.DataFrame,
    rules: Iterable[Rule],
    *,
    overrides: Mapping[str, int] | None = None,
    firm_only: bool = True,
    sums: bool = True,
) -> Prepared:
    """Adds one column a figure read.

    With `firm_only`, bounded and unverified values stay null: no violation rests on them. Without `sums`, only the figures
    that decide whether a check is broken are added, and `amounts` looks the others up by itself: firm ones, none given.
    """
    if not sums and (overrides or not firm_only):
        raise RuleError("figures given for a question belong to its sums too: prepare with sums")
    uses: dict[str, FigureUse] = {}
    owners: dict[str, Rule] = {}
    for text in rules:
        read = text.trace.figures if sums else _deciding(text)
        uses.update(read)
        owners.update(dict.fromkeys(read, text))
    frame = frame.rechunk()  # columns in chunks (as Parquet gives them) make every expression four times as slow
    return _filled(frame, uses, owners, overrides or {}, firm_only=firm_only)


def _filled(
    frame: pl.DataFrame,
    uses: Mapping[str, FigureUse],
    owners: Mapping[str, Rule],
    overrides: Mapping[str, int],
    *,
    firm_only: bool,
) -> Prepared:
    added: list[pl.Series] = []
    tentative: set[str] = set()
    together: dict[tuple[str, ...], list[str]] = {}
    for name, use in uses.items():
        if use.figure.name in overrides:
            added.append(pl.repeat(overrides[use.figure.name], frame.height, dtype=pl.Int64, eager=True).alias(name))
            continue
        plain = isinstance(use.on, str) and isinstance(use.place, str)
        together.setdefault((str(use.on), str(use.place)) if plain else (name,), []).append(name)
    for names in together.values():  # figures of the same place and day share the search for both
        use, owner = uses[names[0]], owners[names[0]]
        on, place = _column(frame, use.on, owner), _column(frame, use.place, owner)
        wanted = [(uses[name].figure, uses[name].year) for name in names]
        found = figures.columns(wanted, place, on, firm_only=firm_only)
        tentative.update(name for name, (_, loose) in zip(names, found, strict=True) if loose)
        added += [values.alias(name) for name, (values, _) in zip(names, found, strict=True)]
    return Prepared(frame.with_columns(added) if added else frame, frozenset(tentative))


@cache
def _deciding(text: Rule) -> dict[str, FigureUse]:
    """The figures a check's state reads."""
    known = text.trace.figures
    roots = (name for expr in _judging(text) for name in text.trace.roots(expr))
    return {name: known[name] for name in roots if name in known}


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
    return _layered(frame.lazy(), set(frame.columns), wanted)


def _layered(planned: pl.LazyFrame, given: set[str], wanted: Iterable[tuple[Rule, Iterable[pl.Expr]]]) -> pl.LazyFrame:
    layers: dict[int, list[pl.Expr]] = {}
    for text, exprs in wanted:
        depth: dict[str, int] = {}
        for step in text.trace.steps_for(exprs, given):
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
        covers &= pl.col("place").cast(pl.String).fill_null("").str.starts_with(text.place)
    return covers


@cache
def state(texts: tuple[Rule, ...]) -> pl.Expr:
    """One Int8 column for a check, over all its texts."""
    governs = [in_force(text, texts) for text in texts]
    parts = [pl.when(mine).then(_state_of(text)) for mine, text in zip(governs, texts, strict=True)]
    outside = ~pl.any_horizontal(governs)
    return pl.when(outside).then(pl.lit(NOT_APPLICABLE, dtype=pl.Int8)).otherwise(pl.coalesce(parts))


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


@cache
def _verdict_from(text: Rule, applies: str, when: str) -> pl.Expr:
    """The state from the columns that hold a check's two conditions."""
    answer = text.trace.answer
    if not isinstance(answer, Breach):
        raise RuleError(f"{text.id} is no check")
    return _verdict(pl.col(applies), pl.col(when), text.trace.ready(answer.when))


@dataclass(frozen=True, slots=True)
class Judged:
    """判断结果: one Int8 column a check, and the facts with the figures and with the steps that sums go on from."""

    verdicts: pl.DataFrame
    frame: pl.DataFrame


def states(prepared: Prepared, checks: Mapping[str, tuple[Rule, ...]]) -> pl.DataFrame:
    """One Int8 column a check."""
    return judge(prepared, checks, sums=False).verdicts


def judge(prepared: Prepared, checks: Mapping[str, tuple[Rule, ...]], *, sums: bool = True) -> Judged:
    """Every check in one pass over the rows, but one that reaches few of many rows on those alone.

    With `sums`, the steps that `amounts` goes on from are kept.
    """
    single = _one_condition(prepared.frame, checks)
    frame, few = _bounded(prepared.frame, single) if prepared.frame.height >= MANY else (prepared.frame, {})
    plain: dict[str, pl.Expr] = {}
    conditions: dict[str, pl.Expr] = {}  # a layer of their own: the optimiser shares nothing within what it shares
    judged = [(text, _judging(text)) for name, texts in checks.items() if name not in few for text in texts]
    for name, texts in checks.items():
        if name not in single:
            plain[name] = state(texts)
        elif name not in few:
            text, answer = single[name]
            applies, when = f"applies|{name}", f"when|{name}"
            if applies not in frame.columns:
                conditions[applies] = pl.lit(value=True) if answer.applies is None else answer.applies
            conditions[when] = answer.when
            plain[name] = _verdict_from(text, applies, when)
    kept = (
        _kept(checks, {step.column for text, exprs in judged for step in text.trace.steps_for(exprs)}) if sums else []
    )
    columns: dict[str, pl.Series] = {}
    if plain:
        columns = _staged(frame, judged).with_columns(**conditions).select(*kept, **plain).collect().to_dict()
    columns |= {name: _judged_alone(frame, *single[name], reached) for name, reached in few.items()}
    verdicts = pl.DataFrame([columns[name].alias(name) for name in checks])
    return Judged(verdicts, prepared.frame.with_columns(columns[name] for name in kept))


def _one_condition(frame: pl.DataFrame, checks: Mapping[str, tuple[Rule, ...]]) -> dict[str, tuple[Rule, Breach]]:
    """The checks where one condition judges every row, by whichever text of the rule."""
    spans = {name: _span(frame.get_column(name)) for name in {t.dated_by for texts in checks.values() for t in texts}}
    found = {}
    for name, texts in checks.items():
        answer = texts[0].trace.answer
        if isinstance(answer, Breach) and _always(texts, spans[texts[0].dated_by]) and alike(texts):
            found[name] = (texts[0], answer)
    return found


def _bounded(
    frame: pl.DataFrame, single: Mapping[str, tuple[Rule, Breach]]
) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """The table with where each check applies, and that alone for the checks that reach few rows."""
    bounds = {
        f"applies|{n}": (text, answer.applies) for n, (text, answer) in single.items() if answer.applies is not None
    }
    planned = _staged(frame, [(text, [expr]) for text, expr in bounds.values()])
    reach = planned.select(**{column: expr for column, (_, expr) in bounds.items()}).collect()
    few = {name: reach.get_column(f"applies|{name}") for name in single if _reaches_few(reach, name)}
    return frame.hstack(reach), few


def _kept(checks: Mapping[str, tuple[Rule, ...]], staged: set[str]) -> list[str]:
    """The steps already worked out that sums read."""
    kept: dict[str, None] = {}
    for text in (text for texts in checks.values() for text in texts):
        answer = text.trace.answer
        if isinstance(answer, Breach) and answer.amount is not None:
            kept.update(dict.fromkeys(n for n in _leaves(text, answer.amount, staged) if n in staged))
    return [*kept]


def _leaves(text: Rule, expr: pl.Expr, given: Collection[str]) -> list[str]:
    """The columns an expression is worked out from: steps that are given, facts and figures."""
    exprs = [expr, *(step.expr for step in text.trace.steps_for([expr], given))]
    names = dict.fromkeys(name for one in exprs for name in one.meta.root_names())
    return [name for name in names if name in given or name not in text.trace.columns]


def _reaches_few(reach: pl.DataFrame, name: str) -> bool:
    column = f"applies|{name}"
    return column in reach.columns and int(reach.get_column(column).sum()) * FEW <= reach.height


def _judged_alone(frame: pl.DataFrame, text: Rule, answer: Breach, applies: pl.Series) -> pl.Series:
    """A check's states where it applies to few rows: those are taken out, judged and put back."""
    ready = text.trace.ready(answer.when)
    rows = taken(frame, applies, [*text.trace.roots(answer.when), *text.trace.roots(ready)])
    verdict = _verdict(pl.lit(value=True), answer.when, ready)
    inside = _staged(rows, [(text, [answer.when, ready])]).select(verdict.alias("state")).collect().to_series()
    outside = pl.select(pl.when(applies.is_not_null()).then(pl.lit(NOT_APPLICABLE, dtype=pl.Int8))).to_series()
    return outside.scatter(_where(applies), inside)


def _where(flags: pl.Series) -> pl.Series:
    """Numbers of the rows where the flag is true (for few rows a filter costs a fifth of `arg_true`)."""
    return pl.int_range(len(flags), dtype=pl.UInt32, eager=True).alias("row").filter(flags)


def taken(frame: pl.DataFrame, flags: pl.Series, names: Iterable[str]) -> pl.DataFrame:
    """These columns (those the frame has) of the rows where the flag is true.

    Filtered, not gathered by row number: that costs two to four times as much, a miss of the cache for each value.
    """
    return frame.select(n for n in dict.fromkeys(names) if n in frame.columns).filter(flags)


def _span(days: pl.Series) -> tuple[date, date] | None:
    """First and last day of a column; None where it has none or lacks some."""
    first, last = days.min(), days.max()
    if days.null_count() or not isinstance(first, date) or not isinstance(last, date):
        return None
    return first, last


def _always(texts: tuple[Rule, ...], span: tuple[date, date] | None) -> bool:
    """Whether the texts, dated by the same fact, together govern every row whose day lies in the span."""
    if span is None or any(text.place or text.dated_by != texts[0].dated_by for text in texts):
        return False
    open_from, last = span
    for text in sorted(texts, key=lambda text: text.since):
        if text.since > open_from:
            break
        if text.until is None:
            return True
        open_from = max(open_from, text.until + date.resolution)
    return open_from > last


@cache
def alike(texts: tuple[Rule, ...]) -> bool:
    """Whether every text of a rule asks and answers the same (only dates, words and articles differ)."""
    return all(_same(texts[0], text) for text in texts[1:])


def _same(one: Rule, other: Rule) -> bool:
    first, second = one.trace, other.trace
    if not isinstance(first.answer, Breach) or not isinstance(second.answer, Breach):
        return False
    if one.facts is not other.facts or [*first.figures] != [*second.figures] or [*first.wanted] != [*second.wanted]:
        return False
    pairs = [(first.answer.applies, second.answer.applies), (first.answer.when, second.answer.when)]
    pairs += [(first.answer.amount, second.answer.amount)]
    pairs += list(zip(first.wanted.values(), second.wanted.values(), strict=True))
    return all(a is b if a is None or b is None else a.meta.eq(b) for a, b in pairs)


@cache
def _judging(text: Rule) -> tuple[pl.Expr, ...]:
    """Everything a check's state reads."""
    answer = text.trace.answer
    if not isinstance(answer, Breach):
        raise RuleError(f"{text.id} is no check")
    return (*(e for e in (answer.applies, answer.when) if e is not None), *text.trace.wanted.values())


def amounts(judged: Judged, texts: tuple[Rule, ...]) -> pl.DataFrame:
    """金额: row (number in the table) and amount (fen; null where unknown or the check has no sum) of every breach of a check.

    Only the columns the sum reads are taken, of the rows that broke the check, and only there the figures are looked up
    that nothing but the sum needs.
    """
    broken = judged.verdicts.get_column(texts[0].id) == BREACH
    if alike(texts):
        return pl.DataFrame([_where(broken), _sums(judged.frame, broken, texts[0])])
    found = []
    for text in texts:
        mine = broken & judged.frame.select(in_force(text, texts).alias("governs")).to_series()
        found.append(pl.DataFrame([_where(mine), _sums(judged.frame, mine, text)]))
    return pl.concat(found).sort("row")


def _sums(frame: pl.DataFrame, broken: pl.Series, text: Rule) -> pl.Series:
    """What follows in fen from each of these rows, all governed by the text and in breach (so what `when` needs is known)."""
    trace = text.trace
    plan = _sum_plan(text, frozenset(n for n in trace.columns if n in frame.columns))
    if plan is None:
        return pl.repeat(None, int(broken.sum()), dtype=pl.Int64, eager=True).alias("amount")
    amount, ready, leaves = plan
    names = [*leaves]
    late = {name: use for name, use in trace.figures.items() if name in names and name not in frame.columns}
    keys = [key for use in late.values() for key in (use.on, use.place)]
    names += [key for key in keys if isinstance(key, str)]
    names += [root for key in keys if isinstance(key, pl.Expr) for root in trace.roots(key)]
    given = [name for name in dict.fromkeys(names) if name in frame.columns]
    picked = frame.lazy().select(given).filter(broken)
    if late:
        picked = _filled(picked.collect(), late, dict.fromkeys(late, text), {}, firm_only=True).frame.lazy()
    planned = _layered(picked, {*given, *late}, [(text, [amount, ready])])
    return planned.select(pl.when(ready).then(amount).alias("amount")).collect().to_series()


@cache
def _sum_plan(text: Rule, given: frozenset[str]) -> tuple[pl.Expr, pl.Expr, tuple[str, ...]] | None:
    """A breach's sum, where it is known, and the columns it is worked out from when these steps are given; None: no sum."""
    answer = text.trace.answer
    if not isinstance(answer, Breach) or answer.amount is None:
        return None
    ready = text.trace.ready(answer.amount, besides=answer.when)
    return answer.amount, ready, tuple(name for e in (answer.amount, ready) for name in _leaves(text, e, given))


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
    table = worked.select([expr.alias(name) for name, expr in parts.items()] or [pl.lit(None).alias("none")])
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
