"""工资月事实: which months exist, what joins to them, the tax year and the contribution wage."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.law.facts.rows import facts, months

WORKER = {
    "employee": "E1",
    "name": "甲",
    "sex": "male",
    "birth": date(1990, 5, 1),
    "started": date(2024, 3, 2),
    "ended": None,
}
PAY = {
    "gross": 800_000,
    "pension": 64_000,
    "medical": 16_000,
    "unemployment": 1_600,
    "fund": 40_000,
    "tax": 1_000,
    "tax_exempt": 0,
    "annual_bonus": 0,
}


def by_month(tables: dict[str, list[dict[str, Any]]]) -> dict[date, dict[str, Any]]:
    return {row["month"]: row for row in facts("pay_month", tables)}


def test_the_tax_year_runs_from_january_and_starts_anew_each_year() -> None:
    rows = by_month({"roster": [WORKER], "payroll": months("E1", date(2025, 11, 1), 5, **PAY)})
    january, march = rows[date(2026, 1, 1)], rows[date(2026, 3, 1)]
    assert (january["months_employed"], january["cumulative_income"], january["tax_before"]) == (1, 800_000, 0)
    assert (march["months_employed"], march["cumulative_income"], march["tax_before"]) == (3, 2_400_000, 2_000)
    assert march["cumulative_special"] == 3 * 121_600


def test_a_year_that_does_not_begin_in_january_gives_no_cumulative_sums() -> None:
    rows = by_month({"roster": [WORKER], "payroll": months("E1", date(2025, 11, 1), 5, **PAY)})
    assert rows[date(2025, 12, 1)]["cumulative_income"] is None


def test_a_gap_in_payroll_leaves_the_later_months_unknown() -> None:
    pay = months("E1", date(2026, 1, 1), 2, **PAY) + months("E1", date(2026, 4, 1), 1, **PAY)
    rows = by_month({"roster": [WORKER], "payroll": pay})
    assert rows[date(2026, 2, 1)]["cumulative_income"] == 1_600_000
    assert rows[date(2026, 4, 1)]["cumulative_income"] is None


def test_whoever_joined_this_year_is_counted_from_the_month_of_joining() -> None:
    joiner = {**WORKER, "started": date(2026, 3, 16)}
    rows = by_month({"roster": [joiner], "payroll": months("E1", date(2026, 3, 1), 3, **PAY)})
    assert [rows[date(2026, m, 1)]["months_employed"] for m in (3, 4, 5)] == [1, 2, 3]


def test_two_people_never_share_a_running_sum() -> None:
    pay = months("E1", date(2026, 1, 1), 2, **PAY) + months("E2", date(2026, 1, 1), 2, **{**PAY, "gross": 500_000})
    rows = facts("pay_month", {"roster": [WORKER, {**WORKER, "employee": "E2"}], "payroll": pay})
    assert {(r["employee"], r["month"].month): r["cumulative_income"] for r in rows} == {
        ("E1", 1): 800_000,
        ("E1", 2): 1_600_000,
        ("E2", 1): 500_000,
        ("E2", 2): 1_000_000,
    }


def test_a_month_is_full_only_when_employed_from_its_first_to_its_last_day() -> None:
    person = {**WORKER, "started": date(2026, 3, 1), "ended": date(2026, 5, 30)}
    rows = by_month({"roster": [person], "payroll": months("E1", date(2026, 3, 1), 3, **PAY)})
    assert [rows[date(2026, m, 1)]["full"] for m in (3, 4, 5)] == [True, True, False]


def test_daily_attendance_is_summed_into_its_month() -> None:
    days = [
        {"employee": "E1", "day": date(2026, 4, 1), "overtime_workday": 60, "overtime_restday": 0},
        {"employee": "E1", "day": date(2026, 4, 30), "overtime_workday": 90, "overtime_restday": 0},
        {"employee": "E1", "day": date(2026, 5, 1), "overtime_workday": 30, "overtime_restday": 0},
    ]
    rows = by_month({"roster": [WORKER], "attendance": days})
    assert rows[date(2026, 4, 1)]["overtime_workday"] == 150
    assert rows[date(2026, 4, 1)]["overtime_holiday"] is None
    assert (rows[date(2026, 4, 1)]["has_payroll"], rows[date(2026, 4, 1)]["has_attendance"]) == (None, True)


def test_a_month_the_insurance_sheet_covers_without_the_person_is_known_to_be_missing() -> None:
    other = {**WORKER, "employee": "E2"}
    insured = [{"employee": "E2", "month": date(2026, m, 1), "pension_base": 500_000} for m in (4, 5)]
    rows = facts("pay_month", {"roster": [WORKER, other], "insurance": insured})
    found = {(r["employee"], r["month"].month): r["has_insurance"] for r in rows}
    assert found == {("E1", 4): False, ("E1", 5): False, ("E2", 4): True, ("E2", 5): True}


def test_the_contract_in_force_on_the_months_last_day_gives_the_wage() -> None:
    contracts = [
        {"employee": "E1", "starts": date(2024, 3, 2), "ends": date(2026, 3, 31), "wage": 500_000},
        {"employee": "E1", "starts": date(2026, 4, 1), "ends": date(2027, 3, 31), "wage": 600_000},
    ]
    rows = by_month({"roster": [WORKER], "contracts": contracts, "payroll": months("E1", date(2026, 3, 1), 2, **PAY)})
    assert [rows[date(2026, m, 1)]["contract_wage"] for m in (3, 4)] == [500_000, 600_000]


def test_while_probation_lasts_into_the_month_its_wage_is_the_agreed_one() -> None:
    starter = {**WORKER, "started": date(2026, 3, 2)}
    contract = {"employee": "E1", "starts": date(2026, 3, 2), "ends": date(2029, 3, 1), "wage": 600_000}
    trial = {**contract, "probation_ends": date(2026, 4, 1), "probation_wage": 500_000}
    rows = by_month({"roster": [starter], "contracts": [trial], "payroll": months("E1", date(2026, 3, 1), 3, **PAY)})
    assert [rows[date(2026, m, 1)]["contract_wage"] for m in (3, 4, 5)] == [500_000, 500_000, 600_000]


def test_pay_day_moves_back_to_the_working_day_before_a_day_off() -> None:
    """工资支付暂行规定第7条: 2026-10-10 is a working Saturday, 2026-08-15 a Saturday off."""
    tables = {"company": [{"pay_day": 10}], "roster": [WORKER], "payroll": months("E1", date(2026, 9, 1), 1, **PAY)}
    assert by_month(tables)[date(2026, 9, 1)]["pay_due"] == date(2026, 10, 10)
    tables = {"company": [{"pay_day": 15}], "roster": [WORKER], "payroll": months("E1", date(2026, 7, 1), 1, **PAY)}
    assert by_month(tables)[date(2026, 7, 1)]["pay_due"] == date(2026, 8, 14)
    tables = {"company": [{"pay_day": 31}], "roster": [WORKER], "payroll": months("E1", date(2026, 8, 1), 1, **PAY)}
    assert by_month(tables)[date(2026, 8, 1)]["pay_due"] == date(2026, 9, 30)


def test_without_an_agreed_pay_day_none_is_presumed() -> None:
    rows = by_month({"roster": [WORKER], "payroll": months("E1", date(2026, 9, 1), 1, **PAY)})
    assert rows[date(2026, 9, 1)]["pay_due"] is None


def test_the_contribution_wage_turns_to_last_years_average_in_july() -> None:
    """Common practice, a setting: from July the base follows the average of the calendar year before."""
    pay = months("E1", date(2025, 1, 1), 12, **{**PAY, "gross": 600_000}) + months("E1", date(2026, 1, 1), 9, **PAY)
    rows = by_month({"roster": [WORKER], "payroll": pay})
    assert rows[date(2026, 6, 1)]["base_wage"] is None
    assert rows[date(2026, 7, 1)]["base_wage"] == 600_000


def test_a_joiners_contribution_wage_is_the_first_full_month_or_the_agreed_wage_if_lower() -> None:
    joiner = {**WORKER, "started": date(2026, 3, 16), "monthly_wage": 750_000}
    pay = months("E1", date(2026, 3, 1), 1, **{**PAY, "gross": 400_000}) + months("E1", date(2026, 4, 1), 2, **PAY)
    assert by_month({"roster": [joiner], "payroll": pay})[date(2026, 5, 1)]["base_wage"] == 750_000
    dearer = {**joiner, "monthly_wage": 900_000}
    assert by_month({"roster": [dearer], "payroll": pay})[date(2026, 5, 1)]["base_wage"] == 800_000


def test_sick_and_unpaid_days_come_from_the_leave_sheet_where_attendance_is_silent() -> None:
    leave = [
        {"employee": "E1", "kind": "sick", "starts": date(2026, 3, 30), "ends": date(2026, 4, 2), "days": 400},
        {"employee": "E1", "kind": "maternity", "starts": date(2026, 4, 20), "ends": date(2026, 7, 26), "days": 9800},
    ]
    rows = by_month({"roster": [WORKER], "leave": leave, "payroll": months("E1", date(2026, 3, 1), 2, **PAY)})
    assert [rows[date(2026, m, 1)]["sick_days"] for m in (3, 4)] == [200, 200]
    assert rows[date(2026, 4, 1)]["maternity_days"] == 11
    assert rows[date(2026, 4, 1)]["unpaid_leave_days"] == 0


def test_itemised_contributions_win_over_the_total_column() -> None:
    rows = by_month({"roster": [WORKER], "payroll": months("E1", date(2026, 3, 1), 1, **{**PAY, "social": 1})})
    assert rows[date(2026, 3, 1)]["contributions"] == 81_600
    total = {"gross": 800_000, "social": 85_000}
    rows = by_month({"roster": [WORKER], "payroll": months("E1", date(2026, 3, 1), 1, **total)})
    assert rows[date(2026, 3, 1)]["contributions"] == 85_000


def test_a_row_without_a_contribution_base_is_no_insurance() -> None:
    insured = [
        {
            "employee": "E1",
            "month": date(2026, 4, 1),
            "pension_base": None,
            "fund_base": 500_000,
            "fund_employer": 25_000,
        },
        {"employee": "E1", "month": date(2026, 5, 1), "pension_base": 500_000, "fund_base": None, "fund_employer": 0},
    ]
    for row in insured:
        row["fund_employee"] = row["fund_employer"]
    rows = by_month({"roster": [WORKER], "insurance": insured})
    assert [(rows[date(2026, m, 1)]["has_insurance"], rows[date(2026, m, 1)]["has_fund"]) for m in (4, 5)] == [
        (False, True),
        (True, False),
    ]


def test_a_first_month_outside_payroll_leaves_the_joiners_contribution_wage_unknown() -> None:
    joiner = {**WORKER, "started": date(2026, 3, 1)}
    rows = by_month({"roster": [joiner], "payroll": months("E1", date(2026, 4, 1), 2, **PAY)})
    assert rows[date(2026, 5, 1)]["base_wage"] is None
