"""一周没有休息: work on all seven days of a calendar week."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import full_week, standard_hours
from heyue.law.facts.day import Day
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.hours.daily_overtime import EMERGENCY, FINE

REST = Cite("劳动法", 38)


@rule(
    title=("一周七天都上班", "Seven working days in a week"),
    facts=Day,
    since="1995-01-01",
    dated_by="day",
    cites=(REST, FINE, Cite("国务院关于职工工作时间的规定", 7, 2), Cite("劳动法", 44, item=2)),
    severity="medium",
    explain=(
        "{week_start} 到 {day} 这一周上了 {days} 天班，每周至少要休息一天。",
        "{days} days were worked from {week_start} to {day}; at least one day of rest a week is due.",
    ),
    remedy=(
        "安排每周至少一天完整的休息；这一周的休息日工作补休或付 200% 加班费。",
        "Roster at least one full day of rest each week; give time off or 200% pay for the rest days worked.",
    ),
    limits=(
        (
            "按自然周（周一到周日）看；含调休上班日的周没有检查",
            "Calendar weeks, Monday to Sunday; weeks with an official working weekend are left out",
        ),
        EMERGENCY,
    ),
    rulebook="hours.weekly_rest",
)
def weekly_rest(facts: Day, law: Law) -> Breach:
    days = law.step(
        "days", facts.week_days_worked, REST, zh="这一周上班天数", en="Days worked in the week", unit="count"
    )
    return law.breach(
        applies=full_week(facts.status, facts.day)
        & standard_hours(facts.hours_system, facts.special_approved)
        & facts.week_days_worked.is_not_null()
        & ~facts.week_has_swap,
        when=days >= 7,
        first=facts.week_start,
        last=facts.day,
    )
