"""没到法定退休年龄就办退休: ended as retirement before the delayed statutory age, with no pension drawn."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.figures import AVERAGE_WAGE
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.severance.severance import OLDER_SERVICE
from heyue.law.rules.severance.unlawful import TWICE, damages
from heyue.law.rules.women.dismissed import CEILING_UNKNOWN

PENSION_DRAWN = Cite("劳动合同法", 44, 1, 2)
DELAYED = Cite("国务院关于渐进式延迟法定退休年龄的办法", 1)
OWN_CHOICE = Cite("国务院关于渐进式延迟法定退休年龄的办法", 3)


@rule(
    title=("没到法定退休年龄就按退休终止", "Retired before the statutory age"),
    facts=Employment,
    since="2025-01-01",
    dated_by="last_day",
    cites=(PENSION_DRAWN, DELAYED, OWN_CHOICE, TWICE),
    severity="high",
    explain=(
        "{ended} 按退休离职，延迟后的法定退休日是 {retirement}，也没有登记已领取养老金。",
        "Left as retired on {ended}; the delayed statutory retirement day is {retirement}, and no pension is recorded as drawn.",
    ),
    remedy=(
        "核对本人是否自愿提前退休并已领取养老金：是的，补登记；不是的，与本人协商恢复上班或补偿。",
        "Check whether the person chose early retirement and draws a pension: if so, record it; if not, offer the job "
        "back or settle.",
    ),
    limits=(
        (
            "本人自愿弹性提前退休（最多三年）、特殊工种提前退休看不出来；金额只是最多可能的赔偿金",
            "Early retirement by the employee's own choice (three years at most) or for special work cannot be seen; "
            "the sum is only the most the damages could be",
        ),
        CEILING_UNKNOWN,
        OLDER_SERVICE,
    ),
    rulebook="term.retirement",
)
def retired_early(facts: Employment, law: Law) -> Breach:
    most = damages(
        law,
        started=facts.started,
        ended=facts.ended,
        wage=facts.average_wage,
        year_before=law.figure(AVERAGE_WAGE, year=-1, optional=True),
    )
    return law.breach(
        applies=facts.left & facts.status.is_in(["full_time", "rehired"]) & (facts.end_reason == "retired"),
        when=(facts.ended < facts.retirement) & ~facts.pension_drawn,
        at_most=most,
        first=facts.ended,
        last=facts.retirement,
    )
