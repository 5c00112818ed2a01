"""单日加班超过三小时: more than three hours of overtime on a working day."""

from __future__ import annotations

from functools import partial

from heyue.law.cite import Cite
from heyue.law.covered import full_week, standard_hours
from heyue.law.facts.day import Day
from heyue.law.rule import Breach, Law, rule

CAP = Cite("劳动法", 41)
PENALTY = Cite("劳动法", 90)
FINE = Cite("劳动保障监察条例", 25)
EMERGENCY = (
    "抢险救灾、抢修设备等紧急情况不受限制，这里没有考虑",
    "Emergencies and urgent repairs are exempt; not considered here",
)
OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 9, 2)

text = partial(
    rule,
    title=("工作日加班超过三小时", "More than three hours of overtime in a day"),
    facts=Day,
    dated_by="day",
    severity="medium",
    explain=(
        "{day} 加班 {overtime}，工作日加班一天最多三小时。",
        "{overtime} of overtime on {day}; at most three hours are allowed on a working day.",
    ),
    remedy=(
        "调整排班或增加人手，把每天加班控制在三小时以内；安排加班前先和员工商量。",
        "Change the roster or add staff so that overtime stays within three hours a day; agree it with the employee "
        "first.",
    ),
    limits=(EMERGENCY,),
    rulebook="hours.ot_daily",
)


@text(since="2026-07-01", cites=(CAP, PENALTY, FINE, OVER_AGE))
@text(since="1995-01-01", until="2026-06-30", cites=(CAP, PENALTY, FINE))
def daily_overtime(facts: Day, law: Law) -> Breach:
    worked = law.step(
        "overtime", facts.overtime_workday, CAP, zh="当天加班小时", en="Overtime on the day", unit="hours"
    )
    return law.breach(
        applies=full_week(facts.status, facts.day)
        & standard_hours(facts.hours_system, facts.special_approved)
        & (facts.day_kind == "workday"),
        when=worked > 3 * 60,
        first=facts.day,
        last=facts.day,
    )
