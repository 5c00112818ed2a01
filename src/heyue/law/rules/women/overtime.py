"""孕期哺乳期加班: overtime in late pregnancy or while nursing."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

PREGNANT = Cite("女职工劳动保护特别规定", 6, 2)
NURSING = Cite("女职工劳动保护特别规定", 9, 1)
FINE = Cite("女职工劳动保护特别规定", 13, 1)
LIMITS = (
    (
        "怀孕七个月按预产期前 84 天（满 28 周）估算；哺乳期算到婴儿满一周岁前一天",
        "The seventh month is estimated as 84 days before the due date (28 weeks); nursing runs to the day before "
        "the first birthday",
    ),
)


@rule(
    title=("怀孕七个月以上或哺乳期安排了加班", "Overtime in late pregnancy or while nursing"),
    facts=PayMonth,
    since="2012-04-28",
    dated_by="month",
    cites=(PREGNANT, NURSING, Cite("劳动法", 61), Cite("劳动法", 63), FINE),
    severity="high",
    explain=(
        "{month} 整月处于怀孕七个月以上或哺乳期，安排了加班 {overtime}。",
        "All of {month} lay in late pregnancy or nursing, and {overtime} of overtime was worked.",
    ),
    remedy=(
        "停止安排她加班和夜班，已发生的加班费照付；哺乳期每天留出一小时哺乳时间。",
        "Arrange no more overtime or night shifts for her, pay for what was worked, and give an hour a day for "
        "nursing.",
    ),
    limits=(*LIMITS, ("只检查整月都在保护期内的月份", "Only months wholly inside the protected time are checked")),
    rulebook="women.no_ot_night",
)
def overtime(facts: PayMonth, law: Law) -> Breach:
    hours = law.step(
        "overtime",
        facts.overtime_workday + facts.overtime_restday + facts.overtime_holiday,
        PREGNANT,
        zh="当月加班：工作日 + 休息日 + 节假日",
        en="Overtime in the month: working days + rest days + holidays",
        unit="hours",
    )
    return law.breach(
        applies=facts.has_attendance & facts.protected_month & (facts.status != "contractor"),
        when=hours > 0,
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
