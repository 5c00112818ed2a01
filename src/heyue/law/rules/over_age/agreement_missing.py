"""没有超龄用工协议: a person past retirement age works without a written agreement."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule

AGREEMENT = Cite("超龄劳动者基本权益保障暂行规定", 6)
WHO = Cite("超龄劳动者基本权益保障暂行规定", 2)
LATER_RETIREMENT = Cite("超龄劳动者基本权益保障暂行规定", 23)


@rule(
    title=("没有与超龄员工签用工协议", "No written agreement with an over-age worker"),
    facts=Employment,
    since="2026-07-01",
    cites=(AGREEMENT, WHO, LATER_RETIREMENT),
    severity="medium",
    explain=(
        "这位员工已超过法定退休年龄，或已提前退休后受聘，{started} 起用工，没有看到书面用工协议的签订日期。",
        "This person is past the statutory retirement age, or was hired after retiring early, and has worked since "
        "{started}; no written agreement is recorded.",
    ),
    remedy=(
        "签一份书面用工协议，写明期限、工作内容和地点、工时休假、报酬、社会保险、劳动保护等事项。",
        "Sign a written agreement stating term, work and place, hours and leave, pay, insurance and protection.",
    ),
    limits=(
        (
            "规定没有写明签订期限和罚款，也没有二倍工资；协商延迟退休期间仍适用劳动合同法",
            "The rules state no time limit, no fine and no second wage; during an agreed later retirement the Labour "
            "Contract Law applies",
        ),
    ),
    shows=("started",),
    rulebook="overage.agreement",
)
def agreement_missing(facts: Employment, law: Law) -> Breach:
    return law.breach(
        applies=(facts.status == "rehired") & facts.employed & facts.over_age_agreement_given,
        when=facts.over_age_agreement.is_null(),
        first=facts.started,
        last=facts.asked_on,
    )
