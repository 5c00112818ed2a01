"""未休年休假工资: what is owed for annual leave not taken, besides the normal pay."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Days, Facts, Money
from heyue.law.cite import Cite
from heyue.law.money import ratio
from heyue.law.rule import Law, rule

EXTRA = Cite("企业职工带薪年休假实施办法", 10, 1)
DAY_WAGE = Cite("企业职工带薪年休假实施办法", 11)
TRIPLE = Cite("职工带薪年休假条例", 5, 3)
DECLINED = (
    "单位安排了休假、员工因本人原因书面提出不休的，只付正常工资；经员工同意也可以跨一个年度安排",
    "Where leave was arranged and the employee declined it in writing for personal reasons, normal pay is enough; with consent "
    "it may also be moved to the next year",
)


class Unused(Facts):
    """未休年休假所问: the wage and the days."""

    average_wage = Ask(
        Money, zh="前 12 个月的月平均工资（不含加班费）？", en="Average monthly wage of 12 months, overtime excluded?"
    )
    unused_days = Ask(Days, zh="还有几天没休？", en="Days not taken?")


def extra_pay(wage: pl.Expr, unused: pl.Expr) -> pl.Expr:
    """另付的 200%: wage ÷ 21.75 × days (hundredths) × 200 %, rounded once."""
    return ratio(wage * unused * 2, 2175)


@rule(
    title=("未休年休假工资（另付部分）", "Pay for annual leave not taken (the extra part)"),
    facts=Unused,
    since="2008-09-18",
    cites=(EXTRA, DAY_WAGE, TRIPLE),
    limits=(DECLINED,),
    rulebook="leave.annual.daily_base",
)
def annual_unused_pay(facts: Unused, law: Law) -> pl.Expr:
    law.step(
        "day_wage",
        ratio(facts.average_wage * 100, 2175),
        DAY_WAGE,
        zh="日工资：月平均工资 ÷ 21.75",
        en="Day wage: average monthly wage ÷ 21.75",
    )
    return law.step(
        "amount",
        extra_pay(facts.average_wage, facts.unused_days),
        EXTRA,
        zh="另付：月平均工资 ÷ 21.75 × 天数 × 200%（300% 中含已付的正常工资）",
        en="Extra: average wage ÷ 21.75 × days × 200% (the 300% includes the normal pay already given)",
    )
