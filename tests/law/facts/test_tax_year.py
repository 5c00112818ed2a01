"""个税年度累计: running sums of the tax year, month by month (国家税务总局公告2018年第61号第六条, 累计预扣法)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.law.facts.rows import facts, months

WORKER = {"employee": "E1", "name": "甲", "sex": "male", "birth": date(1990, 5, 1), "started": date(2020, 3, 2)}
PAY = {"gross": 800_000, "pension": 64_000, "fund": 40_000, "tax": 1_000, "tax_exempt": 50_000, "annual_bonus": 0}
JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))


def by_month(pay: list[dict[str, Any]], person: dict[str, Any] = WORKER, **tables: Any) -> dict[date, dict[str, Any]]:
    rows = facts("pay_month", {"roster": [person], "payroll": pay, **tables})
    return {row["month"]: row for row in rows}


def changed(pay: list[dict[str, Any]], at: int, **values: Any) -> list[dict[str, Any]]:
    return [row | values if place == at else row for place, row in enumerate(pay)]


def test_exempt_income_is_taken_off_and_an_empty_cell_is_none() -> None:
    pay = changed(months("E1", JANUARY, 3, **PAY), 1, tax_exempt=None)
    rows = by_month(pay)
    assert [rows[m]["cumulative_income"] for m in (JANUARY, FEBRUARY, MARCH)] == [750_000, 1_550_000, 2_300_000]


def test_an_unknown_wage_leaves_the_rest_of_the_year_unknown() -> None:
    rows = by_month(changed(months("E1", JANUARY, 3, **PAY), 1, gross=None))
    assert [rows[m]["cumulative_income"] for m in (JANUARY, FEBRUARY, MARCH)] == [750_000, None, None]
    assert [rows[m]["tax_before"] for m in (JANUARY, FEBRUARY, MARCH)] == [0, 1_000, 2_000]


def test_the_tax_before_a_month_needs_every_months_tax() -> None:
    rows = by_month(changed(months("E1", JANUARY, 4, **PAY), 1, tax=None))
    assert [rows[m]["tax_before"] for m in (JANUARY, FEBRUARY, MARCH, APRIL)] == [0, None, None, None]
    assert rows[APRIL]["months_employed"] == 4


def test_contributions_and_fund_add_up_and_stop_at_the_first_unknown() -> None:
    rows = by_month(changed(months("E1", JANUARY, 3, **PAY), 2, fund=None))
    assert [rows[m]["cumulative_special"] for m in (JANUARY, FEBRUARY, MARCH)] == [104_000, 208_000, None]


def test_a_gap_leaves_every_running_sum_unknown() -> None:
    rows = by_month(months("E1", JANUARY, 1, **PAY) + months("E1", MARCH, 1, **PAY))
    names = ("months_employed", "cumulative_income", "cumulative_special", "tax_before")
    assert [rows[MARCH][name] for name in names] == [None] * 4
    assert None not in [rows[JANUARY][name] for name in names]


def test_bonuses_before_are_those_of_earlier_months_of_the_year() -> None:
    """财税〔2018〕164号第一条: the separate treatment of an annual bonus is used once in a tax year."""
    pay = changed(changed(months("E1", date(2025, 12, 1), 5, **PAY), 0, annual_bonus=9), 2, annual_bonus=1)
    rows = by_month(pay)
    assert [rows[m]["bonuses_before"] for m in (JANUARY, FEBRUARY, MARCH, APRIL)] == [0, 0, 1, 1]
    twice = by_month(changed(pay, 4, annual_bonus=2))
    assert twice[APRIL]["bonuses_before"] == 1


def test_an_unknown_bonus_leaves_the_count_unknown() -> None:
    rows = by_month(changed(months("E1", JANUARY, 3, **PAY), 1, annual_bonus=None))
    assert [rows[m]["bonuses_before"] for m in (JANUARY, FEBRUARY, MARCH)] == [0, None, None]


def test_last_years_income_needs_all_twelve_months() -> None:
    whole = months("E1", date(2025, 1, 1), 13, **PAY)
    assert by_month(whole)[JANUARY]["last_year_income"] == 9_600_000
    assert by_month(whole[1:])[JANUARY]["last_year_income"] is None
    assert by_month(changed(whole, 5, gross=None))[JANUARY]["last_year_income"] is None
    assert by_month(whole)[date(2025, 12, 1)]["last_year_income"] is None


def test_months_without_payroll_are_no_months_of_the_tax_year() -> None:
    attended = [{"employee": "E1", "month": FEBRUARY, "overtime_workday": 0}]
    rows = by_month(months("E1", JANUARY, 1, **PAY) + months("E1", MARCH, 1, **PAY), attendance=attended)
    assert rows[FEBRUARY]["has_payroll"] is False
    assert (rows[FEBRUARY]["months_employed"], rows[MARCH]["months_employed"]) == (None, None)
    (row,) = facts("pay_month", {"roster": [WORKER], "attendance": [attended[0] | {"month": JANUARY}]})
    assert (row["has_payroll"], row["months_employed"]) == (None, None)


def test_without_a_first_day_the_year_is_not_counted() -> None:
    rows = by_month(months("E1", JANUARY, 2, **PAY), WORKER | {"started": None})
    assert all(row["months_employed"] is None and row["bonuses_before"] is None for row in rows.values())


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = by_month(months("E1", JANUARY, 4, **PAY)[::-1])
    assert [rows[m]["months_employed"] for m in (JANUARY, FEBRUARY, MARCH, APRIL)] == [1, 2, 3, 4]
    assert rows[APRIL]["tax_before"] == 3_000
