"""违法试用期赔偿金: damages for the time served beyond the longest lawful probation."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Money, Months
from heyue.law.cite import Cite
from heyue.law.dates import after, greatest, least, whole_months
from heyue.law.money import ratio, times
from heyue.law.rule import Law, rule
from heyue.law.rules.probation.maximum_months import BY_TERM, Term, longest_for
from heyue.law.workdays import workdays

DAMAGES = Cite("劳动合同法", 83)
PAID_DAYS = Cite("人社部发〔2025〕2号", 2)


class OverlongProbation(Term):
    """违法试用期所问: the term, the probation served and the full wage."""

    served_months = Ask(Months, zh="试用期已经过了几个月？", en="Months of probation already served?")
    full_wage = Ask(Money, zh="试用期满后的月工资？", en="Monthly wage after the probation?")


def pay_for_time(
    law: Law, *, first: pl.Expr, last: pl.Expr, monthly: pl.Expr, parts: int = 1, cite: Cite, words: tuple[str, str]
) -> pl.Expr:
    """一段时间的钱: whole months and the working days left ÷ 21.75 (one month at most) × a monthly sum, rounded once.

    first, last: both included; nothing is due where `last` is before `first`.
    monthly: fen × `parts`, for a sum that is no whole fen.
    Names the steps excess_months, workdays and amount.
    """
    some = first <= last
    whole = law.step(
        "excess_months",
        pl.when(some).then(whole_months(first, last)).otherwise(0) * 2,
        cite,
        zh="其中整月",
        en="Whole months in it",
        unit="months",
    )
    rest = after(first, months=whole // 2)
    days = law.step(
        "workdays",
        pl.when(some & (rest <= last)).then(workdays(rest, last)).otherwise(0),
        PAID_DAYS,
        zh="不满一个月部分的工作日",
        en="Working days in the remaining part month",
        unit="count",
    )
    hundredths = whole // 2 * 2175 + least(days.cast(pl.Int64) * 100, 2175)
    return law.step("amount", ratio(monthly * hundredths, 2175 * parts), cite, zh=words[0], en=words[1])


@rule(
    title=("违法约定试用期的赔偿金", "Damages for too long a probation"),
    facts=OverlongProbation,
    since="2008-01-01",
    cites=(DAMAGES, BY_TERM),
    limits=(
        (
            "只算已经履行的超过部分；重复约定的试用期全部算超过，请把合同期限按“以完成一定任务为期限”填写",
            "Only the time actually served beyond the limit counts; a second probation counts in full: answer as for a task",
        ),
    ),
    rulebook="probation.max_length",
)
def unlawful_compensation(facts: OverlongProbation, law: Law) -> pl.Expr:
    most = law.step(
        "maximum",
        longest_for(facts, law),
        BY_TERM,
        zh="最长试用期",
        en="Longest probation",
        unit="months",
    )
    excess = law.step(
        "excess_months",
        greatest(facts.served_months - most, 0),
        DAMAGES,
        zh="超过的月数：已履行 − 最长试用期",
        en="Months beyond it: served less the longest probation",
        unit="months",
    )
    return law.step(
        "amount",
        times(facts.full_wage, excess),
        DAMAGES,
        zh="赔偿金：试用期满月工资 × 超过的月数",
        en="Damages: wage after the probation × months beyond it",
    )
