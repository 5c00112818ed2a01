"""没有职业健康检查: no occupational health checks for hazardous posts."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday


@rule(
    title=(
        "有职业病危害岗位，没有做职业健康检查",
        "Hazardous posts without health checks",
    ),
    facts=Company,
    since="2018-12-29",
    cites=(
        Cite("职业病防治法", 35, 1),
        Cite("职业病防治法", 35, 2),
        Cite("职业病防治法", 71, item=4),
        Cite("职业病防治法", 75, item=7),
    ),
    severity="high",
    explain=(
        "有接触职业病危害的岗位，没有安排职业健康检查。",
        "There are posts with occupational hazards and no health checks.",
    ),
    remedy=(
        "请有资质的医疗机构做上岗前、在岗期间和离岗时的检查，费用由单位出，结果书面告诉员工。",
        "Have a licensed institution examine people before, during and at the end of such work, at your cost, and "
        "tell them the results.",
    ),
    limits=(
        (
            "检查的项目和周期没有检查",
            "Items and intervals of the examinations are not checked",
        ),
    ),
    rulebook="od.health_check",
)
def health_checks(facts: Company, law: Law) -> Breach:
    return law.breach(
        applies=facts.hazard_posts,
        when=~facts.health_checks,
        due=next_workday(facts.asked_on),
    )
