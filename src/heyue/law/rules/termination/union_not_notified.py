"""解除合同没有先通知工会: the union was not told before a one-sided dismissal."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

BEFOREHAND = Cite("劳动合同法", 43)
UNION_LAW = Cite("工会法", 22, 2)
CURABLE = Cite("法释〔2020〕26号", 47)


@rule(
    title=("解除合同没有先通知工会", "Union not told before a dismissal"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(BEFOREHAND, UNION_LAW, CURABLE),
    severity="medium",
    explain=(
        "{ended} 由单位单方解除（{end_reason}），单位建有工会，通知工会的日期：{union_notified}。应当事先把理由通知工会。",
        "The employer ended the contract on {ended} ({end_reason}) and has a union; union told on: {union_notified}. "
        "The reasons are "
        "given to the union beforehand.",
    ),
    remedy=(
        "尽快书面补通知工会并听取意见；在对方起诉前补正的，一般不因此算违法解除。",
        "Notify the union in writing now and hear its view; put right before a lawsuit, this alone does not make the "
        "dismissal unlawful.",
    ),
    limits=(
        (
            "起诉前没有补正的，员工可以要求赔偿金（经济补偿的两倍），这里没有计算",
            "If it is not put right before a lawsuit, the employee may claim damages of twice the severance pay; not "
            "counted here",
        ),
    ),
    rulebook="term.union_notice",
)
def union_not_notified(facts: Employment, law: Law) -> Breach:
    return law.breach(
        applies=facts.left
        & (facts.status == "full_time")
        & facts.end_reason.is_in(["fault", "no_fault", "layoff", "no_ground"])
        & facts.has_union
        & facts.union_notified_given,
        when=facts.union_notified.is_null() | (facts.union_notified > facts.ended),
        first=facts.ended,
        last=facts.union_notified,
        due=next_workday(facts.asked_on),
    )
