"""工资台账保存不够: wage records kept for less than two years."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "工资台账保存不满两年，请核对",
        "Wage records kept for less than two years: please check",
    ),
    facts=Company,
    since="1995-01-01",
    cites=(Cite("工资支付暂行规定", 6, 3), Cite("保障农民工工资支付条例", 15, 1)),
    severity="medium",
    question=True,
    explain=(
        "填报的工资台账保存年限是 {kept} 年，工资记录至少要保存两年，有农民工的至少三年。",
        "The records are said to be kept for {kept} year(s); two are the least, three where rural migrant workers are "
        "employed.",
    ),
    remedy=(
        "核对实际保存年限；不够的，改成两年以上，有农民工的三年以上。",
        "Check how long they are really kept; if too short, keep them two years or more, three or more where rural "
        "migrant workers are employed.",
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
