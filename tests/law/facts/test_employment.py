"""劳动关系事实: status, last day, contracts, averages and leave of one person."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.facts.rows import facts, months

WORKER = {"employee": "E1", "name": "甲", "sex": "male", "birth": date(1990, 5, 1), "started": date(2020, 3, 2)}


def one(tables: dict[str, list[dict[str, object]]], as_of: date = date(2026, 10, 31)) -> dict[str, object]:
    (row,) = facts("employment", tables, as_of=as_of)
    return row


def test_a_person_without_an_end_date_is_employed_and_counted_to_the_as_of_day() -> None:
    row = one({"roster": [WORKER]})
    assert (row["employed"], row["left"], row["last_day"]) == (True, False, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("ended", "employed", "left", "last_day"),
    [
        (date(2026, 10, 30), False, True, date(2026, 10, 30)),
        (date(2026, 10, 31), False, True, date(2026, 10, 31)),
        (date(2026, 11, 1), True, False, date(2026, 10, 31)),
    ],
)
def test_the_last_day_employed_decides_who_has_left(ended: date, employed: bool, left: bool, last_day: date) -> None:
    row = one({"roster": [{**WORKER, "ended": ended}]})
    assert (row["employed"], row["left"], row["last_day"]) == (employed, left, last_day)


@pytest.mark.parametrize(
    ("birth", "status"),
    [
        # 国务院关于渐进式延迟法定退休年龄的办法第1条: men born 1966-05 retire at 60 years and 5 months: 2026-10
        (date(1966, 5, 30), "rehired"),
        (date(1966, 5, 31), "full_time"),
        (date(1990, 5, 1), "full_time"),
    ],
)
def test_whoever_passed_the_delayed_retirement_day_is_over_age(birth: date, status: str) -> None:
    assert one({"roster": [{**WORKER, "birth": birth}]})["status"] == status


def test_a_womans_unknown_post_is_read_to_the_later_retirement_day() -> None:
    woman = {**WORKER, "sex": "female", "birth": date(1973, 1, 15)}
    row = one({"roster": [woman]})
    assert (row["status"], row["retirement"]) == ("full_time", None)
    worker = one({"roster": [{**woman, "post": "worker"}]})
    assert (worker["status"], worker["retirement"]) == ("rehired", date(2023, 1, 15))


def test_a_pension_makes_over_age_work_and_the_roster_form_prevails() -> None:
    assert one({"roster": [{**WORKER, "pension_drawn": True}]})["status"] == "rehired"
    assert one({"roster": [{**WORKER, "pension_drawn": True, "form": "part_time"}]})["status"] == "part_time"


def test_without_a_contracts_sheet_nothing_is_said_of_contracts() -> None:
    row = one({"roster": [WORKER]})
    assert (row["has_contracts"], row["contract_count"], row["signed"]) == (None, None, None)


def test_an_empty_contracts_sheet_means_no_contract() -> None:
    row = one({"roster": [WORKER], "contracts": []})
    assert (row["has_contracts"], row["contract_count"], row["has_open_contract"]) == (True, 0, False)


def test_the_first_signing_and_the_latest_term_are_taken() -> None:
    contracts = [
        {"employee": "E1", "term": "open", "signed": date(2026, 3, 1), "starts": date(2026, 3, 2), "wage": 700_000},
        {
            "employee": "E1",
            "term": "fixed",
            "signed": date(2020, 3, 1),
            "starts": date(2020, 3, 2),
            "ends": date(2026, 3, 1),
            "wage": 500_000,
        },
    ]
    row = one({"roster": [WORKER], "contracts": contracts})
    assert (row["signed"], row["last_term"], row["last_starts"]) == (date(2020, 3, 1), "open", date(2026, 3, 2))
    assert (row["contract_count"], row["has_open_contract"], row["monthly_wage"]) == (2, True, 700_000)


def test_the_average_wage_is_of_the_twelve_full_months_before_the_last_day() -> None:
    """劳动合同法第47条第3款: the twelve months before the end; the month of leaving, cut short, does not count."""
    leaver = {**WORKER, "ended": date(2026, 9, 15)}
    pay = months("E1", date(2025, 6, 1), 3, gross=100_000) + months("E1", date(2025, 9, 1), 12, gross=500_000)
    pay += months("E1", date(2026, 9, 1), 1, gross=250_000)
    assert one({"roster": [leaver], "payroll": pay})["average_wage"] == 500_000


def test_a_month_left_on_its_last_day_counts_for_the_average() -> None:
    leaver = {**WORKER, "ended": date(2026, 9, 30)}
    pay = months("E1", date(2025, 9, 1), 1, gross=999_999) + months("E1", date(2025, 10, 1), 11, gross=500_000)
    pay += months("E1", date(2026, 9, 1), 1, gross=620_000)
    assert one({"roster": [leaver], "payroll": pay})["average_wage"] == 510_000


def test_without_a_full_month_the_agreed_wage_is_the_average() -> None:
    starter = {**WORKER, "started": date(2026, 10, 12), "monthly_wage": 480_000}
    pay = months("E1", date(2026, 10, 1), 1, gross=300_000)
    assert one({"roster": [starter], "payroll": pay})["average_wage"] == 480_000


def test_an_empty_cell_of_a_given_column_means_not_done_and_a_missing_column_means_unknown() -> None:
    assert one({"roster": [{**WORKER, "enrolled": None}]})["enrolled_given"] is True
    assert one({"roster": [WORKER]})["enrolled_given"] is None


def test_annual_leave_of_the_last_complete_year_is_summed_and_other_kinds_are_not() -> None:
    leave = [
        {"employee": "E1", "kind": "annual", "starts": date(2025, 1, 1), "days": 200},
        {"employee": "E1", "kind": "annual", "starts": date(2025, 12, 31), "days": 100},
        {"employee": "E1", "kind": "annual", "starts": date(2026, 1, 1), "days": 500},
        {"employee": "E1", "kind": "sick", "starts": date(2025, 5, 1), "days": 700},
    ]
    row = one({"roster": [WORKER], "leave": leave})
    assert (row["leave_taken"], row["leave_year_start"], row["leave_year_end"]) == (
        300,
        date(2025, 1, 1),
        date(2025, 12, 31),
    )


def test_only_columns_that_were_given_can_be_missing_items() -> None:
    row = one({"roster": [{**WORKER, "phone": None, "address": "某路1号"}]})
    assert (row["missing_items"], row["missing_count"]) == ("phone", 1)


def test_pregnancy_and_nursing_are_counted_from_the_due_date_and_the_birth() -> None:
    mother = {**WORKER, "sex": "female", "due_date": date(2026, 3, 10), "child_born": date(2026, 3, 1)}
    row = one({"roster": [mother]})
    assert (row["protected_from"], row["protected_to"]) == (date(2025, 6, 3), date(2027, 2, 28))
