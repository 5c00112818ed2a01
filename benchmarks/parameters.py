"""公布的数字: the local figures the dozen rules need, looked up one by one and kept as plain data for every contender."""

from __future__ import annotations

from datetime import date

from benchmarks.generate import MONTHS, PLACES, YEAR

Parameters = dict[str, dict[str, list[int | None]]]
"""place → name → twelve values, January to December; None where nothing firm is on file."""

NAMES = (
    "minimum_wage.monthly",
    "minimum_wage.hourly",
    "minimum_wage.excludes_contributions",
    "insurance.pension.base_floor",
    "insurance.pension.base_ceiling",
    "insurance.pension.employer_rate",
    "insurance.pension.employee_rate",
)


def parameters() -> Parameters:
    """Every figure by place and month, each by the question a person would ask for that one day."""
    from heyue.law.figures import FIGURES, lookup

    found: Parameters = {}
    for place in PLACES:
        found[place] = {}
        for name in NAMES:
            values = [lookup(FIGURES[name], place, date(YEAR, month + 1, 1)) for month in range(MONTHS)]
            found[place][name] = [value.amount if value is not None and value.firm else None for value in values]
    return found
