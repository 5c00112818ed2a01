"""年终奖税后反推: the annual bonus before tax that leaves a given net bonus."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Money
from heyue.law.rule import Law, rule
from heyue.law.rules.tax.annual_bonus import ALONE, LAST_DAY, LIMITS, METHOD
from heyue.law.scale_of_rates import MONTHLY


class NetBonus(Facts):
    """税后奖金所问: what the employee is to receive."""

    net_bonus = Ask(Money, zh="员工到手的奖金多少？", en="How much is the employee to receive after tax?")


@rule(
    title=("年终奖税后反推税前", "Annual bonus before tax for a given net sum"),
    facts=NetBonus,
    since="2019-01-01",
    until=LAST_DAY,
    cites=(ALONE, METHOD),
    limits=(
        *LIMITS,
        (
            "有时不止一个税前数能得到同样的到手数，这里给最小的一个",
            "Where more than one gross sum leaves the same net, the smallest is given",
        ),
    ),
    rulebook="tax.bonus",
)
def annual_bonus_gross_up(facts: NetBonus, law: Law) -> pl.Expr:
    gross = law.step(
        "gross",
        MONTHLY.gross_of(facts.net_bonus, 12),
        ALONE,
        zh="税前奖金：（到手奖金 − 速算扣除数）÷（1 − 税率）",
        en="Bonus before tax: (net bonus − quick deduction) ÷ (1 − rate)",
    )
    law.step(
        "tax", gross - facts.net_bonus, ALONE, zh="个税：税前奖金 − 到手奖金", en="Tax: bonus before tax − net bonus"
    )
    return gross
