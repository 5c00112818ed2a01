"""多扣个人社保: more pension was withheld from the wage than was paid in for the employee."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

WITHHELD = Cite("社会保险法", 60, 1)
OWN_SHARE = Cite("社会保险法", 12, 2)
ALLOWED = Cite("工资支付暂行规定", 15)


@rule(
    title=("从工资里多扣了个人社保", "More insurance withheld than was paid in"),
    facts=PayMonth,
    since="2011-07-01",
    dated_by="month",
    cites=(WITHHELD, OWN_SHARE, ALLOWED),
    severity="medium",
    explain=(
        "{month} 工资表扣了个人养老 {withheld}，社保明细个人只缴了 {paid_in}，多扣 {amount}。",
        "In {month} {withheld} was withheld for the pension, but only {paid_in} was paid in for the employee, "
        "{amount} too much.",
    ),
    remedy=(
        "核对扣款月份和补缴情况；确实多扣的，退给员工。单位承担的部分和滞纳金不能让员工出。",
        "Check months and back payments; give back what was over-withheld. The employer's share and late fees are "
        "not the employee's.",
    ),
    limits=(
        (
            "扣款月份和费款所属期错开的，先核对月份",
            "Where the month withheld and the month insured differ, check the months first",
        ),
    ),
    rulebook="social.monthly_payment",
)
def employee_share_off(facts: PayMonth, law: Law) -> Breach:
    withheld = law.step("withheld", facts.pension, WITHHELD, zh="工资表扣的个人养老", en="Pension withheld in payroll")
    paid_in = law.step(
        "paid_in",
        facts.pension_employee,
        OWN_SHARE,
        zh="社保明细的个人养老",
        en="Employee pension in the insurance list",
    )
    return law.breach(
        applies=facts.has_payroll & facts.has_insurance & (facts.status != "contractor"),
        when=withheld > paid_in,
        amount=law.step(
            "amount", withheld - paid_in, ALLOWED, zh="多扣：扣的 − 缴的", en="Too much: withheld − paid in"
        ),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
