"""违法约定员工违约金: a penalty payable by the employee beyond the two cases the law allows."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

NO_OTHERS = Cite("劳动合同法", 25)
TRAINING, CONFIDENCE = Cite("劳动合同法", 22), Cite("劳动合同法", 23)


@rule(
    title=("约定由员工承担违约金", "Penalty clause on the employee"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(NO_OTHERS, TRAINING, CONFIDENCE),
    severity="medium",
    explain=(
        "{starts} 起的合同登记有由员工承担的违约金（培训服务期和竞业限制以外的），这样的约定没有法律效力。",
        "The contract from {starts} is recorded as carrying a penalty on the employee other than for paid training or a "
        "non-compete; such a clause has no effect.",
    ),
    remedy=(
        "与员工书面删去这一条；已经扣过的钱退还给员工。",
        "Strike the clause in writing with the employee, and return any money already taken under it.",
    ),
    limits=(
        (
            "只看登记的情况；按实际损失赔偿的条款不是违约金",
            "Only what is recorded is looked at; a clause on compensating actual loss is no penalty",
        ),
    ),
    rulebook="contract.penalty_clause",
)
def penalty_on_employee(facts: Contract, law: Law) -> Breach:
    return law.breach(
        applies=facts.status.is_in(["full_time", "part_time"]),
        when=facts.penalty,
        first=facts.starts,
        last=facts.ends,
        due=next_workday(facts.asked_on),
    )
