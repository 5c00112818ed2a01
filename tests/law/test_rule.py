"""规则的声明: names and words of a rule as its module and its function give them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from heyue.law import units
from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.rule import FigureUse, Law, Rule, Traced, id_of

BOOK = Cite("劳动法", 44)


class Wage(Facts):
    """工资: one fact, for the rules below."""

    wage = Ask(Money, zh="工资", en="Wage")


def a_rule(rule_id: str) -> Rule:
    return Rule(
        id=rule_id,
        function=lambda facts, law: facts.wage,
        title=("", ""),
        facts=Wage,
        since=date(2020, 1, 1),
        cites=(BOOK,),
    )


@pytest.mark.parametrize(
    ("module", "rule_id"),
    [
        ("heyue.law.rules.pay.overtime", "pay.overtime"),
        ("heyue.law.rules.severance.severance", "severance"),
        ("a.b.c.d.pay.overtime", "pay.overtime"),
    ],
)
def test_a_rule_is_named_by_the_last_two_parts_of_its_module(module: str, rule_id: str) -> None:
    assert id_of(module) == rule_id


@pytest.mark.parametrize(
    ("rule_id", "subject"), [("pay.overtime", "pay"), ("severance", "severance"), ("pay.a.b", "pay")]
)
def test_a_rules_subject_is_what_stands_before_the_first_dot(rule_id: str, subject: str) -> None:
    assert a_rule(rule_id).subject == subject


def test_two_steps_of_one_name_must_be_the_same() -> None:
    law = Law("asked_on", units.YUAN)
    for _ in range(2):
        law.step("half", pl.col("wage") // 2, BOOK, zh="一半", en="half")
    with pytest.raises(ValueError, match="half is named twice"):
        law.step("half", pl.col("wage") // 3, BOOK, zh="一半", en="half")


def test_steps_without_a_name_of_their_own_never_share_a_column() -> None:
    law = Law("asked_on", units.YUAN).aside()
    first = law.step("part", pl.col("wage") // 2, BOOK, zh="一半", en="half")
    second = law.step("part", pl.col("wage") // 3, BOOK, zh="三分之一", en="third")
    assert first.meta.root_names() != second.meta.root_names()
    assert law.steps == {}


def test_a_figure_read_for_two_days_or_places_has_two_columns() -> None:
    from heyue.law.figures import FIGURES

    figure = next(iter(FIGURES.values()))
    uses = [
        FigureUse(figure, on, place, year, optional=False)
        for on in ("asked_on", pl.col("month"), pl.col("started"))
        for place in ("place", pl.col("home"))
        for year in (0, -1)
    ]
    assert len({use.column for use in uses}) == len(uses)
    assert FigureUse(figure, "asked_on", "place", 0, optional=False).column == uses[0].column


def test_a_rule_says_nothing_it_was_not_told() -> None:
    plain = a_rule("pay.overtime")
    assert (plain.question, plain.until, plain.place, plain.limits, plain.severity) == (False, None, "", (), "medium")
    assert (plain.kind, plain.unit.name, plain.dated_by) == ("amount", "yuan", "asked_on")


def test_a_rule_is_itself_and_no_other_of_the_same_words() -> None:
    one, other = a_rule("pay.overtime"), a_rule("pay.overtime")
    assert one != other
    assert len({one, other}) == 2


class Pay(Facts):
    """工资所问: what a rule needs, what it may do without, and two alternatives."""

    wage = Ask(Money, zh="工资", en="Wage")
    bonus = Ask(Money, zh="奖金", en="Bonus")
    fine = Ask(Money, zh="罚款", en="Fine", absent=None)
    by_day = Ask(Money, zh="日工资", en="Day wage", one_of="rate")
    by_hour = Ask(Money, zh="小时工资", en="Hour wage", one_of="rate")


def traced(function: Callable[[Any, Law], pl.Expr]) -> Traced:
    text = Rule("pay.test", function, ("", ""), Pay, date(2020, 1, 1), (BOOK,))
    return text.trace


def ready(trace: Traced, expr: pl.Expr, *, besides: pl.Expr | None = None, **known: int) -> bool:
    """Whether the expression can be worked out where only these facts are known."""
    frame = pl.DataFrame({name: [known.get(name)] for name in Pay.asks}, schema=Pay.schema())
    answer: bool = frame.select(trace.ready(expr, besides=besides)).item()
    return answer


def everything(facts: Any, law: Law) -> pl.Expr:
    rate = pl.coalesce(facts.by_day, facts.by_hour)
    return facts.wage + facts.bonus - facts.fine.fill_null(0) + rate


def test_what_an_answer_needs_are_its_required_facts_and_one_of_the_alternatives() -> None:
    trace = traced(everything)
    assert trace.needs(trace.answer) == ["wage", "bonus"]
    assert trace.groups(trace.answer) == {"rate": ["by_day", "by_hour"]}
    assert ready(trace, trace.answer, wage=1, bonus=1, by_day=1)
    assert ready(trace, trace.answer, wage=1, bonus=1, by_hour=1)
    assert not ready(trace, trace.answer, wage=1, bonus=1)
    assert not ready(trace, trace.answer, wage=1, by_day=1)
    assert not ready(trace, trace.answer, bonus=1, by_day=1)


def test_an_answer_that_needs_nothing_is_always_ready() -> None:
    trace = traced(lambda facts, law: facts.fine.fill_null(0))
    assert ready(trace, trace.answer)


def test_what_is_settled_already_is_not_asked_for_again() -> None:
    trace = traced(everything)
    assert ready(trace, trace.answer, besides=pl.col("wage"), bonus=1, by_day=1)
    assert not ready(trace, trace.answer, besides=pl.col("wage"), wage=1, by_day=1)
    both = pl.coalesce("by_day", "by_hour")
    assert ready(trace, trace.answer, besides=both, wage=1, bonus=1)
    assert not ready(trace, trace.answer, besides=both, wage=1)


def three_steps(facts: Any, law: Law) -> pl.Expr:
    twice = law.step("twice", facts.wage * 2, BOOK, zh="两倍", en="twice")
    law.step("aside", facts.bonus, BOOK, zh="另外", en="aside")
    more = law.step("more", twice + facts.bonus, BOOK, zh="再加", en="more")
    return law.step("total", more + 1, BOOK, zh="合计", en="total")


def test_the_steps_an_answer_reads_come_in_the_order_they_were_named() -> None:
    trace = traced(three_steps)
    assert [step.name for step in trace.steps_for([trace.answer])] == ["twice", "more", "total"]
    assert trace.roots(trace.answer) == ("wage", "bonus")


def test_a_step_already_at_hand_is_not_worked_out_again_nor_what_only_it_reads() -> None:
    trace = traced(three_steps)
    given = {trace.steps["more"].column}
    assert [step.name for step in trace.steps_for([trace.answer], given)] == ["total"]
