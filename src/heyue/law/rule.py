"""规则: one legal rule as one function over facts, and what tracing that function tells about it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

import polars as pl

from heyue.law import units
from heyue.law.ask import Ask, Facts
from heyue.law.cite import Cite
from heyue.law.figures import Figure

Words = tuple[str, str]
Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Step:
    """步骤: a named intermediate value with the article it follows, and the column the engine puts it in."""

    name: str
    column: str
    expr: pl.Expr
    cite: Cite | None
    zh: str
    en: str
    unit: units.Unit


@dataclass(frozen=True, slots=True)
class FigureUse:
    """公布数据的取用: which figure a rule reads, for which day and place, and the column the engine puts it in."""

    figure: Figure
    on: str | pl.Expr
    place: str | pl.Expr
    year: int
    optional: bool

    @property
    def column(self) -> str:
        on = self.on if isinstance(self.on, str) else str(self.on)
        place = self.place if isinstance(self.place, str) else str(self.place)
        return f"figure|{self.figure.name}|{on}|{place}|{self.year}"


@dataclass(frozen=True, slots=True)
class Breach:
    """违规判断: when a check is breached, where it applies, and what follows."""

    when: pl.Expr
    applies: pl.Expr | None = None
    amount: pl.Expr | None = None
    at_most: pl.Expr | None = None
    first: pl.Expr | None = None
    last: pl.Expr | None = None
    due: pl.Expr | None = None


class Law:
    """法律的记录: what a rule function is given to name its steps, read published figures and state a breach."""

    def __init__(self, dated_by: str, unit: units.Unit, prefix: str = "") -> None:
        self._dated_by, self._unit, self._prefix = dated_by, unit, prefix
        self._unnamed = False
        self.steps: dict[str, Step] = {}
        self.columns: dict[str, Step] = {}
        self.figures: dict[str, FigureUse] = {}
        self.wanted: dict[str, pl.Expr] = {}

    def aside(self) -> Law:
        """The same record without step names: for a formula whose words would speak of another case than this rule's."""
        other = Law(self._dated_by, self._unit, self._prefix)
        other._unnamed = True
        other.columns, other.figures, other.wanted = self.columns, self.figures, self.wanted
        return other

    def step(
        self, name: str, expr: pl.Expr, cite: Cite | None, *, zh: str, en: str, unit: str | None = None
    ) -> pl.Expr:
        """Names an intermediate value; `unit` defaults to the rule's own (yuan for checks).

        The returned expression reads the step's column, so that a step used many times is computed once.
        """
        if name in self.steps and not self._unnamed and not self.steps[name].expr.meta.eq(expr):
            raise ValueError(f"step {name} is named twice")
        column = _column(name, expr, f"step|{self._prefix}|{len(self.columns) if self._unnamed else ''}|{name}")
        made = Step(name, column, expr, cite, zh, en, units.UNITS[unit] if unit else self._unit)
        self.columns[column] = made
        if not self._unnamed:
            self.steps[name] = made
        return pl.col(column)

    def figure(
        self,
        figure: Figure,
        *,
        on: pl.Expr | None = None,
        place: pl.Expr | None = None,
        year: int = 0,
        optional: bool = False,
    ) -> pl.Expr:
        """The published value for a place and day (默认: 规则的 `dated_by` 与问题的地点); null where unknown, never filled."""
        use = FigureUse(
            figure, self._dated_by if on is None else on, "place" if place is None else place, year, optional
        )
        self.figures[use.column] = use
        return pl.col(use.column)

    def needed(self, column: pl.Expr, *, where: pl.Expr) -> pl.Expr:
        """A fact or figure needed only on the rows where `where` is true: elsewhere its absence leaves nothing missing."""
        self.wanted.update(dict.fromkeys(column.meta.root_names(), where.fill_null(value=False)))
        return column

    def breach(
        self,
        *,
        when: pl.Expr,
        applies: pl.Expr | None = None,
        amount: pl.Expr | None = None,
        at_most: pl.Expr | None = None,
        first: pl.Expr | None = None,
        last: pl.Expr | None = None,
        due: pl.Expr | None = None,
    ) -> Breach:
        """A check's answer. Write `applies` with & | ~ and comparisons only: its unknowns follow three-valued logic."""
        return Breach(when, applies, amount, at_most, first, last, due)


@dataclass(frozen=True, slots=True)
class Traced:
    """规则的展开: the expressions of one rule after its function ran once."""

    answer: pl.Expr | Breach
    reads: dict[str, Ask]
    steps: dict[str, Step]
    figures: dict[str, FigureUse]
    wanted: dict[str, pl.Expr] = field(default_factory=dict)
    columns: dict[str, Step] = field(default_factory=dict)
    _roots: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)

    def roots(self, expr: pl.Expr) -> tuple[str, ...]:
        """Facts and figures an expression depends on, also through the steps it reads."""
        return tuple(
            dict.fromkeys(
                root
                for name in expr.meta.root_names()
                for root in (self._step_roots(name) if name in self.columns else (name,))
            )
        )

    def _step_roots(self, column: str) -> tuple[str, ...]:
        if column not in self._roots:
            self._roots[column] = self.roots(self.columns[column].expr)
        return self._roots[column]

    def steps_for(self, exprs: Iterable[pl.Expr], given: Collection[str] = ()) -> list[Step]:
        """Steps the expressions read, directly or through others not already `given`, in the order the rule names them."""
        found: set[str] = set()
        waiting = [name for expr in exprs for name in expr.meta.root_names()]
        while waiting:
            name = waiting.pop()
            if name in self.columns and name not in found and name not in given:
                found.add(name)
                waiting += self.columns[name].expr.meta.root_names()
        return [step for column, step in self.columns.items() if column in found]

    def needs(self, expr: pl.Expr) -> list[str]:
        """Columns whose null leaves the expression unknown: required facts and figures it depends on."""
        found = []
        for name in self.roots(expr):
            ask, use = self.reads.get(name), self.figures.get(name)
            if (ask is not None and ask.required) or (use is not None and not use.optional):
                found.append(name)
        return found

    def groups(self, expr: pl.Expr) -> dict[str, list[str]]:
        """Alternatives (`one_of`) among the facts the expression depends on."""
        groups: dict[str, list[str]] = {}
        for name in self.roots(expr):
            ask = self.reads.get(name)
            if ask is not None and ask.one_of is not None:
                groups.setdefault(ask.one_of, []).append(name)
        return groups

    def given(self, name: str) -> pl.Expr:
        """True where the fact or figure is known or, by the rule's own word, not needed."""
        known = pl.col(name).is_not_null()
        return known | ~self.wanted[name] if name in self.wanted else known

    def ready(self, expr: pl.Expr, *, besides: pl.Expr | None = None) -> pl.Expr:
        """True where everything the expression needs is known; what `besides` needs is taken as known already."""
        done, settled = ([], {}) if besides is None else (self.needs(besides), self.groups(besides))
        conditions = [self.given(name) for name in self.needs(expr) if name not in done]
        conditions += [
            pl.any_horizontal([pl.col(n).is_not_null() for n in set(names)])
            for group, names in self.groups(expr).items()
            if set(names) != set(settled.get(group, ()))
        ]
        return pl.all_horizontal(conditions) if conditions else pl.lit(value=True)

    def known(self, expr: pl.Expr) -> pl.Expr:
        """The expression, null wherever one thing it needs is null."""
        return pl.when(self.ready(expr)).then(expr)


@dataclass(frozen=True, eq=False)
class Rule:
    """规则: id, words, citations and the function; `trace` runs the function once."""

    id: str
    function: Callable[..., pl.Expr | Breach]
    title: Words
    facts: type[Facts]
    since: date
    cites: tuple[Cite, ...]
    dated_by: str = "asked_on"
    until: date | None = None
    unit: units.Unit = units.YUAN
    limits: tuple[Words, ...] = ()
    place: str = ""
    severity: Severity = "medium"
    question: bool = False
    explain: Words = ("", "")
    remedy: Words = ("", "")
    rulebook: str = ""
    shows: tuple[str, ...] = field(default=())

    @property
    def subject(self) -> str:
        return self.id.split(".", 1)[0]

    @property
    def kind(self) -> str:
        if isinstance(self.trace.answer, Breach):
            return "check"
        return "deadline" if self.unit is units.DATE else "amount"

    @cached_property
    def trace(self) -> Traced:
        facts, law = self.facts(), Law(self.dated_by, self.unit, f"{self.id}|{self.place}|{self.since}")
        answer = self.function(facts, law)
        return Traced(answer, facts.reads, law.steps, law.figures, law.wanted, law.columns)


RULES: dict[str, list[Rule]] = {}
_COLUMNS: dict[str, list[tuple[pl.Expr, str]]] = {}


def _column(name: str, expr: pl.Expr, own: str) -> str:
    """The step's column: one that another rule already has for the same name and expression, else its own."""
    known = _COLUMNS.setdefault(name, [])
    for same, column in known:
        if same.meta.eq(expr):
            return column
    known.append((expr, own))
    return own


Function = TypeVar("Function", bound=Callable[..., pl.Expr | Breach])


def rule(
    *,
    title: Words,
    facts: type[Facts],
    since: str,
    cites: tuple[Cite, ...],
    dated_by: str = "asked_on",
    until: str | None = None,
    unit: str = "yuan",
    limits: tuple[Words, ...] = (),
    place: str = "",
    severity: Severity = "medium",
    question: bool = False,
    explain: Words = ("", ""),
    remedy: Words = ("", ""),
    rulebook: str = "",
    shows: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Registers a rule under the path of its module (rules/severance/severance.py = "severance").

    title, limits, explain, remedy: (Chinese, English). explain and remedy may name steps and facts in braces.
    since, until: first and last day of the fact `dated_by` this text governs. place: code prefix it holds for ("" = national).
    question: asked as something to check, never reported as a violation and never with a sum.
    shows: facts listed as the inputs of a finding, besides those its sum reads.
    """

    def register(function: Function) -> Function:
        name = id_of(function.__module__)
        made = Rule(
            id=name,
            function=function,
            title=title,
            facts=facts,
            since=date.fromisoformat(since),
            cites=cites,
            dated_by=dated_by,
            until=date.fromisoformat(until) if until else None,
            unit=units.UNITS[unit],
            limits=limits,
            place=place,
            severity=severity,
            question=question,
            explain=explain,
            remedy=remedy,
            rulebook=rulebook,
            shows=shows,
        )
        RULES.setdefault(name, []).append(made)
        return function

    return register


def id_of(module: str) -> str:
    """Rule id of a module path: …rules.pay.overtime is "pay.overtime", …rules.severance.severance is "severance"."""
    subject, name = module.rsplit(".", 2)[-2:]
    return sys.intern(subject if subject == name else f"{subject}.{name}")
