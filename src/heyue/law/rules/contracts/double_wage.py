"""未签书面合同的二倍工资: the second wage owed for the time without a written contract."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from heyue.law.ask import Ask, Date, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import after, earlier, greatest, least, whole_months
from heyue.law.money import daily
from heyue.law.rule import Law, rule
from heyue.law.workdays import workdays

OWED = Cite("劳动合同法", 82, 1)
WINDOW = Cite("劳动合同法实施条例", 6, 2)
BY_MONTH = Cite("法释〔2025〕12号", 6)
DAY_RATE = Cite("人社部发〔2025〕2号", 2)
IN_TIME = Cite("劳动合同法", 10, 2)


class DoubleWage(Facts):
    """二倍工资所问: the employment and the wage."""

    started = Ask(Date, zh="哪一天入职？", en="First day employed?")
    signed = Ask(
        Date, zh="哪一天签的书面合同？（没签不填）", en="Written contract signed on? (empty if not)", absent=None
    )
    as_of = Ask(Date, zh="算到哪一天？", en="Counted up to which day?")
    monthly_wage = Ask(Money, zh="每月工资？", en="Monthly wage?")


@dataclass(frozen=True, slots=True)
class SecondWage:
    """二倍工资的各步: from, to and the sum, as expressions."""

    deadline: pl.Expr
    first: pl.Expr
    last: pl.Expr
    late: pl.Expr
    amount: pl.Expr


def second_wage(law: Law, *, started: pl.Expr, signed: pl.Expr, until: pl.Expr, wage: pl.Expr) -> SecondWage:
    """The second wage from one month after `started` to the day before signing, `until` at the latest, 11 months at most.

    Whole months at the monthly wage; the rest by working days of the national calendar at wage ÷ 21.75, one wage at most.
    The first day counted follows the common convention (one month after the first day employed).
    """
    deadline = law.step(
        "deadline", after(started, months=1), IN_TIME, zh="应签书面合同的最后一天", en="Last day to sign", unit="date"
    )
    before_signing = pl.when(signed.is_not_null()).then(signed.dt.offset_by("-1d")).otherwise(until)
    last = law.step(
        "to",
        earlier(before_signing, after(started, months=12, days=-1), until),
        WINDOW,
        zh="算到：补签前一天、满一年前一天、离职或体检日中最早的",
        en="To: day before signing, day before one full year, leaving or the day counted to, whichever is first",
        unit="date",
    )
    first = law.step(
        "from", deadline, WINDOW, zh="起算日：用工满一个月", en="From: one month after the start", unit="date"
    )
    months = law.step(
        "months", least(whole_months(first, last), 11) * 2, BY_MONTH, zh="整月数", en="Whole months", unit="months"
    )
    rest = after(first, months=months // 2)
    days = law.step(
        "workdays",
        pl.when(rest <= last).then(workdays(rest, last)).otherwise(0),
        BY_MONTH,
        zh="不满一个月部分的工作日",
        en="Working days in the remaining part month",
        unit="count",
    )
    stub = law.step(
        "part_month",
        least(daily(wage, days), wage),
        DAY_RATE,
        zh="部分月：月工资 ÷ 21.75 × 工作日（最多一个月工资）",
        en="Part month: wage ÷ 21.75 × working days (one wage at most)",
    )
    late = (until > deadline) & (signed.is_null() | (signed > deadline))
    owed = pl.when(late).then(greatest(wage * months // 2 + stub, 0)).otherwise(0)
    amount = law.step(
        "amount",
        owed,
        OWED,
        zh="二倍工资差额：整月 × 月工资 + 部分月",
        en="Second wage: whole months × wage + part month",
    )
    return SecondWage(deadline, first, last, late, amount)


@rule(
    title=("未签书面合同的二倍工资", "Second wage for the time without a written contract"),
    facts=DoubleWage,
    since="2008-01-01",
    dated_by="started",
    cites=(OWED, WINDOW, IN_TIME),
    limits=(
        (
            "起算日按通行算法取用工满一个月的当天，另一种读法晚一天；不可抗力、员工故意或重大过失等可以不付的情形没有考虑",
            "Counted from one month after the start; another reading starts a day later. Force majeure and the employee's own "
            "intent or gross negligence are not considered",
        ),
        (
            "超过一年的部分可能已过仲裁时效，对方须在仲裁中提出",
            "Parts older than one year may be time-barred where the defence is raised",
        ),
    ),
    rulebook="contract.written.missing_1m",
)
def double_wage(facts: DoubleWage, law: Law) -> pl.Expr:
    found = second_wage(law, started=facts.started, signed=facts.signed, until=facts.as_of, wage=facts.monthly_wage)
    return found.amount
