"""养老保险个人缴费: the employee's monthly pension contribution."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Money
from heyue.law.cite import Cite
from heyue.law.dates import greatest, least
from heyue.law.figures import PENSION_BASE_CEILING, PENSION_BASE_FLOOR, PENSION_EMPLOYEE_RATE
from heyue.law.money import share
from heyue.law.rule import Law, rule

OWN_SHARE = Cite("社会保险法", 12, 2)
CLAMP = (
    "缴费基数在当地公布的上下限之间；上下限的依据是各地每年的通知",
    "The base lies between the limits each place publishes every year",
)


class PensionEmployee(Facts):
    """养老个人缴费所问: the wage the base follows."""

    wage = Ask(
        Money,
        zh="缴费工资（上年月平均工资，新入职用首月工资）？",
        en="Wage (last year's monthly average; first month if new)?",
    )


def clamped(wage: pl.Expr, floor: pl.Expr, ceiling: pl.Expr) -> pl.Expr:
    """The wage held between the published floor and ceiling of the contribution base."""
    return greatest(least(wage, ceiling), floor)


@rule(
    title=("养老保险个人每月缴多少", "Employee's monthly pension contribution"),
    facts=PensionEmployee,
    since="2011-07-01",
    cites=(OWN_SHARE,),
    limits=(CLAMP,),
    rulebook="social.base_understated",
)
def pension_employee(facts: PensionEmployee, law: Law) -> pl.Expr:
    base = law.step(
        "base",
        clamped(facts.wage, law.figure(PENSION_BASE_FLOOR), law.figure(PENSION_BASE_CEILING)),
        OWN_SHARE,
        zh="缴费基数：工资，不低于下限、不高于上限",
        en="Base: the wage between the floor and the ceiling",
    )
    return law.step(
        "amount",
        share(base, law.figure(PENSION_EMPLOYEE_RATE)),
        OWN_SHARE,
        zh="个人缴费：基数 × 个人费率",
        en="Employee's share: base × employee rate",
    )
