"""工资台账保存不够: wage records kept for less than two years."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "工资台账保存不满两年",
        "Wage records kept for less than two years",
    ),
    facts=Company,
    since="1995-01-01",
    cites=(Cite("工资支付暂行规定", 6, 3),),
    severity="medium",
    explain=(
        "工资台账只保存 {kept} 年，至少要两年。",
        "Wage records are kept for {kept} year(s); at least two are required.",
    ),
    remedy=(
        "把保存年限改成两年以上，有农民工的保存三年以上。",
        "Keep them for two years or more, three or more where rural migrant workers are employed.",
    ),
    limits=(
        (
            "农民工的工资台账至少保存三年，这里没有单独检查",
            "Records of rural migrant workers are kept three years; not checked apart",
        ),
    ),
    rulebook="wage.pay.record",
)
def records_short(facts: Company, law: Law) -> Breach:
    kept = law.step(
        "kept",
        facts.ledger_years,
        Cite("工资支付暂行规定", 6, 3),
        zh="台账保存年数",
        en="Years kept",
        unit="count",
    )
    return law.breach(
        when=kept < 2,
    )
