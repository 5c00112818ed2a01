"""还没有工会: no trade union in a firm of twenty-five or more."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "二十五人以上还没有工会",
        "No trade union with twenty-five or more staff",
    ),
    facts=Company,
    since="2022-01-01",
    cites=(Cite("工会法", 11, 1),),
    severity="low",
    question=True,
    explain=(
        "在职全日制员工 {staff} 人，还没有工会。会员满二十五人的应当建立基层工会委员会。",
        "{staff} full-time employees and no union. With twenty-five members a union committee is to be set up.",
    ),
    remedy=(
        "请了解员工入会的意愿，向所在街道或园区的上级工会申请建会。",
        "Please ask whether staff wish to join and apply to the local union federation.",
    ),
    limits=(
        (
            "法条按会员人数算，这里用员工人数提示；员工是否入会自愿",
            "The article counts members, here staff are counted as a reminder; joining is voluntary",
        ),
    ),
    rulebook="union.committee25",
)
def not_founded(facts: Company, law: Law) -> Breach:
    staff = law.step(
        "staff",
        facts.full_time,
        Cite("工会法", 11, 1),
        zh="在职全日制人数",
        en="Full-time employees",
        unit="count",
    )
    return law.breach(
        applies=staff >= 25,
        when=~facts.union,
    )
