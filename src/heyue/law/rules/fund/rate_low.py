"""公积金缴存比例低: housing fund paid below five per cent of the base on either side."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.facts.pay_month import PayMonth
from heyue.law.money import percent, yuan
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

FLOOR = Cite("住房公积金管理条例", 18)
IN_FULL = Cite("住房公积金管理条例", 20, 1)
ENFORCED = Cite("住房公积金管理条例", 38)
AMENDED = (
    "条例 2026 年 9 月 20 日起有修改，新文本没有收录；此后的月份只提示核对",
    "The regulation was amended from 20 September 2026 and the new text is not on file; later months are only a "
    "reminder",
)
LIMITS = (
    (
        "当地批准的比例可能更高；经职工代表大会或工会讨论并批准降低比例的，不算；差额不到一元的按取整看",
        "Local rates may be higher; a lower rate agreed with staff and approved is lawful; below one yuan counts as "
        "rounding",
    ),
    AMENDED,
)


def _breach(facts: PayMonth, law: Law) -> Breach:
    due = law.step(
        "due", percent(facts.fund_base, 5), FLOOR, zh="每边至少：基数 × 5%", en="Each side at least: base × 5%"
    )
    employer = law.step(
        "employer_short",
        greatest(due - facts.fund_employer, 0),
        FLOOR,
        zh="单位少缴",
        en="Short on the employer's side",
    )
    employee = law.step(
        "employee_short",
        greatest(due - facts.fund_employee, 0),
        FLOOR,
        zh="个人少缴",
        en="Short on the employee's side",
    )
    return law.breach(
        applies=facts.has_fund & (facts.fund_base > 0),
        when=(employer >= yuan(1)) | (employee >= yuan(1)),
        amount=law.step("amount", employer + employee, IN_FULL, zh="应补：单位 + 个人", en="To make up: both sides"),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )


EXPLAIN = (
    "{month} 公积金基数 {fund_base}，每边至少 {due}；单位缴 {fund_employer}，个人缴 {fund_employee}。",
    "The fund base of {month} is {fund_base}, at least {due} a side; the employer paid {fund_employer}, the employee "
    "{fund_employee}.",
)


@rule(
    title=("公积金缴存比例低于百分之五", "Housing fund below five per cent"),
    facts=PayMonth,
    since="2019-03-24",
    until="2026-09-19",
    dated_by="month",
    cites=(FLOOR, IN_FULL, ENFORCED),
    severity="medium",
    explain=EXPLAIN,
    remedy=(
        "补足单位和个人两部分，各不低于百分之五；当地最低比例更高的，按当地比例。",
        "Make up both sides to at least five per cent each, or to the local minimum rate where it is higher.",
    ),
    limits=LIMITS,
    rulebook="fund.rate_floor5",
)
def rate_low(facts: PayMonth, law: Law) -> Breach:
    return _breach(facts, law)


@rule(
    title=("公积金缴存比例低于百分之五，请核对", "Housing fund below five per cent: please check"),
    facts=PayMonth,
    since="2026-09-20",
    dated_by="month",
    cites=(FLOOR, IN_FULL),
    severity="medium",
    question=True,
    explain=EXPLAIN,
    remedy=(
        "核对当地的最低比例；不够的，补足单位和个人两部分。",
        "Check the local minimum rate; where the fund is short, make up both sides.",
    ),
    limits=LIMITS,
    rulebook="fund.rate_floor5",
)
def rate_low_amended(facts: PayMonth, law: Law) -> Breach:
    return _breach(facts, law)
