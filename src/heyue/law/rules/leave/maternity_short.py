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
        "到 {ends} 为止的产假共 {taken} 天（分几行登记的合计），国家规定至少 {required} 天。",
        "The maternity leave up to {ends} came to {taken} days, all its rows together; the national rules give {required} "
        "at least.",
    ),
    remedy=(
        "核对登记是否完整；确实少休的，与本人商量补休或补偿，并按规定计发待遇。",
        "Check that the record is complete; if the leave was really shorter, agree on time off or pay to make it good.",
    ),
    limits=(
        (
            "只按国家规定的 98 天、难产和多胞胎各加 15 天比较，各省延长的产假没有计入；开始日相隔二百天以内的各行合并计算",
            "Only the national 98 days, with 15 more for a difficult birth and for each further baby, are compared; "
            "provincial extensions are not included; rows starting within 200 days of each other count as one leave",
        ),
        (
            "责令限期改正，并按每名女职工 1000 元以上 5000 元以下罚款，没有计入",
            "With the order to correct it a fine of CNY 1,000 to 5,000 for each woman is imposed, which is not included",
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
        facts.maternity_total,
        DAYS,
        zh="各行合计休的日历天数",
        en="Calendar days taken, all rows together",
        unit="count",
    )
    return law.breach(
        applies=(facts.kind == "maternity")
        & facts.maternity_last
        & facts.status.is_in(["full_time", "part_time"])
        & (facts.ends < facts.asked_on),
        when=taken < required,
        first=facts.starts,
        last=facts.ends,
    )
