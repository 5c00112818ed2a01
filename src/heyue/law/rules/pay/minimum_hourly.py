"""低于小时最低工资: part-time pay below the local hourly minimum wage."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import MINIMUM_WAGE_HOURLY
from heyue.law.money import ratio
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

FLOOR = Cite("劳动合同法", 72, 1)
DIFFERENCE = Cite("劳动合同法", 85)


@rule(
    title=("小时工资低于当地最低标准", "Hourly pay below the local minimum"),
    facts=PayMonth,
    since="2008-01-01",
    dated_by="month",
    cites=(FLOOR, Cite("最低工资规定", 5), DIFFERENCE),
    severity="high",
    explain=(
        "{month} 计薪 {hours}，按当地小时最低工资 {minimum} 应付 {due}，实付 {gross}，差 {amount}。",
        "{hours} worked in {month}; at the local hourly minimum of {minimum} that is {due}, paid {gross}, short "
        "{amount}.",
    ),
    remedy=(
        "补发差额，并把小时工资调到当地标准以上。",
        "Pay the difference and raise the hourly pay to the local standard.",
    ),
    limits=(
        (
            "有的地方法定节假日的小时标准更高，没有考虑",
            "A higher local hourly standard on public holidays is not considered",
        ),
    ),
    rulebook="wage.minimum.hour",
)
def minimum_hourly(facts: PayMonth, law: Law) -> Breach:
    minimum = law.step(
        "minimum", law.figure(MINIMUM_WAGE_HOURLY), FLOOR, zh="当地小时最低工资", en="Local hourly minimum wage"
    )
    due = law.step(
        "due", ratio(minimum * facts.hours, 60), FLOOR, zh="应付：小时 × 小时最低工资", en="Due: hours × hourly minimum"
    )
    return law.breach(
        applies=(facts.status == "part_time") & facts.has_payroll,
        when=facts.gross < due,
        amount=law.step("amount", due - facts.gross, DIFFERENCE, zh="差额：应付 − 应发", en="Short: due − gross"),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
