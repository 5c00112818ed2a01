"""低于约定工资: a full month's pay below the agreed wage."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.pay.minimum_monthly import own_contributions, worked_normally
from heyue.law.workdays import next_workday

IN_FULL = Cite("劳动合同法", 30, 1)
NO_DOCKING = Cite("劳动法", 50)
SURCHARGE = Cite("劳动合同法", 85)


@rule(
    title=("工资低于合同约定", "Pay below the agreed wage"),
    facts=PayMonth,
    since="2008-01-01",
    dated_by="month",
    cites=(NO_DOCKING, IN_FULL, SURCHARGE),
    severity="high",
    explain=(
        "{month} 整月出勤，扣除加班费和特殊环境津贴后的工资是 {compare}，约定月工资是 {agreed}。",
        "A full month of work in {month}; without overtime pay and special allowances the pay is {compare}, the "
        "agreed wage "
        "is {agreed}.",
    ),
    remedy=(
        "核对合同的工资构成；确实少发的，把差额补上。要调整工资，先和员工书面变更合同。",
        "Check how the contract makes up the wage and pay what is short. To change the wage, amend the contract in "
        "writing.",
    ),
    limits=(
        (
            "绩效、提成按合同约定浮动的，以合同为准；低于最低工资的部分算在另一项里，这里不重复计算",
            "Where the contract makes performance pay variable, the contract decides; what falls below the minimum "
            "wage is counted "
            "in that check, not again here",
        ),
    ),
    rulebook="wage.arrears",
)
def below_contract(facts: PayMonth, law: Law) -> Breach:
    compare = law.step(
        "compare",
        facts.gross - facts.overtime_pay - facts.special_allowances,
        IN_FULL,
        zh="用来比较的工资：应发 − 加班费 − 特殊环境津贴",
        en="Pay compared: gross − overtime pay − special allowances",
    )
    agreed = law.step("agreed", facts.contract_wage, IN_FULL, zh="约定月工资", en="Agreed monthly wage")
    floor = law.figure(MINIMUM_WAGE_MONTHLY, optional=True) + own_contributions(facts, law)
    counted = law.step(
        "counted",
        pl.when(floor > compare).then(floor).otherwise(compare),
        IN_FULL,
        zh="已在最低工资一项计算到的数（没有低于最低工资的，就是用来比较的工资）",
        en="What the minimum-wage check already counts up to (else the pay compared)",
    )
    return law.breach(
        applies=worked_normally(facts) & (facts.absence_deduction == 0),
        when=compare < agreed,
        amount=law.step(
            "amount",
            greatest(agreed - counted, 0),
            SURCHARGE,
            zh="差额：约定 − 已计算到的数",
            en="Difference: agreed − counted",
        ),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
