"""期间计算: calendar arithmetic as the law counts it (民法典第二百零一至二百零四条).

Periods named by first and last day include both. Months are always added to the original day and clamp to the month's end.
"""

from __future__ import annotations

import polars as pl


def after(day: pl.Expr, *, months: int | pl.Expr = 0, days: int | pl.Expr = 0) -> pl.Expr:
    """The day `months` later (same day number, else the month's last day), then `days` later."""
    shifted = day
    if isinstance(months, pl.Expr):
        shifted = _add_months(day, months)
    elif months:
        shifted = day.dt.offset_by(f"{months}mo")
    if isinstance(days, pl.Expr):
        return shifted + pl.duration(days=days)
    return shifted.dt.offset_by(f"{days}d") if days else shifted


def _add_months(day: pl.Expr, months: pl.Expr) -> pl.Expr:
    index = day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1 + months
    first = pl.date(index // 12, index % 12 + 1, 1)
    last = first.dt.month_end().dt.day()
    return first + pl.duration(days=pl.min_horizontal(day.dt.day(), last).cast(pl.Int64) - 1)


def whole_months(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """How many whole months the period from `first` to `last`, both included, holds (never negative)."""
    end = last.dt.offset_by("1d")
    apart = (end.dt.year().cast(pl.Int64) - first.dt.year()) * 12 + end.dt.month() - first.dt.month()
    short = (end.dt.day() < first.dt.day()) & (end.dt.month_end() != end)
    return (apart - short.cast(pl.Int64)).clip(lower_bound=0)


def months_of_service(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Months of severance for a service, in halves (经济补偿年限，劳动合同法第四十七条第一款).

    Each full year counts one month, six months or more of a year counts one, less counts half a month.
    """
    months = whole_months(first, last)
    exact = after(first, months=months) == last.dt.offset_by("1d")
    rest = months % 12
    part = pl.when(rest >= 6).then(2).when((rest > 0) | ~exact).then(1).otherwise(0)
    return months // 12 * 2 + part


def whole_years(first: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Full years completed from `first` by `day` (满周年), the anniversary itself counting as completed."""
    return whole_months(first, day.dt.offset_by("-1d")) // 12


def month_start(day: pl.Expr) -> pl.Expr:
    return day.dt.month_start()


def month_number(month: pl.Expr) -> pl.Expr:
    """1 to 12 of a month given by its first day (`dt.month` of a column costs five times as much).

    No month from 1900 to 2199 begins more than 3 days from n × 30.436875 days after 1900-01-01, so that with half a month
    added, the whole part of days ÷ 30.436875 counts the months exactly.
    """
    since_1900 = month.to_physical() + 25_567  # of Int32: × 10,000 stays within it up to the year 2487
    return ((since_1900 * 10_000 + 152_184) // 304_369 % 12 + 1).cast(pl.Int64)


def later(*days: pl.Expr) -> pl.Expr:
    """The latest of the days; null when one of them is unknown."""
    return _known(pl.max_horizontal(*days), days)


def earlier(*days: pl.Expr) -> pl.Expr:
    """The earliest of the days; null when one of them is unknown."""
    return _known(pl.min_horizontal(*days), days)


def greatest(*values: pl.Expr | int) -> pl.Expr:
    """The largest value; null when one of them is unknown (max_horizontal alone would skip nulls)."""
    if len(values) == 2:  # a comparison costs a fifth of max_horizontal
        first, second = values
        if isinstance(first, pl.Expr) and isinstance(second, int):
            return pl.when(first < second).then(second).otherwise(first)
        first, second = _literal(first), _literal(second)
        return _known(pl.when(first < second).then(second).otherwise(first), (second,))
    if len(values) == 3:
        return greatest(greatest(*values[:2]), values[2])
    exprs = [_literal(v) for v in values]
    return _known(pl.max_horizontal(*exprs), exprs)


def least(*values: pl.Expr | int) -> pl.Expr:
    """The smallest value; null when one of them is unknown."""
    if len(values) == 2:
        first, second = values
        if isinstance(first, pl.Expr) and isinstance(second, int):
            return pl.when(first > second).then(second).otherwise(first)
        first, second = _literal(first), _literal(second)
        return _known(pl.when(first > second).then(second).otherwise(first), (second,))
    if len(values) == 3:
        return least(least(*values[:2]), values[2])
    exprs = [_literal(v) for v in values]
    return _known(pl.min_horizontal(*exprs), exprs)


def _literal(value: pl.Expr | int) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int64) if isinstance(value, int) else value


def _known(value: pl.Expr, parts: tuple[pl.Expr, ...] | list[pl.Expr]) -> pl.Expr:
    return pl.when(pl.all_horizontal([part.is_not_null() for part in parts])).then(value)
