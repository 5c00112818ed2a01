"""缴费基数低: a pension base below the wage it should follow."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.figures import PENSION_BASE_CEILING, PENSION_BASE_FLOOR
from heyue.law.money import share, yuan
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.insurance.month_missing import IN_FULL, LATE_FEE, RATES, both_rates
from heyue.law.rules.insurance.pension_employee import CLAMP, OWN_SHARE, clamped
from heyue.law.workdays import next_workday

CONCEALED = Cite("劳动保障监察条例", 27, 1)


@rule(
    title=("社保缴费基数低于工资", "Contribution base below the wage"),
    facts=PayMonth,
    since="2011-07-01",
    dated_by="month",
    cites=(RATES, OWN_SHARE, IN_FULL, LATE_FEE, CONCEALED),
    severity="high",
    explain=(
        "{month} 养老保险按 {pension_base} 缴，按工资应为 {expected}，少报 {short}。",
        "The pension for {month} was paid on {pension_base}; by the wage it should be {expected}, {short} too low.",
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
        CLAMP,
    ),
    rulebook="social.base_understated",
)
def base_low(facts: PayMonth, law: Law) -> Breach:
    expected = law.step(
        "expected",
        clamped(facts.base_wage, law.figure(PENSION_BASE_FLOOR), law.figure(PENSION_BASE_CEILING)),
        OWN_SHARE,
        zh="应缴基数：上年月平均应发（当年入职用首个整月），不低于下限、不高于上限",
        en="Base due: last year's average gross (first full month for joiners), between floor and ceiling",
    )
    short = law.step("short", expected - facts.pension_base, RATES, zh="少报：应缴基数 − 已缴基数", en="Too low by")
    return law.breach(
        applies=(facts.status == "full_time") & facts.has_insurance,
        when=short >= yuan(1),
        amount=law.step(
            "amount",
            share(short, both_rates(law)),
            RATES,
            zh="应补养老保险：少报的基数 × 费率",
            en="Pension to make up: shortfall × rate",
        ),
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
