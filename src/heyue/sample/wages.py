"""工资、社保与个税的推算: what follows from a month's events, exact to the fen, each month after the one before."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from heyue.sample.days import after, first_of, half_up, last_of, previous_workday, round_up
from heyue.sample.firm import Firm
from heyue.sample.oracle import PAID_DAYS, overtime_due, year_tax
from heyue.sample.person import FULL_TIME, PART_TIME, Month, Person
from heyue.sample.places import PENSION_EMPLOYEE

YUAN = 100
FUND_CEILING = 3_000_000
BASIC_DEDUCTION = 500_000
"""基本减除费用 5,000 yuan a month (个人所得税法 6)."""


def settle(person: Person, firm: Firm) -> None:
    """Fills in every month of a person from gross pay to the day of payment."""
    for month in person.months:
        _gross(person, month, firm)
    for month in person.months:
        _insure(person, month, firm)
    _tax(person)
    for month in person.months:
        _pay(person, month, firm)


def _gross(person: Person, month: Month, firm: Firm) -> None:
    last = last_of(month.first) if person.ended is None else min(last_of(month.first), person.ended)
    contract = person.contract_on(last)
    month.wage = level = contract.wage if contract is not None else person.wage
    if contract and contract.probation_ends and contract.probation_wage and contract.probation_ends >= last:
        level = contract.probation_wage
    present, due = month.paid_share
    earned = half_up(Fraction(level * present, due)) if due else 0
    if person.form == PART_TIME:
        earned = half_up(Fraction(person.hourly * month.hours, 60))
    if month.base_given is not None:
        earned = month.base_given
    month.base, month.piece = (0, earned) if person.piece else (earned, 0)
    if month.unpaid_days and not month.absence:
        month.absence = half_up(level / PAID_DAYS * Fraction(month.unpaid_days, 100))
    worked_off = min(month.time_off, month.restday)
    month.overtime_due = overtime_due(month.wage, month.workday, month.restday - worked_off, month.holiday)
    month.overtime_pay = month.overtime_due if month.overtime_given is None else month.overtime_given
    month.gross = (
        month.base
        + month.piece
        + month.performance
        + month.overtime_pay
        + month.special
        + month.allowances
        + month.subsidy
        - month.absence
        + month.gross_gap
    )
    if month.loss_at_cap:
        minimum = firm.city.minimum(month.first).monthly
        month.loss = max(0, min(month.gross * 20 // 100, month.gross - minimum))


def base_reference(person: Person, month: Month, firm: Firm) -> int:
    """缴费工资: from July last year's average wage, before July that of the year before; else the first full month's.

    In whole yuan, rounded up. Where payroll does not reach back far enough the agreed wage stands in.
    """
    year = month.first.year - (1 if month.first.month >= 7 else 2)
    counted = [m.gross for m in person.full_months if m.first.year == year]
    if counted and person.started.year <= year:
        return round_up(Fraction(sum(counted), len(counted)), YUAN)
    if person.full_months and person.started >= firm.first:
        return round_up(person.full_months[0].gross, YUAN)
    return round_up(month.wage, YUAN)


def _insure(person: Person, month: Month, firm: Firm) -> None:
    month.pension_base = month.fund_base = None
    month.pension = month.medical = month.unemployment = month.fund = month.fund_employer = 0
    if person.form != FULL_TIME:
        return
    reference = base_reference(person, month, firm)
    day = month.first
    if month.insured and person.enrolled is not None and first_of(person.enrolled) <= day:
        base = firm.city.clamp(reference, day) if month.base_declared is None else month.base_declared
        month.pension_base = base
        month.pension = half_up(base * PENSION_EMPLOYEE) + month.pension_extra
        month.medical = half_up(base * firm.city.medical) + firm.city.medical_fixed
        month.unemployment = half_up(base * firm.city.unemployment)
    if month.funded and person.fund_opened is not None and first_of(person.fund_opened) <= day:
        month.fund_base = min(max(reference, firm.city.minimum(day).monthly), FUND_CEILING)
        percent = firm.fund_percent if month.fund_percent is None else month.fund_percent
        month.fund = month.fund_employer = half_up(Fraction(month.fund_base * percent, 100))


def _tax(person: Person) -> None:
    """累计预扣法: within a calendar year, on what this employer paid, less what it withheld before."""
    year, count, income, special, withheld = 0, 0, 0, 0, 0
    for month in person.months:
        if month.first.year != year:
            year, count, income, special, withheld = month.first.year, 0, 0, 0, 0
        count += 1
        income += month.gross
        special += month.contributions
        month.additional = person.additional * count
        deductions = BASIC_DEDUCTION * count + special + month.additional + person.other_tax * count
        month.tax_due = max(0, year_tax(max(0, income - deductions)) - withheld)
        month.tax = max(0, month.tax_due + month.tax_shift)
        withheld += month.tax


def agreed_day(firm: Firm, month: date) -> date:
    """约定发薪日: that day of the following month, on a day off the nearest working day before."""
    following = after(month, 1)
    return previous_workday(min(last_of(following), following.replace(day=min(firm.pay_day, last_of(following).day))))


def _pay(person: Person, month: Month, firm: Firm) -> None:
    month.net = (
        month.gross
        - month.contributions
        - month.tax
        - month.loss
        - month.fine
        - month.deposit
        - month.other
        + month.net_shift
    )
    day = month.late_to or agreed_day(firm, month.first)
    if month.late_to is None and person.ended is not None and person.ended < day:
        day = max(person.ended, month.first)
    month.paid, month.pay_date = (month.net - month.paid_short, day) if day <= firm.as_of else (None, None)


def part_time_hours(first: date, weekly: int) -> int:
    """Hours of a part-timer's month, in minutes, from whole half hours a week; at most 24 hours a week."""
    return weekly * last_of(first).day // 7 // 30 * 30
