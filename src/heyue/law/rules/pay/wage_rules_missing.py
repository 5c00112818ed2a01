"""没有工资支付制度: no wage rules."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "没有内部工资支付制度",
        "No wage rules",
    ),
    facts=Company,
    since="1995-01-01",
    cites=(Cite("工资支付暂行规定", 17),),
    severity="low",
    explain=(
        "还没有内部工资支付制度。",
        "There are no internal wage rules yet.",
    ),
    remedy=(
        "和职工代表协商，写清工资项目、计算办法、发薪日和加班费，告知全体员工。",
        "Settle the items, method, pay day and overtime pay with staff representatives and tell everyone.",
    ),
    limits=(
        (
            "制度内容是否合法没有检查",
            "The contents of the rules are not checked",
        ),
    ),
    rulebook="wage.slip_system",
)
def wage_rules_missing(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=~facts.wage_rules,
    )
