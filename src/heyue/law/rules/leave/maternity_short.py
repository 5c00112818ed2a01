"""产假不足: maternity leave shorter than the national minimum."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.leave import LeaveTaken
from heyue.law.rule import Breach, Law, rule

DAYS, FINE = Cite("女职工劳动保护特别规定", 7, 1), Cite("女职工劳动保护特别规定", 13, 1)


@rule(
    title=("产假天数不足", "Maternity leave too short"),
    facts=LeaveTaken,
    since="2012-04-28",
    dated_by="starts",
    cites=(DAYS, FINE),
    severity="medium",
    explain=(
        "{starts} 到 {ends} 的产假共 {taken} 天，国家规定至少 {required} 天。",
        "The maternity leave from {starts} to {ends} lasted {taken} days; the national rules give {required} at least.",
    ),
    remedy=(
        "核对是否分几次登记；确实少休的，与本人商量补休或补偿，并按规定计发待遇。",
        "Check whether it was recorded in parts; if it was really shorter, agree on time off or pay to make it good.",
    ),
    limits=(
        (
            "只按国家规定的 98 天、难产和多胞胎各加 15 天比较，各省延长的产假没有计入；产假分几行登记的会显示不足",
            "Only the national 98 days, with 15 more for a difficult birth and for each further baby, are compared; "
            "provincial extensions are "
            "not included, and a leave recorded on several rows appears short",
        ),
        (
            "责令改正时可按每名女职工 1000 元以上 5000 元以下罚款，没有计入",
            "A fine of CNY 1,000 to 5,000 for each woman may be imposed and is not included",
        ),
    ),
    rulebook="leave.maternity98",
)
def maternity_short(facts: LeaveTaken, law: Law) -> Breach:
    required = law.step(
        "required",
        98 + pl.when(facts.difficult_birth).then(15).otherwise(0) + (facts.babies - 1) * 15,
        DAYS,
        zh="至少天数：98，难产加 15，每多一个婴儿加 15",
        en="Days at least: 98, 15 more for a difficult birth, 15 for each further baby",
        unit="count",
    )
    taken = law.step(
        "taken",
        (facts.ends - facts.starts).dt.total_days() + 1,
        DAYS,
        zh="休的日历天数",
        en="Calendar days taken",
        unit="count",
    )
    return law.breach(
        applies=(facts.kind == "maternity")
        & facts.status.is_in(["full_time", "part_time"])
        & (facts.ends < facts.asked_on),
        when=taken < required,
        first=facts.starts,
        last=facts.ends,
    )
