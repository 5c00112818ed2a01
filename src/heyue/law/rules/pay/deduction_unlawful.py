"""罚款和押金: fines and deposits taken from wages."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

ALLOWED = Cite("工资支付暂行规定", 15)
NO_DOCKING = Cite("劳动法", 50)
NO_DEPOSIT = Cite("劳动合同法", 9)
LOSS = Cite("工资支付暂行规定", 16)
LOCAL_FINES = (
    "有的地方性法规允许按依法制定的制度作违纪经济处罚，请按当地规定核对",
    "Some local regulations allow fines under properly made company rules: check what your place provides",
)


@rule(
    title=("工资里扣了罚款或押金", "Fine or deposit taken from wages"),
    facts=PayMonth,
    since="2008-01-01",
    dated_by="month",
    cites=(NO_DOCKING, ALLOWED, LOSS, NO_DEPOSIT, Cite("劳动合同法", 84, 2)),
    severity="high",
    explain=(
        "{month} 扣了罚款 {fine}、押金或服装费 {deposit}。能从工资里扣的有个税、个人社保公积金、法院判的抚养费赡养费、"
        "合同约定且不超过上限的损失赔偿，以及法律法规规定的其他费用。",
        "In {month} a fine of {fine} and a deposit of {deposit} were taken. What may be withheld are tax, the "
        "employee's own insurance and fund, court-ordered support, compensation for loss agreed in the contract and "
        "within its limit, and other items named by law.",
    ),
    remedy=(
        "把扣的钱退给员工；以后按制度用绩效考核管理，不再罚款、不收押金。",
        "Give the money back; use performance pay set by rules instead of fines, and take no deposits.",
    ),
    limits=(
        (
            "合同或经民主程序的制度约定绩效随考核浮动的，不属于罚款",
            "Performance pay that varies under the contract or properly made rules is no fine",
        ),
        LOCAL_FINES,
    ),
    rulebook="wage.deduct.allowed",
)
def deduction_unlawful(facts: PayMonth, law: Law) -> Breach:
    amount = law.step(
        "amount", facts.fine + facts.deposit, ALLOWED, zh="应退：罚款 + 押金或服装费", en="To give back: fine + deposit"
    )
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll,
        when=amount > 0,
        amount=amount,
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
