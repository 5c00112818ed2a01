"""试用期上限: the longest probation a contract of a given term may have."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Flag, Months
from heyue.law.cite import Cite
from heyue.law.dates import whole_months
from heyue.law.rule import Law, rule

BY_TERM, NONE_AT_ALL = Cite("劳动合同法", 19, 1), Cite("劳动合同法", 19, 3)


class Term(Facts):
    """合同期限所问: a number of months, open-ended, or for a task."""

    term_months = Ask(Months, zh="合同期限几个月？", en="Term of the contract in months?")
    open_ended = Ask(Flag, zh="是无固定期限吗？", en="Open-ended?", absent=False)
    task_based = Ask(Flag, zh="是以完成一定任务为期限吗？", en="For the length of a task?", absent=False)


def longest(halves: pl.Expr, *, open_ended: pl.Expr, task_based: pl.Expr) -> pl.Expr:
    """上限的算法: months of probation, in halves, for a term in halves; a month count reaching the figure belongs to the upper row.

    An open-ended term allows six months, a task none; otherwise null where the term is null.
    """
    return (
        pl.when(open_ended)
        .then(pl.lit(12, dtype=pl.Int64))
        .when(task_based)
        .then(0)
        .when(halves >= 72)
        .then(12)
        .when(halves >= 24)
        .then(4)
        .when(halves >= 6)
        .then(2)
        .when(halves.is_not_null())
        .then(0)
    )


def longest_for(facts: Term, law: Law) -> pl.Expr:
    """一问的上限: the term in months is needed only where it is neither open-ended nor for a task."""
    dated = ~facts.open_ended & ~facts.task_based
    return longest(law.needed(facts.term_months, where=dated), open_ended=facts.open_ended, task_based=facts.task_based)


def longest_of_contract(term: pl.Expr, starts: pl.Expr, ends: pl.Expr) -> pl.Expr:
    """一份合同的上限: the same for term "fixed", "open" or "task"; a fixed term runs from first to last day, both included."""
    return longest(whole_months(starts, ends) * 2, open_ended=term == "open", task_based=term == "task")


@rule(
    title=("试用期最长几个月", "Longest probation"),
    facts=Term,
    since="2008-01-01",
    unit="months",
    cites=(BY_TERM, NONE_AT_ALL),
    limits=(
        (
            "同一单位与同一员工只能约定一次试用期；非全日制用工不能约定试用期",
            "Only one probation for an employee with the same employer; none in part-time work",
        ),
    ),
    rulebook="probation.max_length",
)
def maximum_months(facts: Term, law: Law) -> pl.Expr:
    return law.step(
        "maximum",
        longest_for(facts, law),
        BY_TERM,
        zh="最长试用期：满三个月 1 个月，满一年 2 个月，满三年或无固定期限 6 个月，其余没有",
        en="Longest probation: 1 month from 3 months, 2 from a year, 6 from three years or open-ended, otherwise none",
    )
