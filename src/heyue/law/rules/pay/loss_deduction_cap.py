"""赔偿扣款上限: the most that may be deducted from a month's wage for loss the worker caused."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import greatest, least
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.money import percent
from heyue.law.rule import Law, rule

CAP = Cite("工资支付暂行规定", 16)
LIMITS = (
    (
        "只有员工本人造成损失、合同约定可以赔偿时才能扣；扣不完的以后月份接着扣",
        "Only for loss the worker caused and where the contract provides for it; the rest may be taken in later months",
    ),
)


class LossDeductionCap(Facts):
    """赔偿扣款所问: the month's wage."""

    wage = Ask(Money, zh="员工当月工资？", en="The worker's wage of the month?")


def most_deducted(law: Law, wage: pl.Expr, minimum: pl.Expr) -> pl.Expr:
    """The smaller of 20 % of the wage and what the wage exceeds the local minimum by, with its steps."""
    fifth = law.step("fifth", percent(wage, 20), CAP, zh="当月工资 × 20%", en="20% of the month's wage")
    spare = law.step(
        "above_minimum",
        greatest(wage - minimum, 0),
        CAP,
        zh="当月工资 − 当地月最低工资（不足 0 按 0）",
        en="Wage above the local monthly minimum (not below 0)",
    )
    return law.step(
        "cap", least(fifth, spare), CAP, zh="最多可扣：两者中较小的", en="Most to deduct: the smaller of the two"
    )


@rule(
    title=("赔偿扣款每月最多扣多少", "Most to deduct from wages for loss"),
    facts=LossDeductionCap,
    since="1995-01-01",
    cites=(CAP,),
    limits=LIMITS,
    rulebook="wage.deduct.loss20",
)
def loss_deduction_cap(facts: LossDeductionCap, law: Law) -> pl.Expr:
    return most_deducted(law, facts.wage, law.figure(MINIMUM_WAGE_MONTHLY))
