"""只订试用期合同: a contract for a probation only."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

NO_SUCH = Cite("劳动合同法", 19, 4)


@rule(
    title=("只签了试用期合同", "A contract for probation only"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(NO_SUCH,),
    severity="medium",
    explain=(
        "{starts} 起的合同只约定了试用期。这样试用期不成立，写的期限就是合同期限，算一次固定期限合同。",
        "The contract from {starts} covers a probation only. Then there is no probation: the period is the term of the contract, "
        "and counts as one fixed term.",
    ),
    remedy=(
        "按正式合同的工资和待遇执行，与员工补签写明期限的劳动合同。",
        "Apply the full wage and terms, and sign a contract that states its term.",
    ),
    limits=(
        (
            "工资低于正式工资的差额没有计算",
            "The difference to the full wage is not computed",
        ),
    ),
    rulebook="probation.standalone",
)
def only(facts: Contract, law: Law) -> Breach:
    return law.breach(
        applies=facts.status == "full_time",
        when=facts.probation_only,
        first=facts.starts,
        last=facts.ends,
        due=next_workday(facts.asked_on),
    )
