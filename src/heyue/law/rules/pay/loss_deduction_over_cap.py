"""赔偿扣款超限: more was deducted for loss than the month allows."""

from __future__ import annotations

from heyue.law.covered import full_week
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.pay.loss_deduction_cap import CAP, LIMITS, most_deducted
from heyue.law.workdays import next_workday


@rule(
    title=("赔偿扣款超过每月上限", "Deduction for loss above the monthly limit"),
    facts=PayMonth,
    since="1995-01-01",
    dated_by="month",
    cites=(CAP,),
    severity="medium",
    explain=(
        "{month} 应发 {gross}，扣赔偿 {taken}；当月最多扣 {cap}，多扣 {amount}。",
        "Gross pay of {month} is {gross}; {taken} was deducted for loss, at most {cap} may be, {amount} too much.",
    ),
    remedy=(
        "把多扣的退回，剩余赔偿从以后月份按上限扣。",
        "Give back what is above the limit and take the rest in later months within it.",
    ),
    limits=LIMITS,
    rulebook="wage.deduct.loss20",
)
def loss_deduction_over_cap(facts: PayMonth, law: Law) -> Breach:
    cap = most_deducted(law, facts.gross, law.figure(MINIMUM_WAGE_MONTHLY))
    taken = law.step("taken", facts.loss_deduction, CAP, zh="本月赔偿扣款", en="Deducted for loss this month")
    return law.breach(
        applies=full_week(facts.status, facts.month) & facts.has_payroll & (facts.loss_deduction > 0),
        when=taken > cap,
        amount=law.step("amount", taken - cap, CAP, zh="多扣：赔偿扣款 − 上限", en="Too much: deducted − limit"),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
