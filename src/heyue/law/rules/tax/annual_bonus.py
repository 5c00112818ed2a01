"""全年一次性奖金单独计税: tax on an annual bonus taxed apart from the year's other income."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.rule import Law, rule
from heyue.law.scale_of_rates import MONTHLY

ALONE = Cite("财政部 税务总局公告2023年第30号", 1)
METHOD = Cite("财税〔2018〕164号", 1)
LAST_DAY = "2027-12-31"
LIMITS = (
    (
        "这个办法一人一年只能用一次，执行到 2027 年 12 月 31 日；员工也可以选择并入当年综合所得计税",
        "Allowed once a person and year, until 31 December 2027; the employee may choose to add the bonus to the "
        "year's income",
    ),
    (
        "奖金刚过 36000、144000、300000、420000、660000、960000 元时，多发一元可能多缴许多税",
        "Just above 36,000, 144,000, 300,000, 420,000, 660,000 and 960,000 yuan one more yuan may cost much more tax",
    ),
)


class AnnualBonus(Facts):
    """年终奖所问: the bonus."""

    bonus = Ask(Money, zh="全年一次性奖金多少？", en="How much is the annual bonus?")


def bonus_tax_alone(bonus: pl.Expr) -> pl.Expr:
    """Tax in fen: a twelfth of the bonus picks the row of the monthly table, the quick deduction is taken once."""
    return MONTHLY.whole(bonus, 12)


@rule(
    title=("年终奖单独计税", "Tax on an annual bonus taxed alone"),
    facts=AnnualBonus,
    since="2019-01-01",
    until=LAST_DAY,
    cites=(ALONE, METHOD),
    limits=LIMITS,
    rulebook="tax.bonus",
)
def annual_bonus(facts: AnnualBonus, law: Law) -> pl.Expr:
    law.step(
        "twelfth",
        facts.bonus // 12,
        METHOD,
        zh="奖金 ÷ 12，用来查月度税率表（显示时去掉不足一分的部分）",
        en="Bonus ÷ 12, which picks the row of the monthly table (shown without parts of a fen)",
    )
    return law.step(
        "amount",
        bonus_tax_alone(facts.bonus),
        ALONE,
        zh="应纳税额：奖金 × 税率 − 速算扣除数",
        en="Tax: bonus × rate − quick deduction",
    )
