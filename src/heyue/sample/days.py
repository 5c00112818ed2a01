"""日历与取整: the sample's own calendar, month arithmetic and rounding, independent of `heyue.law`.

The days are those of the State Council's yearly notices (国办发明电〔2022〕16号, 〔2023〕7号, 〔2024〕12号, 〔2025〕7号) and of
全国年节及纪念日放假办法 (国务院令第795号). They are written here a second time on purpose: the sidecar must not inherit an
error of the calendar it is used to test.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

ONE_DAY = timedelta(days=1)

_STATUTORY = {
    2023: "0101 0122 0123 0124 0405 0501 0622 0929 1001 1002 1003",
    2024: "0101 0210 0211 0212 0404 0501 0610 0917 1001 1002 1003",
    2025: "0101 0128 0129 0130 0131 0404 0501 0502 0531 1001 1002 1003 1006",
    2026: "0101 0216 0217 0218 0219 0405 0501 0502 0619 0925 1001 1002 1003",
    2027: "0101 0205 0206 0207 0208 0405 0501 0502 0609 0915 1001 1002 1003",
}
# Blocks of days off, first and last day of each.
_OFF = {
    2023: "0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006",
    2024: "0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007",
    2025: "0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
    2026: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
    2027: "0101-0101 0205-0208 0405-0405 0501-0502 0609-0609 0915-0915 1001-1003",
}
_WORKING_WEEKENDS = {
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
    2027: "",
}


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


def _block(year: int, text: str) -> list[date]:
    first, last = (_day(year, part) for part in text.split("-"))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


STATUTORY = frozenset(_day(year, day) for year, days in _STATUTORY.items() for day in days.split())
OFF = frozenset(day for year, blocks in _OFF.items() for block in blocks.split() for day in _block(year, block))
WORKING_WEEKENDS = frozenset(_day(year, day) for year, days in _WORKING_WEEKENDS.items() for day in days.split())


def is_workday(day: date) -> bool:
    """国家日历上的工作日: Monday to Friday and the working weekends, less the days off."""
    return day in WORKING_WEEKENDS or (day.weekday() < 5 and day not in OFF)


def workdays(first: date, last: date) -> int:
    """Working days from `first` to `last`, both counted; 0 when `last` is earlier."""
    return sum(is_workday(first + timedelta(days=n)) for n in range((last - first).days + 1))


def next_workday(day: date) -> date:
    while not is_workday(day):
        day += ONE_DAY
    return day


def previous_workday(day: date) -> date:
    while not is_workday(day):
        day -= ONE_DAY
    return day


def after(day: date, months: int) -> date:
    """The same day number `months` later (earlier when negative), or that month's last day (民法典 202)."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_of(day: date) -> date:
    return day.replace(day=1)


def last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def each_month(first: date, last: date) -> list[date]:
    """First days of the months from `first`'s to `last`'s."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [after(first_of(first), n) for n in range(count)]


def half_up(value: Fraction | int) -> int:
    """四舍五入: to a whole number, halves away from zero."""
    exact = Fraction(value)
    size = (abs(exact) * 2 + 1) // 2
    return int(size) if exact >= 0 else -int(size)


def round_up(value: Fraction | int, step: int = 1) -> int:
    """The least multiple of `step` not below `value`."""
    return int(-(-Fraction(value) // step)) * step
