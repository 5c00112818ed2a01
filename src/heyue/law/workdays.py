"""工作日的表达式: the working calendar as rules use it, on columns of days."""

from __future__ import annotations

import polars as pl

from heyue.law import calendar
from heyue.law.calendar import workdays

__all__ = ["day_kind", "is_swapped_workday", "next_workday", "previous_workday", "workdays"]


def next_workday(day: pl.Expr, *, itself: bool = False) -> pl.Expr:
    """The first working day after `day`; with `itself`, the day itself where it is one (遇休息日顺延)."""
    return calendar.workday_from(day) if itself else calendar.workday_after(day)


def previous_workday(day: pl.Expr, *, itself: bool = False) -> pl.Expr:
    """The last working day before `day`; with `itself`, the day itself where it is one (遇休息日提前)."""
    return calendar.workday_until(day) if itself else calendar.workday_before(day)


def day_kind(day: pl.Expr) -> pl.Expr:
    """ "workday", "restday" or "holiday" by the national calendar (a String column)."""
    return calendar.kind(day).cast(pl.String)


def is_swapped_workday(day: pl.Expr) -> pl.Expr:
    """True on an official working weekend day (调休上班日)."""
    return (day.dt.weekday() >= 6) & (day_kind(day) == "workday")
