"""应得金额: what each planted fault is worth, in plain whole numbers and fractions, straight from the statutes.

Nothing here may come from `heyue.law.rules`: these are the sums the rules are tested against. Money in fen, time in minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from heyue.sample.days import after, half_up, last_of, workdays
from heyue.sample.person import Month

PAID_DAYS = Fraction(2175, 100)
"""月计薪天数 21.75 (人社部发〔2025〕2号 二)."""
HOURS = PAID_DAYS * 8

_YEAR = (
    (3_600_000, 3, 0),
    (14_400_000, 10, 252_000),
    (30_000_000, 20, 1_692_000),
    (42_000_000, 25, 3_192_000),
    (66_000_000, 30, 5_292_000),
    (96_000_000, 35, 8_592_000),
    (None, 45, 18_192_000),
)
_MONTH = (
    (300_000, 3, 0),
    (1_200_000, 10, 21_000),
    (2_500_000, 20, 141_000),
    (3_500_000, 25, 266_000),
    (5_500_000, 30, 441_000),
    (8_000_000, 35, 716_000),
    (None, 45, 1_516_000),
)


def overtime_due(wage: int, workday: int, restday: int, holiday: int) -> int:
    """加班费 (劳动法 44; 工资支付暂行规定 13): 150 %, 200 % and 300 % of wage/174; minutes in, fen out, rounded once."""
    weighted = Fraction(workday * 3, 2) + restday * 2 + holiday * 3
    return half_up(wage * weighted / (HOURS * 60))


def year_tax(taxable: int) -> int:
    """综合所得税率表 (个人所得税法 附表一): tax on a cumulative taxable income in fen, rounded to the fen."""
    for upper, percent, quick in _YEAR:
        if upper is None or taxable <= upper:
            return half_up(Fraction(max(taxable, 0) * percent, 100) - (quick if taxable > 0 else 0))
    raise AssertionError("the last bracket is open")


def bonus_tax(bonus: int) -> int:
    """全年一次性奖金单独计税: a twelfth picks the row of the monthly table, quick deduction once."""
    for upper, percent, quick in _MONTH:
        if upper is None or Fraction(bonus, 12) <= upper:
            return half_up(Fraction(bonus * percent, 100) - (quick if bonus > 0 else 0))
    raise AssertionError("the last bracket is open")


def whole_months(first: date, last: date, most: int | None = None) -> int:
    """Whole months from `first` to `last`, both counted; never more than `most`."""
    count = 0
    while after(first, count + 1) <= last + timedelta(days=1) and (most is None or count < most):
        count += 1
    return count


def months_and_stub(first: date, last: date, most: int | None = None) -> Fraction:
    """整月加零头: whole months plus working days of the rest over 21.75, the rest at most one month."""
    if last < first:
        return Fraction(0)
    whole = whole_months(first, last, most)
    if whole == most:
        return Fraction(whole)
    return whole + min(Fraction(1), workdays(after(first, whole), last) / PAID_DAYS)


def double_wage(started: date, signed: date | None, last_day: date, wage: int) -> tuple[date, date, int]:
    """二倍工资差额 (劳动合同法 82(1); 实施条例 6): first day, last day and sum."""
    first = after(started, 1)
    last = min(last_day, after(started, 12) - timedelta(days=1))
    if signed is not None:
        last = min(last, signed - timedelta(days=1))
    return first, last, half_up(wage * months_and_stub(first, last, 11))


def service_halves(started: date, ended: date) -> int:
    """经济补偿的月数，按半个月计 (劳动合同法 47): full years, six months and more a year, less than six half a month."""
    day_after = ended + timedelta(days=1)
    years = 0
    while after(started, 12 * (years + 1)) <= day_after:
        years += 1
    if after(started, 12 * years) == day_after:
        return 2 * years
    return 2 * years + (2 if after(started, 12 * years + 6) <= day_after else 1)


def severance(started: date, ended: date, average: int, local: int | None = None) -> int:
    """经济补偿: months of service times the average wage; above three times the local average wage, where that is known,
    that ceiling and at most twelve months (劳动合同法 47(2))."""
    halves = service_halves(started, ended)
    if local is not None and average > 3 * local:
        average, halves = 3 * local, min(halves, 24)
    return half_up(Fraction(halves * average, 2))


def average_wage(months: Sequence[Month], last_day: date, fallback: int, *, overtime: bool = True) -> int:
    """离职前十二个月的月平均工资: mean gross of the full months that lie in the twelve months up to the last day, to the fen.

    Overtime pay is left out for annual leave (实施办法 11). Without a full month the agreed wage stands in.
    """
    window = after(last_day + timedelta(days=1), -12)
    inside = [m for m in months if m.full and m.first >= window and last_of(m.first) <= last_day]
    return mean([m.gross - (0 if overtime else m.overtime_pay) for m in inside], fallback)


def mean(amounts: Sequence[int], fallback: int) -> int:
    """Mean to the fen, halves up."""
    return half_up(Fraction(sum(amounts), len(amounts))) if amounts else fallback


def annual_days(first_worked: date, day: date) -> int:
    """年休假天数 (职工带薪年休假条例 3) by cumulative years of work on a day."""
    for years, days in ((20, 15), (10, 10), (1, 5)):
        if after(first_worked, 12 * years) <= day:
            return days
    return 0


def unused_leave_pay(average: int, days: int) -> int:
    """未休年休假工资 (实施办法 10, 11): 200 % of a day's wage for each day, besides normal pay."""
    return half_up(average / PAID_DAYS * days * 2)


def retirement_date(birth: date, sex: str, post: str) -> date:
    """法定退休日期 (国务院关于渐进式延迟法定退休年龄的办法 1): the same day number in the month reached."""
    if sex == "male":
        age, origin, step, most = 60, date(1965, 1, 1), 4, 36
    elif post == "staff":
        age, origin, step, most = 55, date(1970, 1, 1), 4, 36
    else:
        age, origin, step, most = 50, date(1975, 1, 1), 2, 60
    behind = (birth.year - origin.year) * 12 + birth.month - origin.month
    delay = 0 if behind < 0 else min(most, behind // step + 1)
    return after(birth, age * 12 + delay)


def probation_limit(term: str, starts: date, ends: date | None) -> int:
    """试用期上限 (劳动合同法 19) in months; the term runs from its first to its last day, both counted."""
    if term == "task":
        return 0
    if term == "open" or ends is None:
        return 6
    day_after = ends + timedelta(days=1)
    return next((most for months, most in ((36, 6), (12, 2), (3, 1)) if after(starts, months) <= day_after), 0)
