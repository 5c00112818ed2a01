"""加班费: pay for overtime, work on rest days and on public holidays."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Hours, Money
from heyue.law.cite import Cite
from heyue.law.money import hourly
from heyue.law.rule import Law, rule

RATES = Cite("劳动法", 44)
STANDARD = Cite("工资支付暂行规定", 13, 1)
CONVERSION = Cite("人社部发〔2025〕2号", 2)
WORKDAY, RESTDAY, HOLIDAY = 150, 200, 300


class Overtime(Facts):
    """加班费所问: the monthly base and the hours of each kind."""

    monthly_base = Ask(Money, zh="计算加班费的月工资？", en="Monthly wage overtime is counted on?")
    workday_hours = Ask(Hours, zh="工作日加班几小时？", en="Hours of overtime on working days?", absent=0)
    restday_hours = Ask(
        Hours, zh="休息日加班（没有补休的）几小时？", en="Hours on rest days without time off?", absent=0
    )
    holiday_hours = Ask(Hours, zh="法定节假日加班几小时？", en="Hours on public holidays?", absent=0)


def overtime_due(base: pl.Expr, workday: pl.Expr, restday: pl.Expr, holiday: pl.Expr) -> pl.Expr:
    """Overtime pay in fen for minutes of each kind: base ÷ 21.75 ÷ 8 × hours × 150/200/300 %, the sum rounded once."""
    return hourly(base, workday * WORKDAY + restday * RESTDAY + holiday * HOLIDAY)


@rule(
    title=("加班费", "Overtime pay"),
    facts=Overtime,
    since="2008-01-03",
    cites=(RATES, STANDARD, Cite("劳动合同法", 31), CONVERSION),
    limits=(
        (
            "适用于标准工时；经批准的综合工时按周期计算，不定时工时不适用；计件的按单价的倍数计算",
            "For standard hours; approved averaged hours are counted by period, irregular hours are outside, piece "
            "work is "
            "paid by multiples of the piece rate",
        ),
        (
            "计算基数不低于合同约定的工资和当地最低工资；各地对基数可能另有规定",
            "The base is not below the agreed wage and the local minimum wage; local rules on the base may differ",
        ),
    ),
    rulebook="otpay.weekday150 otpay.restday200 otpay.holiday300 hours.month_constants",
)
def overtime(facts: Overtime, law: Law) -> pl.Expr:
    law.step(
        "hourly_wage",
        hourly(facts.monthly_base, pl.lit(6000)),
        CONVERSION,
        zh="小时工资：月工资 ÷ 21.75 ÷ 8（显示到分，计算时不先取整）",
        en="Hourly wage: monthly wage ÷ 21.75 ÷ 8 (shown to the fen, not rounded in the sum)",
    )
    law.step(
        "workday",
        overtime_due(facts.monthly_base, facts.workday_hours, pl.lit(0), pl.lit(0)),
        RATES,
        zh="工作日加班：小时工资 × 小时 × 150%",
        en="Working days: hourly wage × hours × 150%",
    )
    law.step(
        "restday",
        overtime_due(facts.monthly_base, pl.lit(0), facts.restday_hours, pl.lit(0)),
        RATES,
        zh="休息日加班：小时工资 × 小时 × 200%",
        en="Rest days: hourly wage × hours × 200%",
    )
    law.step(
        "holiday",
        overtime_due(facts.monthly_base, pl.lit(0), pl.lit(0), facts.holiday_hours),
        RATES,
        zh="法定节假日加班：小时工资 × 小时 × 300%",
        en="Public holidays: hourly wage × hours × 300%",
    )
    return law.step(
        "amount",
        overtime_due(facts.monthly_base, facts.workday_hours, facts.restday_hours, facts.holiday_hours),
        STANDARD,
        zh="加班费：月工资 ÷ 21.75 ÷ 8 ×（工作日小时 × 150% + 休息日小时 × 200% + 节假日小时 × 300%）",
        en="Overtime pay: wage ÷ 21.75 ÷ 8 × (working-day hours × 150% + rest-day × 200% + holiday × 300%)",
    )
