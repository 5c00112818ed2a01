"""没有公示最低工资标准: the minimum wage was not made known to staff."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "没有向员工公示最低工资标准",
        "Minimum wage not made known to staff",
    ),
    facts=Company,
    since="2004-03-01",
    cites=(Cite("最低工资规定", 11), Cite("最低工资规定", 13)),
    severity="low",
    explain=(
        "当地最低工资标准还没有向全体员工公示。",
        "The local minimum wage has not been made known to all staff.",
    ),
    remedy=(
        "把现行标准贴在公告栏或发到员工群，标准调整后十日内再公示一次。",
        "Post the present standard or send it to everyone, and again within ten days of each change.",
    ),
    limits=(
        (
            "公示的日期没有检查",
            "The date of posting is not checked",
        ),
    ),
    rulebook="wage.minimum.publicise",
)
def minimum_not_published(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=~facts.minimum_wage_published,
    )
