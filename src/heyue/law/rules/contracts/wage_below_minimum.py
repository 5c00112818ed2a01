"""合同工资低于最低工资: the agreed monthly wage is below the local monthly minimum."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

NOT_BELOW = Cite("劳动法", 48, 2)
MEANING, COUNTED = Cite("最低工资规定", 3, 1), Cite("最低工资规定", 12, 1)


@rule(
    title=("合同工资低于最低工资", "Contract wage below the minimum wage"),
    facts=Contract,
    since="2004-03-01",
    dated_by="starts",
    cites=(NOT_BELOW, MEANING, COUNTED),
    severity="medium",
    explain=(
        "{starts} 起的合同约定月工资 {agreed}，当时当地月最低工资是 {minimum}。",
        "The contract from {starts} agrees a monthly wage of {agreed}; the local monthly minimum was then {minimum}.",
    ),
    remedy=(
        "把合同工资改到不低于最低工资，并核对实际发放有没有低于最低工资的月份。",
        "Raise the contract wage to the minimum at least, and check whether any month was paid below it.",
    ),
    limits=(
        (
            "只比较合同写的月工资；合同另有计件、提成等收入的，以实际发放为准；约定工作时间不满全日制的没有考虑",
            "Only the monthly wage in the contract is compared; where piece rates or commission are agreed besides, "
            "actual pay decides; "
            "agreed short hours are not considered",
        ),
    ),
    rulebook="wage.minimum.month",
)
def wage_below_minimum(facts: Contract, law: Law) -> Breach:
    agreed = law.step("agreed", facts.wage, MEANING, zh="合同月工资", en="Contract monthly wage")
    minimum = law.step(
        "minimum",
        law.figure(MINIMUM_WAGE_MONTHLY),
        NOT_BELOW,
        zh="合同开始时的当地月最低工资",
        en="Local monthly minimum then",
    )
    return law.breach(
        applies=facts.status == "full_time",
        when=agreed < minimum,
        first=facts.starts,
        last=facts.ends,
        due=next_workday(facts.asked_on),
    )
