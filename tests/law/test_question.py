"""一问一答: what a single question answers, refuses, assumes and names as missing."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.law.question import BadQuestion, Outcome, ask, shown
from heyue.law.registry import UnknownRule
from heyue.law.units import COUNT, DATE, DAYS, MONTHS, RATIO, WORD, YUAN

DAY = date(2026, 10, 31)
GUANGZHOU = "440105"
SERVICE = {"started": "2020-01-01", "ended": "2022-12-31", "average_wage": "8000"}
AVERAGE = {"average_wage.monthly": "10000"}


def steps(outcome: Outcome) -> dict[str, object]:
    return {step.name: shown(step.value, step.unit) for step in outcome.steps}


def test_an_answer_has_its_value_and_every_step_with_its_article() -> None:
    """Three full years at 8,000 yuan, below three times 10,000: 3 × 8,000 (劳动合同法第四十七条第一款)."""
    answer = ask("severance", SERVICE, day=DAY, figure_values=AVERAGE).as_json()
    assert answer["rule"] == "severance"
    assert answer["kind"] == "amount"
    assert (answer["value"], answer["unit"]) == ("24000.00", "yuan")
    assert answer["missing"] == []
    assert answer["place"] is None
    assert answer["date"] == "2026-10-31"
    told = {step["name"]: step for step in answer["steps"]}
    assert told["months"]["value"] == 3
    assert told["base"]["value"] == "8000.00"
    assert told["months"]["cite"] == {"law": "劳动合同法", "article": "47", "paragraph": 2}
    assert all(step["zh"] and step["en"] for step in answer["steps"])
    assert answer["limits"]
    assert set(answer["limits"][0]) == {"zh", "en"}


def test_a_figure_given_with_the_question_is_shown_as_an_assumption() -> None:
    answer = ask("severance", SERVICE, place=GUANGZHOU, day=DAY, figure_values=AVERAGE).as_json()
    assert answer["assumed"] == AVERAGE


def test_a_figure_given_with_the_question_decides_over_the_published_one() -> None:
    """18 years at 9,800 yuan with a local average of 2,700: twelve months of 8,100 (http://empfolio.com, 劳动合同法第四十七条第二款)."""
    facts = {"started": "2008-01-01", "ended": "2025-12-31", "average_wage": "9800"}
    outcome = ask("severance", facts, place=GUANGZHOU, day=DAY, figure_values={"average_wage.monthly": "2700"})
    assert shown(outcome.value, outcome.rule.unit) == "97200.00"
    assert steps(outcome)["months"] == 12
    assert steps(outcome)["base"] == "8100.00"


def test_without_an_assumption_nothing_is_called_assumed() -> None:
    assert "assumed" not in ask("pay.sick_floor", {"month": "2026-03"}, place=GUANGZHOU, day=DAY).as_json()


def test_the_place_decides_the_published_figure() -> None:
    """Guangzhou's minimum wage is 2,500 yuan from 2025-03-01 (粤府函〔2025〕23号); 80 % of it are 2,000."""
    outcome = ask("pay.sick_floor", {"month": "2026-03"}, place=GUANGZHOU, day=DAY)
    assert shown(outcome.value, outcome.rule.unit) == "2000.00"
    assert outcome.as_json()["place"] == GUANGZHOU


def test_the_fact_that_dates_a_rule_decides_which_figure_was_published_then() -> None:
    """Guangzhou's minimum wage was 2,300 yuan from 2021-12-01 to 2025-02-28 (粤府函〔2021〕345号)."""
    before = ask("pay.sick_floor", {"month": "2025-02"}, place=GUANGZHOU, day=DAY)
    after = ask("pay.sick_floor", {"month": "2025-03"}, place=GUANGZHOU, day=DAY)
    assert [shown(o.value, YUAN) for o in (before, after)] == ["1840.00", "2000.00"]


def test_an_unknown_figure_is_missing_by_name_place_and_day() -> None:
    answer = ask("severance", SERVICE, place="659099", day=DAY).as_json()
    assert answer["value"] is None
    assert answer["missing"] == ["figure:average_wage.monthly@659099/2022-12-31"]


def test_without_a_place_the_figure_is_missing_and_the_place_is_asked_for() -> None:
    answer = ask("severance", SERVICE, day=DAY).as_json()
    assert answer["missing"] == ["figure:average_wage.monthly@?/2022-12-31"]


def test_steps_that_need_nothing_missing_are_still_shown() -> None:
    outcome = ask("severance", SERVICE, day=DAY)
    assert steps(outcome) == {"served": 3}


def test_missing_facts_are_named_all_at_once() -> None:
    answer = ask("severance", {}, day=DAY).as_json()
    assert answer["value"] is None
    assert sorted(answer["missing"]) == ["average_wage", "ended", "started"]
    assert answer["steps"] == []


def test_an_empty_answer_counts_as_none() -> None:
    answer = ask("severance", {**SERVICE, "average_wage": ""}, day=DAY, figure_values=AVERAGE).as_json()
    assert answer["missing"] == ["average_wage"]


def test_one_of_two_alternatives_is_enough_and_none_names_both() -> None:
    assert ask("disputes.limitation", {"known": "2025-03-10"}, day=DAY).missing == ()
    assert ask("disputes.limitation", {"ended": "2025-03-10"}, day=DAY).missing == ()
    assert sorted(ask("disputes.limitation", {}, day=DAY).missing) == ["ended", "known"]


def test_a_figure_without_its_date_asks_for_the_date() -> None:
    assert ask("pay.sick_floor", {}, place=GUANGZHOU, day=DAY).missing == ("month",)


def test_a_figure_of_the_year_before_is_named_as_it_may_be_given() -> None:
    """The income of 2024 is not on record; it may be given under the name that is listed (工伤保险条例第三十九条)."""
    missing = ask("injury.death_grant", {"injured": "2025-12-31"}, day=DAY).missing
    assert missing == ("figure:income.urban_disposable_previous_year@?/2025-12-31",)
    given = {"income.urban_disposable_previous_year": "54188"}
    assert ask("injury.death_grant", {"injured": "2025-12-31"}, day=DAY, figure_values=given).value == 20 * 5_418_800


def test_only_the_figure_in_use_is_missing_or_unsure() -> None:
    """The rate of one risk class: without a class no injury rate is wanted, with class 3 only its own."""
    without = ask("insurance.contributions", {"wage": "10000", "month": "2012-03"}, day=DAY)
    assert not [name for name in without.missing if "injury" in name]
    third = ask("insurance.contributions", {"wage": "10000", "month": "2012-03", "risk_class": 3}, day=DAY)
    assert [name for name in third.missing if "injury" in name] == [
        "figure:insurance.injury.employer_rate.class_3@?/2012-03-01"
    ]
    now = ask("insurance.contributions", {"wage": "10000", "month": "2026-03", "risk_class": 3}, day=DAY)
    assert [name for name in now.tentative if "injury" in name] == ["insurance.injury.employer_rate.class_3"]


def test_an_unsure_figure_answers_but_says_so() -> None:
    """Guangzhou's pension base of 2026-07 on is last year's carried over: used in an answer, and called tentative."""
    june = ask("insurance.contributions", {"wage": "10000", "month": "2026-06"}, place=GUANGZHOU, day=DAY)
    july = ask("insurance.contributions", {"wage": "10000", "month": "2026-07"}, place=GUANGZHOU, day=DAY)
    assert "insurance.pension.base_floor" not in june.tentative
    assert "insurance.pension.base_floor" in july.tentative
    assert "insurance.pension.base_floor" in july.as_json()["tentative"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({**SERVICE, "wage": "8000"}, "unknown fact: wage"),
        ({**SERVICE, "started": "1 March"}, "started: '1 March' is not a date"),
        ({**SERVICE, "average_wage": "a lot"}, "average_wage: 'a lot' is not a number"),
        ({**SERVICE, "average_wage": True}, "average_wage: True is not a number"),
        ({**SERVICE, "average_wage": "nan"}, "average_wage: 'nan' is not a number"),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused_by_name(facts: dict[str, object], told: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        ask("severance", facts, day=DAY, figure_values=AVERAGE)
    assert told in str(refused.value)


def test_a_refusal_of_an_unknown_fact_lists_what_is_asked() -> None:
    with pytest.raises(BadQuestion, match="asks for started, ended, average_wage"):
        ask("severance", {"salary": "8000"}, day=DAY)


def test_an_unknown_figure_name_is_refused() -> None:
    with pytest.raises(BadQuestion, match="unknown figure: average_wage"):
        ask("severance", SERVICE, day=DAY, figure_values={"average_wage": "10000"})


def test_a_figure_that_is_no_number_is_refused() -> None:
    with pytest.raises(BadQuestion, match=r"average_wage\.monthly: 'much' is not a number"):
        ask("severance", SERVICE, day=DAY, figure_values={"average_wage.monthly": "much"})


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownRule):
        ask("severance.double", {}, day=DAY)


def test_a_code_that_the_table_does_not_hold_is_refused() -> None:
    with pytest.raises(BadQuestion, match="industry"):
        ask("enterprise.size", {"industry": "J66", "employees": 10}, day=DAY)
    with pytest.raises(BadQuestion, match="risk_class"):
        ask("insurance.contributions", {"wage": "1", "month": "2026-03", "risk_class": 9}, day=DAY)


@pytest.mark.parametrize(("ended", "answers"), [("2007-12-31", False), ("2008-01-01", True), ("2008-01-02", True)])
def test_a_rule_answers_from_the_day_it_is_in_force(ended: str, answers: bool) -> None:
    """The Labour Contract Law is in force from 2008-01-01; the end of the employment decides."""
    facts = {"started": "2007-06-01", "ended": ended, "average_wage": "2000"}
    if answers:
        assert ask("severance", facts, day=DAY, figure_values=AVERAGE).value is not None
    else:
        with pytest.raises(BadQuestion, match="not in force: severance answers from 2008-01-01"):
            ask("severance", facts, day=DAY, figure_values=AVERAGE)


@pytest.mark.parametrize(("started", "answers"), [("2002-03-23", False), ("2002-03-24", True)])
def test_a_rule_of_several_texts_answers_from_the_first_day_of_the_earliest(started: str, answers: bool) -> None:
    """住房公积金管理条例: the text of 2026 follows one in force from 2002-03-24."""
    if answers:
        assert ask("fund.account_late", {"started": started}, day=DAY).value is None
    else:
        with pytest.raises(BadQuestion, match="answers from 2002-03-24, asked for 2002-03-23"):
            ask("fund.account_late", {"started": started}, day=DAY)


def test_without_the_dating_fact_the_day_of_the_question_decides() -> None:
    with pytest.raises(BadQuestion, match="not in force"):
        ask("severance", {}, day=date(2007, 12, 31))


@pytest.mark.parametrize(("day", "answers"), [(date(2027, 12, 31), True), (date(2028, 1, 1), False)])
def test_a_rule_with_a_last_day_stops_answering_after_it(day: date, answers: bool) -> None:
    """The separate taxation of annual bonuses ends on 2027-12-31 (财政部 税务总局公告2023年第30号)."""
    if answers:
        assert ask("tax.annual_bonus", {"bonus": "48000"}, day=day).value == 459_000
    else:
        with pytest.raises(BadQuestion, match="not in force"):
            ask("tax.annual_bonus", {"bonus": "48000"}, day=day)


WRITTEN = {
    "status": "full_time",
    "started": "2026-03-02",
    "employed": True,
    "last_day": "2026-04-03",
    "monthly_wage": "5000",
    "has_contracts": True,
}


def test_a_breach_has_its_exposure_and_a_day_to_mend_it() -> None:
    """Due by 2 April; 2 and 3 April are two working days: 5,000 ÷ 21.75 × 2 = 459.77; the next working day is Tuesday 7 April."""
    answer = ask("contracts.written_missing", WRITTEN, day=date(2026, 4, 3)).as_json()
    assert (answer["kind"], answer["value"]) == ("check", "breach")
    assert answer["exposure"] == {"amount": "459.77"}
    assert answer["due"] == "2026-04-07"
    assert answer["question"] is False


def test_a_check_that_is_in_order_exposes_to_nothing() -> None:
    answer = ask("contracts.written_missing", {**WRITTEN, "signed": "2026-04-02"}, day=date(2026, 4, 3)).as_json()
    assert answer["value"] == "passed"
    assert answer["exposure"] == {"amount": None}
    assert answer["due"] is None


def test_a_check_that_does_not_reach_the_case_needs_nothing_more() -> None:
    facts = {"status": "part_time", "started": "2026-03-02"}
    answer = ask("contracts.written_missing", facts, day=DAY).as_json()
    assert answer["value"] == "not_applicable"
    assert answer["missing"] == []


def test_a_check_without_a_needed_fact_concludes_nothing() -> None:
    facts = {name: value for name, value in WRITTEN.items() if name != "has_contracts"}
    answer = ask("contracts.written_missing", facts, day=date(2026, 4, 3)).as_json()
    assert answer["value"] is None
    assert answer["missing"] == ["has_contracts"]


def test_facts_may_be_written_as_people_write_them() -> None:
    facts = {"birth": date(2026, 5, 10), "dystocia": "是", "babies": 2}
    assert ask("leave.maternity_days", facts, day=DAY).as_json()["value"] == 128
    assert ask("pay.sick_floor", {"month": "2026-03-17"}, place=GUANGZHOU, day=DAY).value == 200_000


def test_values_leave_in_their_unit() -> None:
    assert shown(1_234_50, YUAN) == "1234.50"
    assert shown(80_000, RATIO) == "0.08"
    assert shown(13, MONTHS) == 6.5
    assert shown(12, MONTHS) == 6
    assert shown(150, DAYS) == 1.5
    assert shown(3, COUNT) == 3
    assert shown(date(2026, 3, 1), DATE) == "2026-03-01"
    assert shown("medium", WORD) == "medium"
    assert shown(None, YUAN) is None
