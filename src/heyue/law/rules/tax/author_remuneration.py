"""稿酬预扣: income tax to withhold on one payment to an author."""

from __future__ import annotations

import polars as pl

from heyue.law.money import ratio
from heyue.law.rule import Law, rule
from heyue.law.rules.tax.labour_remuneration import INCOME, METHOD, PER_PAYMENT, TEXT_NOT_HELD, Payment, after_expenses


@rule(
    title=("稿酬个税预扣", "Income tax to withhold on an author's remuneration"),
    facts=Payment,
    since="2019-01-01",
    cites=(METHOD, INCOME, PER_PAYMENT),
    limits=(TEXT_NOT_HELD, ("只适用于居民个人", "Residents only")),
    rulebook="tax.labour_remuneration",
)
def author_remuneration(facts: Payment, law: Law) -> pl.Expr:
    counted = after_expenses(facts.income) * 70
    law.step(
        "taxable",
        ratio(counted, 10_000),
        INCOME,
        zh="预扣应纳税所得额：不超过 4000 元的减 800 元，超过的减 20%，再按 70% 计算",
        en="Taxable: less 800 yuan up to 4,000 yuan, less 20% above, then 70% of it",
    )
    return law.step(
        "tax", ratio(counted * 20, 1_000_000), METHOD, zh="预扣税额：所得额 × 20%", en="Tax: 20% of the taxable part"
    )
