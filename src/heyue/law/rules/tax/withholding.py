"""累计预扣预缴: income tax to withhold from a month's wages by the cumulative method."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from heyue.law.ask import Ask, Count, Facts, Flag, Money, Month
from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.money import yuan
from heyue.law.rule import Law, rule
from heyue.law.scale_of_rates import COMPREHENSIVE

TAXABLE = Cite("个人所得税法", 6, 1, 1)
RATES = Cite("个人所得税法", 3, item=1)
WITHHOLD = Cite("个人所得税法", 11, 1)
WITHHOLDER = Cite("个人所得税法", 9, 1)
METHOD = Cite("国家税务总局公告2018年第61号", 6)
MONTHLY_BASIC = yuan(5000)


class Withholding(Facts):
    """累计预扣所问: the month and the sums of the year up to it, all cumulative at this employer."""

    month = Ask(Month, zh="哪个月的工资？", en="Which month's wages?")
    months_employed = Ask(
        Count, zh="今年到本月在本单位任职几个月？", en="Months employed here this year, this month included?"
    )
    first_employment = Ask(
        Flag, zh="是不是今年首次取得工资？", en="First wages of any employer this year?", absent=False
    )
    income = Ask(Money, zh="今年累计收入（含本月）？", en="Cumulative income this year, this month included?")
    special_deductions = Ask(
        Money, zh="今年累计专项扣除（个人社保和公积金）？", en="Cumulative own social insurance and housing fund?"
    )
    additional_deductions = Ask(
        Money, zh="今年累计专项附加扣除？", en="Cumulative special additional deductions?", absent=0
    )
    other_deductions = Ask(Money, zh="今年累计其他扣除？", en="Cumulative other deductions?", absent=0)
    withheld = Ask(Money, zh="今年此前月份已扣的个税？", en="Tax withheld in the earlier months of this year?")


@dataclass(frozen=True, slots=True)
class CumulativeTax:
    """累计预扣的各步: taxable income so far, the tax on it, and what is still to withhold this month."""

    taxable: pl.Expr
    tax: pl.Expr
    due: pl.Expr


def cumulative_tax(
    law: Law,
    *,
    months: pl.Expr,
    income: pl.Expr,
    special: pl.Expr,
    additional: pl.Expr,
    other: pl.Expr,
    withheld: pl.Expr,
) -> CumulativeTax:
    """Tax still to withhold: the table on cumulative taxable income less what was withheld before, never below 0."""
    basic = law.step(
        "basic",
        months * MONTHLY_BASIC,
        METHOD,
        zh="累计减除费用：5000 元 × 任职月数",
        en="Basic deduction so far: 5,000 yuan × months employed",
    )
    taxable = law.step(
        "taxable",
        greatest(income - basic - special - additional - other, 0),
        TAXABLE,
        zh="累计应纳税所得额：累计收入 − 减除费用 − 专项扣除 − 专项附加扣除 − 其他扣除",
        en="Taxable so far: income − basic − special − additional − other deductions",
    )
    tax = law.step(
        "cumulative_tax",
        COMPREHENSIVE.of(taxable),
        COMPREHENSIVE.cite,
        zh="累计应纳税额：按年度税率表",
        en="Tax so far on the yearly table",
    )
    due = law.step(
        "due",
        greatest(tax - withheld, 0),
        METHOD,
        zh="本月应扣：累计应纳税额 − 此前已扣（不足 0 按 0）",
        en="To withhold this month: tax so far − tax withheld before (not below 0)",
    )
    return CumulativeTax(taxable, tax, due)


@rule(
    title=("工资个税预扣", "Income tax to withhold from wages"),
    facts=Withholding,
    since="2019-01-01",
    dated_by="month",
    cites=(WITHHOLD, TAXABLE, RATES, METHOD),
    limits=(
        (
            "只适用于居民个人的工资薪金；全年一次性奖金、减免税额另算",
            "For residents' wages only; annual bonuses taxed alone and tax relief are left out",
        ),
        (
            "上年在同一单位全年工资不超过 6 万元的，可以从一月起一次减除 6 万元，这里没有考虑",
            "Where last year's wages from the same employer were at most 60,000 yuan, 60,000 may be deducted from "
            "January; "
            "not considered here",
        ),
    ),
    rulebook="tax.withhold_monthly tax.first_job",
)
def withholding(facts: Withholding, law: Law) -> pl.Expr:
    months = law.step(
        "months",
        pl.when(facts.first_employment).then(facts.month.dt.month().cast(pl.Int64)).otherwise(facts.months_employed),
        METHOD,
        zh="减除费用的月数：在本单位任职月数；今年首次取得工资的从一月算起",
        en="Months of basic deduction: months employed here; from January where these are the year's first wages",
        unit="count",
    )
    return cumulative_tax(
        law,
        months=months,
        income=facts.income,
        special=facts.special_deductions,
        additional=facts.additional_deductions,
        other=facts.other_deductions,
        withheld=facts.withheld,
    ).due
