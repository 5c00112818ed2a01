"""个税少扣: less income tax was withheld from a month's wages than the cumulative method gives."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.tax.withholding import METHOD, RATES, TAXABLE, WITHHOLD, WITHHOLDER, CumulativeTax, cumulative_tax
from heyue.law.workdays import next_workday

PENALTY = Cite("税收征收管理法", 69)
LIMITS = (
    (
        "只看居民个人的工资；今年首次取得工资的、上年全年工资不超过 6 万元的，减除费用可以更多，请先核对",
        "Residents' wages only. People whose first wages of the year these are, or whose wages last year were at most "
        "60,000 yuan, may have larger deductions: check that first",
    ),
    ("减免税额、境外所得没有考虑", "Tax relief and foreign income are not considered"),
)


def tax_of_the_month(facts: PayMonth, law: Law) -> CumulativeTax:
    """The cumulative method on a payroll row, with what was withheld as a step."""
    found = cumulative_tax(
        law,
        months=facts.months_employed,
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
        "先核对员工的专项附加扣除和入职月份；确实少扣的，更正申报，把少扣的税补上。",
        "Check the employee's additional deductions and first month; if tax is short, correct the return and make it "
        "up.",
    ),
    limits=LIMITS,
    rulebook="tax.withhold_monthly",
)
def underwithheld(facts: PayMonth, law: Law) -> Breach:
    found = tax_of_the_month(facts, law)
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
