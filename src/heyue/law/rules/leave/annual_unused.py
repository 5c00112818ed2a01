"""年休假没休满: annual leave of the last complete calendar year neither taken nor paid for."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.leave.annual_days import BY_YEARS, NOT_EXCLUDED, TWELVE_MONTHS, days_by_years
from heyue.law.rules.leave.annual_days_joiner import JOINER, days_left, whole_days
from heyue.law.rules.leave.annual_unused_pay import DAY_WAGE, DECLINED, EXTRA, TRIPLE, extra_pay
from heyue.law.workdays import next_workday

CARRIED_OVER = Cite("企业职工带薪年休假实施办法", 9)
RECORDS = (
    "只看请休假表里登记的年休假；没有登记的休假、已经付过的未休年休假工资看不到，请先核对",
    "Only annual leave in the leave sheet is seen; leave not recorded, and pay already given for unused leave, is not: "
    "check first",
)


@rule(
    title=("年休假没有休满", "Annual leave not taken"),
    facts=Employment,
    since="2008-09-18",
    dated_by="leave_year_end",
    cites=(EXTRA, DAY_WAGE, BY_YEARS, TWELVE_MONTHS, JOINER, TRIPLE, CARRIED_OVER),
    severity="medium",
    explain=(
        "{year} 年应休年休假 {entitled}，登记已休 {taken}，还有 {unused} 没休。没休的要另付日工资的 200%，共 {amount}。",
        "For {year} {entitled} of annual leave were due and {taken} are recorded; {unused} remain. A further 200% of "
        "the day wage is "
        "owed for them, {amount} in all.",
    ),
    remedy=(
        "与员工核对天数；确有生产、工作需要并经本人同意的，可以跨一个年度安排休完，否则付清未休年休假工资。",
        "Check the days with the employee; where the work really needs it and the employee consents, the leave may be "
        "taken within the next year; otherwise pay for it.",
    ),
    limits=(
        RECORDS,
        DECLINED,
        NOT_EXCLUDED,
        (
            "年初（当年入职的为入职日）工作不满一年的按没有年休假算；工资按有记录的整月平均，不含加班费",
            "Whoever had worked less than a year on 1 January (or on joining) counts as having none; the wage is the "
            "mean of full months on record, overtime excluded",
        ),
    ),
    shows=("first_worked",),
    rulebook="leave.annual.entitlement leave.annual.carry",
)
def annual_unused(facts: Employment, law: Law) -> Breach:
    law.step("year", facts.leave_year_start.dt.year().cast(pl.String), BY_YEARS, zh="哪一年", en="Year", unit="word")
    full = law.step(
        "full_year",
        days_by_years(facts.first_worked, later(facts.started, facts.leave_year_start)) * 100,
        BY_YEARS,
        zh="全年应休：按年初（当年入职的按入职日）累计工作年限",
        en="Days for a full year, by years worked on 1 January (or on joining)",
        unit="days",
    )
    entitled = law.step(
        "entitled",
        pl.when(facts.started > facts.leave_year_start)
        .then(whole_days(days_left(facts.started), full))
        .otherwise(full),
        JOINER,
        zh="当年应休（当年入职的按剩余日历天数 ÷ 365 折算）",
        en="Days due (for a joiner in proportion to the days left ÷ 365)",
        unit="days",
    )
    taken = law.step(
        "taken", facts.leave_taken, EXTRA, zh="已休和书面放弃", en="Taken or declined in writing", unit="days"
    )
    unused = law.step("unused", (entitled - taken).clip(lower_bound=0), EXTRA, zh="没休的", en="Not taken", unit="days")
    amount = law.step(
        "amount",
        extra_pay(facts.leave_wage, unused),
        EXTRA,
        zh="另付：月平均工资 ÷ 21.75 × 没休天数 × 200%",
        en="Extra: average monthly wage ÷ 21.75 × days not taken × 200%",
    )
    return law.breach(
        applies=(facts.status == "full_time")
        & facts.has_leave
        & (facts.started <= facts.leave_year_end)
        & (facts.last_day > facts.leave_year_end),
        when=entitled > taken,
        amount=amount,
        first=facts.leave_year_start,
        last=facts.leave_year_end,
        due=next_workday(facts.asked_on),
    )
