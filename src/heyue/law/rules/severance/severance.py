"""经济补偿: economic compensation owed when an employment ends."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import least, months_of_service
from heyue.law.figures import AVERAGE_WAGE
from heyue.law.money import times
from heyue.law.rule import Law, rule

YEARS, CAP = Cite("劳动合同法", 47, 1), Cite("劳动合同法", 47, 2)
WAGE = Cite("劳动合同法实施条例", 27)
OLDER_SERVICE = (
    "2008年1月1日前的工作年限按当时的规定分段计算，这里没有分段；工作调动合并年限的情形请另行确认",
    "Service before 1 January 2008 follows the older rules and is not split here; merged service is not checked",
)
ESTIMATED = (
    "工资表没有离职前 12 个月全部整月的，月平均工资按有记录的整月（没有的按约定工资）估算；有记录的不满 6 个整月、又付过一部分的，不判断",
    "Where payroll lacks full months of the 12 before leaving, the average is estimated from the months on record (else the "
    "agreed wage); with fewer than 6 on record, whoever was paid a part is not judged",
)
BELOW_MINIMUM = (
    "月平均工资低于当地最低工资的，应按最低工资计算，这里没有提高",
    "An average wage below the local minimum counts as the minimum; it is not raised here",
)


class Severance(Facts):
    """经济补偿所问: the service and the wage it is counted on."""

    started = Ask(Date, zh="哪一天入职？", en="First day employed?")
    ended = Ask(Date, zh="最后在职的是哪一天？", en="Last day employed?")
    average_wage = Ask(Money, zh="离职前十二个月的月平均工资？", en="Average monthly wage over the last 12 months?")


def severance_pay(
    law: Law, *, started: pl.Expr, ended: pl.Expr, wage: pl.Expr, year_before: pl.Expr, name: str = "amount"
) -> pl.Expr:
    """经济补偿的算法: months for the service × the average wage; above three times the local average, that and 12 months.

    year_before: the local average monthly wage of the previous year; where it is null nothing is capped, so a rule that must not
    answer without it reads it as a figure that is not optional. name: the step that holds the sum.
    """
    served = law.step(
        "served",
        months_of_service(started, ended),
        YEARS,
        zh="工作年限折合月数：满一年 1 个月，六个月以上按一年，不满六个月按半个月",
        en="Months for the service: one a year, six months or more count as a year, less as half a month",
        unit="months",
    )
    ceiling = law.step(
        "ceiling",
        3 * year_before,
        CAP,
        zh="月工资上限：本地上年度职工月平均工资 × 3",
        en="Ceiling: three times the local average monthly wage of the previous year",
    )
    over = (wage > ceiling).fill_null(value=False)
    base = law.step("base", pl.when(over).then(ceiling).otherwise(wage), CAP, zh="计算基数", en="Monthly base used")
    months = law.step(
        "months",
        pl.when(over).then(least(served, 24)).otherwise(served),
        CAP,
        zh="支付月数：月工资超过上限的，最多 12 个月",
        en="Months paid: at most 12 where the wage is above the ceiling",
        unit="months",
    )
    return law.step(name, times(base, months), YEARS, zh="经济补偿：基数 × 月数", en="Severance: base × months")


@rule(
    title=("经济补偿", "Severance pay"),
    facts=Severance,
    since="2008-01-01",
    dated_by="ended",
    cites=(YEARS, CAP, WAGE, Cite("劳动合同法", 97, 3)),
    limits=(OLDER_SERVICE, BELOW_MINIMUM),
    rulebook="term.severance_years term.severance_cap",
)
def severance(facts: Severance, law: Law) -> pl.Expr:
    return severance_pay(
        law,
        started=facts.started,
        ended=facts.ended,
        wage=facts.average_wage,
        year_before=law.figure(AVERAGE_WAGE, year=-1),
    )
