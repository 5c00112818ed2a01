"""男女工资差距: a wide gap in average pay by sex within one job."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "同岗位男女平均工资差距较大，请核对",
        "Wide pay gap by sex in one job: please check",
    ),
    facts=Company,
    since="2023-01-01",
    cites=(Cite("妇女权益保障法", 45), Cite("劳动法", 46, 1)),
    severity="low",
    question=True,
    explain=(
        "{sex_gap_job} 岗位男职工平均 {sex_gap_men}、女职工平均 {sex_gap_women}，相差 {gap}。",
        "In the job {sex_gap_job} men average {sex_gap_men} and women {sex_gap_women}, a gap of {gap}.",
    ),
    remedy=(
        "请看看差距是否来自工龄、技能、班次等原因；说不清的，调整工资标准。",
        "Please see whether service, skill or shifts explain it; where nothing does, adjust the pay scale.",
    ),
    limits=(
        (
            "只比较男女各有三人以上的岗位最近一个整月的平均应发，不代表歧视；20% 是本项目选的提示线",
            "Compares average gross pay of the latest full month in jobs with at least three of each sex; no sign of "
            "discrimination by itself. The 20% line is our own choice",
        ),
    ),
    rulebook="wage.equal_pay",
)
def pay_by_sex(facts: Company, law: Law) -> Breach:
    gap = law.step(
        "gap",
        facts.sex_gap,
        Cite("妇女权益保障法", 45),
        zh="差距：（高 − 低）÷ 高",
        en="Gap: (higher − lower) ÷ higher",
        unit="ratio",
    )
    law.step("men", facts.sex_gap_men, Cite("妇女权益保障法", 45), zh="男职工平均", en="Men's average")
    law.step("women", facts.sex_gap_women, Cite("妇女权益保障法", 45), zh="女职工平均", en="Women's average")
    law.step(
        "job",
        facts.sex_gap_job,
        Cite("妇女权益保障法", 45),
        zh="差距最大的岗位",
        en="Job with the widest gap",
        unit="word",
    )
    return law.breach(
        when=gap >= 200_000,
    )
