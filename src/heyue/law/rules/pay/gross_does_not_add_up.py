"""应发对不上: the items of pay do not add up to the gross wage."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule

RECORD = Cite("工资支付暂行规定", 6, 3)


@rule(
    title=("应发工资和各项加起来不一样", "Gross pay differs from the sum of its items"),
    facts=PayMonth,
    since="1995-01-01",
    dated_by="month",
    cites=(RECORD,),
    severity="low",
    question=True,
    explain=(
        "{month} 各项工资相加是 {items}，应发写的是 {gross}。",
        "The items of {month} add up to {items}; gross pay shows {gross}.",
    ),
    remedy=(
        "请核对工资表的公式和漏填的项目，工资表和工资条保持一致。",
        "Check the sheet's formulas and missing items; keep payroll and pay slips the same.",
    ),
    limits=(("只提示核对，不作为违规", "A reminder only, not a violation"),),
    rulebook="wage.pay.record",
)
def gross_does_not_add_up(facts: PayMonth, law: Law) -> Breach:
    items = law.step(
        "items",
        facts.base
        + facts.performance
        + facts.piece_pay
        + facts.overtime_pay
        + facts.special_allowances
        + facts.allowances
        + facts.insurance_subsidy
        - facts.absence_deduction,
        RECORD,
        zh="各项之和：基本 + 绩效 + 计件 + 加班费 + 特殊环境津贴 + 其他津贴 + 社保补贴 − 缺勤扣款",
        en="Sum: base + performance + piece + overtime + special + other allowances + subsidy − absence",
    )
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll,
        when=items != facts.gross,
        first=facts.month,
        last=facts.month_end,
    )
