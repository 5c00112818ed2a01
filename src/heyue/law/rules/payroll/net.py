"""实发工资: a month's pay after the employee's own contributions and income tax."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Money
from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.rule import Law, rule
from heyue.law.rules.insurance.contributions import employee_parts
from heyue.law.rules.tax.withholding import METHOD, WITHHOLD, Withholding, withholding

PAID_OVER = Cite("社会保险法", 60, 1)
ALLOWED = Cite("工资支付暂行规定", 15)


class Pay(Withholding):
    """实发工资所问: the month's gross pay, the housing fund, and what the cumulative tax needs."""

    gross = Ask(Money, zh="本月应发工资？", en="Gross pay of the month?")
    housing_fund = Ask(Money, zh="本月个人缴的住房公积金？", en="Own housing fund of the month?", absent=None)


@rule(
    title=("实发工资", "Net pay"),
    facts=Pay,
    since="2019-01-01",
    dated_by="month",
    cites=(ALLOWED, PAID_OVER, WITHHOLD, METHOD),
    limits=(
        (
            "社保按本月应发工资和当地公布的上下限、费率计算；缴费基数按上年平均工资核定的，会有差别",
            "Social insurance is counted on the month's gross pay within the published limits; a base set by last "
            "year's average differs",
        ),
        (
            "公积金没填的不扣；只任职一个月的，累计专项扣除就是本月的，其中社保以外的部分按公积金扣",
            "No housing fund is deducted unless given; in the first month the cumulative special deductions are "
            "the month's own, and what "
            "exceeds social insurance in them counts as the housing fund",
        ),
        ("其他依法可以扣的款项没有考虑", "Other deductions the law allows are not considered"),
    ),
    rulebook="wage.deduct.allowed",
)
def net(facts: Pay, law: Law) -> pl.Expr:
    first = facts.months_employed == 1
    insurance = pl.sum_horizontal(*employee_parts(law, facts.gross, where=~first).values(), ignore_nulls=False)
    fund = law.step(
        "housing_fund.employee",
        pl.when(insurance.is_not_null()).then(
            pl.coalesce(
                facts.housing_fund,
                pl.when(first).then(greatest(facts.special_deductions - insurance, 0)).otherwise(0),
            )
        ),
        ALLOWED,
        zh="住房公积金个人：所填的数；第一个月没填的，为专项扣除减社保",
        en="Housing fund, employee: as given; in the first month else the special deductions less social insurance",
    )
    own = law.step(
        "contributions",
        pl.when(insurance.is_not_null()).then(insurance + fund).when(first).then(facts.special_deductions),
        PAID_OVER,
        zh="个人社保和公积金合计",
        en="Own social insurance and housing fund in all",
    )
    tax = law.step("tax", withholding(facts, law), METHOD, zh="本月应扣个税", en="Income tax of the month")
    return law.step(
        "net",
        facts.gross - own - tax,
        ALLOWED,
        zh="实发：应发 − 个人社保和公积金 − 个税",
        en="Net: gross − own contributions − tax",
    )
