"""低于月最低工资: a full month's pay below the local monthly minimum wage."""

from __future__ import annotations

from functools import partial

import polars as pl

from heyue.law.cite import Cite
from heyue.law.covered import full_week
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS, MINIMUM_WAGE_MONTHLY
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

FLOOR = Cite("劳动法", 48, 2)
COMPARED = Cite("最低工资规定", 12, 1)
NORMAL_WORK = Cite("最低工资规定", 3, 1)
DIFFERENCE = Cite("劳动合同法", 85)


def worked_normally(facts: PayMonth) -> pl.Expr:
    """A month of normal work: employed all month, no unpaid or sick absence, no maternity leave."""
    return (
        full_week(facts.status, facts.month)
        & facts.has_payroll
        & facts.full
        & (facts.unpaid_leave_days == 0)
        & (facts.sick_days == 0)
        & (facts.maternity_days == 0)
    )


def own_contributions(facts: PayMonth, law: Law) -> pl.Expr:
    """The employee's own contributions where the place leaves them out of the minimum wage, else 0 (and not asked for)."""
    excluded = law.figure(MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS, optional=True)
    counts = excluded == 1
    own = law.needed(facts.contributions, where=counts) + law.needed(facts.fund, where=counts)
    return pl.when(counts).then(own).otherwise(0)


OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 11)

text = partial(
    rule,
    title=("工资低于当地最低工资", "Pay below the local minimum wage"),
    facts=PayMonth,
    dated_by="month",
    severity="high",
    explain=(
        "{month} 整月出勤，扣除加班费和特殊环境津贴后的工资是 {compare}，当地最低工资是 {minimum}，差 {amount}。",
        "A full month of work in {month}; without overtime pay and special allowances the pay is {compare}, the local "
        "minimum is {minimum}, short {amount}.",
    ),
    remedy=(
        "把差额补发给员工，并把今后的工资标准调到最低工资以上。",
        "Pay the difference and set the wage above the minimum from now on.",
    ),
    limits=(
        (
            "请病假、无薪缺勤、休产假和当月入离职的月份没有检查；计件、提成工资一样适用",
            "Months with sick leave, unpaid absence, maternity leave, joining or leaving are not checked; piece work "
            "and "
            "commission are covered",
        ),
        (
            "只有查到当地规定最低工资不含个人社保和公积金的地方才扣除这两项；福利待遇没有扣除",
            "Own contributions are left out only where a local rule to that effect is on file; welfare benefits are "
            "not deducted",
        ),
    ),
    rulebook="wage.minimum.month overage.pay_hours",
)


@text(since="2026-07-01", cites=(FLOOR, COMPARED, NORMAL_WORK, DIFFERENCE, OVER_AGE))
@text(since="2004-03-01", until="2026-06-30", cites=(FLOOR, COMPARED, NORMAL_WORK, DIFFERENCE))
def minimum_monthly(facts: PayMonth, law: Law) -> Breach:
    own = law.step(
        "own_contributions",
        own_contributions(facts, law),
        COMPARED,
        zh="当地规定不计入的个人社保和公积金",
        en="Own contributions the local rule leaves out",
    )
    compare = law.step(
        "compare",
        facts.gross - facts.overtime_pay - facts.special_allowances - own,
        COMPARED,
        zh="用来比较的工资：应发 − 加班费 − 特殊环境津贴 − 当地不计入的个人缴费",
        en="Pay compared: gross − overtime pay − special allowances − contributions left out locally",
    )
    minimum = law.step(
        "minimum", law.figure(MINIMUM_WAGE_MONTHLY), FLOOR, zh="当地月最低工资", en="Local monthly minimum wage"
    )
    return law.breach(
        applies=worked_normally(facts),
        when=compare < minimum,
        amount=law.step("amount", minimum - compare, DIFFERENCE, zh="差额", en="Difference"),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
