"""其他颗粒的事实: contracts in a row, weeks without rest, the company's counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.law.facts.rows import facts, months

WORKER = {
    "employee": "E1",
    "name": "甲",
    "sex": "male",
    "birth": date(1990, 5, 1),
    "started": date(2010, 1, 1),
    "job": "操作工",
}


def term(starts: date, ends: date | None, kind: str = "fixed", **more: Any) -> dict[str, Any]:
    return {
        "employee": "E1",
        "term": kind,
        "starts": starts,
        "ends": ends,
        "signed": starts,
        "probation_ends": None,
        **more,
    }


def counts(*contracts: dict[str, Any]) -> list[int]:
    return [row["fixed_terms_before"] for row in facts("contract", {"roster": [WORKER], "contracts": list(contracts)})]


def test_fixed_terms_in_a_row_are_counted() -> None:
    three = [term(date(2010 + 3 * i, 1, 1), date(2012 + 3 * i, 12, 31)) for i in range(3)]
    assert counts(*three) == [0, 1, 2]


def test_an_open_ended_contract_starts_the_count_anew() -> None:
    first, last = term(date(2010, 1, 1), date(2012, 12, 31)), term(date(2020, 1, 1), date(2022, 12, 31))
    assert counts(first, term(date(2013, 1, 1), None, "open"), last) == [0, 0, 0]


def test_a_contract_running_before_2008_does_not_count() -> None:
    """劳动合同法第97条第1款: the first renewal after the law is number one."""
    assert counts(term(date(2007, 12, 31), date(2009, 12, 31)), term(date(2010, 1, 1), date(2011, 12, 31))) == [0, 0]


def test_a_gap_of_more_than_thirty_days_starts_the_count_anew() -> None:
    first = term(date(2010, 1, 1), date(2010, 12, 31))
    assert counts(first, term(date(2011, 1, 31), date(2012, 1, 30))) == [0, 1]
    assert counts(first, term(date(2011, 2, 1), date(2012, 1, 31))) == [0, 0]


def test_an_earlier_probation_is_remembered() -> None:
    rows = facts(
        "contract",
        {
            "roster": [WORKER],
            "contracts": [
                term(date(2010, 1, 1), date(2012, 12, 31), probation_ends=date(2010, 3, 31)),
                term(date(2013, 1, 1), date(2015, 12, 31)),
            ],
        },
    )
    assert [row["previous_probation"] for row in rows] == [False, True]
    assert [row["served_until"] for row in rows] == [date(2010, 3, 31), None]


def week(worked: int, start: date = date(2026, 8, 3)) -> list[dict[str, Any]]:
    return [{"employee": "E1", "day": start + timedelta(days=i), "worked": 480 if i < worked else 0} for i in range(7)]


def sunday(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in rows if row["day"].isoweekday() == 7)


def test_a_whole_week_of_work_is_seen_on_its_sunday() -> None:
    rows = facts("day", {"roster": [WORKER], "attendance": week(7)})
    assert sunday(rows)["week_days_worked"] == 7
    assert all(row["week_days_worked"] is None for row in rows if row["day"].isoweekday() != 7)


def test_a_week_with_a_day_missing_is_not_judged() -> None:
    rows = facts("day", {"roster": [WORKER], "attendance": week(7)[1:]})
    assert sunday(rows)["week_days_worked"] is None


def test_an_official_working_weekend_marks_its_week() -> None:
    """国办发明电〔2025〕7号: 2026-09-20 (Sunday) is a working day."""
    rows = facts("day", {"roster": [WORKER], "attendance": week(7, date(2026, 9, 14))})
    assert sunday(rows)["week_has_swap"] is True
    assert sunday(facts("day", {"roster": [WORKER], "attendance": week(7)}))["week_has_swap"] is False


def test_a_rostered_kind_of_day_prevails_over_the_national_calendar() -> None:
    days = [{"employee": "E1", "day": date(2026, 8, 8), "worked": 480, "day_kind": kind} for kind in ("workday", None)]
    days[1]["day"] = date(2026, 8, 9)
    rows = facts("day", {"roster": [WORKER], "attendance": days})
    assert [row["day_kind"] for row in rows] == ["workday", "restday"]


def test_people_insured_or_paid_off_the_roster_are_counted() -> None:
    insured = [{"employee": e, "month": date(2026, 4, 1), "pension_base": 1} for e in ("E1", "E8", "E9")]
    paid = months("E7", date(2026, 4, 1), 2, gross=1)
    (row,) = facts("company", {"roster": [WORKER], "insurance": insured, "payroll": paid})
    assert (row["insured_off_roster"], row["paid_off_roster"]) == (2, 1)
    (row,) = facts("company", {"roster": [WORKER]})
    assert (row["insured_off_roster"], row["paid_off_roster"]) == (None, None)


def test_the_pay_gap_by_sex_needs_three_of_each() -> None:
    def crew(women: int) -> dict[str, list[dict[str, Any]]]:
        people = [{**WORKER, "employee": f"M{i}", "sex": "male"} for i in range(3)]
        people += [{**WORKER, "employee": f"F{i}", "sex": "female"} for i in range(women)]
        pay = [
            row
            for p in people
            for row in months(str(p["employee"]), date(2026, 9, 1), 1, gross=800_000 if p["sex"] == "male" else 600_000)
        ]
        return {"roster": people, "payroll": pay}

    (row,) = facts("company", crew(3))
    assert (row["sex_gap_job"], row["sex_gap"], row["sex_gap_men"], row["sex_gap_women"]) == (
        "操作工",
        250_000,
        800_000,
        600_000,
    )
    (row,) = facts("company", crew(2))
    assert row["sex_gap"] is None


def test_headcounts_are_of_the_as_of_day() -> None:
    people = [
        WORKER,
        {**WORKER, "employee": "E2", "form": "dispatched"},
        {**WORKER, "employee": "E3", "ended": date(2026, 10, 31), "end_reason": "layoff"},
        {**WORKER, "employee": "E4", "ended": date(2025, 10, 31), "end_reason": "layoff"},
    ]
    (row,) = facts("company", {"roster": people})
    assert (row["full_time"], row["dispatched"], row["layoffs"], row["first_layoff"]) == (1, 1, 1, date(2026, 10, 31))
