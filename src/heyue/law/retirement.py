"""法定退休日: the statutory retirement day of a person under the gradual delay (国务院关于渐进式延迟法定退休年龄的办法第一条).

From 2025 the age rises by a month for every four months of birth (men, women of the 55 group) or two (women of the 50
group), counted from the first birth month it reaches, up to three or five years.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from heyue.law.dates import after


@dataclass(frozen=True, slots=True)
class Schedule:
    """一类人的退休年龄: age before the delay in years, first birth month delayed, births a month of delay, most months."""

    age: int
    first_birth: tuple[int, int]
    births_a_month: int
    most: int


SCHEDULES: dict[str, Schedule] = {
    "male_60": Schedule(60, (1965, 1), 4, 36),
    "female_55": Schedule(55, (1970, 1), 4, 36),
    "female_50": Schedule(50, (1975, 1), 2, 60),
}


def age_months(birth: pl.Expr, category: pl.Expr) -> pl.Expr:
    """The statutory age in whole months; null where the birth or the category is unknown."""
    born = birth.dt.year().cast(pl.Int64) * 12 + birth.dt.month().cast(pl.Int64) - 1
    found = pl.lit(None, dtype=pl.Int64)
    for name, schedule in SCHEDULES.items():
        year, month = schedule.first_birth
        delay = ((born - (year * 12 + month - 1)) // schedule.births_a_month + 1).clip(0, schedule.most)
        found = pl.when(category == name).then(schedule.age * 12 + delay).otherwise(found)
    return found


def retirement_day(birth: pl.Expr, category: pl.Expr) -> pl.Expr:
    """法定退休日: the birth's day number in the month the age is reached, else that month's last day.

    birth: Date; category: male_60, female_55 or female_50. Null where either is unknown.
    """
    return after(birth, months=age_months(birth, category))
