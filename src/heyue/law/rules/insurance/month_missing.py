"""漏缴月份: a month of employment without social insurance."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import (
    PENSION_BASE_CEILING,
    PENSION_BASE_FLOOR,
    PENSION_EMPLOYEE_RATE,
    PENSION_EMPLOYER_RATE,
)
from heyue.law.money import share
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.insurance.pension_employee import CLAMP, clamped
from heyue.law.workdays import next_workday

IN_FULL = Cite("社会保险法", 60, 1)
LATE_FEE = Cite("社会保险法", 86)
PENSION = Cite("社会保险法", 10, 1)
MEDICAL = Cite("社会保险法", 23, 1)
RATES = Cite("社会保险法", 12, 1)


def both_rates(law: Law) -> pl.Expr:
    """Pension rates of employer and employee together, as a step."""
    return law.step(
        "rate",
        law.figure(PENSION_EMPLOYER_RATE) + law.figure(PENSION_EMPLOYEE_RATE),
        RATES,
        zh="养老保险单位和个人费率合计",
        en="Pension rates of both sides",
        unit="ratio",
    )


@rule(
    title=("这个月没有缴社会保险", "No social insurance paid for the month"),
    facts=PayMonth,
    since="2011-07-01",
    dated_by="month",
    cites=(IN_FULL, PENSION, MEDICAL, RATES, LATE_FEE),
    severity="high",
    explain=(
        "{month} 整月在职，社保明细里没有这个人。",
        "Employed all of {month}, but not in the social-insurance list of that month.",
    ),
    remedy=(
        "向社保经办机构补办登记和补缴；在别处参保的，先核对合同和派遣关系。",
        "Enrol the person and pay the arrears; where insured elsewhere, check the contract and any dispatch first.",
    ),
    limits=(
        (
            "金额只估算养老保险单位和个人两部分，没有算其他险种；滞纳金按日万分之五另计",
            "The sum estimates both sides of the pension only; other insurance and the late fee of 0.05% a day are "
            "extra",
        ),
        ("不可抗力和经批准缓缴的没有考虑", "Force majeure and approved deferrals are not considered"),
        CLAMP,
    ),
    rulebook="social.monthly_payment",
)
def month_missing(facts: PayMonth, law: Law) -> Breach:
    base = law.step(
        "base",
        clamped(facts.gross, law.figure(PENSION_BASE_FLOOR), law.figure(PENSION_BASE_CEILING)),
        RATES,
        zh="估算基数：当月应发，不低于下限、不高于上限",
        en="Estimated base: gross pay between the floor and the ceiling",
    )
    amount = law.step(
        "amount",
        share(base, both_rates(law)),
        RATES,
        zh="应补养老保险（估算）：基数 × 费率",
        en="Pension arrears (estimate): base × rate",
    )
    return law.breach(
        applies=(facts.status == "full_time") & facts.full & facts.complete,
        when=~facts.has_insurance,
        amount=amount,
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
