"""特殊工时没有批准: comprehensive or irregular hours without the labour authority's approval."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

APPROVAL = Cite("劳动法", 39)
_MEASURES = "关于企业实行不定时工作制和综合计算工时工作制的审批办法"
IRREGULAR, AVERAGED, WHO_APPROVES = Cite(_MEASURES, 4), Cite(_MEASURES, 5), Cite(_MEASURES, 7)


@rule(
    title=("特殊工时没有批准", "Special working hours without approval"),
    facts=Employment,
    since="1995-01-01",
    dated_by="last_day",
    cites=(APPROVAL, IRREGULAR, AVERAGED, WHO_APPROVES),
    severity="medium",
    explain=(
        "这位员工登记为{hours_system}，而单位登记没有相应的批准。没有批准的，按标准工时算加班。",
        "This person is on {hours_system}, and the company records no matching approval. Without it standard hours apply and "
        "overtime counts from them.",
    ),
    remedy=(
        "向当地人社部门申请批准；批准前按标准工时安排并付加班费。",
        "Apply to the local labour authority; until approved, keep standard hours and pay overtime.",
    ),
    limits=(
        (
            "批准的地区、期限和岗位是否相符没有检查；有的地方对高级管理人员免于审批或改为告知承诺，请按当地规定核对",
            "Whether the approval fits the place, time and post is not checked; some places exempt senior managers or "
            "accept a declaration instead",
        ),
    ),
    rulebook="hours.special_system_approval",
)
def special_system_unapproved(facts: Employment, law: Law) -> Breach:
    averaged, irregular = facts.hours_system == "comprehensive", facts.hours_system == "irregular"
    return law.breach(
        applies=(facts.status == "full_time") & (averaged | irregular),
        when=(averaged & ~law.needed(facts.comprehensive_approval, where=averaged))
        | (irregular & ~law.needed(facts.irregular_approval, where=irregular)),
        first=facts.started,
        last=facts.last_day,
        due=next_workday(facts.asked_on),
    )
