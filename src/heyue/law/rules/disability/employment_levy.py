"""残疾人就业保障金: the levy of an employer below the province's share, before any relief."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Count, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.figures import DISABILITY_RATIO
from heyue.law.money import ratio
from heyue.law.rule import Law, rule

SHARE = Cite("残疾人就业条例", 8, 2)
OWED = Cite("残疾人就业条例", 9)
FORMULA = Cite("财税〔2015〕72号", 8)
_WHOLE = 1_000_000


class Staff(Facts):
    """保障金所问: last year's staff and their average wage."""

    employees = Ask(
        Count,
        zh="上年在职职工多少人？（季节工折算成年平均人数）",
        en="Staff last year? (seasonal staff as a yearly average)",
    )
    disabled_employees = Ask(Count, zh="其中安排残疾人多少人？", en="How many of them are disabled?")
    average_annual_wage = Ask(Money, zh="上年在职职工年平均工资？", en="Average yearly wage of the staff last year?")


@rule(
    title=("残疾人就业保障金（减免前）", "Disability employment levy (before relief)"),
    facts=Staff,
    since="2015-10-01",
    cites=(SHARE, OWED, FORMULA),
    limits=(
        (
            "计算公式的文件原文没有收录，取自公开转载；年平均工资超过当地平均工资 2 倍的按 2 倍计，没有计入",
            "The text of the formula is not on file and comes from published quotations; the cap of the average "
            "wage at twice the "
            "local average is not applied",
        ),
        (
            "小微企业免征、分档减缴等优惠没有考虑；一级、二级残疾人按两人计的，请折算后再填",
            "Exemptions and reduced rates are not considered; where a person of grade 1 or 2 counts as two, enter "
            "the number so counted",
        ),
    ),
    rulebook="tax.levy_disabled",
)
def employment_levy(facts: Staff, law: Law) -> pl.Expr:
    share = law.figure(DISABILITY_RATIO)
    required = law.step(
        "required",
        facts.employees * share,
        SHARE,
        zh="应安排人数：职工人数 × 当地规定的比例",
        en="Posts required: staff × the province's share",
        unit="ratio",
    )
    gap = law.step(
        "gap",
        greatest(required - facts.disabled_employees * _WHOLE, 0),
        FORMULA,
        zh="差额人数：应安排 − 已安排（可以不是整数，不足 0 按 0）",
        en="Gap: required − employed (need not be whole, not below 0)",
        unit="ratio",
    )
    return law.step(
        "amount",
        ratio(gap * facts.average_annual_wage, _WHOLE),
        FORMULA,
        zh="减免前应缴：差额人数 × 年平均工资",
        en="Levy before relief: gap × average yearly wage",
    )
