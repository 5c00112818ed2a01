"""合同文本没交给员工: the employee holds no copy of the contract."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

ONE_EACH = Cite("劳动合同法", 16, 2)
CORRECTED = Cite("劳动合同法", 81)


@rule(
    title=("劳动合同没有交给员工一份", "The employee holds no copy of the contract"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(ONE_EACH, CORRECTED),
    severity="low",
    explain=(
        "{starts} 起的合同登记为员工手里没有一份。劳动合同应当由双方各执一份。",
        "For the contract from {starts} the employee is recorded as holding no copy. Each side should hold one.",
    ),
    remedy=("补交一份合同文本给员工，请员工签收。", "Hand the employee a copy and have its receipt signed."),
    limits=(
        (
            "只看登记的情况；因此给员工造成损害的赔偿没有计算",
            "Only what is recorded is looked at; damages for harm to the employee are not computed",
        ),
    ),
    shows=("signed",),
    rulebook="contract.copy_not_delivered",
)
def copy_not_given(facts: Contract, law: Law) -> Breach:
    return law.breach(
        applies=facts.status.is_in(["full_time", "part_time"]),
        when=~facts.copy_given,
        first=facts.starts,
        last=facts.ends,
        due=next_workday(facts.asked_on),
    )
