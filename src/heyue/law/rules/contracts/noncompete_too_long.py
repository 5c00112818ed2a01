"""竞业限制超过两年: a non-compete period longer than two years."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

TWO_YEARS, WHO = Cite("劳动合同法", 24, 2), Cite("劳动合同法", 24, 1)


@rule(
    title=("竞业限制约定超过两年", "Non-compete longer than two years"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(TWO_YEARS, WHO),
    severity="medium",
    explain=(
        "合同约定离职后竞业限制 {months_agreed} 个月，法律规定不得超过二年（24 个月）。",
        "The contract agrees a non-compete of {months_agreed} months after leaving; the law allows two years (24 "
        "months) at most.",
    ),
    remedy=(
        "与员工书面改为不超过 24 个月，并写明每月补偿。",
        "Agree in writing on 24 months or less, and state the monthly compensation.",
    ),
    limits=(
        (
            "竞业限制只限高级管理人员、高级技术人员和其他负有保密义务的人员，范围和补偿是否合适没有检查",
            "Non-competes bind only senior managers, senior technicians and others with a duty of confidence; scope "
            "and pay are not checked",
        ),
    ),
    rulebook="contract.noncompete.scope",
)
def noncompete_too_long(facts: Contract, law: Law) -> Breach:
    agreed = law.step(
        "months_agreed", facts.noncompete_months, TWO_YEARS, zh="约定的月数", en="Months agreed", unit="count"
    )
    return law.breach(
        applies=facts.status == "full_time",
        when=agreed > 24,
        first=facts.starts,
        last=facts.ends,
        due=next_workday(facts.asked_on),
    )
