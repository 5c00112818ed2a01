"""没到法定退休年龄就办退休: ended as retirement before the delayed statutory age, with no pension drawn."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.severance.unlawful import TWICE, WHOLE_SERVICE

PENSION_DRAWN = Cite("劳动合同法", 44, item=2)
DELAYED = Cite("国务院关于渐进式延迟法定退休年龄的办法", 1)
OWN_CHOICE = Cite("国务院关于渐进式延迟法定退休年龄的办法", 3)


@rule(
    title=(
        "没到法定退休年龄就按退休终止，请核对",
        "Retired before the statutory age: please check",
    ),
    facts=Employment,
    since="2025-01-01",
    dated_by="last_day",
    cites=(PENSION_DRAWN, DELAYED, OWN_CHOICE, TWICE),
    severity="high",
    question=True,
    explain=(
        "{ended} 按退休离职，延迟后的法定退休日是 {retirement}，也没有登记已领取养老金。本人可以自愿提前退休，"
        "最多提前三年，并且不早于原来的五十、五十五或六十周岁；表里看不出是谁的选择。",
        "Left as retired on {ended}; the delayed statutory retirement day is {retirement}, and no pension is recorded as "
        "drawn. The employee may choose to retire up to three years early, not before the former age of 50, 55 or 60; "
        "the sheets do not say whose choice it was.",
    ),
    remedy=(
        "核对本人是否自愿提前退休并已领取养老金：是的，补登记；不是的，与本人协商恢复上班或补偿。",
        "Check whether the person chose early retirement and draws a pension: if so, record it; if not, offer the job "
        "back or settle.",
    ),
    limits=(
        (
            "本人自愿弹性提前退休（最多三年）、特殊工种提前退休看不出来；不是自愿的，可能要付经济补偿的两倍，这里不算金额",
            "Early retirement by the employee's own choice (three years at most) or for special work cannot be seen; "
            "where it was not chosen, damages of twice the severance pay may be due, no sum is given",
        ),
        WHOLE_SERVICE,
    ),
    rulebook="term.retirement",
)
def retired_early(facts: Employment, law: Law) -> Breach:
    return law.breach(
        applies=facts.left & facts.status.is_in(["full_time", "rehired"]) & (facts.end_reason == "retired"),
        when=(facts.ended < facts.retirement) & ~facts.pension_drawn,
        first=facts.ended,
        last=facts.retirement,
    )
