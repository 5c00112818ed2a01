"""年终奖扣税不符: the tax withheld from an annual bonus differs from the separate method."""

from __future__ import annotations

from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.tax.annual_bonus import ALONE, LAST_DAY, METHOD, bonus_tax_alone


@rule(
    title=("年终奖扣的税和单独计税算的不一样", "Tax on the bonus differs from the separate method"),
    facts=PayMonth,
    since="2019-01-01",
    until=LAST_DAY,
    dated_by="month",
    cites=(ALONE, METHOD),
    severity="low",
    question=True,
    explain=(
        "{month} 奖金 {annual_bonus}，单独计税应为 {expected}，工资表写的是 {withheld}。",
        "The bonus of {month} is {annual_bonus}; taxed alone it bears {expected}, payroll shows {withheld}.",
    ),
    remedy=(
        "请核对奖金按哪种办法计税；单独计税的按奖金除以 12 查月度税率表，速算扣除数只减一次。",
        "Check which method was used; alone, a twelfth of the bonus picks the rate and the quick deduction is taken "
        "once.",
    ),
    limits=(
        (
            "员工选择并入综合所得计税的，税额会不同；依据的公告原文没有收录",
            "Where the employee chose to add the bonus to the year's income the tax differs; the announcement is not "
            "on file",
        ),
    ),
    rulebook="tax.bonus",
)
def bonus_tax(facts: PayMonth, law: Law) -> Breach:
    expected = law.step(
        "expected",
        bonus_tax_alone(facts.annual_bonus),
        ALONE,
        zh="单独计税：奖金 × 税率 − 速算扣除数（奖金 ÷ 12 查月度税率表）",
        en="Taxed alone: bonus × rate − quick deduction (bonus ÷ 12 picks the row)",
    )
    law.step("withheld", facts.bonus_tax, ALONE, zh="工资表的奖金个税", en="Tax on the bonus in payroll")
    return law.breach(
        applies=facts.has_payroll & (facts.annual_bonus > 0),
        when=facts.bonus_tax != expected,
        first=facts.month,
        last=facts.month_end,
    )
