"""裁员程序: a layoff of twenty people or a tenth of the staff without thirty days' explanation or a report."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule

LAYOFF = Cite("劳动合同法", 41, 1)
CONSEQUENCE = Cite("劳动合同法", 87)


@rule(
    title=("裁员没有走完程序", "Layoff without the full procedure"),
    facts=Company,
    since="2008-01-01",
    cites=(LAYOFF, CONSEQUENCE),
    severity="medium",
    explain=(
        "近 12 个月裁员 {laid_off} 人（裁前 {headcount} 人），第一人 {first_layoff} 离职；{layoff_explained} 向工会或职工说明，"
        "{layoff_reported} 报告劳动部门。应在离职前三十天说明，报告之后才能裁。",
        "{laid_off} people of {headcount} were laid off in the last 12 months, the first on {first_layoff}; explained "
        "to the union or staff on "
        "{layoff_explained}, reported on {layoff_reported}. The explanation is due thirty days before, and the report "
        "before anyone leaves.",
    ),
    remedy=(
        "与被裁员工逐一核对补偿，必要时协商恢复或补付；尚未离职的先补齐说明和报告，以后先走完程序再裁。",
        "Go through the pay of those laid off one by one and, where needed, agree on the job back or a further sum; for "
        "those still here complete the explanation and the report first, and next time do so before anyone leaves.",
    ),
    limits=(
        (
            "裁员理由和优先留用没有检查；程序缺失的裁员可能要付经济补偿的两倍，这里没有计算",
            "Grounds and who is kept first are not checked; a layoff without the procedure may cost twice the "
            "severance pay, not counted here",
        ),
        (
            "两个门槛都没到的，本来不能按第四十一条裁员，要另找法定理由，这里没有检查",
            "Below both thresholds article 41 cannot be used at all and another lawful ground is needed; not checked here",
        ),
        (
            "按近 12 个月合计人数看是否达到二十人或百分之十，法律没有写按多长时间合计",
            "Whether twenty people or ten per cent is reached is seen over the last 12 months; the law names no period",
        ),
    ),
    rulebook="term.layoff20",
)
def layoff_procedure(facts: Company, law: Law) -> Breach:
    people = law.step(
        "laid_off", facts.layoffs, LAYOFF, zh="近 12 个月裁员人数", en="Laid off in 12 months", unit="count"
    )
    before = law.step(
        "headcount", facts.headcount_before_layoffs, LAYOFF, zh="裁员前人数", en="Headcount before", unit="count"
    )
    thirty_days = after(facts.layoff_explained, days=30)
    too_soon = facts.first_layoff < thirty_days
    reported_late = facts.layoff_reported > facts.first_layoff
    # one step left out is enough for a breach, whatever is known of the other
    law.needed(facts.layoff_explained, where=~reported_late.fill_null(value=False))
    law.needed(facts.layoff_reported, where=~too_soon.fill_null(value=False))
    law.step(
        "earliest",
        thirty_days,
        LAYOFF,
        zh="说明后满三十天的那天",
        en="Thirty days after the explanation",
        unit="date",
    )
    return law.breach(
        applies=(people > 0) & ((people >= 20) | (people * 10 >= before)),
        when=too_soon | reported_late,
        first=facts.first_layoff,
        last=facts.asked_on,
    )
