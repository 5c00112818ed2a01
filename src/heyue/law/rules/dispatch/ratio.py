"""派遣用工超过百分之十: dispatched workers above a tenth of the workforce."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import user_unit
from heyue.law.facts.company import Company
from heyue.law.money import ratio as quotient
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "劳务派遣超过用工总量的百分之十",
        "Dispatched workers above ten per cent",
    ),
    facts=Company,
    since="2014-03-01",
    cites=(
        Cite("劳动合同法", 66, 3),
        Cite("劳务派遣暂行规定", 4, 1),
        Cite("劳务派遣暂行规定", 4, 2),
        Cite("劳动合同法", 92, 2),
    ),
    severity="medium",
    explain=(
        "派遣 {dispatched} 人，直接用工 {own} 人，派遣占 {share}，上限是 10%；按现在的直接用工人数，超出 {over} 人。",
        "{dispatched} dispatched and {own} own staff: {share}, the limit is 10%; with the present own staff that is "
        "{over} too many.",
    ),
    remedy=(
        "减少派遣人数，或把派遣员工转为直接签劳动合同，把比例降到 10% 以内。",
        "Cut dispatched posts or hire people directly until the share is within 10%.",
    ),
    limits=(
        (
            "外国企业代表机构、国际远洋海员用工不受比例限制；直接用工按在职全日制人数计算",
            "Foreign representative offices and international crews are exempt; own staff are the full-time people "
            "employed",
        ),
    ),
    rulebook="dispatch.ratio10",
)
def ratio(facts: Company, law: Law) -> Breach:
    total = law.step(
        "total",
        facts.full_time + facts.dispatched,
        Cite("劳务派遣暂行规定", 4, 2),
        zh="用工总量：直接用工 + 派遣",
        en="Workforce: own staff + dispatched",
        unit="count",
    )
    law.step("own", facts.full_time, Cite("劳务派遣暂行规定", 4, 2), zh="直接用工人数", en="Own staff", unit="count")
    law.step(
        "share",
        quotient(facts.dispatched * 1_000_000, total),
        Cite("劳务派遣暂行规定", 4, 1),
        zh="派遣占比：派遣 ÷ 用工总量",
        en="Share: dispatched ÷ workforce",
        unit="ratio",
    )
    law.step(
        "over",
        facts.dispatched - facts.full_time // 9,
        Cite("劳务派遣暂行规定", 4, 1),
        zh="超出人数：派遣 − 直接用工 ÷ 9（取整）",
        en="Too many: dispatched − own staff ÷ 9 (whole)",
        unit="count",
    )
    return law.breach(
        applies=(facts.dispatched > 0) & user_unit(law, facts.company_kind),
        when=facts.dispatched * 10 > facts.full_time + facts.dispatched,
    )
