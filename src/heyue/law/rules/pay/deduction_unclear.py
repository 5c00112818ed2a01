"""其他扣款: deductions from wages whose ground has to be looked at."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule

ALLOWED = Cite("工资支付暂行规定", 15)


@rule(
    title=("有其他扣款，请核对依据", "Other deductions: check their ground"),
    facts=PayMonth,
    since="1995-01-01",
    dated_by="month",
    cites=(ALLOWED,),
    severity="low",
    question=True,
    explain=(
        "{month} 有其他扣款 {other_deductions}，看不出是什么钱。",
        "Other deductions of {other_deductions} in {month}; the sheet does not say what for.",
    ),
    remedy=(
        "请核对每笔扣款的依据：员工书面同意的水电、住宿、借支留好凭证；没有依据的退回。",
        "Check each item: keep the written consent for utilities, lodging and advances; give back what has no ground.",
    ),
    limits=(("只提示核对，不作为违规", "A reminder only, not a violation"),),
    rulebook="wage.deduct.allowed",
)
def deduction_unclear(facts: PayMonth, law: Law) -> Breach:
    taken = law.step("taken", facts.other_deductions, ALLOWED, zh="其他扣款", en="Other deductions")
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll,
        when=taken > 0,
        first=facts.month,
        last=facts.month_end,
    )
