"""工资月事实的边界: first and last days, empty cells, missing columns and sheets, month by month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.law.facts.rows import facts, months

WORKER = {
    "employee": "E1",
    "name": "甲",
    "sex": "female",
    "birth": date(1992, 5, 1),
    "started": date(2024, 3, 2),
    "ended": None,
}
OTHER = WORKER | {"employee": "E2", "name": "乙"}
PAY = {"gross": 800_000, "base": 600_000}


def day(month: int, number: int = 1, year: int = 2026) -> date:
    return date(year, month, number)


def by_month(tables: dict[str, Any], as_of: date = date(2026, 10, 31)) -> dict[date, dict[str, Any]]:
    return {row["month"]: row for row in facts("pay_month", tables, as_of=as_of) if row["employee"] == "E1"}


def one(name: str, tables: dict[str, Any]) -> Any:
    (row,) = by_month(tables).values()
    return row[name]


def paid(**values: Any) -> dict[str, Any]:
    return {"roster": [WORKER], "payroll": months("E1", day(4), 1, **values)}


def insured(*month_numbers: int, employee: str = "E2", **values: Any) -> list[dict[str, Any]]:
    row = {"employee": employee, "pension_base": 500_000} | values
    return [row | {"month": day(number)} for number in month_numbers]


# which months there are ------------------------------------------------------------------------------------------------


def test_a_month_begins_to_count_on_its_first_day() -> None:
    rows = by_month({"roster": [WORKER], "payroll": months("E1", day(9), 3, **PAY)}, as_of=day(10))
    assert sorted(rows) == [day(9), day(10)]


@pytest.mark.parametrize(("as_of", "complete"), [(day(10, 30), False), (day(10, 31), True), (day(11), True)])
def test_a_month_is_over_on_its_last_day(as_of: date, complete: bool) -> None:
    rows = by_month({"roster": [WORKER], "payroll": months("E1", day(10), 1, **PAY)}, as_of=as_of)
    assert rows[day(10)]["complete"] is complete


def test_rows_without_a_month_are_no_month() -> None:
    pay = [*months("E1", day(4), 1, **PAY), {"employee": "E1", "month": None, **PAY}]
    attendance = [{"employee": "E1", "month": None, "day": None, "overtime_workday": 60}]
    assert list(by_month({"roster": [WORKER], "payroll": pay, "attendance": attendance})) == [day(4)]


def test_somebody_paid_off_the_roster_has_no_place() -> None:
    (row,) = facts("pay_month", {"roster": [WORKER], "payroll": months("E9", day(4), 1, **PAY)})
    assert (row["employee"], row["place"]) == ("E9", "")


@pytest.mark.parametrize(
    ("started", "ended", "covered"),
    [
        (day(4, 16), None, [4, 5]),
        (day(3), None, [3, 4, 5]),
        (day(5, 31), None, [5]),
        (day(6), None, []),
        (None, None, []),
        (day(1), day(4, 10), [3, 4]),
        (day(1), day(3), [3]),
        (day(1), day(2, 28), []),
    ],
)
def test_the_insurance_sheet_speaks_of_the_months_somebody_was_there(
    started: date | None, ended: date | None, covered: list[int]
) -> None:
    person = WORKER | {"started": started, "ended": ended}
    rows = by_month({"roster": [person, OTHER], "insurance": insured(3, 4, 5)})
    assert sorted(rows) == [day(number) for number in covered]
    assert all(row["has_insurance"] is False for row in rows.values())


def test_an_insurance_sheet_of_one_month_speaks_of_that_month() -> None:
    assert list(by_month({"roster": [WORKER, OTHER], "insurance": insured(4)})) == [day(4)]


# what payroll says ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"pension": 0, "medical": 0, "unemployment": 0, "social": 85_000}, 85_000),
        ({"pension": None, "medical": 16_000, "unemployment": None, "social": 85_000}, 16_000),
        ({"pension": None, "medical": None, "unemployment": None, "social": None}, 0),
        ({"pension": None, "medical": 1, "unemployment": 0, "social": 5}, 1),
        ({"social": None}, None),
        ({}, None),
    ],
)
def test_contributions_are_the_items_where_there_are_any_else_the_total(
    values: dict[str, int | None], expected: int | None
) -> None:
    assert one("contributions", paid(**PAY, **values)) == expected


def test_a_column_payroll_does_not_have_is_nothing_paid_and_an_empty_cell_is_unknown() -> None:
    """工资支付暂行规定第六条: the wage sheet records every item."""
    assert one("fine", paid(**PAY)) == 0
    assert one("fine", paid(**PAY, fine=None)) is None
    assert one("fine", paid(**PAY, fine=5_000)) == 5_000
    attended = [{"employee": "E1", "month": day(4), "overtime_workday": 0}]
    assert one("fine", {"roster": [WORKER], "attendance": attended}) is None


def test_a_sheet_that_was_given_says_who_is_not_on_it() -> None:
    tables = {"roster": [WORKER, OTHER], "payroll": months("E2", day(4), 1, **PAY), "insurance": insured(4)}
    row = by_month(tables)[day(4)]
    assert (row["has_payroll"], row["has_attendance"]) == (False, None)
    tables["attendance"] = [{"employee": "E2", "month": day(4), "overtime_workday": 0}]
    assert by_month(tables)[day(4)]["has_attendance"] is False


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"pension_base": 500_000, "medical_base": None}, True),
        ({"pension_base": 0, "medical_base": 0}, False),
        ({"pension_base": None, "medical_base": None}, False),
        ({"pension_base": 0, "medical_base": 1}, True),
        ({"fund_base": 5}, True),  # a sheet without any base column: being on it is what it says
    ],
)
def test_a_contribution_base_above_nothing_is_insurance(values: dict[str, int | None], expected: bool) -> None:
    row = {"employee": "E1", "month": day(4), **values}
    assert one("has_insurance", {"roster": [WORKER], "insurance": [row]}) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"fund_employer": 5, "fund_employee": 0}, True),
        ({"fund_employer": 0, "fund_employee": 5}, True),
        ({"fund_employer": 0, "fund_employee": 1}, True),
        ({"fund_employer": 0, "fund_employee": 0}, False),
        ({"fund_employer": None, "fund_employee": None}, False),
        ({"fund_employer": 1, "fund_employee": None}, True),
        ({"fund_employer": 5}, None),
    ],
)
def test_the_housing_fund_is_known_where_both_columns_are(values: dict[str, int | None], expected: bool | None) -> None:
    row = {"employee": "E1", "month": day(4), "pension_base": 1, **values}
    assert one("has_fund", {"roster": [WORKER], "insurance": [row]}) is expected


def test_outside_the_months_of_the_insurance_sheet_nothing_is_known() -> None:
    pay = months("E1", day(3), 3, **PAY)
    rows = by_month({"roster": [WORKER, OTHER], "payroll": pay, "insurance": insured(4)})
    assert [rows[day(number)]["has_insurance"] for number in (3, 4, 5)] == [None, False, None]


# days ---------------------------------------------------------------------------------------------------------------------


def test_pay_is_due_on_the_agreed_day_where_it_is_a_working_day() -> None:
    """2026-11-05 is a Thursday and 2026-12-01 a Tuesday (工资支付暂行规定第七条)."""
    for pay_day, month, due in ((5, 10, day(11, 5)), (1, 10, date(2026, 10, 30))):
        tables = {"company": [{"pay_day": pay_day}], "roster": [WORKER]}
        tables["payroll"] = months("E1", day(month), 1, **PAY)
        assert one("pay_due", tables) == due  # 2026-11-01 is a Sunday: the Friday before


@pytest.mark.parametrize(("started", "joined"), [(day(1), True), (day(12, 31, 2025), False), (None, None)])
def test_whoever_began_in_the_year_of_the_month_joined_that_year(started: date | None, joined: bool | None) -> None:
    tables = {"roster": [WORKER | {"started": started}], "payroll": months("E1", day(4), 1, **PAY)}
    assert one("joined_this_year", tables) is joined


@pytest.mark.parametrize(("ended", "full"), [(day(4, 29), False), (day(4, 30), True), (day(5, 1), True)])
def test_whoever_left_on_the_last_day_worked_the_whole_month(ended: date, full: bool) -> None:
    tables = {"roster": [WORKER | {"ended": ended}], "payroll": months("E1", day(4), 1, **PAY)}
    assert one("full", tables) is full


@pytest.mark.parametrize(
    ("person", "protected"),
    [
        (
            {"due_date": day(6, 24)},
            [4, 5],
        ),  # 84 days before is 1 April: the seventh month of pregnancy (劳动法第六十一条)
        ({"due_date": day(6, 25)}, [5]),
        ({"due_date": day(6, 30)}, [5, 6]),
        ({"child_born": day(5, 1, 2025)}, [3, 4]),  # until the child is one (劳动法第六十三条): 30 April is inside
        ({"child_born": day(4, 30, 2025)}, [3]),
        ({}, []),
    ],
)
def test_a_month_wholly_within_protection_is_protected(person: dict[str, date], protected: list[int]) -> None:
    woman = WORKER | {"due_date": None, "child_born": None} | person
    rows = by_month({"roster": [woman], "payroll": months("E1", day(3), 5, **PAY)})
    assert [month.month for month, row in rows.items() if row["protected_month"]] == protected
    assert all(row["protected_month"] is not None for row in rows.values())


# wages --------------------------------------------------------------------------------------------------------------------


def contract(starts: date | None, ends: date | None, **more: Any) -> dict[str, Any]:
    return {"employee": "E1", "starts": starts, "ends": ends, "wage": 700_000, **more}


def test_a_contract_holds_to_its_last_day_and_not_beyond() -> None:
    pay = months("E1", day(3), 2, **PAY)
    rows = by_month({"roster": [WORKER], "payroll": pay, "contracts": [contract(day(3, 2, 2024), day(3, 31))]})
    assert rows[day(3)]["contract_wage"] == 700_000
    assert rows[day(4)]["contract_wage"] != 700_000
    leaver = WORKER | {"ended": day(4, 15)}
    rows = by_month({"roster": [leaver], "payroll": pay, "contracts": [contract(day(3, 2, 2024), day(4, 15))]})
    assert rows[day(4)]["contract_wage"] == 700_000


def test_a_contract_without_a_first_day_gives_no_wage() -> None:
    tables = paid(**PAY) | {"contracts": [contract(None, None), contract(day(3, 2, 2024), None, wage=650_000)]}
    assert one("contract_wage", tables) == 650_000


def test_probation_without_a_wage_of_its_own_is_paid_the_agreed_wage() -> None:
    trial = contract(day(3, 2, 2024), None, probation_ends=day(4, 1), probation_wage=None)
    assert one("contract_wage", paid(**PAY) | {"contracts": [trial]}) == 700_000
    over = contract(day(3, 2, 2024), None, probation_ends=day(3, 31), probation_wage=560_000)
    assert one("contract_wage", paid(**PAY) | {"contracts": [over]}) == 700_000


def test_a_probation_wage_without_a_probation_is_not_the_agreed_one() -> None:
    without = contract(day(3, 2, 2024), None, probation_ends=None, probation_wage=560_000)
    assert one("contract_wage", paid(**PAY) | {"contracts": [without]}) == 700_000


@pytest.mark.parametrize(
    ("agreed", "base", "expected"),
    [
        (700_000, 600_000, 600_000),
        (500_000, 600_000, 500_000),
        (None, 600_000, 600_000),
        (700_000, 1, 1),
        (700_000, 0, None),  # no base pay in the month: what was then agreed is not known
        (700_000, None, None),
    ],
)
def test_without_a_contract_the_lower_of_roster_and_base_pay_was_agreed(
    agreed: int | None, base: int | None, expected: int | None
) -> None:
    person = WORKER | {"monthly_wage": agreed}
    pay = months("E1", day(4), 1, gross=800_000, base=base)
    assert one("contract_wage", {"roster": [person], "payroll": pay}) == expected


# leave --------------------------------------------------------------------------------------------------------------------


def absent(kind: str, starts: date, ends: date | None) -> dict[str, Any]:
    return {"employee": "E1", "kind": kind, "starts": starts, "ends": ends}


def test_days_of_leave_are_those_within_the_month() -> None:
    leave = [
        absent("personal", day(3, 30), day(4, 2)),
        absent("personal", day(4, 30), None),
        absent("sick", day(5, 1), day(5, 3)),
        absent("annual", day(4, 6), day(4, 10)),
        absent("miscarriage", day(4, 20), day(4, 21)),
    ]
    row = by_month(paid(**PAY) | {"leave": leave})[day(4)]
    assert (row["unpaid_leave_days"], row["sick_days"], row["maternity_days"]) == (300, 0, 2)


def test_leave_of_other_months_neither_adds_nor_takes_away() -> None:
    leave = [
        absent(kind, starts, ends)
        for kind in ("sick", "personal", "maternity")
        for starts, ends in ((day(1, 5), day(1, 9)), (day(4, 7), day(4, 8)), (day(8, 3), day(8, 4)))
    ]
    row = by_month(paid(**PAY) | {"leave": leave})[day(4)]
    assert (row["sick_days"], row["unpaid_leave_days"], row["maternity_days"]) == (200, 200, 2)


def test_whoever_is_not_on_a_leave_sheet_took_none() -> None:
    others = [absent("sick", day(4, 7), day(4, 8)) | {"employee": "E2"}]
    row = by_month(paid(**PAY) | {"roster": [WORKER, OTHER], "leave": others})[day(4)]
    assert (row["sick_days"], row["unpaid_leave_days"], row["maternity_days"]) == (0, 0, 0)


def test_without_a_leave_sheet_only_a_pay_sheet_without_deduction_says_nobody_was_absent() -> None:
    assert one("sick_days", paid(**PAY)) is None
    assert one("sick_days", paid(**PAY, absence_deduction=0)) == 0
    assert one("unpaid_leave_days", paid(**PAY, absence_deduction=0)) == 0
    assert one("unpaid_leave_days", paid(**PAY, absence_deduction=100)) is None
    assert one("maternity_days", paid(**PAY)) == 0


def test_attendance_goes_before_the_leave_sheet() -> None:
    attended = [{"employee": "E1", "month": day(4), "sick_days": 150, "unpaid_leave_days": 50}]
    leave = [absent("sick", day(4, 1), day(4, 9)), absent("personal", day(4, 10), day(4, 12))]
    row = by_month(paid(**PAY) | {"attendance": attended, "leave": leave})[day(4)]
    assert (row["sick_days"], row["unpaid_leave_days"]) == (150, 50)


# the wage contributions follow --------------------------------------------------------------------------------------------


def base_wage(started: date, pay: list[dict[str, Any]], month: date, **person: Any) -> int | None:
    rows = by_month({"roster": [WORKER | {"started": started} | person], "payroll": pay})
    found: int | None = rows[month]["base_wage"]
    return found


@pytest.mark.parametrize(
    ("started", "first", "count", "known"),
    [
        (day(3, 1, 2025), day(3, 1, 2025), 10, True),  # March to December, whole months
        (day(3, 1, 2025), day(4, 1, 2025), 9, False),  # March is missing
        (day(3, 2, 2025), day(4, 1, 2025), 9, True),  # March was not worked in full
        (day(3, 2, 2025), day(5, 1, 2025), 8, False),
        (day(11, 2, 2025), day(12, 1, 2025), 1, True),  # December alone was worked in full
        (day(3, 2, 2024), day(1, 1, 2025), 12, True),
        (day(3, 2, 2024), day(2, 1, 2025), 11, False),
    ],
)
def test_last_years_average_needs_every_whole_month_of_it(started: date, first: date, count: int, known: bool) -> None:
    """Common practice, a setting: the average of the calendar year before, for a part year that of its whole months."""
    pay = months("E1", first, count, gross=600_000) + months("E1", day(7), 1, gross=900_000)
    assert base_wage(started, pay, day(7)) == (600_000 if known else None)


def test_before_july_the_year_before_last_counts() -> None:
    pay = months("E1", day(1, 1, 2024), 12, gross=500_000) + months("E1", day(1, 1, 2025), 18, gross=600_000)
    assert base_wage(day(3, 2, 2020), pay, day(6)) == 500_000
    assert base_wage(day(3, 2, 2020), pay + months("E1", day(7), 1, gross=1), day(7)) == 600_000


def test_whoever_began_in_december_has_no_whole_month_of_that_year() -> None:
    pay = months("E1", day(12, 1, 2025), 1, gross=1) + months("E1", day(1), 7, gross=600_000)
    assert base_wage(day(12, 2, 2025), pay, day(7)) is None


def test_a_months_gross_without_the_whole_month_is_no_first_wage() -> None:
    pay = months("E1", day(3), 1, gross=100_000) + months("E1", day(4), 2, gross=600_000)
    assert base_wage(day(3, 16), pay, day(5)) == 600_000
    assert base_wage(day(3, 1), pay, day(5)) == 100_000
    assert base_wage(day(3, 16), pay[2:], day(5)) is None
