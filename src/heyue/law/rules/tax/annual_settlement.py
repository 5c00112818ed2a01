"""综合所得年度汇算: the year's income tax on wages, labour and author's remuneration and royalties together."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.money import ratio, yuan
from heyue.law.rule import Law, rule
from heyue.law.rules.tax.labour_remuneration import tax_on_hundredths
from heyue.law.scale_of_rates import COMPREHENSIVE

COMBINED = Cite("个人所得税法", 2, 2)
TAXABLE = Cite("个人所得税法", 6, 1, 1)
SHARES = Cite("个人所得税法", 6, 2)
SETTLED = Cite("个人所得税法", 11, 1)
BASIC = yuan(60_000)


class Year(Facts):
    """年度汇算所问: the year's income of each kind before tax and what may be deducted."""

    wages = Ask(Money, zh="全年工资薪金收入？", en="Wages of the year?")
    labour_remuneration = Ask(Money, zh="全年劳务报酬收入？", en="Labour remuneration of the year?", absent=0)
    author_remuneration = Ask(Money, zh="全年稿酬收入？", en="Author's remuneration of the year?", absent=0)
    royalties = Ask(Money, zh="全年特许权使用费收入？", en="Royalties of the year?", absent=0)
    deductions = Ask(
        Money,
        zh="全年可以扣除的合计（专项、专项附加和其他扣除，不含 6 万元）？",
        en="Deductions of the year (special, additional and other; without the 60,000 yuan)?",
    )


@rule(
    title=("综合所得年度汇算", "Yearly settlement of comprehensive income"),
    facts=Year,
    since="2019-01-01",
    cites=(COMBINED, TAXABLE, SHARES, COMPREHENSIVE.cite, SETTLED),
    limits=(
        (
            "只适用于居民个人；单独计税的年终奖、免税和减税项目、捐赠、境外所得没有考虑",
            "Residents only; bonuses taxed alone, exemptions and relief, donations and foreign income are not "
            "considered",
        ),
        (
            "这是全年应纳的税，减去全年已预扣的就是应补或应退的数；符合免予汇算条件的可以不补",
            "This is the year's tax; less what was withheld it gives the sum to pay or to get back. Those exempt "
            "from settlement "
            "need not pay the difference",
        ),
    ),
    rulebook="tax.rates",
)
def annual_settlement(facts: Year, law: Law) -> pl.Expr:
    income = facts.wages * 100 + facts.labour_remuneration * 80 + facts.author_remuneration * 56 + facts.royalties * 80
    law.step(
        "income",
        ratio(income, 100),
        SHARES,
        zh="收入额：工资全额，劳务报酬和特许权使用费的 80%，稿酬的 80% 再按 70%（即 56%）",
        en="Income counted: wages in full, 80% of labour remuneration and royalties, 56% (80% × 70%) of author's "
        "remuneration",
    )
    left = greatest(income - BASIC * 100 - facts.deductions * 100, 0)
    law.step(
        "taxable",
        ratio(left, 100),
        TAXABLE,
        zh="应纳税所得额：收入额 − 6 万元 − 各项扣除（不足 0 按 0）",
        en="Taxable: income counted − 60,000 yuan − deductions (not below 0)",
    )
    return law.step(
        "tax",
        tax_on_hundredths(COMPREHENSIVE, left),
        COMPREHENSIVE.cite,
        zh="全年应纳税额：应纳税所得额 × 税率 − 速算扣除数",
        en="Tax of the year: taxable × rate − quick deduction",
    )
