"""没有调解组织: no mediation committee or mediators."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "还没有劳动争议调解组织或调解员",
        "No mediation committee or mediators",
    ),
    facts=Company,
    since="2012-01-01",
    cites=(
        Cite("企业劳动争议协商调解规定", 13, 1),
        Cite("企业劳动争议协商调解规定", 14),
        Cite("企业劳动争议协商调解规定", 15),
    ),
    severity="low",
    question=True,
    explain=(
        "还没有劳动争议调解组织，也没有推举调解员。大中型企业应当设立，小微企业可以设立或推举人员。",
        "There is no mediation committee and no mediators. Medium and large firms set one up; small ones may, or "
        "choose people jointly.",
    ),
    remedy=(
        "请和员工代表商量，推举双方都信任的人做调解员。",
        "Please agree with staff representatives on people both sides trust as mediators.",
    ),
    limits=(
        (
            "企业规模没有判断，只提示核对",
            "The size of the firm is not judged; a reminder only",
        ),
    ),
    rulebook="mediation.committee",
)
def mediation(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=~facts.mediation_committee,
    )
