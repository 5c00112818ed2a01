"""非全日制约定试用期: a probation in part-time work."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.probation.unlawful_compensation import DAMAGES
from heyue.law.workdays import next_workday

NO_PROBATION = Cite("劳动合同法", 70)


@rule(
    title=("非全日制约定了试用期", "Probation in part-time work"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(NO_PROBATION, DAMAGES),
    severity="medium",
    explain=(
        "{starts} 起的非全日制用工约定了试用期到 {probation_ends}。非全日制用工不能约定试用期。",
        "The part-time work from {starts} sets a probation to {probation_ends}. Part-time work may have none.",
    ),
    remedy=("取消试用期，按正常的小时工资执行。", "Drop the probation and pay the normal hourly wage."),
    limits=(
        (
            "已经过的试用期是否、按多少付赔偿金，没有计算",
            "Damages for the probation already served are not computed",
        ),
    ),
    rulebook="probation.no_part_time",
)
def part_time(facts: Contract, law: Law) -> Breach:
    return law.breach(
        applies=facts.status == "part_time",
        when=facts.probation_given & facts.probation_ends.is_not_null(),
        first=facts.starts,
        last=facts.probation_ends,
        due=pl.when(facts.probation_ends >= facts.asked_on).then(next_workday(facts.asked_on)),
    )
