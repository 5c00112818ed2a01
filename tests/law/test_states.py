"""规则状态的编码: the codes that frames and datasets hold, and rows for which nothing is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from heyue.law import figures
from heyue.law.ask import Ask, Facts, Flag, Money
from heyue.law.cite import Cite
from heyue.law.engine import BREACH, NOT_APPLICABLE, PASSED, RuleError, details, prepare, states
from heyue.law.rule import Breach, Law, Rule

BOOK = Cite("劳动法", 44)
DAY = date(2026, 10, 31)


class Case(Facts):
    """案例: what the checks below read."""

    wage = Ask(Money, zh="工资", en="Wage")
    bad = Ask(Flag, zh="违规", en="Breached")


def check(facts: Any, law: Law) -> Breach:
    return law.breach(when=facts.bad, amount=law.step("double", facts.wage * 2, BOOK, zh="两倍", en="double"))


def above_minimum(facts: Any, law: Law) -> Breach:
    return law.breach(when=facts.wage < law.figure(figures.FIGURES["minimum_wage.monthly"]))


def rule(function: Any, **more: Any) -> Rule:
    return Rule(
        **{
            "id": "pay.test",
            "function": function,
            "title": ("", ""),
            "facts": Case,
            "since": date(2020, 1, 1),
            "cites": (BOOK,),
        }
        | more
    )


def rows(*wages: int | None, place: str = "440105", bad: bool | None = True) -> pl.DataFrame:
    columns = {"wage": pl.Int64, "bad": pl.Boolean, "place": pl.String, "asked_on": pl.Date}
    return pl.DataFrame([(wage, bad, place, DAY) for wage in wages], schema=columns, orient="row")


def judged(text: Rule, frame: pl.DataFrame, **more: Any) -> list[int | None]:
    prepared = prepare(frame, [text], **more)
    return states(prepared, {text.id: (text,)}).get_column(text.id).to_list()


def test_the_codes_are_nought_one_and_two() -> None:
    assert (NOT_APPLICABLE, PASSED, BREACH) == (0, 1, 2)


@pytest.mark.parametrize(("bad", "code"), [(True, 2), (False, 1), (None, None)])
def test_a_check_is_breached_passed_or_not_checked(bad: bool | None, code: int | None) -> None:
    assert judged(rule(check), rows(100, bad=bad)) == [code]


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2026, 10, 31), None, 2),
        (date(2026, 11, 1), None, 0),
        (date(2020, 1, 1), date(2026, 10, 31), 2),
        (date(2020, 1, 1), date(2026, 10, 30), 0),
    ],
)
def test_a_text_governs_from_its_first_to_its_last_day(since: date, until: date | None, code: int) -> None:
    assert judged(rule(check, since=since, until=until), rows(100)) == [code]


@pytest.mark.parametrize(("place", "code"), [("44", 2), ("440105", 2), ("11", 0)])
def test_a_local_text_governs_its_places_only(place: str, code: int) -> None:
    assert judged(rule(check, place=place), rows(100)) == [code]


def test_the_sum_of_a_breach_needs_what_it_reads_and_the_breach_does_not() -> None:
    text = rule(check)
    assert judged(text, rows(100, None)) == [2, 2]
    found = details(rows(100, None), text)
    assert [detail.amount for detail in found] == [200, None]
    assert [detail.steps["double"] for detail in found] == [200, None]


def test_a_figure_given_decides_for_every_row() -> None:
    wages = rows(99, 100, 101, place="")
    assert judged(rule(above_minimum), wages, overrides={"minimum_wage.monthly": 100}) == [2, 1, 1]
    assert judged(rule(above_minimum), wages) == [None, None, None]


def test_a_sum_that_is_no_whole_number_is_the_rules_own_fault() -> None:
    def halves(facts: Any, law: Law) -> Breach:
        return law.breach(when=facts.bad, amount=facts.wage / 2)

    with pytest.raises(RuleError, match="amount is a float"):
        details(rows(100), rule(halves))


def test_a_rule_without_a_breach_is_no_check() -> None:
    with pytest.raises(RuleError, match="is no check"):
        judged(rule(lambda facts, law: facts.wage), rows(1))


def test_a_constant_answer_is_given_to_every_row() -> None:
    def fixed(facts: Any, law: Law) -> pl.Expr:
        return pl.lit(7, dtype=pl.Int64)

    assert [detail.amount for detail in details(rows(1, 2, 3), rule(fixed))] == [7, 7, 7]
