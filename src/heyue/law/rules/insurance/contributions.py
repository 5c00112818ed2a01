"""社会保险费: what employer and employee pay for one month, item by item."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from heyue.law import figures, units
from heyue.law.ask import Ask, Facts, Kind, Money, Month
from heyue.law.cite import Cite
from heyue.law.dates import greatest, least
from heyue.law.figures import Figure
from heyue.law.money import share
from heyue.law.rule import Law, rule
from heyue.law.tables.column import Choice

PENSION_EMPLOYER = Cite("社会保险法", 12, 1)
PENSION_EMPLOYEE = Cite("社会保险法", 12, 2)
MEDICAL = Cite("社会保险法", 23, 1)
INJURY = Cite("社会保险法", 35)
UNEMPLOYMENT = Cite("社会保险法", 44)
MATERNITY = Cite("社会保险法", 53)
PAID = Cite("社会保险法", 60, 1)

_INJURY_RATES = (
    figures.INJURY_EMPLOYER_RATE_CLASS_1,
    figures.INJURY_EMPLOYER_RATE_CLASS_2,
    figures.INJURY_EMPLOYER_RATE_CLASS_3,
    figures.INJURY_EMPLOYER_RATE_CLASS_4,
    figures.INJURY_EMPLOYER_RATE_CLASS_5,
    figures.INJURY_EMPLOYER_RATE_CLASS_6,
    figures.INJURY_EMPLOYER_RATE_CLASS_7,
    figures.INJURY_EMPLOYER_RATE_CLASS_8,
)


@dataclass(frozen=True, slots=True)
class RiskClass(Kind):
    """工伤风险类别: a whole number from 1 to 8."""

    def parse(self, value: object, choices: tuple[Choice, ...] = ()) -> int:
        del choices
        if str(value).strip() not in {str(number) for number in range(1, 9)}:
            raise ValueError(f"{value!r} 不是 1 到 8 的类别 / is no risk class from 1 to 8")
        return int(str(value))


class Insured(Facts):
    """社会保险费所问: the wage premiums are counted on and the month."""

    wage = Ask(
        Money,
        zh="缴费工资多少？（上年月平均工资，新员工为首月工资）",
        en="Wage for contributions? (last year's monthly average; the first month's wage for a newcomer)",
    )
    month = Ask(Month, zh="哪个月？", en="Which month?")
    risk_class = Ask(
        RiskClass("count", units.COUNT),
        zh="单位的工伤风险类别（1 到 8 类，不填不算工伤）？",
        en="Work-injury risk class of the employer (1 to 8; left out when empty)?",
        absent=None,
    )


def clamped(wage: pl.Expr, floor: pl.Expr, ceiling: pl.Expr) -> pl.Expr:
    """The contribution base: the wage, at least the floor and at most the ceiling; null when one is unknown."""
    return least(greatest(wage, floor), ceiling)


def employee_parts(law: Law, wage: pl.Expr, *, where: pl.Expr | None = None) -> dict[str, pl.Expr]:
    """The employee's own pension, medical and unemployment contributions in fen, each a step; null where not known.

    where: rows on which the published figures are needed (all, when left out).
    """

    def read(figure: Figure) -> pl.Expr:
        column = law.figure(figure)
        return column if where is None else law.needed(column, where=where)

    pension = clamped(wage, read(figures.PENSION_BASE_FLOOR), read(figures.PENSION_BASE_CEILING))
    medical = clamped(wage, read(figures.MEDICAL_BASE_FLOOR), read(figures.MEDICAL_BASE_CEILING))
    unemployment = clamped(wage, read(figures.UNEMPLOYMENT_BASE_FLOOR), read(figures.UNEMPLOYMENT_BASE_CEILING))
    fixed = law.figure(figures.MEDICAL_EMPLOYEE_FIXED, optional=True).fill_null(0)
    return {
        "pension": law.step(
            "pension.employee",
            share(pension, read(figures.PENSION_EMPLOYEE_RATE)),
            PENSION_EMPLOYEE,
            zh="养老保险个人：缴费工资（不低于下限、不高于上限）× 个人费率",
            en="Pension, employee: wage within the limits × employee's rate",
        ),
        "medical": law.step(
            "medical.employee",
            share(medical, read(figures.MEDICAL_EMPLOYEE_RATE)) + fixed,
            MEDICAL,
            zh="医疗保险个人：缴费工资（不低于下限、不高于上限）× 个人费率，当地有定额的再加定额",
            en="Medical, employee: wage within the limits × employee's rate, and the local fixed sum where there "
            "is one",
        ),
        "unemployment": law.step(
            "unemployment.employee",
            share(unemployment, read(figures.UNEMPLOYMENT_EMPLOYEE_RATE)),
            UNEMPLOYMENT,
            zh="失业保险个人：缴费工资（不低于下限、不高于上限）× 个人费率",
            en="Unemployment, employee: wage within the limits × employee's rate",
        ),
    }


def _employer_parts(law: Law, wage: pl.Expr) -> list[pl.Expr]:
    pension = clamped(wage, law.figure(figures.PENSION_BASE_FLOOR), law.figure(figures.PENSION_BASE_CEILING))
    medical = clamped(wage, law.figure(figures.MEDICAL_BASE_FLOOR), law.figure(figures.MEDICAL_BASE_CEILING))
    unemployment = clamped(
        wage, law.figure(figures.UNEMPLOYMENT_BASE_FLOOR), law.figure(figures.UNEMPLOYMENT_BASE_CEILING)
    )
    maternity = law.step(
        "maternity.employer",
        share(medical, law.figure(figures.MATERNITY_EMPLOYER_RATE, optional=True)),
        MATERNITY,
        zh="生育保险单位（当地单列费率的）：医疗保险基数 × 费率",
        en="Maternity, employer (where it has its own rate): medical base × rate",
    )
    return [
        law.step(
            "pension.employer",
            share(pension, law.figure(figures.PENSION_EMPLOYER_RATE)),
            PENSION_EMPLOYER,
            zh="养老保险单位：缴费工资（不低于下限、不高于上限）× 单位费率",
            en="Pension, employer: wage within the limits × employer's rate",
        ),
        law.step(
            "medical.employer",
            share(medical, law.figure(figures.MEDICAL_EMPLOYER_RATE)),
            MEDICAL,
            zh="医疗保险单位：缴费工资（不低于下限、不高于上限）× 单位费率",
            en="Medical, employer: wage within the limits × employer's rate",
        ),
        law.step(
            "unemployment.employer",
            share(unemployment, law.figure(figures.UNEMPLOYMENT_EMPLOYER_RATE)),
            UNEMPLOYMENT,
            zh="失业保险单位：缴费工资（不低于下限、不高于上限）× 单位费率",
            en="Unemployment, employer: wage within the limits × employer's rate",
        ),
        maternity.fill_null(0),
    ]


def _injury_part(facts: Insured, law: Law) -> pl.Expr:
    """Wage × the rate of the risk class; 0 where no class was given, unknown for a class that does not exist."""
    rate = pl.lit(None, dtype=pl.Int64)
    for number, figure in enumerate(_INJURY_RATES, start=1):
        chosen = facts.risk_class == number
        rate = pl.when(chosen).then(law.needed(law.figure(figure), where=chosen)).otherwise(rate)
    premium = law.step(
        "injury.employer",
        share(facts.wage, rate),
        INJURY,
        zh="工伤保险单位：工资 × 风险类别的费率（个人不缴）",
        en="Work injury, employer: wage × rate of the risk class (the employee pays none)",
    )
    return pl.when(facts.risk_class.is_null()).then(0).otherwise(premium)


@rule(
    title=("社会保险费", "Social insurance contributions"),
    facts=Insured,
    since="2011-07-01",
    dated_by="month",
    cites=(PENSION_EMPLOYER, PENSION_EMPLOYEE, MEDICAL, INJURY, UNEMPLOYMENT, MATERNITY, PAID),
    limits=(
        (
            "单位部分按每人的缴费工资计算；有的地方按工资总额算，也有单位浮动费率，以当地核定为准",
            "The employer's part is counted on each person's base; some places use total wages, and rates may "
            "float: the local decision counts",
        ),
        (
            "没有填风险类别的，合计不含工伤保险；生育保险已经并入医疗保险的不另列；不含住房公积金",
            "Without a risk class the total leaves out work injury; maternity is not shown where merged with "
            "medical; no housing fund",
        ),
        (
            "缴费工资按上下限取的做法出自文件，原文没有收录",
            "The text that sets the limits of the base is not on file",
        ),
    ),
    rulebook="social.base_understated",
)
def contributions(facts: Insured, law: Law) -> pl.Expr:
    own = employee_parts(law, facts.wage)
    parts = [*own.values(), *_employer_parts(law, facts.wage), _injury_part(facts, law)]
    total = parts[0]
    for part in parts[1:]:
        total += part
    return total
