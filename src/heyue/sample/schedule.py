"""排班与考勤: which days a person works, and what an attendance sheet says of them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from random import Random

from heyue.sample.days import STATUTORY, each_day, is_workday, last_of
from heyue.sample.firm import Firm
from heyue.sample.person import FULL_TIME, REHIRED, Day, Leave, Month, Person

SHIFT = 8 * 60
HALF_HOUR = 30
MONTH_LIMIT = 36 * 60
DAY_LIMIT = 3 * 60


def kind_of(person: Person, day: date) -> str:
    """当天类型: by the person's own rest days where rostered, else by the national calendar."""
    if day in STATUTORY:
        return "holiday"
    if person.rest_days is not None:
        return "restday" if day.weekday() in person.rest_days else "workday"
    return "workday" if is_workday(day) else "restday"


def present_days(person: Person, month: date) -> list[date]:
    """Days of a month that fall inside the employment."""
    first = max(month, person.started)
    last = last_of(month) if person.ended is None else min(last_of(month), person.ended)
    return each_day(first, last)


@lru_cache(maxsize=4096)
def month_due(rest_days: frozenset[int] | None, month: date) -> tuple[date, ...]:
    """Working days of a month for everyone with these rest days (None: the national calendar)."""
    days = each_day(month, last_of(month))
    if rest_days is None:
        return tuple(day for day in days if day not in STATUTORY and is_workday(day))
    return tuple(day for day in days if day not in STATUTORY and day.weekday() not in rest_days)


def due_days(person: Person, month: date) -> list[date]:
    """Working days of a month that fall inside the employment."""
    last = person.ended or date.max
    return [day for day in month_due(person.rest_days, month) if person.started <= day <= last]


def on_leave(person: Person, day: date) -> bool:
    return any(leave.starts <= day <= leave.ends for leave in person.leaves)


def fill(person: Person, month: Month, firm: Firm, rng: Random) -> None:
    """Draws one month's attendance and, in a month kept by the day, its days."""
    present = present_days(person, month.first)
    due = due_days(person, month.first)
    month.due_days = len(due) * 100
    month.paid_share = (len(due), len(month_due(person.rest_days, month.first)))
    free = [day for day in due if not on_leave(person, day)]
    if month.full and person.form == FULL_TIME and not person.steady and len(free) == len(due):
        free = _absences(person, month, free, rng)
    month.attended_days = len(free) * 100
    if month.full and person.form in {FULL_TIME, REHIRED} and not person.steady:
        _overtime(person, month, present, free, rng)
    if month.first in firm.daily:
        month.time_off = 0
        month.days = _days(person, month, present, free, rng)


def _absences(person: Person, month: Month, free: list[date], rng: Random) -> list[date]:
    """At most one short absence a month: sick leave on full pay, or a day of one's own without pay."""
    draw = rng.random()
    if draw >= 0.05 or len(free) < 12:
        return free
    at = rng.randrange(2, len(free) - 4)
    if draw < 0.03:
        gone = free[at : at + rng.randint(1, 2)]
        month.sick_days = len(gone) * 100
        person.leaves.append(Leave("sick", gone[0], gone[-1], month.sick_days))
    else:
        gone = free[at : at + 1]
        month.unpaid_days = 100
        person.leaves.append(Leave("personal", gone[0], gone[0], 100))
    return [day for day in free if day not in gone]


def _overtime(person: Person, month: Month, present: list[date], free: list[date], rng: Random) -> None:
    """Overtime with a mean of the job's hours: never above 36 hours in all, so that no limit is passed."""
    if person.overtime == 0 or len(free) < 15 or rng.random() < 0.25:
        return
    hours = min(34, int(rng.expovariate(1 / person.overtime)))
    month.workday = hours * 60 + rng.choice((0, HALF_HOUR))
    room = MONTH_LIMIT - month.workday
    if rng.random() < 0.15 and room >= SHIFT:
        month.restday = rng.choice((SHIFT // 2, SHIFT))
        month.time_off = month.restday if rng.random() < 0.4 else 0
        room -= month.restday
    holidays = [day for day in present if day in STATUTORY]
    if person.rest_days is not None and holidays and not month.restday and room >= SHIFT and rng.random() < 0.5:
        month.holiday = SHIFT


def _days(person: Person, month: Month, present: list[date], free: list[date], rng: Random) -> list[Day]:
    """The month's totals laid out over its days; every day of the employment has a row."""
    away = {day: leave for leave in person.leaves for day in present if leave.starts <= day <= leave.ends}
    days = {day: Day(day, kind_of(person, day)) for day in present}
    working = set(free)
    nights = person.rest_days is not None and person.due_date is None and person.child_born is None
    for day, row in days.items():
        if day in working:
            row.worked = SHIFT
            row.night = nights and rng.random() < 0.1
        elif row.kind == "workday" and day in away:
            row.sick = 100 if away[day].kind == "sick" else 0
            row.unpaid = 100 if away[day].kind == "personal" else 0
    spread(days, free, month.workday, rng)
    for kind, minutes in (("restday", month.restday), ("holiday", month.holiday)):
        if minutes:
            day = rng.choice([d for d in present if days[d].kind == kind and d not in away])
            setattr(days[day], kind, minutes)
            days[day].worked = minutes
    return list(days.values())


def spread(days: dict[date, Day], free: list[date], minutes: int, rng: Random) -> None:
    """Working-day overtime in half hours over the days worked, at most three hours a day."""
    left = minutes
    while left > 0:
        row = days[rng.choice(free)]
        step = min(HALF_HOUR, left)
        if row.workday + step <= DAY_LIMIT:
            row.workday += step
            row.worked += step
            left -= step
