"""连续两次固定期限后仍签固定期限: a third fixed term in a row."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule

AFTER_TWO = Cite("劳动合同法", 14, 2, 3)
COUNTED_FROM = Cite("劳动合同法", 97, 1)
SECOND_WAGE = Cite("劳动合同法", 82, 2)


@rule(
    title=("连续两次固定期限后又签固定期限，请核对", "A third fixed term in a row: please check"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(AFTER_TWO, COUNTED_FROM, SECOND_WAGE),
    severity="medium",
    question=True,
    explain=(
        "{starts} 起的这份合同之前，已经连续签过 {before} 次固定期限合同，这一份仍是固定期限，没有员工要求订固定期限的记录。",
        "Before this contract from {starts} there were already {before} fixed terms in a row; this one is fixed again, and no "
        "request of the employee for a fixed term is recorded.",
    ),
    remedy=(
        "核对续签时员工有没有提出或同意续订：没有书面要求订固定期限、也没有法定例外的，应当订无固定期限合同。",
        "Check whether the employee asked for or agreed to the renewal: without a written request for a fixed term, or a lawful "
        "exception, it should be open-ended.",
    ),
    limits=(
        (
            "员工有劳动合同法第39条、第40条第1、2项情形的除外；2008年1月1日前的合同不计次数；公益性岗位没有考虑",
            "Not where a ground of articles 39 or 40(1)(2) exists; contracts before 1 January 2008 do not count; "
            "public-welfare posts are not considered",
        ),
        (
            "没有依法订立的，可能从应当订立之日起每月付二倍工资，这里不算金额",
            "A second wage may follow from the day it was due; no sum is given here",
        ),
    ),
    shows=("signed",),
    rulebook="contract.openended.after_two_fixed",
)
def open_ended_after_two(facts: Contract, law: Law) -> Breach:
    before = law.step(
        "before",
        facts.fixed_terms_before,
        AFTER_TWO,
        zh="此前连续订立的固定期限次数",
        en="Fixed terms in a row before this one",
        unit="count",
    )
    return law.breach(
        applies=facts.status == "full_time",
        when=(facts.term == "fixed") & (before >= 2) & ~facts.asked_fixed,
        first=facts.starts,
        last=facts.ends,
    )
