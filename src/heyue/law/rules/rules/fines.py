"""制度规定罚款: company rules that provide for fines."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.pay.deduction_unlawful import LOCAL_FINES


@rule(
    title=(
        "规章制度里有罚款",
        "Company rules provide for fines",
    ),
    facts=Company,
    since="1995-01-01",
    cites=(Cite("工资支付暂行规定", 15), Cite("劳动法", 50)),
    severity="low",
    explain=(
        "规章制度规定可以对员工罚款；能从工资里扣的是法律法规列出的几项，全国规定里没有罚款这一项。",
        "The rules allow fining employees; the items the law lists may be taken from wages, and the national rules "
        "name no fines among them.",
    ),
    remedy=(
        "删去罚款条款，改用警告、培训或绩效考核；已扣的罚款退回。",
        "Delete the clause and use warnings, training or performance pay; give back fines taken.",
    ),
    limits=(
        (
            "绩效工资按考核结果浮动的，不属于罚款",
            "Performance pay that varies with results is no fine",
        ),
        LOCAL_FINES,
    ),
    rulebook="rules.illegal_content wage.deduct.allowed",
)
def fines(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=facts.fines_in_rules,
    )
