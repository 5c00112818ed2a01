"""实发对不上: the net wage is less than gross less the deductions listed."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import wage_earner
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

RECORD = Cite("工资支付暂行规定", 6, 3)
ALLOWED = Cite("工资支付暂行规定", 15)


@rule(
    title=("实发工资比算出来的少", "Net pay is less than the sheet adds up to"),
    facts=PayMonth,
    since="1995-01-01",
    dated_by="month",
    cites=(RECORD, ALLOWED),
    severity="medium",
    explain=(
        "{month} 应发减去列出的各项扣款应为 {expected}，工资表实发 {net}，有 {amount} 对不上。",
        "Gross pay of {month} less the deductions listed is {expected}; the sheet shows {net}; {amount} does "
        "not tie up with the items listed.",
    ),
    remedy=(
        "核对漏写的扣款项目；没有依据的，把差额补发。",
        "Find the deduction that is not listed; where there is no ground for it, pay the difference.",
    ),
    limits=(
        (
            "实发比算出来多的没有提示",
            "Net pay above the sum is not reported",
        ),
    ),
    rulebook="wage.pay.record",
)
def net_does_not_add_up(facts: PayMonth, law: Law) -> Breach:
    contributions = law.step(
        "contributions", facts.contributions + facts.fund, RECORD, zh="个人社保 + 个人公积金", en="Own insurance + fund"
    )
    deductions = law.step(
        "deductions",
        facts.tax + facts.loss_deduction + facts.fine + facts.deposit + facts.other_deductions,
        RECORD,
        zh="个税 + 赔偿扣款 + 罚款 + 押金 + 其他扣款",
        en="Tax + loss deduction + fine + deposit + other deductions",
    )
    expected = law.step(
        "expected",
        facts.gross - contributions - deductions,
        RECORD,
        zh="应得实发：应发 − 社保公积金 − 各项扣款",
        en="Net by the sheet: gross − contributions − deductions",
    )
    return law.breach(
        applies=wage_earner(facts.status, facts.month) & facts.has_payroll,
        when=facts.net < expected,
        amount=law.step("amount", expected - facts.net, ALLOWED, zh="差额：应得 − 实发", en="Unexplained: sum − net"),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
