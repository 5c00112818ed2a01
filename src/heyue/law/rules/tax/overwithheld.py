"""个税多扣: more income tax was withheld from a month's wages than the cumulative method gives."""

from __future__ import annotations

from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.tax.underwithheld import LIMITS, tax_of_the_month
from heyue.law.rules.tax.withholding import METHOD, RATES, TAXABLE, WITHHOLD, WITHHOLDER


@rule(
    title=("工资个税扣多了", "Too much income tax withheld"),
    facts=PayMonth,
    since="2019-01-01",
    dated_by="month",
    cites=(WITHHOLDER, WITHHOLD, TAXABLE, RATES, METHOD),
    severity="low",
    explain=(
        "按累计预扣法，{month} 应扣个税 {due}，实际扣了 {withheld}，多扣 {amount}。",
        "By the cumulative method {due} of income tax was to be withheld in {month}; {withheld} was, {amount} too "
        "much.",
    ),
    remedy=(
        "核对计税的收入和扣除；多扣已申报的，更正申报或提醒员工年度汇算时退回；没有申报的，退还员工。",
        "Check income and deductions; correct the return or tell the employee to reclaim it in the annual settlement; "
        "give back what was not paid over.",
    ),
    limits=LIMITS,
    rulebook="tax.withhold_monthly",
)
def overwithheld(facts: PayMonth, law: Law) -> Breach:
    found = tax_of_the_month(facts, law)
    over = law.step("amount", facts.tax - found.due, WITHHOLDER, zh="多扣：实扣 − 应扣", en="Too much: withheld − due")
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll,
        when=facts.tax > found.due,
        amount=over,
        first=facts.month,
        last=facts.month_end,
    )
