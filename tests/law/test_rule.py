"""规则的声明: names and words of a rule as its module and its function give them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from heyue.law import units
from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.rule import FigureUse, Law, Rule, id_of

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
