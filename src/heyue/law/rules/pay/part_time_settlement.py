"""非全日制结算周期: part-time pay settled less than every fifteen days."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule

FORTNIGHT = Cite("劳动合同法", 72, 2)


@rule(
    title=("非全日制工资没有半月一结", "Part-time pay not settled every fifteen days"),
    facts=PayMonth,
    since="2008-01-01",
    dated_by="month",
    cites=(FORTNIGHT,),
    severity="medium",
    explain=(
        "{month} 只结算了 {settlements} 次；非全日制工资最长十五天结算一次，整月至少两次。",
        "Pay of {month} was settled {settlements} time(s); part-time pay is settled at least every fifteen days, "
        "twice a month.",
    ),
    remedy=("改为每半个月结算发放一次。", "Settle and pay every half month."),
    limits=(
        (
            "只看整月在职的月份和结算次数，没有逐次看间隔天数",
            "Only full months and the number of settlements are looked at, not each interval",
        ),
    ),
    rulebook="parttime.limits",
)
def part_time_settlement(facts: PayMonth, law: Law) -> Breach:
    times = law.step(
        "settled", facts.settlements, FORTNIGHT, zh="本月结算次数", en="Settlements this month", unit="count"
    )
    return law.breach(
        applies=(facts.status == "part_time") & facts.has_payroll & facts.full,
        when=times < 2,
        first=facts.month,
        last=facts.month_end,
    )
