"""缴费基数低: a pension base below the wage it should follow."""

from __future__ import annotations

from heyue.law.dates import least
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import PENSION_BASE_CEILING, PENSION_BASE_FLOOR
from heyue.law.money import share, yuan
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.insurance.month_missing import IN_FULL, LATE_FEE, RATES, both_rates
from heyue.law.rules.insurance.pension_employee import CLAMP, OWN_SHARE, clamped
from heyue.law.workdays import next_workday


@rule(
    title=("社保缴费基数低于工资", "Contribution base below the wage"),
    facts=PayMonth,
    since="2011-07-01",
    dated_by="month",
    cites=(RATES, OWN_SHARE, IN_FULL, LATE_FEE),
    severity="high",
    explain=(
        "{month} 养老保险按 {pension_base} 缴，按最低的一种口径也应为 {expected}，低了 {short}。",
        "The pension for {month} was paid on {pension_base}; by the lowest reading of the wage it should be {expected}, "
        "{short} too low.",
    ),
    remedy=(
        "向社保经办机构申报调整基数并补缴差额；以后按上年月平均工资如实申报。",
        "Have the base corrected and pay the difference; declare last year's average monthly wage from now on.",
    ),
    limits=(
        (
            "金额只算养老保险单位和个人两部分；滞纳金另计；差额不到一元的按取整看，不算",
            "The sum covers both sides of the pension only, without late fees; a difference below one yuan counts as "
            "rounding",
        ),
        (
            "按上年月平均（新员工首个整月）、约定工资、当月应发三种口径中最低的估算；各地以每年的通知为准",
            "An estimate by the lowest of last year's monthly average (a joiner's first full month), the agreed wage and "
            "the month's gross; the notice each place issues every year decides",
        ),
        CLAMP,
    ),
    rulebook="social.base_understated",
)
def base_low(facts: PayMonth, law: Law) -> Breach:
    average = law.step(
        "average",
        facts.base_wage,
        OWN_SHARE,
        zh="上年月平均应发（新员工用首个整月）",
        en="Last year's average gross (a joiner's first full month)",
    )
    agreed = law.step("agreed", facts.contract_wage, OWN_SHARE, zh="约定的月工资", en="Monthly wage agreed")
    earned = law.step("earned", facts.gross, OWN_SHARE, zh="当月应发", en="Gross of the month")
    expected = law.step(
        "expected",
        clamped(least(average, agreed, earned), law.figure(PENSION_BASE_FLOOR), law.figure(PENSION_BASE_CEILING)),
        OWN_SHARE,
        zh="应缴基数：三者中最低的，不低于下限、不高于上限",
        en="Base due: the lowest of the three, between floor and ceiling",
    )
    short = law.step("short", expected - facts.pension_base, RATES, zh="低了：应缴基数 − 已缴基数", en="Too low by")
    return law.breach(
        applies=(facts.status == "full_time") & facts.has_insurance & facts.full,
        when=short >= yuan(1),
        amount=law.step(
            "amount",
            share(short, both_rates(law)),
            RATES,
            zh="应补养老保险：低了的基数 × 费率",
            en="Pension to make up: shortfall × rate",
        ),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
