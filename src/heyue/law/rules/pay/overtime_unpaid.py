"""加班费没付够: overtime pay below what the hours call for."""

from __future__ import annotations

from functools import partial

import polars as pl

from heyue.law.cite import Cite
from heyue.law.covered import full_week, standard_hours
from heyue.law.dates import greatest
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.pay.overtime import CONVERSION, RATES, STANDARD, overtime_due
from heyue.law.workdays import next_workday

PAY = Cite("劳动合同法", 31)
SURCHARGE = Cite("劳动合同法", 85)
OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 9, 2)

text = partial(
    rule,
    title=("加班费没付够", "Overtime not fully paid"),
    facts=PayMonth,
    dated_by="month",
    severity="high",
    explain=(
        "{month} 工作日加班 {workday}、休息日加班（没补休的）{restday}、法定节假日加班 {holiday}，应付加班费 {due}，"
        "工资表付了 {overtime_pay}，差 {amount}。",
        "In {month}: {workday} of overtime on working days, {restday} on rest days without time off, {holiday} on "
        "public "
        "holidays. Due {due}, paid {overtime_pay}, short {amount}.",
    ),
    remedy=(
        "核对考勤和加班审批，把差额随下次工资补发；以后按月结算加班费，休息日加班可以先安排补休。",
        "Check attendance and approvals and pay the difference with the next wages; settle overtime monthly, or give "
        "time "
        "off for rest days.",
    ),
    limits=(
        (
            "按约定月工资计算，各地对加班费基数可能另有规定；计件员工按计件单价另算；经批准的综合工时、不定时工时没有检查",
            "Counted on the agreed monthly wage; local rules on the base may differ. Piece work is counted by piece "
            "rate. "
            "Approved averaged and irregular hours are not checked",
        ),
        (
            "责令限期支付后仍不付的，可能加付应付金额的 50% 至 100%，这里没有计入",
            "Where an order to pay is not followed, 50% to 100% may be added; not included here",
        ),
    ),
    rulebook="otpay.weekday150 otpay.restday200 otpay.holiday300 otpay.base_below_contract overage.pay_hours",
)


@text(since="2026-07-01", cites=(RATES, STANDARD, PAY, CONVERSION, SURCHARGE, OVER_AGE))
@text(since="2008-01-03", until="2026-06-30", cites=(RATES, STANDARD, PAY, CONVERSION, SURCHARGE))
def overtime_unpaid(facts: PayMonth, law: Law) -> Breach:
    minimum = law.figure(MINIMUM_WAGE_MONTHLY, optional=True)
    base = law.step(
        "base",
        pl.when(minimum > facts.contract_wage).then(minimum).otherwise(facts.contract_wage),
        STANDARD,
        zh="计算基数：约定月工资（不低于当地最低工资）",
        en="Base: the agreed monthly wage, not below the local minimum",
    )
    workday = law.step(
        "workday", facts.overtime_workday, RATES, zh="工作日加班（150%）", en="On working days (150%)", unit="hours"
    )
    restday = law.step(
        "restday",
        greatest(facts.overtime_restday - facts.compensatory_leave, 0),
        RATES,
        zh="休息日加班减已补休（200%）",
        en="On rest days less time off in lieu (200%)",
        unit="hours",
    )
    holiday = law.step(
        "holiday",
        facts.overtime_holiday,
        RATES,
        zh="法定节假日加班（300%）",
        en="On public holidays (300%)",
        unit="hours",
    )
    due = law.step(
        "due",
        overtime_due(base, workday, restday, holiday),
        CONVERSION,
        zh="应付：基数 ÷ 21.75 ÷ 8 ×（工作日小时 × 150% + 休息日小时 × 200% + 节假日小时 × 300%）",
        en="Due: base ÷ 21.75 ÷ 8 × (working-day hours × 150% + rest-day × 200% + holiday × 300%)",
    )
    paid = law.step("paid", facts.overtime_pay, PAY, zh="已付加班费", en="Overtime pay paid")
    return law.breach(
        applies=full_week(facts.status, facts.month)
        & standard_hours(facts.hours_system, facts.special_approved)
        & facts.has_attendance
        & (facts.overtime_workday + facts.overtime_restday + facts.overtime_holiday > 0),
        when=paid < due,
        amount=law.step("amount", due - paid, PAY, zh="差额：应付 − 已付", en="Short: due − paid"),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
