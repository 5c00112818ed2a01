"""计件定额没有协商: piece-work quotas not agreed with staff."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "计件定额请与职工协商",
        "Agree piece-work quotas with staff",
    ),
    facts=Company,
    since="2008-01-01",
    cites=(Cite("劳动法", 37), Cite("劳动合同法", 4, 2)),
    severity="low",
    question=True,
    explain=(
        "有 {workers} 名计件员工，计件定额没有和职工协商。定额应按每日八小时的工时制度合理确定。",
        "There are {workers} piece worker(s) and the quotas were not agreed with staff. Quotas should be set "
        "reasonably by the eight-hour day.",
    ),
    remedy=(
        "请和工会或职工代表商定定额和单价，公布出来。",
        "Please agree quotas and rates with the union or staff representatives and publish them.",
    ),
    limits=(
        (
            "定额是否合理没有检查，只提示核对",
            "Whether a quota is reasonable is not checked; a reminder only",
        ),
    ),
    rulebook="otpay.piece_rate",
)
def piece_quota(facts: Company, law: Law) -> Breach:
    workers = law.step(
        "workers", facts.piece_workers, Cite("劳动法", 37), zh="计件人数", en="Piece workers", unit="count"
    )
    return law.breach(
        applies=workers > 0,
        when=~facts.quota_agreed,
    )
