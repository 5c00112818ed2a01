"""工时与休息的违法."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from heyue.sample.days import STATUTORY, WORKING_WEEKENDS, each_day, last_of
from heyue.sample.faults.kind import FaultKind, Finding, in_month, monthly_sheets, service
from heyue.sample.people import Draft
from heyue.sample.person import PART_TIME, Day
from heyue.sample.schedule import SHIFT

ATTENDANCE = ("attendance",)


class DayFault(FaultKind):
    """按天看的违法: needs a month kept by the day."""

    sheets: ClassVar[tuple[str, ...]] = ATTENDANCE
    daily = True

    def days(self) -> list[Day]:
        return [day for month in self.person.months if month.days is not None for day in month.days]

    def add(self, day: Day, kind: str, minutes: int) -> None:
        """Adds overtime of one kind to a day and to its month, so that pay follows."""
        setattr(day, kind, getattr(day, kind) + minutes)
        day.worked += minutes
        month = next(m for m in self.person.months if m.first == day.day.replace(day=1))
        setattr(month, kind, getattr(month, kind) + minutes)


class LongDay(DayFault):
    name = "overtime_over_three_hours"
    zh, en = "工作日一天加班超过三小时", "More than three hours of overtime on a working day"
    rules: ClassVar[tuple[str, ...]] = ("hours.daily_overtime",)

    def plant(self) -> None:
        working = [d for d in self.days() if d.kind == "workday" and d.worked == SHIFT and d.workday == 0]
        self.planted = sorted(self.rng.sample(working, min(len(working), self.rng.randint(1, 3))), key=lambda d: d.day)
        for day in self.planted:
            self.add(day, "workday", self.rng.choice((195, 210, 240, 300)))

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, day.day, day.day) for day in self.planted]


class NoRestDay(DayFault):
    name = "no_weekly_rest"
    zh, en = "一周七天都上班", "Seven days of work in one week"
    rules: ClassVar[tuple[str, ...]] = ("hours.weekly_rest",)

    def plant(self) -> None:
        by_day = {day.day: day for day in self.days()}
        weeks = []
        for monday in (day for day in by_day if day.weekday() == 0):
            week = each_day(monday, monday + timedelta(days=6))
            if all(self._workable(by_day.get(day)) for day in week) and not any(
                day in WORKING_WEEKENDS or day in STATUTORY for day in week
            ):
                weeks.append(week)
        self.week = self.rng.choice(weeks)
        for day in self.week:
            if by_day[day].kind == "restday":
                self.add(by_day[day], "restday", SHIFT)

    @staticmethod
    def _workable(day: Day | None) -> bool:
        """A rest day, or a working day that was worked; not a day of leave."""
        return day is not None and (day.kind == "restday" or day.worked > 0)

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number, self.week[0], self.week[-1])]


class MonthOverLimit(FaultKind):
    name = "overtime_over_36_hours"
    zh, en = "一个月工作日加班超过三十六小时", "More than thirty-six hours of working-day overtime in a month"
    sheets: ClassVar[tuple[str, ...]] = ATTENDANCE
    rules: ClassVar[tuple[str, ...]] = ("hours.monthly_overtime",)

    def plant(self) -> None:
        fitting = monthly_sheets(self.person)
        self.months = self.rng.sample(fitting, min(len(fitting), self.rng.randint(1, 4)))
        for month in self.months:
            month.workday = 36 * 60 + self.rng.choice((15, 30, 240, 600))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, month) for month in self.months]


class TotalOverLimit(FaultKind):
    name = "all_overtime_over_36_hours"
    zh, en = "加上休息日加班，一个月超过三十六小时", "More than thirty-six hours in a month with rest-day work counted"
    sheets: ClassVar[tuple[str, ...]] = ATTENDANCE
    rules: ClassVar[tuple[str, ...]] = ("hours.monthly_overtime_total",)

    def plant(self) -> None:
        self.month = self.rng.choice(monthly_sheets(self.person))
        hours, rest = self.rng.choice(((36, 4), (30, 8), (29, 8)))
        self.month.workday, self.month.restday = hours * 60, rest * 60

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, self.month, question=True)]


class UnapprovedSystem(FaultKind):
    name = "special_hours_unapproved"
    zh, en = "实行不定时工时，没有经过批准", "Irregular hours without approval"
    sheets: ClassVar[tuple[str, ...]] = ("company", "roster")
    rules: ClassVar[tuple[str, ...]] = ("hours.special_system_unapproved",)

    def plant(self) -> None:
        self.person.notes["hours_system"] = "irregular"

    def findings(self) -> list[Finding]:
        return [Finding(self.rules[0], self.person.number)]


class PartTimeTooLong(FaultKind):
    name = "part_time_over_24_hours"
    zh, en = "非全日制员工平均每周超过二十四小时", "A part-timer worked more than twenty-four hours a week"
    sheets: ClassVar[tuple[str, ...]] = ("payroll",)
    rules: ClassVar[tuple[str, ...]] = ("hours.part_time_limit",)

    def draft(self) -> Draft:
        return Draft(form=PART_TIME, plain=True, steady=True, started=service(self.firm, self.rng, 8, 20))

    def plant(self) -> None:
        self.months = self.rng.sample(monthly_sheets(self.person), self.rng.randint(1, 3))
        for month in self.months:
            limit = 24 * 60 * last_of(month.first).day // 7
            month.hours = limit // 30 * 30 + self.rng.choice((30, 600, 1800))

    def findings(self) -> list[Finding]:
        return [in_month(self.rules[0], self.person, month, question=True) for month in self.months]


KINDS: tuple[type[FaultKind], ...] = (
    LongDay,
    NoRestDay,
    MonthOverLimit,
    TotalOverLimit,
    UnapprovedSystem,
    PartTimeTooLong,
)
