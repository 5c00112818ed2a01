"""对照规则: the dozen rules once more, in plain Python over one dict a row, written from the statutes.

Nothing of heyue's law is imported: where this file and the rules disagree, one of them misreads the law, and the run fails.
Amounts are whole fen, rounded once, half away from zero. Every rule returns the fen of its finding, None where there is
no finding (lawful, outside the rule, or something it needs is unknown); a finding without a sum is worth 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]
Local = Mapping[str, list[int | None]]
Rule = Callable[[Row, Local], int | None]

OVER_AGE = date(2026, 7, 1)
"""超龄劳动者基本权益保障暂行规定 in force: pay and hours of people past retirement age."""


def half_up(top: int, bottom: int) -> int:
    """top ÷ bottom (both not negative) to the nearest whole number, halves up."""
    return (2 * top + bottom) // (2 * bottom)


def by_month(row: Row) -> bool:
    """Whose wages are monthly: full-time employees, and over-age workers since their regulation."""
    return row["status"] == "full_time" or (row["status"] == "rehired" and row["month"] >= OVER_AGE)


def by_the_clock(row: Row) -> bool:
    """Under standard hours, or a special system nobody approved (劳动法第39条)."""
    return row["hours_system"] == "standard" or row["special_approved"] is False


def figure(row: Row, local: Local, name: str) -> int | None:
    return local[name][row["month"].month - 1]


def ordinary_month(row: Row) -> bool:
    """A whole month of normal work (最低工资规定第3条)."""
    return bool(
        by_month(row)
        and row["has_payroll"]
        and row["full"]
        and row["unpaid_leave_days"] == 0
        and row["sick_days"] == 0
        and not row["maternity_days"]
    )


def own_share(row: Row, local: Local) -> int:
    """What the employee contributes where the local minimum comes on top of it, else 0."""
    if figure(row, local, "minimum_wage.excludes_contributions") == 1:
        return int(row["contributions"] + row["fund"])
    return 0


def minimum_monthly(row: Row, local: Local) -> int | None:
    """劳动法第48条, 最低工资规定第12条: a month's pay without overtime and special allowances below the local minimum."""
    minimum = figure(row, local, "minimum_wage.monthly")
    if minimum is None or not ordinary_month(row):
        return None
    pay = row["gross"] - row["overtime_pay"] - row["special_allowances"] - own_share(row, local)
    return minimum - pay if pay < minimum else None


def overtime_unpaid(row: Row, local: Local) -> int | None:
    """劳动法第44条: 150, 200 and 300 per cent of the hourly wage, monthly wage ÷ 21.75 ÷ 8."""
    if not (by_month(row) and by_the_clock(row) and row["has_attendance"]):
        return None
    if row["overtime_workday"] + row["overtime_restday"] + row["overtime_holiday"] == 0 or row["contract_wage"] is None:
        return None
    base = max(row["contract_wage"], figure(row, local, "minimum_wage.monthly") or 0)
    rest = max(row["overtime_restday"] - row["compensatory_leave"], 0)
    weighted = row["overtime_workday"] * 150 + rest * 200 + row["overtime_holiday"] * 300
    due = half_up(base * weighted * 100, 2175 * 8 * 60 * 100)
    return due - row["overtime_pay"] if row["overtime_pay"] < due else None


def below_contract(row: Row, local: Local) -> int | None:
    """劳动合同法第30条: a month of normal work paid below the agreed wage, less what the minimum-wage finding holds."""
    if not ordinary_month(row) or row["absence_deduction"] != 0 or row["contract_wage"] is None:
        return None
    pay = row["gross"] - row["overtime_pay"] - row["special_allowances"]
    if pay >= row["contract_wage"]:
        return None
    minimum = figure(row, local, "minimum_wage.monthly")
    counted = pay if minimum is None else max(pay, minimum + own_share(row, local))
    return max(row["contract_wage"] - counted, 0)


def late(row: Row, local: Local) -> int | None:
    """工资支付暂行规定第7条: paid after the agreed day. No sum."""
    del local
    if not (by_month(row) and row["has_payroll"]) or row["pay_date"] is None or row["pay_due"] is None:
        return None
    return 0 if row["pay_date"] > row["pay_due"] else None


def unpaid(row: Row, local: Local) -> int | None:
    """劳动法第50条: less paid out than the net pay of the payroll."""
    del local
    if not (by_month(row) or row["status"] == "part_time") or not row["has_payroll"] or not row["complete"]:
        return None
    if row["paid"] is None or row["paid"] >= row["net"]:
        return None
    return int(row["net"] - row["paid"])


def minimum_hourly(row: Row, local: Local) -> int | None:
    """劳动合同法第72条: part-time pay below the local hourly minimum."""
    minimum = figure(row, local, "minimum_wage.hourly")
    if minimum is None or row["status"] != "part_time" or not row["has_payroll"]:
        return None
    due = half_up(minimum * row["hours"], 60)
    return due - row["gross"] if row["gross"] < due else None


def loss_deduction_over_cap(row: Row, local: Local) -> int | None:
    """工资支付暂行规定第16条: at most a fifth of the wage, and the minimum wage must be left."""
    minimum = figure(row, local, "minimum_wage.monthly")
    if minimum is None or not (by_month(row) and row["has_payroll"]) or row["loss_deduction"] == 0:
        return None
    most = min(half_up(row["gross"], 5), max(row["gross"] - minimum, 0))
    return row["loss_deduction"] - most if row["loss_deduction"] > most else None


def monthly_overtime(row: Row, local: Local) -> int | None:
    """劳动法第41条: more than 36 hours of overtime in the month. No sum."""
    del local
    if not (by_month(row) and by_the_clock(row) and row["has_attendance"]):
        return None
    return 0 if row["overtime_workday"] > 36 * 60 else None


def base_low(row: Row, local: Local) -> int | None:
    """社会保险法第12条: pension paid on less than the wage, within the limits; below one yuan is rounding.

    The wage is the lowest of last year's average, the agreed wage and the month's gross, in a full month.
    """
    floor, ceiling = (figure(row, local, f"insurance.pension.base_{end}") for end in ("floor", "ceiling"))
    if row["status"] != "full_time" or not row["has_insurance"] or floor is None or ceiling is None:
        return None
    wages = (row["base_wage"], row["contract_wage"], row["gross"])
    if not row["full"] or None in wages or row["pension_base"] is None:
        return None
    short = min(max(min(wages), floor), ceiling) - row["pension_base"]
    if short < 100:
        return None
    rates = [figure(row, local, f"insurance.pension.{side}_rate") for side in ("employer", "employee")]
    return half_up(short * sum(rate for rate in rates if rate is not None), 1_000_000) if None not in rates else 0


def rate_low(row: Row, local: Local) -> int | None:
    """住房公积金管理条例第18条: below five per cent of the base on either side; below one yuan is rounding."""
    del local
    if not row["has_fund"] or not row["fund_base"]:
        return None
    due = half_up(row["fund_base"], 20)
    short = [max(due - row[side], 0) for side in ("fund_employer", "fund_employee")]
    return sum(short) if max(short) >= 100 else None


TABLE = (
    # yearly taxable income up to and including, rate in per cent (个人所得税法, 税率表一)
    (36_000_00, 3),
    (144_000_00, 10),
    (300_000_00, 20),
    (420_000_00, 25),
    (660_000_00, 30),
    (960_000_00, 35),
    (None, 45),
)


def withholding(row: Row, months: int) -> int:
    """What the cumulative method withholds this month (国家税务总局公告2018年第61号第6条) with that many basic deductions."""
    taxable = (
        row["cumulative_income"]
        - months * 5_000_00
        - row["cumulative_special"]
        - row["additional_deductions"]
        - row["other_tax_deductions"]
    )
    tax, below = 0, 0
    for limit, rate in TABLE:
        if taxable <= below:
            break
        tax += ((taxable if limit is None else min(taxable, limit)) - below) * rate
        below = limit or 0
        if limit is None:
            break
    return max(half_up(tax, 100) - int(row["tax_before"]), 0)


def _taxed(row: Row) -> bool:
    return (by_month(row) or row["status"] == "part_time") and row["has_payroll"]


def underwithheld(row: Row, local: Local) -> int | None:
    """个人所得税法第9条, 第11条: less tax withheld than due.

    Months of basic deduction by the kindest reading: from January for those who joined this year, all twelve for those
    who earn at most 60,000 yuan a year here.
    """
    del local
    if not _taxed(row):
        return None
    months = row["months_employed"]
    if row["joined_this_year"]:
        months = row["month"].month
    else:
        year = row["last_year_income"]
        if year is None:
            if row["contract_wage"] is None:
                return None
            year = 12 * row["contract_wage"]
        if year <= 60_000_00:
            months = 12
    due = withholding(row, months)
    return due - row["tax"] if row["tax"] < due else None


def overwithheld(row: Row, local: Local) -> int | None:
    """The same the other way round."""
    del local
    if not _taxed(row):
        return None
    due = withholding(row, row["months_employed"])
    return row["tax"] - due if row["tax"] > due else None


RULES: dict[str, Rule] = {
    "pay.minimum_monthly": minimum_monthly,
    "pay.overtime_unpaid": overtime_unpaid,
    "pay.below_contract": below_contract,
    "pay.late": late,
    "pay.unpaid": unpaid,
    "pay.minimum_hourly": minimum_hourly,
    "pay.loss_deduction_over_cap": loss_deduction_over_cap,
    "hours.monthly_overtime": monthly_overtime,
    "insurance.base_low": base_low,
    "fund.rate_low": rate_low,
    "tax.underwithheld": underwithheld,
    "tax.overwithheld": overwithheld,
}


def check(rows: Iterable[Row], local: Mapping[str, Local]) -> dict[str, tuple[int, int]]:
    """Findings and fen of every rule over the rows."""
    found = {name: [0, 0] for name in RULES}
    for row in rows:
        figures = local[row["place"]]
        for name, rule in RULES.items():
            fen = rule(row, figures)
            if fen is not None:
                entry = found[name]
                entry[0] += 1
                entry[1] += fen
    return {name: (count, fen) for name, (count, fen) in found.items()}
