"""重复约定试用期: a second probation with the same employee."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.probation.too_long import CONVENTION, has_probation, is_second
from heyue.law.rules.probation.unlawful_compensation import DAMAGES, pay_for_time
from heyue.law.workdays import next_workday

ONLY_ONCE = Cite("劳动合同法", 19, 2)


@rule(
    title=("重复约定试用期", "A second probation"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(ONLY_ONCE, DAMAGES),
    severity="medium",
    explain=(
        "{starts} 起的是这位员工第 {which} 份合同，又约定试用期到 {probation_ends}；此前的合同已经约定过试用期。",
        "The contract from {starts} is this employee's number {which} and sets a probation to {probation_ends}, though "
        "an earlier "
        "contract already had one.",
    ),
    remedy=(
        "取消这次试用期，按转正后的工资和待遇执行；已经过的试用期按转正工资另付赔偿金。",
        "Drop this probation and apply full pay and terms; for the probation already served, pay damages at the full wage.",
    ),
    limits=(CONVENTION,),
    rulebook="probation.once_only",
)
def repeated(facts: Contract, law: Law) -> Breach:
    law.step("which", facts.order, ONLY_ONCE, zh="第几份合同", en="Which contract", unit="count")
    amount = pay_for_time(
        law,
        first=facts.starts,
        last=facts.served_until,
        monthly=facts.wage,
        cite=DAMAGES,
        words=(
            "赔偿金：转正月工资 ×（整月 + 工作日 ÷ 21.75）",
            "Damages: wage after probation × (whole months + working days ÷ 21.75)",
        ),
    )
    return law.breach(
        applies=(facts.status == "full_time") & has_probation(facts),
        when=is_second(facts),
        amount=pl.when(facts.served_until >= facts.starts).then(amount),
        first=facts.starts,
        last=facts.probation_ends,
        due=pl.when(facts.probation_ends >= facts.asked_on).then(next_workday(facts.asked_on)),
    )
