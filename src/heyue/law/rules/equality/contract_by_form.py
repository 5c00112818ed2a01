"""男女合同期限差距: women have open-ended contracts much less often than men."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "男女签无固定期限合同的比例差得多，请核对",
        "Open-ended contracts differ much by sex: please check",
    ),
    facts=Company,
    since="2008-01-01",
    cites=(Cite("就业促进法", 27, 1), Cite("劳动合同法", 14, 2)),
    severity="low",
    question=True,
    explain=(
        "无固定期限合同的比例：男职工 {men}，女职工 {women}，相差 {gap}。",
        "Share of open-ended contracts: men {men}, women {women}, a difference of {gap}.",
    ),
    remedy=(
        "请核对续签时是否按同样的条件对待，符合条件的都订无固定期限合同。",
        "Please check that renewals follow the same terms and that all who qualify get an open-ended contract.",
    ),
    limits=(
        (
            "入职时间不同也会造成差距，不代表歧视；20 个百分点是本项目选的提示线",
            "Different lengths of service also cause this; no sign of discrimination by itself. The line of 20 "
            "points is our own choice",
        ),
    ),
)
def contract_by_form(facts: Company, law: Law) -> Breach:
    men = law.step(
        "men", facts.open_share_men, Cite("劳动合同法", 14, 2), zh="男职工比例", en="Men's share", unit="ratio"
    )
    women = law.step(
        "women", facts.open_share_women, Cite("劳动合同法", 14, 2), zh="女职工比例", en="Women's share", unit="ratio"
    )
    gap = law.step(
        "gap", men - women, Cite("就业促进法", 27, 1), zh="差距：男 − 女", en="Difference: men − women", unit="ratio"
    )
    return law.breach(
        when=gap >= 200_000,
    )
