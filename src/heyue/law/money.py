"""金额运算: exact arithmetic on whole fen, rounded once, half away from zero.

Amounts stay fractions of whole numbers (numerator, denominator) until the one rounding at the end. Int64 holds every product
met here: 10¹⁰ fen × 10⁶ is 10¹⁶, the limit is 9.2 × 10¹⁸.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl

_PAID_DAYS_X100 = 2175


def yuan(amount: int | str) -> int:
    """Whole fen of an amount in yuan written in a statute or a table."""
    return int((Decimal(str(amount)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def ratio(numerator: pl.Expr, denominator: int | pl.Expr) -> pl.Expr:
    """numerator ÷ denominator (positive) as a whole number, half away from zero."""
    top = numerator.cast(pl.Int64)
    # floor division alone would round a negative half up; one less on top sends it away from zero
    if isinstance(denominator, int) and denominator % 2 == 0:
        half = denominator // 2
        return (top + pl.when(top < 0).then(half - 1).otherwise(half)) // denominator
    bottom = pl.lit(denominator, dtype=pl.Int64) if isinstance(denominator, int) else denominator
    return (top * 2 + pl.when(top < 0).then(bottom - 1).otherwise(bottom)) // (bottom * 2)


def ratio_up(numerator: pl.Expr, denominator: int) -> pl.Expr:
    """numerator ÷ denominator rounded up to the next whole number (both not negative)."""
    return (numerator.cast(pl.Int64) + (denominator - 1)) // denominator


def times(money: pl.Expr, halves: pl.Expr) -> pl.Expr:
    """Money for a number of months stored as halves (金额 × 月数)."""
    return ratio(money * halves, 2)


def share(money: pl.Expr, rate: pl.Expr) -> pl.Expr:
    """Money × a rate stored as millionths."""
    return ratio(money * rate, 1_000_000)


def percent(money: pl.Expr, points: int) -> pl.Expr:
    """Money × a whole percentage written in a statute."""
    return ratio(money * points, 100)


def daily(monthly: pl.Expr, days: pl.Expr | int) -> pl.Expr:
    """monthly ÷ 21.75 × whole days (日工资折算, 人社部发〔2025〕2号 二)."""
    return ratio(monthly * days * 100, _PAID_DAYS_X100)


def hourly(monthly: pl.Expr, minutes_times_percent: pl.Expr) -> pl.Expr:
    """monthly ÷ 21.75 ÷ 8 × hours × multiplier, given as Σ minutes × percent (小时工资折算).

    fen × minutes × percent ÷ (21.75 × 8 × 60 × 100): the fraction is rounded once.
    """
    return ratio(monthly * minutes_times_percent, 1_044_000)
