"""个税少扣: less income tax was withheld from a month's wages than the cumulative method gives."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.dates import month_number
from heyue.law.facts.pay_month import PayMonth
from heyue.law.money import yuan
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.tax.withholding import METHOD, RATES, TAXABLE, WITHHOLD, WITHHOLDER, CumulativeTax, cumulative_tax
from heyue.law.workdays import next_workday

LOW_INCOME = yuan(60_000)
PENALTY = Cite("税收征收管理法", 69)
LIMITS = (
    (
        "只看居民个人的工资。少扣按对员工最宽的算法判断：当年入职的，减除费用从一月算起；上年工资不超过 6 万元"
        "（不知道上年工资的，看约定月工资 × 12）的，一月起就减除 6 万元",
        "Residents' wages only. Too little is judged by the most generous reading: for joiners of the year the basic "
        "deduction counts from January; where last year's wages (if unknown, 12 agreed monthly wages) were at most "
        "60,000 yuan, 60,000 is deducted from January",
    ),
    ("减免税额、境外所得没有考虑", "Tax relief and foreign income are not considered"),
)


def tax_of_the_month(facts: PayMonth, law: Law, *, months: pl.Expr | None = None) -> CumulativeTax:
    """The cumulative method on a payroll row, with what was withheld as a step; `months` of basic deduction."""
    found = cumulative_tax(
        law,
        months=facts.months_employed if months is None else months,
        income=facts.cumulative_income,
        special=facts.cumulative_special,
        additional=facts.additional_deductions,
        other=facts.other_tax_deductions,
        withheld=facts.tax_before,
    )
    law.step("withheld", facts.tax, WITHHOLDER, zh="本月实际扣的个税", en="Tax withheld this month")
    return found


@rule(
    title=("工资个税扣少了", "Too little income tax withheld"),
    facts=PayMonth,
    since="2019-01-01",
    dated_by="month",
    cites=(WITHHOLDER, WITHHOLD, TAXABLE, RATES, METHOD, PENALTY),
    severity="medium",
    explain=(
        "按累计预扣法，{month} 应扣个税 {due}，实际扣了 {withheld}，少扣 {amount}。",
        "By the cumulative method {due} of income tax was to be withheld in {month}; {withheld} was, {amount} too "
        "little.",
    ),
    remedy=(
        "先核对员工的专项附加扣除和入职月份；确实少扣的，更正申报，并从员工以后的工资里补扣补缴。",
        "Check the employee's additional deductions and first month; if tax is short, correct the return, "
        "withhold the rest from later wages and pay it over.",
    ),
    limits=LIMITS,
    rulebook="tax.withhold_monthly",
)
def underwithheld(facts: PayMonth, law: Law) -> Breach:
    before = facts.last_year_income
    agreed = law.needed(facts.contract_wage, where=before.is_null() & ~facts.joined_this_year)
    low_income = pl.coalesce(before, 12 * agreed) <= LOW_INCOME
    months = law.step(
        "months_counted",
        pl.when(facts.joined_this_year)
        .then(month_number(facts.month))
        .when(low_income.fill_null(value=False))
        .then(12)
        .otherwise(facts.months_employed),
        METHOD,
        zh="减除费用按几个月算（取对员工最宽的算法）",
        en="Months of basic deduction (by the reading most generous to the employee)",
        unit="count",
    )
    found = tax_of_the_month(facts, law, months=months)
    short = law.step(
        "amount", found.due - facts.tax, WITHHOLDER, zh="少扣：应扣 − 实扣", en="Too little: due − withheld"
    )
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll,
        when=facts.tax < found.due,
        amount=short,
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
