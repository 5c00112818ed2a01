"""满十年仍签固定期限: a fixed term signed with someone who had already worked here ten years."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after, later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule

TEN_YEARS = Cite("劳动合同法", 14, 2, 1)
SECOND_WAGE = Cite("劳动合同法", 82, 2)


@rule(
    title=("满十年仍签固定期限合同，请核对", "Fixed term after ten years of service: please check"),
    facts=Employment,
    since="2008-01-01",
    cites=(TEN_YEARS, SECOND_WAGE),
    severity="medium",
    question=True,
    explain=(
        "{started} 入职，{ten_years} 满十年；{last_signed} 签的最近一份合同仍是固定期限，没有员工要求订固定期限的记录。",
        "Started on {started}, ten years on {ten_years}; the latest contract, signed on {last_signed}, is again for a "
        "fixed term, "
        "and no request of the employee for a fixed term is recorded.",
    ),
    remedy=(
        "核对续签时员工有没有提出或同意续订：没有书面要求订固定期限的，应当订无固定期限合同。",
        "Check whether the employee asked for or agreed to the renewal: without a written request for a fixed term it "
        "should be open-ended.",
    ),
    limits=(
        (
            "员工要求或同意续订才有这项义务；没有依法订立的，可能从应当订立之日起每月付二倍工资，这里不算金额",
            "The duty needs the employee's request or consent to renew; a second wage may follow from the day it was "
            "due, no sum is given here",
        ),
        (
            "关联单位之间合并计算的工龄、公益性岗位没有考虑",
            "Service merged from related employers and public-welfare posts are not considered",
        ),
    ),
    rulebook="contract.openended.10y",
)
def open_ended_ten_years(facts: Employment, law: Law) -> Breach:
    ten_years = law.step(
        "ten_years",
        after(facts.started, months=120),
        TEN_YEARS,
        zh="连续工作满十年",
        en="Ten years of service on",
        unit="date",
    )
    in_force = later(ten_years, pl.date(2008, 1, 1))
    return law.breach(
        applies=(facts.status == "full_time") & facts.employed & facts.has_contracts & (facts.contract_count >= 1),
        when=(facts.last_term == "fixed") & (facts.last_signed >= in_force) & ~facts.last_asked_fixed,
        first=facts.last_signed,
        last=facts.asked_on,
    )
