"""离职时年休假没结清: annual leave of the year of leaving, in proportion, neither taken nor paid for."""

from __future__ import annotations

from heyue.law.dates import later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.leave.annual_days import BY_YEARS, NOT_EXCLUDED, TWELVE_MONTHS, days_by_years
from heyue.law.rules.leave.annual_unused import RECORDS
from heyue.law.rules.leave.annual_unused_leaver import LEAVER, days_due, days_passed, year_start
from heyue.law.rules.leave.annual_unused_pay import DAY_WAGE, DECLINED, EXTRA, extra_pay
from heyue.law.workdays import next_workday


@rule(
    title=("离职时年休假没有结清", "Annual leave not settled on leaving"),
    facts=Employment,
    since="2008-09-18",
    dated_by="last_day",
    cites=(LEAVER, EXTRA, DAY_WAGE, BY_YEARS, TWELVE_MONTHS),
    severity="medium",
    explain=(
        "{ended} 离职，当年在本单位已过 {calendar_days} 天，折算后还有 {unused} 年休假没休，要另付 {amount}。",
        "Last day {ended}; {calendar_days} days of that year had passed here, leaving {unused} of annual leave, for "
        "which {amount} is owed.",
    ),
    remedy=(
        "与离职员工核对天数，付清未休年休假工资，留下凭证。",
        "Check the days with the former employee, pay for them and keep the proof.",
    ),
    limits=(RECORDS, DECLINED, NOT_EXCLUDED),
    shows=("first_worked",),
    rulebook="leave.annual.leaver",
)
def annual_leaver(facts: Employment, law: Law) -> Breach:
    passed = law.step(
        "calendar_days",
        days_passed(facts.started, facts.ended),
        LEAVER,
        zh="当年在本单位已过日历天数（含最后一天）",
        en="Calendar days passed here that year, the last day included",
        unit="count",
    )
    full = law.step(
        "full_year",
        days_by_years(facts.first_worked, facts.ended) * 100,
        BY_YEARS,
        zh="全年应休：按离职时累计工作年限",
        en="Days for a full year, by years worked at the time of leaving",
        unit="days",
    )
    taken = law.step(
        "taken", facts.exit_leave_taken, LEAVER, zh="当年已休和书面放弃", en="Taken or declined that year", unit="days"
    )
    unused = law.step(
        "unused",
        days_due(passed, full, taken),
        LEAVER,
        zh="已过日历天数 ÷ 365 × 全年天数 − 已休，不足一整天的不算",
        en="Days passed ÷ 365 × days for a full year − days taken, whole days only",
        unit="days",
    )
    amount = law.step(
        "amount",
        extra_pay(facts.exit_leave_wage, unused),
        EXTRA,
        zh="另付：月平均工资 ÷ 21.75 × 没休天数 × 200%",
        en="Extra: average monthly wage ÷ 21.75 × days not taken × 200%",
    )
    return law.breach(
        applies=facts.left & (facts.status == "full_time") & facts.has_leave,
        when=unused > 0,
        amount=amount,
        first=later(facts.started, year_start(facts.ended)),
        last=facts.ended,
        due=next_workday(facts.asked_on),
    )
