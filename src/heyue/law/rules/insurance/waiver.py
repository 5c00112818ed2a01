"""放弃社保声明: a signed waiver of social insurance, which has no effect."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

NO_EFFECT = Cite("法释〔2025〕12号", 19, 1)
VOID = Cite("劳动合同法", 26, 1, 2)
MAY_LEAVE = Cite("劳动合同法", 38, 1, 3)


@rule(
    title=("签了放弃社保的声明", "A waiver of social insurance was signed"),
    facts=Employment,
    since="2025-09-01",
    cites=(NO_EFFECT, VOID, MAY_LEAVE),
    severity="high",
    explain=(
        "登记有放弃参加社会保险的声明或约定。这样的约定无效；没有依法缴费的，员工可以解除合同并要求经济补偿。",
        "A waiver of social insurance is recorded. It has no effect; where premiums were not paid the employee may end "
        "the contract "
        "and claim severance pay.",
    ),
    remedy=(
        "作废声明，办理参保并补缴；已经发给员工的社保补贴，补缴后可以要求返还。",
        "Withdraw the waiver, enrol the employee and pay the arrears; a subsidy paid instead may be reclaimed after that.",
    ),
    limits=(
        (
            "补缴的数额和可能的经济补偿没有算在这里",
            "Arrears and possible severance pay are not counted here",
        ),
    ),
    rulebook="social.waiver_void",
)
def waiver(facts: Employment, law: Law) -> Breach:
    return law.breach(
        applies=facts.status == "full_time",
        when=facts.waiver,
        first=facts.started,
        last=facts.last_day,
        due=next_workday(facts.asked_on),
    )
