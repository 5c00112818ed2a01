"""工资发晚了: wages paid after the agreed day."""

from __future__ import annotations

from functools import partial

from heyue.law.cite import Cite
from heyue.law.covered import full_week
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule

ON_TIME = Cite("工资支付暂行规定", 7)
NO_ARREARS = Cite("劳动法", 50)
OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 12)

text = partial(
    rule,
    title=("工资发晚了", "Wages paid late"),
    facts=PayMonth,
    dated_by="month",
    severity="medium",
    explain=(
        "{month} 的工资最迟应在 {pay_due} 发，实际 {pay_date} 发，晚了 {days_late} 天。",
        "The wages of {month} were due by {pay_due} and paid on {pay_date}, {days_late} day(s) late.",
    ),
    remedy=(
        "按约定的日子发工资，遇休息日提前到最近的工作日；确有困难要延期的，先取得本单位工会同意，并按当地规定的期限。",
        "Pay on the agreed day, earlier where it is a day off; where a delay is truly needed, first obtain the consent "
        "of your trade union and keep within the time your place allows.",
    ),
    limits=(
        (
            "不可抗力，或经工会同意在规定期限内延期的，不算拖欠，这里没有考虑",
            "Force majeure, or a delay the union agreed to within the permitted time, is no arrears; not considered "
            "here",
        ),
    ),
    rulebook="wage.pay.monthly",
)


@text(since="2026-07-01", cites=(NO_ARREARS, ON_TIME, OVER_AGE))
@text(since="1995-01-01", until="2026-06-30", cites=(NO_ARREARS, ON_TIME))
def late(facts: PayMonth, law: Law) -> Breach:
    law.step(
        "days_late",
        (facts.pay_date - facts.pay_due).dt.total_days(),
        ON_TIME,
        zh="晚了几天：发放日期 − 约定发薪日（遇休息日提前）",
        en="Days late: day paid − agreed day (earlier where it is a day off)",
        unit="count",
    )
    return law.breach(
        applies=full_week(facts.status, facts.month) & facts.has_payroll,
        when=facts.pay_date > facts.pay_due,
    )
