"""没有法定理由辞退: dismissed without any ground the law allows."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.figures import AVERAGE_WAGE
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.severance.severance import BELOW_MINIMUM, ESTIMATED, WAGE
from heyue.law.rules.severance.unlawful import FROM_THE_FIRST_DAY, TWICE, WHOLE_SERVICE, damages
from heyue.law.rules.women.dismissed import CEILING_UNKNOWN, in_protected_time
from heyue.law.workdays import next_workday

CHOICE = Cite("劳动合同法", 48)
GROUNDS = (Cite("劳动合同法", 39), Cite("劳动合同法", 40), Cite("劳动合同法", 41))


@rule(
    title=("没有法定理由解除合同", "Dismissed without a lawful ground"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(TWICE, CHOICE, *GROUNDS, FROM_THE_FIRST_DAY, WAGE),
    severity="high",
    explain=(
        "{ended} 由单位解除，登记为没有法定理由。应付赔偿金（经济补偿的两倍）{damages}，已付 {paid}，还差 {amount}。",
        "The employer ended the contract on {ended} and no lawful ground is recorded. Damages of twice the severance "
        "pay, {damages}, "
        "are due; {paid} was paid, {amount} remains.",
    ),
    remedy=(
        "与本人协商：恢复上班，或者补付赔偿金差额；有法定理由的，补齐证据并更正登记。",
        "Settle with the employee: the job back, or the rest of the damages; where a lawful ground exists, gather the "
        "proof and correct the record.",
    ),
    limits=(
        (
            "员工也可以要求继续履行合同，那样应补发工资而不是赔偿金",
            "The employee may instead ask for the contract to go on, and then wages are owed rather than damages",
        ),
        CEILING_UNKNOWN,
        WHOLE_SERVICE,
        BELOW_MINIMUM,
        ESTIMATED,
    ),
    rulebook="term.unlawful2N term.ground_and_evidence",
)
def no_ground(facts: Employment, law: Law) -> Breach:
    due = damages(
        law,
        started=facts.started,
        ended=facts.ended,
        wage=facts.average_wage,
        year_before=law.figure(AVERAGE_WAGE, year=-1, optional=True),
    )
    paid = law.step("paid", facts.severance_paid, TWICE, zh="已付补偿", en="Already paid")
    amount = law.step("amount", (due - paid).clip(lower_bound=0), TWICE, zh="还差", en="Still due")
    return law.breach(
        applies=facts.left
        & (facts.status == "full_time")
        & (facts.end_reason == "no_ground")
        & ~in_protected_time(facts),
        when=(due > paid) & law.needed(facts.average_complete, where=facts.severance_paid > 0).fill_null(value=True),
        amount=amount,
        first=facts.ended,
        last=facts.ended,
        due=next_workday(facts.asked_on),
    )
