"""月加班超过三十六小时: more than 36 hours of overtime on working days in a month."""

from __future__ import annotations

from functools import partial

from heyue.law.cite import Cite
from heyue.law.covered import full_week, standard_hours
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.hours.daily_overtime import CAP, EMERGENCY, FINE, PENALTY

MOST = 36 * 60
OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 9, 2)

text = partial(
    rule,
    title=("一个月加班超过三十六小时", "More than 36 hours of overtime in a month"),
    facts=PayMonth,
    dated_by="month",
    severity="medium",
    explain=(
        "{month} 工作日加班 {overtime}，超过每月 36 小时的上限 {over}。",
        "{overtime} of overtime on working days in {month}, {over} above the monthly limit of 36 hours.",
    ),
    remedy=(
        "减少加班、增加人手或改排班。",
        "Cut overtime, add staff or change the roster.",
    ),
    limits=(EMERGENCY,),
    rulebook="hours.ot_monthly36",
)


@text(since="2026-07-01", cites=(CAP, PENALTY, FINE, OVER_AGE))
@text(since="1995-01-01", until="2026-06-30", cites=(CAP, PENALTY, FINE))
def monthly_overtime(facts: PayMonth, law: Law) -> Breach:
    worked = law.step(
        "overtime",
        facts.overtime_workday,
        CAP,
        zh="工作日加班合计",
        en="Overtime on working days",
        unit="hours",
    )
    law.step("over", worked - MOST, CAP, zh="超过 36 小时的部分", en="Above 36 hours", unit="hours")
    return law.breach(
        applies=full_week(facts.status, facts.month)
        & standard_hours(facts.hours_system, facts.special_approved)
        & facts.has_attendance,
        when=worked > MOST,
        first=facts.month,
        last=facts.month_end,
    )
