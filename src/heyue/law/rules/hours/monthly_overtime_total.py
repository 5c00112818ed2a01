"""月加班合计超过三十六小时: overtime above 36 hours once work on rest days and holidays is counted."""

from __future__ import annotations

from heyue.law.covered import full_week, standard_hours
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.hours.daily_overtime import CAP, EMERGENCY
from heyue.law.rules.hours.monthly_overtime import MOST


@rule(
    title=("连休息日算上，一个月加班超过三十六小时", "Above 36 hours a month with rest days counted"),
    facts=PayMonth,
    since="1995-01-01",
    dated_by="month",
    cites=(CAP,),
    severity="low",
    question=True,
    explain=(
        "{month} 工作日、休息日和节假日加班一共 {total}，工作日加班 {overtime}。",
        "In {month} work beyond normal hours came to {total} in all, {overtime} of it on working days.",
    ),
    remedy=(
        "请核对休息日加班是否已安排补休，尽量把全月加班控制在三十六小时以内。",
        "Check whether time off was given for rest days and try to keep the month within 36 hours.",
    ),
    limits=(
        (
            "法条没有写明休息日和节假日加班算不算在三十六小时里，只提示核对",
            "The article does not say whether rest days and holidays count towards the 36 hours; a reminder only",
        ),
        EMERGENCY,
    ),
    rulebook="hours.ot_monthly36",
)
def monthly_overtime_total(facts: PayMonth, law: Law) -> Breach:
    worked = law.step(
        "overtime", facts.overtime_workday, CAP, zh="工作日加班", en="Overtime on working days", unit="hours"
    )
    total = law.step(
        "total",
        worked + facts.overtime_restday + facts.overtime_holiday,
        CAP,
        zh="工作日 + 休息日 + 节假日加班",
        en="Working days + rest days + public holidays",
        unit="hours",
    )
    return law.breach(
        applies=full_week(facts.status, facts.month)
        & standard_hours(facts.hours_system, facts.special_approved)
        & facts.has_attendance,
        when=(worked <= MOST) & (total > MOST),
        first=facts.month,
        last=facts.month_end,
    )
