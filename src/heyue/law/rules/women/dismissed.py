"""孕产哺乳期被辞退: a woman was dismissed, or not renewed, while pregnant, on maternity leave or nursing."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.figures import AVERAGE_WAGE
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.severance.severance import BELOW_MINIMUM, ESTIMATED, WAGE
from heyue.law.rules.severance.unlawful import FROM_THE_FIRST_DAY, TWICE, WHOLE_SERVICE, damages

PROTECTED = Cite("劳动合同法", 42, item=4)
EXTENDED = Cite("劳动合同法", 45)
NO_DISMISSAL = Cite("女职工劳动保护特别规定", 5)
CEILING_UNKNOWN = (
    "本地上年度职工月平均工资查得到才按三倍封顶，查不到时没有封顶",
    "The ceiling of three times the local average wage is applied only where that figure is known",
)


def in_protected_time(facts: Employment) -> pl.Expr:
    """孕产哺乳期被单位辞退或不续签: for women who left by the employer's act within the estimated span."""
    return (
        facts.protected_from.is_not_null()
        & (facts.protected_from <= facts.ended)
        & (facts.ended <= facts.protected_to)
        & facts.end_reason.is_in(["no_fault", "layoff", "expired", "no_ground"])
        & (facts.sex == "female")
    )


@rule(
    title=("孕期、产期、哺乳期被辞退", "Dismissed during pregnancy, maternity leave or nursing"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(PROTECTED, EXTENDED, NO_DISMISSAL, TWICE, FROM_THE_FIRST_DAY, WAGE),
    severity="high",
    explain=(
        "{ended} 由单位解除或到期不续，当时在孕期、产期或哺乳期（推算为 {protected_from} 到 {protected_to}）。这段时间不能这样结束合同。",
        "The employer ended the contract, or let it expire, on {ended}, during pregnancy, maternity leave or nursing (estimated "
        "{protected_from} to {protected_to}). It may not be ended so in that time.",
    ),
    remedy=(
        "与本人商量恢复上班；不愿或不能恢复的，付清赔偿金。",
        "Offer her the job back; if she does not want it or it is impossible, pay the damages.",
    ),
    limits=(
        (
            "孕期按预产期前 280 天推算，哺乳期到婴儿满一周岁；员工也可以要求继续履行合同，那样应补发工资而不是赔偿金",
            "Pregnancy is estimated as the 280 days before the due date, nursing lasts to the first birthday; she may "
            "instead ask for the "
            "contract to go on, and then wages are owed rather than damages",
        ),
        CEILING_UNKNOWN,
        WHOLE_SERVICE,
        BELOW_MINIMUM,
        ESTIMATED,
    ),
    rulebook="women.no_dismiss",
)
def dismissed(facts: Employment, law: Law) -> Breach:
    due = damages(
        law,
        started=facts.started,
        ended=facts.ended,
        wage=facts.average_wage,
        year_before=law.figure(AVERAGE_WAGE, year=-1, optional=True),
    )
    return law.breach(
        applies=facts.left
        & (facts.status == "full_time")
        & facts.protected_from.is_not_null()
        & (facts.sex == "female"),
        when=in_protected_time(facts),
        amount=(due - facts.severance_paid).clip(lower_bound=0),
        first=facts.protected_from,
        last=facts.ended,
    )
