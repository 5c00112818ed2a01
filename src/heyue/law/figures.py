"""公布的数字: minimum wages, contribution rates and bases, average wages, by place and day.

A figure is looked up at the most specific level at which it is published for the place; it is never filled from
another place, another year or another tier. All amounts are whole numbers of the unit's smallest part
(fen, millionths, pieces).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import polars as pl

from heyue.law.divisions import chain, levels
from heyue.law.place_checks import complaints
from heyue.law.place_files import (
    CONFIDENCE,
    FIRM,
    FIRST_DAY,
    LAST_DAY,
    STATUSES,
    Assignment,
    Figure,
    Series,
    Value,
    parse_amount,
    published,
)

__all__ = [
    "ALIASES",
    "AVERAGE_WAGE",
    "DISABILITY_RATIO",
    "FIGURES",
    "FIRM",
    "FUND_BASE_CEILING",
    "FUND_BASE_FLOOR",
    "FUND_RATE_CEILING",
    "FUND_RATE_FLOOR",
    "INJURY_EMPLOYER_RATE_CLASS_1",
    "INJURY_EMPLOYER_RATE_CLASS_2",
    "INJURY_EMPLOYER_RATE_CLASS_3",
    "INJURY_EMPLOYER_RATE_CLASS_4",
    "INJURY_EMPLOYER_RATE_CLASS_5",
    "INJURY_EMPLOYER_RATE_CLASS_6",
    "INJURY_EMPLOYER_RATE_CLASS_7",
    "INJURY_EMPLOYER_RATE_CLASS_8",
    "MATERNITY_EMPLOYER_RATE",
    "MEDICAL_BASE_CEILING",
    "MEDICAL_BASE_FLOOR",
    "MEDICAL_EMPLOYEE_FIXED",
    "MEDICAL_EMPLOYEE_RATE",
    "MEDICAL_EMPLOYER_RATE",
    "MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS",
    "MINIMUM_WAGE_HOURLY",
    "MINIMUM_WAGE_MONTHLY",
    "PENSION_BASE_CEILING",
    "PENSION_BASE_FLOOR",
    "PENSION_EMPLOYEE_RATE",
    "PENSION_EMPLOYER_RATE",
    "STATUSES",
    "UNEMPLOYMENT_BASE_CEILING",
    "UNEMPLOYMENT_BASE_FLOOR",
    "UNEMPLOYMENT_EMPLOYEE_RATE",
    "UNEMPLOYMENT_EMPLOYER_RATE",
    "URBAN_INCOME",
    "Figure",
    "Value",
    "check_places",
    "column",
    "columns",
    "lookup",
    "parse_amount",
]

_WAGE_LEVELS = ("province", "city", "tier")
_LOCAL = ("province", "city", "district", "tier")
_ANY = ("country", "province", "city")

MINIMUM_WAGE_MONTHLY = Figure("minimum_wage.monthly", "yuan", _WAGE_LEVELS, "月最低工资标准", "Monthly minimum wage")
MINIMUM_WAGE_HOURLY = Figure(
    "minimum_wage.hourly", "yuan", _WAGE_LEVELS, "非全日制小时最低工资标准", "Hourly minimum wage for part-time work"
)
MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS = Figure(
    "minimum_wage.excludes_contributions",
    "count",
    ("province", "city"),
    "最低工资不含个人缴纳的社保和公积金（1 为是）",
    "The employee's own contributions come on top of the minimum wage (1 = yes)",
)
AVERAGE_WAGE = Figure(
    "average_wage.monthly", "yuan", ("city",), "职工月平均工资", "Average monthly wage of employees", yearly=True
)
URBAN_INCOME = Figure(
    "income.urban_disposable",
    "yuan",
    ("country",),
    "全国城镇居民人均可支配收入",
    "National urban disposable income per head",
    yearly=True,
)
DISABILITY_RATIO = Figure(
    "disability.ratio",
    "ratio",
    ("province",),
    "安排残疾人就业比例",
    "Share of posts for people with disabilities",
)


def _rate(name: str, zh: str, en: str) -> Figure:
    return Figure(name, "rate", _ANY, zh, en)


def _base(name: str, zh: str, en: str) -> Figure:
    return Figure(name, "yuan", _LOCAL, zh, en)


PENSION_EMPLOYER_RATE = _rate("insurance.pension.employer_rate", "养老保险单位费率", "Pension rate, employer")
PENSION_EMPLOYEE_RATE = _rate("insurance.pension.employee_rate", "养老保险个人费率", "Pension rate, employee")
PENSION_BASE_FLOOR = _base("insurance.pension.base_floor", "养老保险缴费基数下限", "Pension base, lower limit")
PENSION_BASE_CEILING = _base("insurance.pension.base_ceiling", "养老保险缴费基数上限", "Pension base, upper limit")
MEDICAL_EMPLOYER_RATE = _rate("insurance.medical.employer_rate", "医疗保险单位费率", "Medical rate, employer")
MEDICAL_EMPLOYEE_RATE = _rate("insurance.medical.employee_rate", "医疗保险个人费率", "Medical rate, employee")
MEDICAL_EMPLOYEE_FIXED = Figure(
    "insurance.medical.employee_fixed",
    "yuan",
    ("province", "city"),
    "医疗保险个人每月定额",
    "Medical insurance, fixed monthly amount of the employee",
)
MEDICAL_BASE_FLOOR = _base("insurance.medical.base_floor", "医疗保险缴费基数下限", "Medical base, lower limit")
MEDICAL_BASE_CEILING = _base("insurance.medical.base_ceiling", "医疗保险缴费基数上限", "Medical base, upper limit")
MATERNITY_EMPLOYER_RATE = _rate(
    "insurance.maternity.employer_rate", "生育保险单位费率", "Maternity rate, employer (where charged separately)"
)
UNEMPLOYMENT_EMPLOYER_RATE = _rate(
    "insurance.unemployment.employer_rate", "失业保险单位费率", "Unemployment rate, employer"
)
UNEMPLOYMENT_EMPLOYEE_RATE = _rate(
    "insurance.unemployment.employee_rate", "失业保险个人费率", "Unemployment rate, employee"
)
UNEMPLOYMENT_BASE_FLOOR = _base(
    "insurance.unemployment.base_floor", "失业保险缴费基数下限", "Unemployment base, lower limit"
)
UNEMPLOYMENT_BASE_CEILING = _base(
    "insurance.unemployment.base_ceiling", "失业保险缴费基数上限", "Unemployment base, upper limit"
)


def _injury(number: int) -> Figure:
    return _rate(
        f"insurance.injury.employer_rate.class_{number}",
        f"工伤保险基准费率（{'一二三四五六七八'[number - 1]}类行业）",
        f"Work-injury base rate, industry class {number}",
    )


INJURY_EMPLOYER_RATE_CLASS_1 = _injury(1)
INJURY_EMPLOYER_RATE_CLASS_2 = _injury(2)
INJURY_EMPLOYER_RATE_CLASS_3 = _injury(3)
INJURY_EMPLOYER_RATE_CLASS_4 = _injury(4)
INJURY_EMPLOYER_RATE_CLASS_5 = _injury(5)
INJURY_EMPLOYER_RATE_CLASS_6 = _injury(6)
INJURY_EMPLOYER_RATE_CLASS_7 = _injury(7)
INJURY_EMPLOYER_RATE_CLASS_8 = _injury(8)
FUND_BASE_FLOOR = _base("housing_fund.base_floor", "住房公积金缴存基数下限", "Housing fund base, lower limit")
FUND_BASE_CEILING = _base("housing_fund.base_ceiling", "住房公积金缴存基数上限", "Housing fund base, upper limit")
FUND_RATE_FLOOR = _rate("housing_fund.rate_floor", "住房公积金最低缴存比例", "Housing fund, lowest rate")
FUND_RATE_CEILING = _rate("housing_fund.rate_ceiling", "住房公积金最高缴存比例", "Housing fund, highest rate")

FIGURES: dict[str, Figure] = {value.name: value for value in list(globals().values()) if isinstance(value, Figure)}
#: Names accepted in a question's own figures: another figure read in another year.
ALIASES: dict[str, tuple[str, int]] = {"income.urban_disposable_previous_year": ("income.urban_disposable", -1)}


@lru_cache(maxsize=65536)
def resolve(name: str, place: str) -> Series | None:
    """The series that decides for a place: of the most specific place in its chain that publishes the figure."""
    allowed = set(FIGURES[name].levels)
    for code in reversed(chain(place)):
        if allowed & levels(code):
            series = published(FIGURES[name], code)
            if series is not None:
                return series
    return None


def _assignment(series: Series, place: str, day: date) -> Assignment | None:
    codes = set(chain(place))
    valid = [a for a in series.assignments if a.prefix in codes and a.from_ <= day <= a.until]
    return max(valid, key=lambda a: len(a.prefix), default=None)


def _at(series: Series, place: str, day: date) -> Value | None:
    """The value in force: the latest start not after the day, unless its period is over or the tier is not known."""
    rows, given = series.rows.get(None), None
    if rows is None:
        given = _assignment(series, place, day)
        rows = series.rows.get(given.tier, ()) if given else ()
    started = [row for row in rows if row.value.from_ <= day]
    if not started:
        return None
    row = started[-1]
    value = row.value
    if value.until is not None and day > value.until:
        return None
    if row.firm_until is not None and day > row.firm_until:
        value = _with(value, status="bounded", firm=False)
    if given is not None:
        weaker = max(value.status, given.status, key=CONFIDENCE.index)
        value = _with(value, status=weaker, firm=value.firm and given.status in FIRM, extra=given.source)
    return value


def _with(value: Value, *, status: str, firm: bool, extra: tuple[str, ...] = ()) -> Value:
    source = value.source + tuple(s for s in extra if s not in value.source)
    return replace(value, status=status, firm=firm, source=source)


def shift_years(day: date, years: int, *, leap_to: int = 28) -> date:
    """The same day of another year; 29 February becomes 28 February (or 1 March with leap_to=1)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28) if leap_to == 28 else date(day.year + years, 3, 1)


def lookup(figure: Figure, place: str, day: date, year_offset: int = 0) -> Value | None:
    """查一个数字: the value for a place and day (`year_offset=-1`: the same day a year before); None = not known."""
    series = resolve(figure.name, place)
    if series is None:
        return None
    return _at(series, place, shift_years(day, year_offset))


@lru_cache(maxsize=65536)
def _timeline(name: str, place: str) -> tuple[tuple[date, int | None, bool], ...]:
    """(first day, amount or None, firm) wherever the answer for a place may change, oldest first."""
    series = resolve(name, place)
    if series is None:
        return ()
    one = date.resolution
    days = {a.from_ for a in series.assignments} | {a.until + one for a in series.assignments}
    for row in (row for rows in series.rows.values() for row in rows):
        days.add(row.value.from_)
        days |= {end + one for end in (row.value.until, row.firm_until) if end is not None}
    found = ((day, _at(series, place, day)) for day in sorted(days))
    return tuple((day, value.amount if value else None, bool(value and value.firm)) for day, value in found)


def column(figure: Figure, places: pl.Series, days: pl.Series, year_offset: int = 0) -> tuple[pl.Series, pl.Series]:
    """成列查数字: amounts (Int64, null where not known) and firm (Boolean, false where not known) for each row."""
    index, tables = _tables([(figure, year_offset)], places, days)
    amounts, firm = tables[0]
    return pl.Series(figure.name, amounts, dtype=pl.Int64).gather(index), pl.Series("firm", firm).gather(index)


def columns(
    wanted: Sequence[tuple[Figure, int]], places: pl.Series, days: pl.Series, *, firm_only: bool = False
) -> list[tuple[pl.Series, bool]]:
    """成列查几个数字: for each (figure, year offset) its amounts by row, and whether a row met one that is not firm.

    With `firm_only` those rows stay null. Place and day of a row are looked up once for all the figures.
    """
    index, tables = _tables(wanted, places, days)
    found = []
    for (figure, _), (amounts, firm) in zip(wanted, tables, strict=True):
        kept = [
            _UNKNOWN if amount is None else _WEAK if firm_only and not sure else amount
            for amount, sure in zip(amounts, firm, strict=True)
        ]
        values = pl.Series(figure.name, kept, dtype=pl.Int64).gather(index)
        if firm_only:
            loose = bool((values == _WEAK).any())
        else:
            weak = [amount is not None and not sure for amount, sure in zip(amounts, firm, strict=True)]
            loose = any(weak) and bool(pl.Series(weak).gather(index).any())
        found.append((values.set(values <= _WEAK, None) if (values <= _WEAK).any() else values, loose))
    return found


_UNKNOWN, _WEAK = -(2**63), -(2**63) + 1
"""What stands in a cell for no value, and for one that is not firm, until the rows are filled: no amount is that small."""


def _tables(
    wanted: Sequence[tuple[Figure, int]], places: pl.Series, days: pl.Series
) -> tuple[pl.Series, list[tuple[list[int | None], list[bool]]]]:
    """For each row the cell it reads (UInt32), and each figure's cells: amounts and which are firm.

    Every asked place gets one row of a small table, every stretch of days without a change one column; a null or
    unknown place or day points at an empty cell before the gather, so no row can read another's value.
    """
    coded = places if places.dtype == pl.Categorical else places.cast(pl.String).cast(pl.Categorical)
    numbers = coded.to_physical()
    asked = coded.filter(numbers.ne_missing(numbers.shift(1))).unique().drop_nulls()
    codes = asked.cast(pl.String).to_list()
    changes = sorted(
        {_effect(day, year) for f, year in wanted for code in codes for day, _, _ in _timeline(f.name, code)}
    )
    width = len(changes) + 1
    position = {day: at + 1 for at, day in enumerate(changes)}
    tables = []
    for figure, year in wanted:
        amounts: list[int | None] = [None] * ((len(codes) + 1) * width)
        firm = [False] * len(amounts)
        for at, code in enumerate(codes, start=1):
            line = _timeline(figure.name, code)
            stops = [position[_effect(day, year)] for day, _, _ in line] + [width]
            for (_, amount, sure), first, end in zip(line, stops, stops[1:], strict=False):
                amounts[at * width + first : at * width + end] = [amount] * (end - first)
                firm[at * width + first : at * width + end] = [sure] * (end - first)
        tables.append((amounts, firm))
    return _row_of(numbers, asked.to_physical(), width) + _stretch_of(days, changes), tables


def _row_of(numbers: pl.Series, asked: pl.Series, width: int) -> pl.Series:
    """First cell of each place's table row; the empty row, cell 0 on, stands for a missing place."""
    last = max(asked.to_list(), default=-1)
    starts = pl.zeros(last + 2, dtype=pl.UInt32, eager=True)
    starts = starts.scatter(asked, [width * at for at in range(1, len(asked) + 1)])
    return starts.gather(numbers.fill_null(last + 1))


def _effect(day: date, year_offset: int) -> date:
    """The first day whose shifted day is not before `day`."""
    return shift_years(day, -year_offset, leap_to=1)


def _stretch_of(days: pl.Series, changes: list[date]) -> pl.Series:
    """Table column of each day; column 0 is empty and stands for days before the first value, out of range or missing."""
    first, last = _number(FIRST_DAY), _number(LAST_DAY)
    since = days.cast(pl.Date).cast(pl.Int32)
    starts = pl.Series([_number(day) for day in changes], dtype=pl.Int32)
    least, most = (day if isinstance(day, int) else None for day in (since.min(), since.max()))
    if least is None or most is None or since.null_count() or least < first or most > last or most - least >= len(days):
        outside = since.is_null() | (since < first) | (since > last)
        stretch = starts.search_sorted(since.fill_null(first), side="right").cast(pl.UInt32)
        return stretch.set(outside, 0) if outside.any() else stretch
    met = pl.int_range(least, most + 1, dtype=pl.Int32, eager=True)  # fewer than the rows: each looked up once
    return starts.search_sorted(met, side="right").cast(pl.UInt32).gather(since - least)


def _number(day: date) -> int:
    """A day as Polars keeps it."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def check_places() -> list[str]:
    """检查地方文件: every fault in the place files, as "file: figure: fault"; empty when all is well."""
    return complaints(FIGURES)
