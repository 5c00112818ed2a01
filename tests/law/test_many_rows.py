"""成千上万行: however many rows there are and however few a check reaches, each is judged as it would be alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import polars as pl
import pytest

from heyue.law import engine, figures
from heyue.law.ask import Ask, Date, Facts, Flag, Money
from heyue.law.engine import BREACH, NOT_APPLICABLE, PASSED, RuleError, amounts, judge, prepare
from heyue.law.rule import Breach, Law, Rule

TURN = date(2025, 9, 1)
Row = dict[str, Any]


class Case(Facts):
    """案例: a day, two sums and a flag."""

    day = Ask(Date, zh="哪一天", en="Day")
    paid = Ask(Money, zh="付了", en="Paid")
    due = Ask(Money, zh="该付", en="Due")
    reached = Ask(Flag, zh="适用", en="Applies")


def made(function: Callable[[Any, Law], Breach], since: date = date(2008, 1, 1), **more: Any) -> Rule:
    return Rule("test.many", function, ("", ""), Case, since, (), dated_by="day", **more)


def short_paid(facts: Any, law: Law) -> Breach:
    short = law.step("short", facts.due - facts.paid, None, zh="差额", en="short")
    return law.breach(applies=facts.reached, when=short > 0, amount=short)


def anywhere(facts: Any, law: Law) -> Breach:
    return law.breach(when=facts.due > facts.paid)


def over(limit: int) -> Callable[[Any, Law], Breach]:
    def paid_over(facts: Any, law: Law) -> Breach:
        return law.breach(applies=facts.reached, when=facts.paid > limit, amount=facts.paid - limit)

    return paid_over


def below_minimum(facts: Any, law: Law) -> Breach:
    """The sum alone needs the published figure."""
    return law.breach(when=facts.reached, amount=law.figure(figures.MINIMUM_WAGE_MONTHLY) - facts.paid)


def table(rows: list[Row]) -> pl.DataFrame:
    schema = {**Case.schema(), "place": pl.String, "asked_on": pl.Date}
    plain = {"day": TURN, "place": "440105", "asked_on": date(2026, 10, 31)}
    return pl.DataFrame([plain | row for row in rows], schema=schema)


def expected(row: Row) -> int | None:
    """`short_paid` by hand: outside, unknown, breached or in order."""
    if not row["reached"]:
        return None if row["reached"] is None else NOT_APPLICABLE
    if row["paid"] is None or row["due"] is None:
        return None
    return BREACH if row["due"] > row["paid"] else PASSED


EVERY = [
    dict(zip(("reached", "paid", "due"), row, strict=True))
    for row in product((True, False, None), (1, 2, None), (1, 2, None))
]
OUTSIDE: list[Row] = [{"reached": False, "paid": 1, "due": 2}]


@pytest.fixture(params=["one pass", "those alone that it reaches"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of judging, on tables small enough to read."""
    monkeypatch.setattr(engine, "MANY", 1 if request.param != "one pass" else 10**9)
    return str(request.param)


def verdicts(rows: list[Row], *texts: Rule) -> list[int | None]:
    return judge(prepare(table(rows), texts), {"test.many": texts}).verdicts.to_series().to_list()


@pytest.mark.parametrize("outside", [0, 20, 63, 64, 200])
def test_a_check_that_reaches_few_or_many_rows_judges_them_alike(outside: int, way: str) -> None:
    rows = OUTSIDE * outside + EVERY + OUTSIDE * outside
    assert verdicts(rows, made(short_paid)) == [expected(row) for row in rows]


def test_a_check_without_a_condition_reaches_every_row(way: str) -> None:
    rows = [row | {"reached": True} for row in EVERY]
    assert verdicts(rows, made(anywhere)) == [expected(row) for row in rows]


def test_a_check_that_reaches_nobody_is_not_applicable(way: str) -> None:
    assert verdicts(OUTSIDE * 30, made(short_paid)) == [NOT_APPLICABLE] * 30


def test_several_checks_are_answered_side_by_side_in_their_order(way: str) -> None:
    rows = OUTSIDE * 100 + EVERY
    checks = {"rare": (made(short_paid),), "plain": (made(anywhere),), "over": (made(over(1)),)}
    found = judge(prepare(table(rows), [text for texts in checks.values() for text in texts]), checks).verdicts
    assert found.columns == ["rare", "plain", "over"]
    assert set(found.dtypes) == {pl.Int8}
    assert found.get_column("rare").to_list() == [expected(row) for row in rows]
    assert found.get_column("plain").to_list() == [expected(row | {"reached": True}) for row in rows]
    assert found.get_column("over").to_list() == [expected(row | {"due": row["paid"], "paid": 1}) for row in rows]


BEFORE, AFTER = made(over(10), until=TURN - timedelta(days=1)), made(over(20), TURN)


@pytest.mark.parametrize("days", [[0], [-1], [-1, 0], [-400, -1, 0, 400]])
def test_each_day_is_judged_by_the_text_in_force_on_it(days: list[int], way: str) -> None:
    """15 is over the old limit of 10 and within the new one of 20."""
    rows = [{"reached": True, "paid": 15, "day": TURN + timedelta(days=n)} for n in days]
    assert verdicts(rows, AFTER, BEFORE) == [PASSED if n >= 0 else BREACH for n in days]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_texts_that_ask_the_same_govern_from_the_first_day_of_each_to_its_last(gap: int, way: str) -> None:
    """A day that lies between the end of one text and the start of the next is governed by neither."""
    function = over(10)
    early = made(function, until=TURN - timedelta(days=1 + gap))
    later = made(function, TURN, until=TURN + timedelta(days=3))
    days = range(-4, 6)
    rows = [{"reached": True, "paid": 15, "day": TURN + timedelta(days=n)} for n in days]
    wanted = [NOT_APPLICABLE if -gap <= n < 0 or n > 3 else BREACH for n in days]
    assert verdicts(rows, later, early) == wanted
    for row, one in zip(rows, wanted, strict=True):
        assert verdicts([row], later, early) == [one]


def test_an_unknown_day_is_not_judged_by_any_text(way: str) -> None:
    rows: list[Row] = [{"reached": True, "paid": 15, "day": None}, {"reached": True, "paid": 15}]
    assert verdicts(rows, made(over(10))) == [None, BREACH]
    assert verdicts(rows, AFTER, BEFORE) == [None, PASSED]


def test_a_places_own_text_governs_its_rows_only(way: str) -> None:
    """25 is over the national limit of 20 and within Shanghai's 30."""
    rows = [{"reached": True, "paid": 25, "place": place} for place in ("310101", "440105", "", None)]
    assert verdicts(rows, made(over(30), place="31"), made(over(20))) == [PASSED, BREACH, BREACH, BREACH]


# sums ---------------------------------------------------------------------------------------------------------------


def sums(rows: list[Row], *texts: Rule, all_figures: bool) -> list[tuple[int, int | None]]:
    found = amounts(judge(prepare(table(rows), texts, sums=all_figures), {"test.many": texts}), texts)
    assert found.schema["amount"] == pl.Int64
    return [(int(row), amount) for row, amount in found.select("row", "amount").rows()]


@pytest.mark.parametrize("all_figures", [True, False])
def test_every_breach_and_nothing_else_has_its_sum(all_figures: bool, way: str) -> None:
    rows = OUTSIDE * 70 + EVERY + OUTSIDE * 30
    wanted = [(at, row["due"] - row["paid"]) for at, row in enumerate(rows) if expected(row) == BREACH]
    assert len(wanted) == 1
    assert sums(rows, made(short_paid), all_figures=all_figures) == wanted


@pytest.mark.parametrize("all_figures", [True, False])
def test_a_figure_that_only_the_sum_needs_is_looked_up_for_the_breach(all_figures: bool, way: str) -> None:
    """Guangzhou's minimum wage is 2,500 yuan from 2025-03-01 and was 2,300 before (粤府函〔2025〕23号、〔2021〕345号)."""
    rows: list[Row] = [
        {"reached": False, "paid": 1},
        {"reached": True, "paid": 200_000, "day": date(2025, 3, 1)},
        {"reached": True, "paid": 200_000, "day": date(2025, 2, 28)},
        {"reached": True, "paid": None},
        {"reached": True, "paid": 200_000, "place": ""},
    ]
    wanted = [(1, 50_000), (2, 30_000), (3, None), (4, None)]
    assert sums(rows, made(below_minimum), all_figures=all_figures) == wanted


def test_a_figure_given_with_the_question_decides_the_sum_too(way: str) -> None:
    text = made(below_minimum)
    rows: list[Row] = [{"reached": False, "paid": 1}, {"reached": True, "paid": 200_000}]
    prepared = prepare(table(rows), [text], overrides={"minimum_wage.monthly": 230_000})
    found = amounts(judge(prepared, {"test.many": (text,)}), (text,))
    assert found.select("row", "amount").rows() == [(1, 30_000)]


def test_a_check_without_a_sum_has_breaches_without_one(way: str) -> None:
    rows: list[Row] = [{"paid": 1, "due": 2}, {"paid": 2, "due": 2}, {"paid": 0, "due": 2}]
    assert sums(rows, made(anywhere), all_figures=True) == [(0, None), (2, None)]


@pytest.mark.parametrize("limit", [10, 20])
def test_each_breach_has_the_sum_of_the_text_that_governs_it(limit: int, way: str) -> None:
    early, later = made(over(10), until=TURN - timedelta(days=1)), made(over(limit), TURN)
    rows: list[Row] = [
        {"reached": True, "paid": 25, "day": TURN},
        {"reached": True, "paid": 25, "day": TURN - timedelta(days=1)},
        {"reached": True, "paid": 5},
        {"reached": True, "paid": 26, "day": TURN},
    ]
    assert sums(rows, later, early, all_figures=True) == [(0, 25 - limit), (1, 15), (3, 26 - limit)]


# texts that ask the same ----------------------------------------------------------------------------------------------


def test_texts_that_differ_in_their_day_alone_ask_the_same() -> None:
    same = over(10)
    assert engine.alike((made(same), made(same, TURN), made(same, date(2026, 1, 1))))
    assert engine.alike((made(over(10)), made(over(10), TURN)))


@pytest.mark.parametrize("other", [over(11), short_paid, anywhere, below_minimum])
def test_texts_that_ask_or_answer_otherwise_do_not(other: Callable[[Any, Law], Breach]) -> None:
    assert not engine.alike((made(over(10)), made(other, TURN)))
    assert not engine.alike((made(over(10)), made(over(10), TURN), made(other, date(2026, 1, 1))))


def differing(part: str, value: int) -> Callable[[Any, Law], Breach]:
    def one(facts: Any, law: Law) -> Breach:
        parts = {"applies": facts.reached, "when": facts.paid > 0, "amount": facts.paid}
        other = {
            "applies": facts.reached & (facts.due > value),
            "when": facts.paid > value,
            "amount": facts.paid - value,
        }
        return law.breach(**(parts | {part: other[part]}))

    return one


@pytest.mark.parametrize("part", ["applies", "when", "amount"])
def test_one_differing_part_is_enough_to_differ(part: str) -> None:
    assert not engine.alike((made(differing(part, 1)), made(differing(part, 2), TURN)))
    assert engine.alike((made(differing(part, 1)), made(differing(part, 1), TURN)))


class Elsewhere(Facts):
    """别处的案例: facts of the same names asked of something else."""

    paid = Ask(Money, zh="别处付了", en="Paid elsewhere")
    reached = Ask(Flag, zh="别处适用", en="Applies elsewhere")


def test_the_same_words_about_other_facts_are_another_question() -> None:
    elsewhere = Rule("test.many", over(10), ("", ""), Elsewhere, TURN, (), dated_by="asked_on")
    assert not engine.alike((made(over(10)), elsewhere))


@pytest.mark.parametrize("limits", [(1, None), (None, 1), (1, 2)])
def test_a_fact_needed_in_other_cases_makes_another_question(limits: tuple[int | None, int | None]) -> None:
    def needing(limit: int | None) -> Callable[[Any, Law], Breach]:
        def one(facts: Any, law: Law) -> Breach:
            if limit is not None:
                law.needed(facts.due, where=facts.paid > limit)
            return law.breach(applies=facts.reached, when=facts.due > facts.paid)

        return one

    assert not engine.alike((made(needing(limits[0])), made(needing(limits[1]), TURN)))
    assert engine.alike((made(needing(limits[0])), made(needing(limits[0]), TURN)))


def test_an_amount_never_asks_the_same_as_a_check() -> None:
    def amount(facts: Any, law: Law) -> Any:
        return facts.paid

    assert not engine.alike((made(over(10)), made(amount, TURN)))
    assert not engine.alike((made(amount), made(amount, TURN)))


@pytest.mark.parametrize("given", [{"overrides": {"minimum_wage.monthly": 1}}, {"firm_only": False}])
def test_figures_of_ones_own_are_never_left_out_of_the_sums(given: dict[str, Any]) -> None:
    frame = pl.DataFrame({"day": [TURN]})
    with pytest.raises(RuleError, match="prepare with sums"):
        prepare(frame, [made(short_paid)], sums=False, **given)
