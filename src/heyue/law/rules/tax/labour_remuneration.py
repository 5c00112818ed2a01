"""劳务报酬预扣: income tax to withhold on one payment of labour remuneration."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.money import ratio, yuan
from heyue.law.rule import Law, rule
from heyue.law.scale_of_rates import Bracket, Scale

METHOD = Cite("国家税务总局公告2018年第61号", 8)
INCOME = Cite("个人所得税法", 6, 2)
PER_PAYMENT = Cite("个人所得税法实施条例", 14, item=1)
TEXT_NOT_HELD = (
    "预扣的方法和预扣率取自公开资料，公告原文没有收录，请以主管税务机关为准",
    "The method and the rates come from published material; the announcement's own text is not on file, the tax "
    "office decides",
)

#: 劳务报酬预扣率表: rates on the taxable part of one payment, the same announcement.
LABOUR = Scale(
    (
        Bracket(yuan(20_000), 20, 0),
        Bracket(yuan(50_000), 30, yuan(2_000)),
        Bracket(None, 40, yuan(7_000)),
    ),
    METHOD,
)


class Payment(Facts):
    """一次收入所问: the payment before tax."""

    income = Ask(
        Money, zh="这一次（同一项目连续的按一个月）收入多少？", en="How much is the payment (or the month's payments)?"
    )


def after_expenses(income: pl.Expr) -> pl.Expr:
    """Hundredths of a fen left of a payment: less 800 yuan up to 4,000 yuan, four fifths above that; never below 0."""
    return pl.when(income <= yuan(4000)).then(greatest(income - yuan(800), 0) * 100).otherwise(income * 80)


def tax_on_hundredths(scale: Scale, taxable: pl.Expr) -> pl.Expr:
    """Tax in fen on an income in hundredths of a fen, rounded once."""
    return ratio(greatest(*[taxable * b.percent - b.quick * 10_000 for b in scale.brackets], 0), 10_000)


@rule(
    title=("劳务报酬个税预扣", "Income tax to withhold on labour remuneration"),
    facts=Payment,
    since="2019-01-01",
    cites=(METHOD, INCOME, PER_PAYMENT),
    limits=(
        TEXT_NOT_HELD,
        (
            "只适用于居民个人；保险营销员、证券经纪人和实习学生另有算法",
            "Residents only; insurance agents, securities brokers and student interns follow other methods",
        ),
    ),
    rulebook="tax.labour_remuneration",
)
def labour_remuneration(facts: Payment, law: Law) -> pl.Expr:
    left = after_expenses(facts.income)
    law.step(
        "taxable",
        ratio(left, 100),
        METHOD,
        zh="预扣应纳税所得额：不超过 4000 元的减 800 元，超过 4000 元的减 20%",
        en="Taxable: less 800 yuan where the payment is at most 4,000 yuan, less 20% above",
    )
    return law.step(
        "tax",
        tax_on_hundredths(LABOUR, left),
        METHOD,
        zh="预扣税额：2 万元以内 20%，2 万至 5 万元 30% − 2000，超过 5 万元 40% − 7000",
        en="Tax: 20% up to 20,000 yuan, 30% − 2,000 up to 50,000, 40% − 7,000 above",
    )
