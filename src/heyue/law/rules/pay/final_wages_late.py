"""离职工资没有当天结清: the final wages were not paid when the employment ended."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

AT_ONCE = Cite("工资支付暂行规定", 9)


@rule(
    title=("离职工资没有及时结清", "Final wages paid late"),
    facts=Employment,
    since="1995-01-01",
    dated_by="last_day",
    cites=(AT_ONCE,),
    severity="medium",
    explain=(
        "{ended} 离职，离职工资结清日期：{final_pay_date}。解除或终止合同时应当一次付清工资。",
        "Last day {ended}; final wages paid on: {final_pay_date}. Wages are paid in full when the employment ends.",
    ),
    remedy=("结清工资并留下支付凭证。", "Pay what is still due and keep the proof of payment."),
    limits=(
        (
            "有的地方允许离职后几天内付清，请按当地规定核对；欠付的数额没有计算",
            "Some places allow a few days after leaving; the sum still due is not computed",
        ),
    ),
    rulebook="wage.pay.final",
)
def final_wages_late(facts: Employment, law: Law) -> Breach:
    unpaid = facts.final_pay_date.is_null()
    late = pl.when(unpaid).then(facts.ended < facts.asked_on).otherwise(facts.final_pay_date > facts.ended)
    return law.breach(
        applies=facts.left & facts.status.is_in(["full_time", "part_time"]) & facts.final_pay_date_given,
        when=late,
        first=facts.ended,
        last=facts.final_pay_date,
        due=pl.when(unpaid).then(next_workday(facts.asked_on)),
    )
