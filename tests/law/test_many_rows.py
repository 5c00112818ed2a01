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


@pytest.mark.parametrize("until", [None, TURN + timedelta(days=1)])
def test_a_text_judges_no_row_of_a_day_before_it_or_after_it(until: date | None, way: str) -> None:
    """Whichever of the days stands first in the table."""
    days = [TURN + timedelta(days=n) for n in (-1, 0, 1, 2)]
    wanted = [NOT_APPLICABLE, BREACH, BREACH, BREACH if until is None else NOT_APPLICABLE]
    for step in (1, -1):
        rows: list[Row] = [{"reached": True, "paid": 15, "day": day} for day in days[::step]]
        assert verdicts(rows, made(over(10), TURN, until=until)) == wanted[::step]


def test_a_places_earlier_text_that_asks_the_same_governs_nobody_elsewhere(way: str) -> None:
    """Shanghai had the rule a year before the country."""
    rows: list[Row] = [
        {"reached": True, "paid": 15, "place": place, "day": day}
        for place in ("310101", "440105")
        for day in (TURN - timedelta(days=1), TURN)
    ]
    local, national = made(over(10), TURN - timedelta(days=365), place="31"), made(over(10), TURN)
    assert verdicts(rows, local, national) == [BREACH, BREACH, NOT_APPLICABLE, BREACH]


def test_texts_that_ask_the_same_go_each_by_its_own_date(way: str) -> None:
    """The old text goes by the day itself, the new one by the day of asking: what neither reaches is not applicable."""
    early = made(over(10), until=TURN - timedelta(days=1))
    later = Rule("test.many", over(10), ("", ""), Case, TURN, (), dated_by="asked_on")
    before = TURN - timedelta(days=1)
    rows: list[Row] = [
        {"reached": True, "paid": 15, "day": day, "asked_on": asked}
        for day, asked in ((before, before), (TURN, TURN), (TURN, before), (before, TURN))
    ]
    wanted = [BREACH, BREACH, NOT_APPLICABLE, BREACH]
    assert verdicts(rows, later, early) == verdicts(rows, early, later) == wanted


# what is not done for nothing -----------------------------------------------------------------------------------------


class Watched:
    """旁观的条件: `paid > 0`, noting of how many rows it was asked. One expression, for two would not compare as equal."""

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.when = pl.col("paid").map_batches(self.over, return_dtype=pl.Boolean)

    def __call__(self, facts: Any, law: Law) -> Breach:
        return law.breach(applies=facts.reached, when=self.when)

    def over(self, paid: pl.Series) -> pl.Series:
        self.rows.add(len(paid))
        return paid > 0


def watched(rows: int, reached: int, days: tuple[date, ...], *spans: tuple[date, date | None]) -> set[int]:
    """Of how many rows at a time a condition is asked, by a rule with a text for each span."""
    function = Watched()
    texts = tuple(made(function, since, until=until) for since, until in spans)
    assert engine.alike(texts)
    table_rows: list[Row] = [
        {"reached": n < reached, "paid": 1, "day": days[n * len(days) // rows]} for n in range(rows)
    ]
    found = verdicts(table_rows, *texts)
    assert found == [BREACH] * reached + [NOT_APPLICABLE] * (rows - reached)
    return function.rows


EVER: tuple[date, date | None] = (date(2008, 1, 1), None)
MANY, FEW = 160, engine.FEW


@pytest.mark.parametrize(
    ("rows", "reached", "asked"),
    [
        (MANY, MANY // FEW, MANY // FEW),
        (MANY, MANY // FEW + 1, MANY),
        (MANY, MANY, MANY),
        (MANY - 1, 1, MANY - 1),
        (MANY + 1, 1, 1),
    ],
)
def test_a_check_that_reaches_few_of_many_rows_is_asked_of_those_alone(
    rows: int, reached: int, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few is at most one in FEW, many is MANY and more; below that, one pass over all."""
    monkeypatch.setattr(engine, "MANY", MANY)
    assert watched(rows, reached, (TURN,), EVER) == {asked}


@pytest.mark.parametrize(
    "spans",
    [
        [(TURN, None)],
        [(TURN, TURN + timedelta(days=2))],
        [(TURN, TURN), (TURN + timedelta(days=1), None)],
        [(TURN, TURN + timedelta(days=1)), (TURN + timedelta(days=2), TURN + timedelta(days=2))],
        [(TURN + timedelta(days=2), None), (date(2008, 1, 1), TURN + timedelta(days=1))],
        [(date(2008, 1, 1), TURN + timedelta(days=1)), (TURN, TURN), (TURN + timedelta(days=2), None)],
        [(date(2008, 1, 1), TURN + timedelta(days=2)), (TURN + timedelta(days=9), None)],
    ],
)
def test_texts_that_ask_the_same_without_a_gap_are_asked_as_one(
    spans: list[tuple[date, date | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three days, each governed by some text that asks the same: the few rows reached are taken out once."""
    monkeypatch.setattr(engine, "MANY", MANY)
    days = tuple(TURN + timedelta(days=n) for n in range(3))
    assert watched(MANY, 3, days, *spans) == {3}


def test_one_day_alone_is_governed_from_the_first_day_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MANY", MANY)
    assert watched(MANY, 3, (TURN,), (TURN, None)) == {3}
    assert watched(MANY, 3, (TURN,), (TURN, TURN)) == {3}


def with_more_steps(facts: Any, law: Law) -> Breach:
    short = law.step("kept short", facts.due - facts.paid, None, zh="差额", en="short")
    half = law.step("kept half", short // 2, None, zh="一半", en="half")
    many = law.step("kept many", facts.paid > 0, None, zh="多", en="many")
    return law.breach(applies=facts.reached & many, when=half > 0, amount=short * 2)


def test_the_steps_that_sums_go_on_from_are_kept_and_no_others(way: str) -> None:
    """The check itself works out three steps; its sum reads one of them."""
    text = made(with_more_steps)
    prepared = prepare(table([{"reached": True, "paid": 1, "due": 5}, {"reached": True, "paid": 5, "due": 1}]), [text])
    checks = {"test.many": (text,)}
    given, short = prepared.frame.columns, text.trace.steps["kept short"].column
    judged = judge(prepared, checks)
    assert judged.frame.columns == [*given, short]
    assert judged.frame.get_column(short).to_list() == [4, -4]
    assert judge(prepared, checks, sums=False).frame.columns == given
    assert amounts(judged, (text,)).rows() == [(0, 8)]
    assert amounts(judge(prepared, checks, sums=False), (text,)).rows() == [(0, 8)]


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


def up_to_the_base(facts: Any, law: Law) -> Breach:
    return law.breach(when=facts.reached, amount=law.figure(figures.PENSION_BASE_FLOOR) - facts.paid)


@pytest.mark.parametrize("all_figures", [True, False])
def test_no_sum_rests_on_a_figure_that_is_not_firm(all_figures: bool, way: str) -> None:
    """Guangzhou's pension base from 2026-07 is carried over, not published."""
    last = date(2026, 6, 30)
    published = figures.lookup(figures.PENSION_BASE_FLOOR, "440105", last)
    assert published is not None
    rows: list[Row] = [{"reached": True, "paid": 1, "day": last + timedelta(days=n)} for n in (0, 1)]
    wanted = [(0, published.amount - 1), (1, None)]
    assert sums(rows, made(up_to_the_base), all_figures=all_figures) == wanted


def codes_of(place: str) -> pl.Expr:
    """A place that only a function of Python tells: written out, one looks like the other."""
    return pl.col("place").map_batches(lambda codes: pl.Series([place] * len(codes)), return_dtype=pl.String)


@pytest.mark.parametrize("all_figures", [True, False])
def test_each_figure_is_read_for_its_own_place(all_figures: bool, way: str) -> None:
    """The monthly minimum of Guangzhou and the hourly one of Beijing on one day."""

    def between(facts: Any, law: Law) -> Breach:
        monthly = law.figure(figures.MINIMUM_WAGE_MONTHLY, place=codes_of("440105"))
        hourly = law.figure(figures.MINIMUM_WAGE_HOURLY, place=codes_of("110105"))
        return law.breach(when=facts.reached, amount=monthly * 1_000_000 + hourly)

    monthly = figures.lookup(figures.MINIMUM_WAGE_MONTHLY, "440105", TURN)
    hourly = figures.lookup(figures.MINIMUM_WAGE_HOURLY, "110105", TURN)
    assert monthly is not None
    assert hourly is not None
    rows: list[Row] = [{"reached": True, "paid": 1, "place": "310101"}]
    wanted = [(0, monthly.amount * 1_000_000 + hourly.amount)]
    assert sums(rows, made(between), all_figures=all_figures) == wanted


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
