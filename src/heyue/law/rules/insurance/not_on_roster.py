"""花名册对不上: people insured or paid who are not on the roster."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "社保、工资表里有花名册以外的人",
        "People insured or paid but not on the roster",
    ),
    facts=Company,
    since="2011-07-01",
    cites=(Cite("社会保险法", 58, 1), Cite("社会保险法", 60, 1), Cite("劳动合同法", 7)),
    severity="low",
    question=True,
    explain=(
        "社保明细里有 {insured} 人、工资表里有 {paid} 人不在花名册上。",
        "{insured} people in the insurance list and {paid} on the payroll are not on the roster.",
    ),
    remedy=(
        "请逐一核对：漏登的补进花名册；不在本单位工作的，查清为什么由本单位参保或发工资。",
        "Check each one: add those left out; for others find out why they are insured or paid here.",
    ),
    limits=(
        (
            "工号写法不一致也会造成对不上，只提示核对",
            "Different ways of writing a number also cause this; a reminder only",
        ),
    ),
    rulebook="tax.headcount_match",
)
def not_on_roster(facts: Company, law: Law) -> Breach:
    known_insured = law.needed(facts.insured_off_roster, where=facts.paid_off_roster.is_null())
    known_paid = law.needed(facts.paid_off_roster, where=facts.insured_off_roster.is_null())
    insured = law.step(
        "insured",
        known_insured.fill_null(0),
        Cite("社会保险法", 58, 1),
        zh="只在社保明细里的人数",
        en="Only in the insurance list",
        unit="count",
    )
    paid = law.step(
        "paid",
        known_paid.fill_null(0),
        Cite("社会保险法", 60, 1),
        zh="只在工资表里的人数",
        en="Only on the payroll",
        unit="count",
    )
    return law.breach(
        when=insured + paid > 0,
    )
