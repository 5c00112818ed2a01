"""带薪假扣了工资: pay was taken off for leave that the law pays for."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.leave import LeaveTaken
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

PAID = Cite("劳动法", 51)
AS_AGREED = Cite("工资支付暂行规定", 11)
ANNUAL = Cite("职工带薪年休假条例", 2, 2)
PRENATAL = Cite("女职工劳动保护特别规定", 6, 3)


@rule(
    title=("带薪假期扣了工资", "Pay deducted for paid leave"),
    facts=LeaveTaken,
    since="1995-01-01",
    dated_by="starts",
    cites=(AS_AGREED, PAID, ANNUAL, PRENATAL),
    severity="medium",
    explain=(
        "{starts} 起的{kind}扣了工资 {deducted}。年休假、婚假、丧假和产前检查都是带薪的。",
        "{deducted} was deducted for the leave from {starts} ({kind}). Annual, marriage and bereavement leave and "
        "prenatal checks are paid.",
    ),
    remedy=("把扣的 {deducted} 补发给本人。", "Pay the {deducted} back to the employee."),
    limits=(
        (
            "只看请休假表里登记的扣发；婚假、丧假超过规定天数的部分可以不带薪，请核对天数",
            "Only deductions in the leave sheet are seen; marriage or bereavement leave beyond the days allowed may be "
            "unpaid: check the days",
        ),
    ),
    rulebook="wage.leave_paid leave.prenatal_checks",
)
def paid_leave_deducted(facts: LeaveTaken, law: Law) -> Breach:
    amount = law.step(
        "amount", facts.deducted, AS_AGREED, zh="应补发：登记的扣发工资", en="To pay back: the pay deducted"
    )
    return law.breach(
        applies=facts.status.is_in(["full_time", "part_time"])
        & facts.kind.is_in(["annual", "marriage", "bereavement", "prenatal"]),
        when=facts.deducted > 0,
        amount=amount,
        first=facts.starts,
        last=facts.ends,
        due=next_workday(facts.asked_on),
    )
