"""没有岗前安全培训: no safety training before work."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday


@rule(
    title=(
        "没有岗前安全培训记录",
        "No record of safety training",
    ),
    facts=Company,
    since="2021-09-01",
    cites=(Cite("安全生产法", 28, 1), Cite("安全生产法", 28, 4), Cite("安全生产法", 97)),
    severity="medium",
    explain=(
        "没有岗前安全培训的记录。员工没有经过安全培训合格，不能上岗。",
        "There is no record of safety training. Nobody may start work without having passed it.",
    ),
    remedy=(
        "给在岗的人补训，新人先培训再上岗，建立培训档案，派遣和实习人员一起算。",
        "Train those at work now, train newcomers first, and keep files; include dispatched workers and interns.",
    ),
    limits=(
        (
            "培训内容和学时没有检查",
            "Contents and hours of the training are not checked",
        ),
    ),
    rulebook="safety.training",
)
def training(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=~facts.safety_training,
        due=next_workday(facts.asked_on),
    )
