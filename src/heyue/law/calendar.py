"""工作日历: statutory holidays, other days off and worked weekends, and counting of working days.

Years named in calendar.yaml follow the State Council's notice. Other years from 2008 are counted Monday to Friday (with the
statutory days where they are known already) and are provisional: whoever shows such a count says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, NamedTuple, overload

import polars as pl
import yaml

Kind = Literal["workday", "restday", "holiday"]
KINDS: tuple[Kind, ...] = ("workday", "restday", "holiday")
FIRST, LAST = date(2008, 1, 1), date(2060, 12, 31)

_WORKDAY, _RESTDAY, _HOLIDAY = range(3)
_DAYS = (LAST - FIRST).days + 1


class _Tables(NamedTuple):
    """Dense lists over the days from FIRST: kind, provisional, working days up to and with the day, all working days."""

    kind: bytearray
    provisional: list[bool]
    worked: list[int]
    workdays: list[int]


@lru_cache(maxsize=1)
def notices() -> dict[int, dict[str, Any]]:
    """放假安排: by year, the notice's document, source and its holiday, restday and workday dates."""
    text = Path(__file__).with_name("calendar.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return {int(year): notice for year, notice in data["years"].items()}


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    week = bytes(_RESTDAY if (FIRST.weekday() + day) % 7 >= 5 else _WORKDAY for day in range(7))
    kind = bytearray((week * (_DAYS // 7 + 1))[:_DAYS])
    provisional = [True] * _DAYS
    for year, notice in notices().items():
        for name, code in (("holiday", _HOLIDAY), ("restday", _RESTDAY), ("workday", _WORKDAY)):
            for text in notice[name]:
                kind[_at(date.fromisoformat(text))] = code
        first, end = _at(date(year, 1, 1)), _at(date(year, 12, 31)) + 1
        provisional[first:end] = [bool(notice["provisional"])] * (end - first)
    workdays = [at for at, code in enumerate(kind) if code == _WORKDAY]
    return _Tables(kind, provisional, list(accumulate(code == _WORKDAY for code in kind)), workdays)


def _at(day: date) -> int:
    """Index of a day; raises ValueError outside the years counted, so that no other day is read instead."""
    index = (day - FIRST).days
    if not 0 <= index < _DAYS:
        raise ValueError(f"{day} 不在日历范围内（{FIRST.year}—{LAST.year} 年） / outside the calendar")
    return index


def day_multiplier_kind(day: date) -> Kind:
    """当天类型: holiday (法定节假日, 300 %), restday (休息日, 200 % or time off) or workday, worked weekends included."""
    return KINDS[_tables().kind[_at(day)]]


def holiday_name(day: date) -> str | None:
    """节日名称: 春节, 国庆节 …; None when the day is no statutory holiday on record."""
    found: str | None = notices().get(day.year, {}).get("holiday", {}).get(day.isoformat())
    return found


def is_provisional(day: date) -> bool:
    """暂定: true where the year's holiday arrangement is not on record, so that the day's kind is only a presumption."""
    return _tables().provisional[_at(day)]


def workdays_between(start: date, end: date) -> int:
    """工作日天数: working days from `start` to `end`, both included; 0 when the period is empty."""
    first, last = _at(start), _at(end)
    if last < first:
        return 0
    worked = _tables().worked
    return worked[last] - (worked[first - 1] if first else 0)


def next_workday(day: date, *, itself: bool = False) -> date:
    """下一个工作日: the first working day after `day` (or from `day` on, with `itself`)."""
    workdays = _tables().workdays
    position = (bisect_left if itself else bisect_right)(workdays, _at(day))
    if position == len(workdays):
        raise ValueError(f"no working day after {day} in the calendar")
    return FIRST + timedelta(days=workdays[position])


def previous_workday(day: date, *, itself: bool = False) -> date:
    """上一个工作日: the last working day before `day` (or up to `day`, with `itself`)."""
    workdays = _tables().workdays
    position = (bisect_right if itself else bisect_left)(workdays, _at(day)) - 1
    if position < 0:
        raise ValueError(f"no working day before {day} in the calendar")
    return FIRST + timedelta(days=workdays[position])


@lru_cache(maxsize=1)
def _kind_names() -> pl.Series:
    return pl.Series([KINDS[code] for code in _tables().kind], dtype=pl.Enum(KINDS))


def _index(day: pl.Expr) -> pl.Expr:
    """Index of each day, null when the day is unknown or outside the calendar: a gather never reads another day."""
    index = day.cast(pl.Date).cast(pl.Int32).cast(pl.Int64) - (FIRST - date(1970, 1, 1)).days
    return pl.when(index.is_between(0, _DAYS - 1)).then(index)


@overload
def kind(days: pl.Expr) -> pl.Expr: ...
@overload
def kind(days: pl.Series) -> pl.Series: ...
def kind(days: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """成列的当天类型: day_multiplier_kind of each day as an Enum; null for an unknown day or one outside the calendar."""
    if isinstance(days, pl.Series):
        return pl.select(kind(pl.lit(days))).to_series().alias(days.name)
    return pl.lit(_kind_names()).gather(_index(days))


@lru_cache(maxsize=8)
def _looked_up(name: str) -> pl.Expr:
    """A dense table over the days as one literal, made once: rules gather from it by the index of a day."""
    tables = _tables()
    if name == "provisional":
        return pl.lit(pl.Series(tables.provisional))
    if name == "worked":
        return pl.lit(pl.Series([0, *tables.worked], dtype=pl.Int64))
    if name == "workdays":
        return pl.lit(_as_dates(pl.Series(tables.workdays, dtype=pl.Int64)))
    passed = tables.worked if name in {"next", "until"} else [0, *tables.worked[:-1]]
    position = pl.Series(passed, dtype=pl.Int64) - (name in {"previous", "until"})
    known = (position >= 0) & (position < len(tables.workdays))
    position = pl.select(pl.when(known).then(position)).to_series()
    return pl.lit(_as_dates(pl.Series(tables.workdays, dtype=pl.Int64).gather(position)))


def _as_dates(index: pl.Series) -> pl.Series:
    """Days of indices; null where the index is."""
    return (index + (FIRST - date(1970, 1, 1)).days).cast(pl.Date).alias("day")


def provisional(day: pl.Expr) -> pl.Expr:
    """成列的暂定标记: is_provisional of each day; null for an unknown day or one outside the calendar."""
    return _looked_up("provisional").gather(_index(day))


def workdays(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """成列的工作日天数: working days from start to end, both included; 0 for an empty period, null when a day is unknown."""
    worked = _looked_up("worked")
    before, until = worked.gather(_index(start)), worked.gather(_index(end) + 1)
    return (until - before).clip(lower_bound=0)


def add_workdays(day: pl.Expr, count: int | pl.Expr) -> pl.Expr:
    """几个工作日之后: the count-th working day after `day` (the day itself not counted); null when a part is unknown."""
    passed = _looked_up("worked").gather(_index(day) + 1)
    position = passed + count - 1
    inside = (count >= pl.lit(1)) & position.is_between(0, len(_tables().workdays) - 1)
    return _looked_up("workdays").gather(pl.when(inside).then(position))


def workday_after(day: pl.Expr) -> pl.Expr:
    """之后的第一个工作日: strictly after the day; null outside the calendar."""
    return _looked_up("next").gather(_index(day))


def workday_from(day: pl.Expr) -> pl.Expr:
    """当日或之后的第一个工作日: the day itself where it is a working day; null outside the calendar."""
    return _looked_up("from").gather(_index(day))


def workday_before(day: pl.Expr) -> pl.Expr:
    """之前的最后一个工作日: strictly before the day; null outside the calendar."""
    return _looked_up("previous").gather(_index(day))


def workday_until(day: pl.Expr) -> pl.Expr:
    """当日或之前的最后一个工作日: the day itself where it is a working day; null outside the calendar."""
    return _looked_up("until").gather(_index(day))
