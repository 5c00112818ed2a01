"""病假工资偏低: a month with sick leave paid below 80 % of the local minimum wage."""

from __future__ import annotations

from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.money import percent
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.pay.sick_floor import FLOOR, WITHIN


@rule(
    title=("请病假的月份工资偏低，请核对", "Low pay in a month with sick leave: please check"),
    facts=PayMonth,
    since="2004-03-01",
    dated_by="month",
    cites=(FLOOR, WITHIN),
    severity="low",
    question=True,
    explain=(
        "{month} 有病假 {sick_days}，扣除加班费后的工资是 {compare}；医疗期内的病假工资一般不低于当地最低工资的 80%，即 {floor}。",
        "{sick_days} of sick leave in {month}; without overtime pay the wage is {compare}. Sick pay in the medical period is as "
        "a rule not below 80% of the local minimum, {floor}.",
    ),
    remedy=(
        "请核对病假天数和病假工资的算法，低于当地标准的补上。",
        "Please check the sick days and how the pay was worked out, and make up what is below the local standard.",
    ),
    limits=(
        (
            "规定 80% 的文件原文没有收录，只提示核对；各地和规章约定可能更高",
            "The text that sets the 80% is not on file, so this is a reminder only; local and company rates may be higher",
        ),
        ("只看整月在职、没有无薪缺勤和产假的月份", "Full months without unpaid absence and maternity leave only"),
    ),
    rulebook="leave.sick_pay",
)
def sick_pay_low(facts: PayMonth, law: Law) -> Breach:
    compare = law.step(
        "compare", facts.gross - facts.overtime_pay, FLOOR, zh="应发 − 加班费", en="Gross − overtime pay"
    )
    floor = law.step(
        "floor",
        percent(law.figure(MINIMUM_WAGE_MONTHLY), 80),
        FLOOR,
        zh="当地月最低工资 × 80%",
        en="Local monthly minimum wage × 80%",
    )
    return law.breach(
        applies=(facts.status == "full_time")
        & facts.has_payroll
        & facts.full
        & (facts.sick_days > 0)
        & (facts.unpaid_leave_days == 0)
        & (facts.maternity_days == 0),
        when=compare < floor,
        first=facts.month,
        last=facts.month_end,
    )
