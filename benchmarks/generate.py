"""造数: seeded employee-months with every column the dozen rules read, one to five per cent of them breaching a rule.

Rows are sorted by employee and month, twelve to an employee (January to December 2026). Months before joining and after
leaving have no payroll row, as in a firm whose sheets cover the year. Quantities are stored as everywhere in heyue: fen,
minutes, hundredths of a day. Nothing here is taken from the rules: the numbers only have to look like a payroll.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

YEAR, MONTHS = 2026, 12
AS_OF = date(2026, 12, 31)
PLACES: dict[str, tuple[float, int]] = {
    # district: share of the employees, a wage in fen nobody full-time starts below (about the local minimum of January)
    "110105": (0.22, 254000),
    "310115": (0.22, 274000),
    "440103": (0.20, 250000),
    "440305": (0.18, 252000),
    "330106": (0.15, 266000),
    "420102": (0.03, 220000),  # a place whose minimum wage is not firmly on file: its rows stay unchecked
}
BATCH = 999_996
"""Rows of whole employees a row group of the file holds, and heyue's kernel takes at a time."""
STATUSES = {"full_time": 0.86, "part_time": 0.07, "rehired": 0.04, "dispatched": 0.03}
SYSTEMS = {"standard": 0.9, "comprehensive": 0.07, "irregular": 0.03}
_EPOCH = date(1970, 1, 1)
_Ints = np.ndarray[Any, np.dtype[np.int64]]
_Flags = np.ndarray[Any, np.dtype[np.bool_]]


def generate(rows: int, seed: int = 2026) -> pl.DataFrame:
    """The table, `rows` rounded down to whole employees (twelve rows each)."""
    draw = np.random.default_rng(seed)
    people = _People(draw, max(rows // MONTHS, 1))
    columns: dict[str, pl.Series] = {}
    people.write(columns)
    _month_facts(people, columns)
    overtime = _hours(draw, people, columns)
    _pay(draw, people, overtime, columns)
    frame = pl.DataFrame(columns)
    return frame.rechunk()


class _People:
    """员工: what stays the same all year, one entry an employee; arrays of months are (employees, 12)."""

    def __init__(self, draw: np.random.Generator, count: int) -> None:
        self.count = count
        self.place = draw.choice(len(PLACES), count, p=[share for share, _ in PLACES.values()])
        self.status = draw.choice(len(STATUSES), count, p=list(STATUSES.values()))
        self.system = draw.choice(len(SYSTEMS), count, p=list(SYSTEMS.values()))
        self.approved = draw.random(count) < 0.6
        floor = np.array([low for _, low in PLACES.values()], dtype=np.int64)[self.place]
        drawn = np.exp(draw.normal(np.log(6200), 0.5, count)).astype(np.int64) // 50 * 5000
        self.wage = np.maximum(drawn, floor)
        self.floor = floor
        joins = np.where(draw.random(count) < 0.12, draw.integers(1, 12, count), 0)
        leaves = np.where(draw.random(count) < 0.08, draw.integers(6, 12, count), 12)
        month = np.arange(MONTHS)
        self.joined = np.minimum(joins, 5)
        self.employed: _Flags = (month >= self.joined[:, None]) & (month <= leaves[:, None])
        mid = draw.random(count) < 0.7
        self.full: _Flags = self.employed.copy()
        at = np.arange(count)
        self.full[at[mid], self.joined[mid]] &= self.joined[mid] == 0
        gone = leaves < MONTHS
        self.full[at[gone], leaves[gone]] = False

    def write(self, columns: dict[str, pl.Series]) -> None:
        columns["company_id"] = _each((np.arange(self.count) // 40).astype(np.int64))
        columns["employee"] = _each(np.arange(self.count, dtype=np.int64))
        columns["place"] = _words(list(PLACES), self.place)
        columns["status"] = _words(list(STATUSES), self.status)
        columns["hours_system"] = _words(list(SYSTEMS), self.system)
        columns["special_approved"] = _each(self.approved)
        columns["full"] = pl.Series(self.full.ravel())
        columns["has_payroll"] = pl.Series(self.employed.ravel())
        columns["has_attendance"] = pl.Series(self.employed.ravel())
        columns["has_insurance"] = pl.Series(self.employed.ravel())
        columns["joined_this_year"] = _each(self.joined > 0)
        columns["has_fund"] = pl.Series(self.employed.ravel())


def _each(values: np.ndarray[Any, Any]) -> pl.Series:
    return pl.Series(np.repeat(values, MONTHS))


def _words(words: list[str], picked: np.ndarray[Any, Any]) -> pl.Series:
    """Coded words, as a dictionary-encoded Parquet column gives them."""
    return pl.Series(words, dtype=pl.Categorical).gather(np.repeat(picked, MONTHS))


def _masked(values: np.ndarray[Any, Any], known: _Flags) -> pl.Series:
    """Int64 with null where not known; both (employees, 12)."""
    held = pl.Series(values.ravel().astype(np.int64))
    return pl.select(pl.when(pl.Series(known.ravel())).then(held)).to_series()


def _days(values: np.ndarray[Any, Any], known: _Flags) -> pl.Series:
    return _masked(values, known).cast(pl.Int32).cast(pl.Date)


def _month_facts(people: _People, columns: dict[str, pl.Series]) -> None:
    firsts = [date(YEAR, m + 1, 1) for m in range(MONTHS)]
    lasts = [date(YEAR, m + 1, calendar.monthrange(YEAR, m + 1)[1]) for m in range(MONTHS)]
    for name, days in (("month", firsts), ("month_end", lasts)):
        numbers = np.array([(day - _EPOCH).days for day in days], dtype=np.int32)
        columns[name] = pl.Series(np.tile(numbers, people.count)).cast(pl.Date)
    columns["days_in_month"] = pl.Series(np.tile(np.array([day.day for day in lasts], dtype=np.int64), people.count))
    columns["complete"] = pl.repeat(value=True, n=people.count * MONTHS, eager=True)
    columns["asked_on"] = pl.repeat(AS_OF, people.count * MONTHS, dtype=pl.Date, eager=True)


def _hours(draw: np.random.Generator, people: _People, columns: dict[str, pl.Series]) -> dict[str, _Ints]:
    """Overtime in minutes by kind, absence in hundredths of a day, paid hours of part-timers."""
    shape = (people.count, MONTHS)
    known = people.employed
    tired = draw.random(shape)
    workday = np.where(tired < 0.45, draw.integers(1, 68, shape) * 30, 0)
    workday = np.where(tired < 0.018, draw.integers(73, 110, shape) * 30, workday)
    restday = np.where(draw.random(shape) < 0.12, draw.integers(2, 5, shape) * 240, 0)
    holiday = np.where(draw.random(shape) < 0.03, draw.integers(1, 3, shape) * 480, 0)
    lieu = np.where((restday > 0) & (draw.random(shape) < 0.5), restday, 0)
    away = draw.random(shape)
    sick = np.where(away < 0.03, draw.integers(1, 6, shape) * 50, 0)
    unpaid = np.where((away >= 0.03) & (away < 0.06), draw.integers(1, 4, shape) * 100, 0)
    maternity = np.where((away >= 0.06) & (away < 0.068), 28, 0)
    part = STATUSES_AT["part_time"] == people.status
    hours = np.where(draw.random(shape) < 0.04, draw.integers(108, 140, shape), draw.integers(30, 102, shape)) * 60
    for name, values in (
        ("overtime_workday", workday),
        ("overtime_restday", restday),
        ("overtime_holiday", holiday),
        ("compensatory_leave", lieu),
        ("sick_days", sick),
        ("unpaid_leave_days", unpaid),
        ("maternity_days", maternity),
    ):
        columns[name] = _masked(values, known)
    columns["hours"] = _masked(hours, known & part[:, None])
    return {
        "workday": workday,
        "restday": restday - lieu,
        "holiday": holiday,
        "away": sick + unpaid,
        "hours": hours,
    }


STATUSES_AT = {name: at for at, name in enumerate(STATUSES)}


def _pay(draw: np.random.Generator, people: _People, hours: dict[str, _Ints], columns: dict[str, pl.Series]) -> None:
    """Payroll, insurance, housing fund and tax; each fault is drawn on its own, so a row may have several."""
    shape = (people.count, MONTHS)
    employed = people.employed
    part = (STATUSES_AT["part_time"] == people.status)[:, None]
    wage = np.repeat(people.wage[:, None], MONTHS, axis=1)
    columns["contract_wage"] = _masked(wage, employed & (draw.random((people.count, 1)) < 0.96))
    weighted = hours["workday"] * 150 + hours["restday"] * 200 + hours["holiday"] * 300
    due = (wage * weighted * 2 + 1_044_000) // 2_088_000
    overtime_pay = np.where(draw.random(shape) < 0.05, due * draw.integers(40, 95, shape) // 100, due + (due > 0) * 200)
    special = np.where(draw.random(shape) < 0.05, draw.integers(1, 7, shape) * 5000, 0)
    absence = np.where(hours["away"] > 0, wage * hours["away"] // 2175, 0)
    cut = np.where(draw.random(shape) < 0.012, draw.integers(2, 12, shape) * 5000, 0)
    low = np.where(draw.random(shape) < 0.01, wage - people.floor[:, None] + draw.integers(1, 7, shape) * 5000, 0)
    steady = np.where(people.full, wage, wage * draw.integers(20, 95, shape) // 100)
    hourly = np.where(draw.random(shape) < 0.2, 2000, draw.integers(28, 45, shape) * 100)
    gross = np.where(
        part, hours["hours"] * hourly // 60, np.maximum(steady - absence - np.maximum(cut, low), 50000)
    ) + np.where(part, 0, overtime_pay + special)
    base = np.clip(np.repeat(people.wage[:, None], MONTHS, axis=1), 490000, 3500000)
    contributions, fund = np.where(part, 0, base * 105 // 1000), np.where(part, 0, base * 7 // 100)
    loss = np.where(draw.random(shape) < 0.03, draw.integers(2, 24, shape) * 10000, 0)
    fine = np.where(draw.random(shape) < 0.012, draw.integers(1, 6, shape) * 5000, 0)
    deposit = np.where(draw.random(shape) < 0.004, 30000, 0)
    tax = _tax(draw, people, gross, contributions + fund, columns)
    net = np.maximum(gross - contributions - fund - tax - loss - fine - deposit, 0)
    paid = net - np.where(draw.random(shape) < 0.015, net // 10, 0)
    given = draw.random((people.count, 1))
    for name, values in (
        ("gross", gross),
        ("overtime_pay", overtime_pay),
        ("special_allowances", special),
        ("absence_deduction", absence),
        ("contributions", contributions),
        ("fund", fund),
        ("loss_deduction", loss),
        ("fine", fine),
        ("deposit", deposit),
        ("net", net),
    ):
        columns[name] = _masked(values, employed)
    columns["paid"] = _masked(paid, employed & (given < 0.85))
    agreed = np.array(
        [(date(YEAR + (m == 11), (m + 1) % 12 + 1, 15) - _EPOCH).days for m in range(MONTHS)], dtype=np.int64
    )
    late = np.where(draw.random(shape) < 0.03, draw.integers(1, 20, shape), -draw.integers(0, 4, shape))
    columns["pay_due"] = _days(np.broadcast_to(agreed, shape), employed & (given < 0.9))
    columns["pay_date"] = _days(agreed + late, employed & (given > 0.05))
    _insured(draw, people, columns)


def _tax(
    draw: np.random.Generator, people: _People, gross: _Ints, special: _Ints, columns: dict[str, pl.Series]
) -> _Ints:
    """Tax withheld month by month by the cumulative method, wrong in about one month of thirty."""
    employed = people.employed
    paid, kept = np.where(employed, gross, 0), np.where(employed, special, 0)
    income, deducted = np.cumsum(paid, axis=1), np.cumsum(kept, axis=1)
    months = np.cumsum(employed, axis=1)
    monthly = draw.choice(np.array([0, 100000, 150000, 200000, 300000]), people.count)[:, None]
    additional = months * monthly
    tax = np.zeros_like(gross)
    before = np.zeros_like(gross)
    wrong = draw.random(gross.shape)
    for m in range(MONTHS):
        taxable = np.maximum(income[:, m] - months[:, m] * 500000 - deducted[:, m] - additional[:, m], 0)
        owed = np.maximum(_yearly_tax(taxable) - before[:, m], 0)
        owed = np.where(wrong[:, m] < 0.05, owed * 7 // 10, owed)
        owed = np.where(wrong[:, m] > 0.988, owed + 5000, owed)
        tax[:, m] = np.where(employed[:, m], owed, 0)
        if m + 1 < MONTHS:
            before[:, m + 1] = before[:, m] + tax[:, m]
    for name, values in (
        ("tax", tax),
        ("months_employed", months),
        ("cumulative_income", income),
        ("cumulative_special", deducted),
        ("additional_deductions", additional),
        ("other_tax_deductions", np.zeros_like(gross)),
        ("tax_before", before),
    ):
        columns[name] = _masked(values, employed)
    return tax


def _yearly_tax(taxable: _Ints) -> _Ints:
    """A yearly progressive tax in fen: the rate of the bracket reached, the part below taxed at the lower rates."""
    limits = (0, 3_600_000, 14_400_000, 30_000_000, 42_000_000, 66_000_000, 96_000_000)
    rates = (3, 10, 20, 25, 30, 35, 45)
    total = np.zeros_like(taxable)
    for at, (low, rate) in enumerate(zip(limits, rates, strict=True)):
        high = limits[at + 1] if at + 1 < len(limits) else np.iinfo(np.int64).max
        total += np.clip(taxable, low, high) * rate - low * rate
    rounded: _Ints = (total + 50) // 100
    return rounded


def _insured(draw: np.random.Generator, people: _People, columns: dict[str, pl.Series]) -> None:
    """Contribution bases of the insurance sheet: mostly right, some too low; a share of the people has no known base wage."""
    shape = (people.count, MONTHS)
    known = people.employed & (draw.random((people.count, 1)) < 0.95)
    true_wage = np.repeat(people.wage[:, None], MONTHS, axis=1)
    right = np.clip(true_wage, 770000, 3700000)
    low = draw.random((people.count, 1)) < 0.04
    pension_base = np.where(low, right * 6 // 10, right)
    fund_base = np.maximum(true_wage, 300000)
    rate = np.where(draw.random((people.count, 1)) < 0.03, 4, draw.integers(5, 13, (people.count, 1)))
    own = np.where(draw.random((people.count, 1)) < 0.02, 3, rate)
    stayed = (people.joined == 0)[:, None] & (draw.random((people.count, 1)) < 0.7)
    columns["last_year_income"] = _masked(true_wage * 12, people.employed & stayed)
    columns["base_wage"] = _masked(true_wage, known & (draw.random((people.count, 1)) < 0.9))
    columns["pension_base"] = _masked(pension_base, known)
    columns["fund_base"] = _masked(np.broadcast_to(fund_base, shape), known)
    columns["fund_employer"] = _masked(fund_base * rate // 100, known)
    columns["fund_employee"] = _masked(fund_base * own // 100, known)


def month_ends() -> list[date]:
    """The last days of the months, for whoever needs a day per month."""
    return [date(YEAR, m + 1, 1) + timedelta(days=calendar.monthrange(YEAR, m + 1)[1] - 1) for m in range(MONTHS)]
