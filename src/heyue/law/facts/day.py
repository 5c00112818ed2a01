"""考勤日: one row for each daily attendance row."""

from __future__ import annotations

from heyue.law.ask import Ask, Count, Date, Derived, Facts, Flag, Hours, Word
from heyue.law.tables.roster import HOURS_SYSTEMS


class Day(Facts, grain="day"):
    """考勤日的事实: facts of one person's day."""

    day = Ask(Date, zh="日期", en="Day", source="attendance.day")
    status = Derived(Word, zh="用工身份", en="Status of the person", source="roster.form")
    hours_system = Ask(
        Word, zh="工时制度", en="Hours system", choices=HOURS_SYSTEMS, absent="standard", source="roster.hours_system"
    )
    special_approved = Derived(
        Flag,
        zh="特殊工时已批准",
        en="The special hours system is approved",
        absent=None,
        source="company.comprehensive_approval",
    )
    day_kind = Derived(
        Word,
        zh="当天类型（按排班；没有则按国家日历）",
        en="Kind of day: workday, restday, holiday",
        source="attendance.day_kind",
    )
    worked = Ask(Hours, zh="实际工作小时", en="Hours worked", source="attendance.worked")
    overtime_workday = Ask(
        Hours, zh="工作日加班小时", en="Overtime on a working day", source="attendance.overtime_workday"
    )
    night = Ask(Flag, zh="夜班", en="Night shift", source="attendance.night")
    protected = Derived(
        Flag,
        zh="孕 7 个月以上或哺乳期",
        en="7th month of pregnancy or later, or nursing",
        absent=False,
        source=("roster.due_date", "roster.child_born"),
    )
    week_start = Derived(Date, zh="所在周的周一", en="Monday of the week")
    week_days_worked = Derived(
        Count,
        zh="到周日为止该周上班天数（只在周日、且整周都有考勤时给出）",
        en="Days worked in the week, given on Sundays where the whole week has attendance",
        absent=None,
        source="attendance.worked",
    )
    week_has_swap = Derived(
        Flag, zh="该周含调休上班日", en="The week contains an official working weekend day", absent=False
    )
