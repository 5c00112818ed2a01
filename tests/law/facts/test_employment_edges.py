"""劳动关系事实的边界: what an empty cell, another year or a single missing row does to averages, contracts and leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.law.facts.rows import facts, months

WORKER = {"employee": "E1", "name": "甲", "sex": "male", "birth": date(1990, 5, 1), "started": date(2020, 3, 2)}
OTHER = WORKER | {"employee": "E2", "name": "乙"}


def one(tables: dict[str, Any]) -> dict[str, Any]:
    return next(row for row in facts("employment", tables) if row["employee"] == "E1")


def term(starts: date | None, kind: str = "fixed", **more: Any) -> dict[str, Any]:
    return {"employee": "E1", "term": kind, "starts": starts, "signed": date(2020, 3, 1), "ends": None, **more}


def test_a_contract_without_a_first_day_is_never_the_latest() -> None:
    rows = [term(date(2023, 3, 2), wage=600_000), term(None, wage=1)]
    assert one({"roster": [WORKER], "contracts": rows})["last_starts"] == date(2023, 3, 2)
    assert one({"roster": [WORKER], "contracts": rows[::-1]})["monthly_wage"] == 600_000


def test_one_contract_without_a_signing_day_makes_the_first_signing_unclear() -> None:
    both = [term(date(2020, 3, 2)), term(date(2023, 3, 2), signed=None)]
    assert one({"roster": [WORKER], "contracts": both})["signed_unclear"] is True
    assert one({"roster": [WORKER], "contracts": both[:1]})["signed_unclear"] is False
    assert one({"roster": [WORKER, OTHER], "contracts": [both[1] | {"employee": "E2"}]})["signed_unclear"] is False


def test_the_signing_is_known_unless_a_contract_wants_its_day() -> None:
    both = [term(date(2020, 3, 2)), term(date(2023, 3, 2), signed=None)]
    assert one({"roster": [WORKER], "contracts": both})["signing_known"] is None
    assert one({"roster": [WORKER], "contracts": both[:1]})["signing_known"] is True
    assert one({"roster": [WORKER, OTHER], "contracts": [both[1] | {"employee": "E2"}]})["signing_known"] is True


def test_only_an_open_term_is_an_open_contract() -> None:
    assert one({"roster": [WORKER], "contracts": [term(date(2020, 3, 2))]})["has_open_contract"] is False
    assert one({"roster": [WORKER], "contracts": [term(date(2020, 3, 2), "open")]})["has_open_contract"] is True


def test_unused_leave_is_paid_by_the_wage_without_overtime_pay() -> None:
    """企业职工带薪年休假实施办法第十一条: the average of the twelve months before, overtime pay taken off."""
    leaver = WORKER | {"ended": date(2026, 9, 30)}
    pay = months("E1", date(2025, 10, 1), 11, gross=500_000, overtime_pay=60_000)
    pay += months("E1", date(2026, 9, 1), 1, gross=500_000, overtime_pay=None)
    row = one({"roster": [leaver], "payroll": pay})
    assert row["exit_leave_wage"] == 445_000  # (11 × 4,400 + 5,000) ÷ 12
    assert row["average_wage"] == 500_000
    early = months("E1", date(2025, 9, 1), 1, gross=9_000_000, overtime_pay=0)
    assert one({"roster": [leaver], "payroll": early + pay})["exit_leave_wage"] == 445_000


def test_the_wage_for_last_years_leave_is_last_years() -> None:
    pay = months("E1", date(2024, 1, 1), 12, gross=300_000, overtime_pay=0)
    pay += months("E1", date(2025, 1, 1), 12, gross=500_000, overtime_pay=20_000)
    pay += months("E1", date(2026, 1, 1), 9, gross=900_000, overtime_pay=0)
    assert one({"roster": [WORKER], "payroll": pay})["leave_wage"] == 480_000


def test_leave_in_the_year_of_leaving_is_counted_apart() -> None:
    leaver = WORKER | {"ended": date(2026, 8, 31)}
    leave = [
        {"employee": "E1", "kind": "annual", "starts": date(2025, 12, 31), "days": 300},
        {"employee": "E1", "kind": "annual", "starts": date(2026, 1, 1), "days": 200},
    ]
    row = one({"roster": [leaver], "leave": leave})
    assert (row["leave_taken"], row["exit_leave_taken"]) == (300, 200)


@pytest.mark.parametrize(
    ("first", "taken", "exit_taken"),
    [
        (date(2025, 12, 31), 0, 0),  # the sheet reaches into last year: nothing on it means nothing taken
        (date(2026, 1, 1), None, 0),  # it begins this year: last year is not known
        (date(2027, 1, 1), None, None),  # it begins later than either
    ],
)
def test_a_leave_sheet_speaks_of_no_year_before_its_first(
    first: date, taken: int | None, exit_taken: int | None
) -> None:
    leaver = WORKER | {"ended": date(2026, 8, 31)}
    leave = [{"employee": "E2", "kind": "annual", "starts": first, "days": 100}]
    row = one({"roster": [leaver, OTHER], "leave": leave})
    assert (row["leave_taken"], row["exit_leave_taken"]) == (taken, exit_taken)


def test_without_a_leave_sheet_no_leave_is_known() -> None:
    row = one({"roster": [WORKER | {"ended": date(2026, 8, 31)}]})
    assert (row["leave_taken"], row["exit_leave_taken"]) == (None, None)


def test_a_roster_of_numbers_alone_lacks_nothing_it_was_asked_for() -> None:
    row = one({"roster": [{"employee": "E1"}]})
    assert (row["missing_items"], row["missing_count"]) == ("", 0)


def test_an_empty_overtime_cell_takes_nothing_off() -> None:
    leaver = WORKER | {"ended": date(2026, 9, 30)}
    pay = months("E1", date(2025, 10, 1), 12, gross=500_000, overtime_pay=None)
    assert one({"roster": [leaver], "payroll": pay})["exit_leave_wage"] == 500_000


@pytest.mark.parametrize(
    ("started", "ended", "first", "count", "known"),
    [
        # twelve full months were worked in the last twelve: six on record are enough, five are not
        (date(2020, 3, 2), date(2026, 9, 30), date(2026, 4, 1), 6, True),
        (date(2020, 3, 2), date(2026, 9, 30), date(2026, 5, 1), 5, None),
        (date(2020, 3, 2), date(2026, 9, 30), date(2025, 10, 1), 6, True),
        (date(2020, 3, 2), date(2026, 9, 30), date(2025, 9, 1), 6, None),  # September 2025 lies before them
        (date(2020, 3, 2), date(2026, 9, 15), date(2025, 10, 1), 6, True),
        # four full months were worked: all four are wanted
        (date(2026, 6, 1), date(2026, 9, 30), date(2026, 6, 1), 4, True),
        (date(2026, 6, 1), date(2026, 9, 30), date(2026, 7, 1), 3, None),
        (date(2026, 6, 2), date(2026, 9, 30), date(2026, 7, 1), 3, True),
        (date(2026, 6, 2), date(2026, 9, 29), date(2026, 7, 1), 2, True),
        (date(2026, 6, 2), date(2026, 9, 29), date(2026, 7, 1), 1, None),
        (date(2025, 11, 15), date(2026, 3, 31), date(2025, 12, 1), 4, True),
        (date(2025, 11, 15), date(2026, 3, 31), date(2026, 1, 1), 3, None),
        # one month, and none on record
        (date(2026, 9, 1), date(2026, 9, 30), date(2026, 8, 1), 1, None),
        # no full month at all: there is nothing to wait for
        (date(2026, 9, 15), date(2026, 10, 10), date(2026, 9, 1), 1, True),
        (date(2026, 9, 2), date(2026, 9, 30), date(2026, 9, 1), 1, True),
    ],
)
def test_an_average_is_judged_by_when_enough_of_the_last_years_months_are_on_record(
    started: date, ended: date, first: date, count: int, known: bool | None
) -> None:
    person = WORKER | {"started": started, "ended": ended}
    pay = months("E1", first, count, gross=500_000, overtime_pay=0)
    assert one({"roster": [person], "payroll": pay})["average_complete"] is known
