"""试用期过长: the probation agreed is longer than the term of the contract allows."""

from __future__ import annotations

import polars as pl

from heyue.law.dates import after
from heyue.law.facts.contract import Contract
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.probation.maximum_months import BY_TERM, NONE_AT_ALL, longest_of_contract
from heyue.law.rules.probation.unlawful_compensation import DAMAGES, pay_for_time
from heyue.law.workdays import next_workday

CONVENTION = (
    "超过的时间按整月加零头工作日 ÷ 21.75 折算，法律没有写零头怎么算",
    "The time beyond is counted in whole months and working days ÷ 21.75; the law does not say how a part month counts",
)


def has_probation(facts: Contract) -> pl.Expr:
    """约定了试用期: true or false where the sheet has the column, null where it has not."""
    return facts.probation_given & (facts.probation_ends.is_not_null() | facts.probation_given.is_null())


def is_second(facts: Contract) -> pl.Expr:
    """不是第一次试用: an earlier contract of the same person already had a probation."""
    return (facts.order >= 2) & facts.previous_probation


@rule(
    title=("试用期超过法定上限", "Probation longer than allowed"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(BY_TERM, NONE_AT_ALL, DAMAGES),
    severity="medium",
    explain=(
        "{starts} 起的合同，试用期约定到 {probation_ends}；按合同期限最长 {maximum}，应到 {legal_end} 为止。",
        "In the contract from {starts} the probation runs to {probation_ends}; by its term {maximum} is the most, "
        "ending on {legal_end}.",
    ),
    remedy=(
        "把试用期改到 {legal_end} 为止；超过的部分已经履行的，按转正工资另付赔偿金。",
        "End the probation on {legal_end}; for the time already served beyond it, pay damages at the wage after probation.",
    ),
    limits=(
        CONVENTION,
        (
            "只算已经履行的超过部分；还没履行的改正即可",
            "Only time already served beyond the limit is counted; time not yet served is simply corrected",
        ),
    ),
    rulebook="probation.max_length",
)
def too_long(facts: Contract, law: Law) -> Breach:
    halves = law.step(
        "maximum",
        longest_of_contract(facts.term, facts.starts, facts.ends),
        BY_TERM,
        zh="按合同期限最长的试用期",
        en="Longest probation for the term",
        unit="months",
    )
    legal_end = law.step(
        "legal_end",
        after(facts.starts, months=halves // 2).dt.offset_by("-1d"),
        BY_TERM,
        zh="试用期最晚到哪一天",
        en="Last lawful day of probation",
        unit="date",
    )
    first = after(legal_end, days=1)
    amount = pay_for_time(
        law,
        first=first,
        last=facts.served_until,
        monthly=facts.wage,
        cite=DAMAGES,
        words=(
            "赔偿金：转正月工资 ×（整月 + 工作日 ÷ 21.75）",
            "Damages: wage after probation × (whole months + working days ÷ 21.75)",
        ),
    )
    return law.breach(
        applies=(facts.status == "full_time") & has_probation(facts) & ~is_second(facts),
        when=facts.probation_ends > legal_end,
        amount=pl.when(facts.served_until > legal_end).then(amount),
        first=first,
        last=facts.probation_ends,
        due=pl.when(facts.probation_ends >= facts.asked_on).then(next_workday(facts.asked_on)),
    )
