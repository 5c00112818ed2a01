"""工资没付足: less was paid than the net wage on the payroll."""

from __future__ import annotations

from functools import partial

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

NO_ARREARS = Cite("劳动法", 50)
IN_FULL = Cite("劳动合同法", 30, 1)
SURCHARGE = Cite("劳动合同法", 85)
OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 12)

text = partial(
    rule,
    title=("工资没付足", "Wages not fully paid"),
    facts=PayMonth,
    dated_by="month",
    severity="high",
    explain=(
        "{month} 应实发 {net}，已付 {paid}，还差 {amount}。",
        "Net pay of {month} is {net}; {paid} was paid, {amount} is outstanding.",
    ),
    remedy=(
        "付清差额，保留银行回单或签收记录。",
        "Pay the rest soon and keep the bank slip or signature.",
    ),
    limits=(
        (
            "责令限期支付后仍不付的，可能加付 50% 至 100%，这里没有计入；已付金额空着的没有检查",
            "Where an order to pay is not followed, 50% to 100% may be added; not included. Rows without a paid "
            "amount are not checked",
        ),
    ),
    rulebook="wage.arrears",
)


@text(since="2026-07-01", cites=(NO_ARREARS, IN_FULL, SURCHARGE, OVER_AGE))
@text(since="2008-01-01", until="2026-06-30", cites=(NO_ARREARS, IN_FULL, SURCHARGE))
def unpaid(facts: PayMonth, law: Law) -> Breach:
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll & facts.complete,
        when=facts.paid < facts.net,
        amount=law.step(
            "amount", facts.net - facts.paid, IN_FULL, zh="还差：实发 − 已付", en="Outstanding: net pay − paid"
        ),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
