"""年终奖一年用了两次: the separate taxation of an annual bonus used more than once in a year."""

from __future__ import annotations

from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.tax.annual_bonus import ALONE, LAST_DAY, METHOD


@rule(
    title=("年终奖单独计税用了不止一次", "Annual bonus taxed alone more than once"),
    facts=PayMonth,
    since="2019-01-01",
    until=LAST_DAY,
    dated_by="month",
    cites=(ALONE, METHOD),
    severity="medium",
    question=True,
    explain=(
        "同一个人一年内只能有一次奖金按全年一次性奖金单独计税；{month} 之前今年已经用过 {used} 次。",
        "One person may have one bonus a year taxed alone; before {month} it was already used {used} time(s) this "
        "year.",
    ),
    remedy=(
        "请核对：今年只保留一次单独计税，其余奖金并入当月工资按累计预扣法计税，并更正申报。",
        "Check which bonus is taxed alone this year; add the others to the month's wages and correct the returns.",
    ),
    limits=(
        (
            "依据的公告原文没有收录；多扣少扣多少没有计算",
            "The announcement's full text is not on file; the difference in tax is not computed",
        ),
    ),
    rulebook="tax.bonus",
)
def bonus_twice(facts: PayMonth, law: Law) -> Breach:
    used = law.step(
        "used", facts.bonuses_before, ALONE, zh="今年此前已用次数", en="Times used earlier this year", unit="count"
    )
    return law.breach(
        applies=facts.has_payroll & (facts.annual_bonus > 0),
        when=used >= 1,
        first=facts.month,
        last=facts.month_end,
    )
