"""派遣与直接用工工资差距: a wide gap between dispatched and own staff in one job."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "同岗位派遣与直接用工工资差距较大，请核对",
        "Wide gap between dispatched and own staff: please check",
    ),
    facts=Company,
    since="2008-01-01",
    cites=(Cite("劳动合同法", 63, 1), Cite("劳动法", 46, 1)),
    severity="low",
    question=True,
    explain=(
        "{job} 岗位派遣员工和本单位员工的平均应发相差 {gap}。",
        "In the job {job} the average gross pay of dispatched and own staff differs by {gap}.",
    ),
    remedy=(
        "请核对派遣协议的工资标准，对同类岗位用相同的工资分配办法。",
        "Please check the dispatch agreement and use the same pay method for like posts.",
    ),
    limits=(
        (
            "只比较每组三人以上的岗位，20% 是本项目选的提示线；派遣单位另发的部分看不到",
            "Jobs with at least three in each group only; the 20% line is our own choice; what the agency pays apart "
            "is not seen",
        ),
    ),
    rulebook="wage.equal_pay",
)
def pay_by_form(facts: Company, law: Law) -> Breach:
    gap = law.step(
        "gap",
        facts.form_gap,
        Cite("劳动合同法", 63, 1),
        zh="差距：（高 − 低）÷ 高",
        en="Gap: (higher − lower) ÷ higher",
        unit="ratio",
    )
    law.step(
        "job",
        facts.form_gap_job,
        Cite("劳动合同法", 63, 1),
        zh="差距最大的岗位",
        en="Job with the widest gap",
        unit="word",
    )
    return law.breach(
        when=gap >= 200_000,
    )
