"""一问一答的边界: the words of an answer, what a question to check never says, and how far a fact may reach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from heyue.law import units
from heyue.law.ask import Ask, Date, Facts, Flag, Money
from heyue.law.cite import Cite
from heyue.law.engine import Detail
from heyue.law.question import BadQuestion, Outcome, StepValue, ask, read_facts, shown
from heyue.law.rule import Breach, Law, Rule

DAY = date(2026, 10, 31)
BOOK = Cite("劳动法", 44)


class Case(Facts):
    """案例: what the rules below read."""

    wage = Ask(Money, zh="工资", en="Wage")
    started = Ask(Date, zh="开始", en="Started")
    ended = Ask(Date, zh="结束", en="Ended")
    done = Ask(Flag, zh="做了", en="Done")


def check(facts: Any, law: Law) -> Breach:
    return law.breach(when=facts.done, amount=facts.wage, at_most=facts.wage * 2)


def rule(*, question: bool = False) -> Rule:
    limits = (("只算工资", "Wages only"),)
    return Rule("pay.test", check, ("", ""), Case, date(2020, 1, 1), (BOOK,), limits=limits, question=question)


def outcome(text: Rule, detail: Detail | None, value: str = "breach") -> dict[str, Any]:
    step = StepValue("half", ("一半", "half"), 50, units.YUAN, None)
    return Outcome(text, "", DAY, value, (step,), (), (), {}, detail).as_json()


DETAIL = Detail(100_000, 200_000, None, None, date(2026, 11, 30), {}, {})


def test_a_breach_says_its_sum_and_the_most_it_can_be() -> None:
    answer = outcome(rule(), DETAIL)
    assert answer["exposure"] == {"amount": "1000.00", "max": "2000.00"}
    assert (answer["due"], answer["question"]) == ("2026-11-30", False)


def test_a_question_to_check_never_has_a_sum() -> None:
    answer = outcome(rule(question=True), DETAIL)
    assert answer["exposure"] == {"amount": None}
    assert answer["question"] is True


def test_without_a_breach_there_is_no_sum_and_no_day() -> None:
    answer = outcome(rule(), None, "passed")
    assert (answer["exposure"], answer["due"]) == ({"amount": None}, None)


def test_words_come_in_chinese_and_english_under_their_own_names() -> None:
    answer = outcome(rule(), None)
    assert (answer["steps"][0]["zh"], answer["steps"][0]["en"]) == ("一半", "half")
    assert (answer["steps"][0]["value"], answer["steps"][0]["cite"]) == ("0.50", None)
    assert answer["limits"] == [{"zh": "只算工资", "en": "Wages only"}]
    assert (answer["place"], answer["date"]) == (None, "2026-10-31")
    assert "tentative" not in answer
    assert "assumed" not in answer


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (None, "yuan", None),
        (True, "flag", True),
        ("x", "word", "x"),
        (DAY, "date", "2026-10-31"),
        (13, "months", 6.5),
        (12, "months", 6),
        (80_000, "ratio", "0.08"),
        (1_234, "yuan", "12.34"),
    ],
)
def test_a_value_leaves_in_the_form_of_its_unit(value: object, unit: str, expected: object) -> None:
    found = shown(value, units.UNITS[unit])
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("written", ["1900-01-01", "2200-12-31"])
def test_days_between_1900_and_2200_are_read(written: str) -> None:
    assert read_facts(rule(), {"started": written})["started"] == date.fromisoformat(written)


@pytest.mark.parametrize("written", ["1899-12-31", "2201-01-01"])
def test_days_before_1900_or_after_2200_are_refused_in_both_languages(written: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        read_facts(rule(), {"started": written})
    assert "1900" in caught.value.en
    assert "不在 1900 年到 2200 年之间" in caught.value.zh


def test_the_largest_sum_is_ten_trillion_yuan() -> None:
    assert read_facts(rule(), {"wage": "10000000000000.00"})["wage"] == 10**15
    assert read_facts(rule(), {"wage": 0})["wage"] == 0
    for written in ("10000000000000.01", "-0.01"):
        with pytest.raises(BadQuestion, match="negative or too large"):
            read_facts(rule(), {"wage": written})


def test_an_employment_may_end_on_the_day_it_began_and_not_before() -> None:
    assert read_facts(rule(), {"started": "2026-10-31", "ended": "2026-10-31"})["ended"] == DAY
    assert read_facts(rule(), {"ended": "2026-10-31"})["started"] is None
    with pytest.raises(BadQuestion, match="is before started") as caught:
        read_facts(rule(), {"started": "2026-10-31", "ended": "2026-10-30"})
    assert "早于" in caught.value.zh


def test_an_empty_answer_is_no_answer_and_an_unknown_fact_is_named() -> None:
    assert read_facts(rule(), {"wage": "", "done": None}) == dict.fromkeys(("wage", "started", "ended", "done"))
    with pytest.raises(BadQuestion) as caught:
        read_facts(rule(), {"wages": 1})
    assert "wages" in caught.value.zh
    assert "unknown fact: wages" in caught.value.en


def test_what_is_said_once_is_said_in_both_languages() -> None:
    assert BadQuestion("only English").zh == "only English"
    assert BadQuestion("English", "中文").zh == "中文"


def test_a_word_that_is_no_choice_is_answered_with_the_choices() -> None:
    with pytest.raises(BadQuestion) as caught:
        ask("retirement.date", {"category": "女工人"}, day=DAY)
    assert "应当是male_60、female_55、female_50" in caught.value.zh
    with pytest.raises(BadQuestion, match="wage") as number:
        read_facts(rule(), {"wage": "很多"})
    assert "一个数，如 8000 或 0.08" in number.value.zh


@pytest.mark.parametrize("given", ["0", "10000000000000.00"])
def test_a_figure_may_be_nothing_or_ten_trillion(given: str) -> None:
    assert ask("severance", {}, day=DAY, figure_values={"average_wage.monthly": given}).as_json()["assumed"] == {
        "average_wage.monthly": given
    }


@pytest.mark.parametrize("given", ["-0.01", "10000000000000.01"])
def test_a_figure_below_nothing_or_beyond_it_is_refused(given: str) -> None:
    with pytest.raises(BadQuestion, match="negative or too large"):
        ask("severance", {}, day=DAY, figure_values={"average_wage.monthly": given})


def test_a_misspelt_figure_is_answered_with_at_most_five_like_it() -> None:
    with pytest.raises(BadQuestion) as caught:
        ask("severance", {}, day=DAY, figure_values={"average_wage.montly": "1"})
    near = caught.value.en.partition("near: ")[2].split(", ")
    assert near[0] == "average_wage.monthly"
    assert len(near) <= 5


def test_of_many_figures_like_it_five_are_named() -> None:
    with pytest.raises(BadQuestion) as caught:
        ask("severance", {}, day=DAY, figure_values={"insurance.employer_rate": "1"})
    assert len(caught.value.en.partition("near: ")[2].split(", ")) == 5


def test_a_figure_like_no_other_is_answered_with_those_asked_for_most() -> None:
    with pytest.raises(BadQuestion) as caught:
        ask("severance", {}, day=DAY, figure_values={"§§§": "1"})
    near = caught.value.en.partition("near: ")[2].split(", ")
    assert near
    assert all(name.startswith(("average_wage", "minimum_wage")) for name in near)
