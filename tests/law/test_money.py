"""金额运算: whole fen, rounded once and half away from zero; expected values worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyue.law import money


def of(expr: pl.Expr, **columns: int | None) -> int | None:
    frame = pl.DataFrame({name: [value] for name, value in columns.items()}, schema=dict.fromkeys(columns, pl.Int64))
    answer: int | None = frame.select(expr).item()
    return answer


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [(5, 2, 3), (4, 2, 2), (3, 2, 2), (1, 3, 0), (2, 3, 1), (0, 7, 0), (-5, 2, -3), (-1, 3, 0), (-2, 3, -1)],
)
def test_a_ratio_is_rounded_half_away_from_zero(top: int, bottom: int, expected: int) -> None:
    assert of(money.ratio(pl.col("top"), bottom), top=top) == expected


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_a_ratio_agrees_with_exact_fractions(top: int, bottom: int) -> None:
    size = floor(Fraction(abs(top), bottom) + Fraction(1, 2))
    assert of(money.ratio(pl.col("top"), bottom), top=top) == (size if top >= 0 else -size)


def test_a_ratio_may_be_taken_of_a_column() -> None:
    assert of(money.ratio(pl.col("top"), pl.col("bottom")), top=7, bottom=2) == 4


def test_an_unknown_part_leaves_a_ratio_unknown() -> None:
    assert of(money.ratio(pl.col("top"), 2), top=None) is None
    assert of(money.ratio(pl.lit(7), pl.col("bottom")), bottom=None) is None


@pytest.mark.parametrize(("top", "expected"), [(0, 0), (1, 1), (9, 1), (10, 1), (11, 2)])
def test_rounding_up_goes_to_the_next_whole_number(top: int, expected: int) -> None:
    assert of(money.ratio_up(pl.col("top"), 10), top=top) == expected


@pytest.mark.parametrize(
    ("written", "fen"), [(5000, 500_000), ("0.01", 1), ("1.005", 101), ("1.0049", 100), ("-1.005", -101)]
)
def test_an_amount_in_yuan_becomes_whole_fen(written: int | str, fen: int) -> None:
    assert money.yuan(written) == fen


def test_half_months_multiply_money() -> None:
    """6.5 months of 5,000 yuan are 32,500 yuan (2017 exam question, https://examw.com/shiti/76870949)."""
    assert of(money.times(pl.col("wage"), pl.col("halves")), wage=500_000, halves=13) == 3_250_000
    assert of(money.times(pl.col("wage"), pl.col("halves")), wage=333, halves=1) == 167, "3.33 ÷ 2 = 1.665 → 1.67"


def test_a_rate_is_applied_in_millionths() -> None:
    """60 % of 4,000 is 2,400; 8 % of three times 4,000 is 960 (https://tihaiku.com/caiwukuaiji/375283.html)."""
    assert of(money.share(pl.col("base"), pl.col("rate")), base=1_200_000, rate=80_000) == 96_000
    assert of(money.share(pl.col("base"), pl.col("rate")), base=1, rate=500_000) == 1, "half a fen becomes one"
    assert of(money.share(pl.col("base"), pl.col("rate")), base=1, rate=499_999) == 0


def test_a_percentage_is_rounded_to_the_fen() -> None:
    """2,069.99 × 80 % = 1,655.992."""
    assert of(money.percent(pl.col("wage"), 80), wage=206_999) == 165_599


def test_unused_leave_is_paid_by_the_paid_days_of_a_month() -> None:
    """12,000 ÷ 21.75 × 5 × 200 % = 5,517.24 (企业职工带薪年休假实施办法第十一条)."""
    assert of(money.daily(pl.col("wage") * 2, 5), wage=1_200_000) == 551_724


def test_a_days_pay_takes_days_from_a_column() -> None:
    """5,000 ÷ 21.75 = 229.885… (人社部发〔2025〕2号第二点)."""
    assert of(money.daily(pl.col("wage"), pl.col("days")), wage=500_000, days=1) == 22_989
    assert of(money.daily(pl.col("wage"), pl.col("days")), wage=500_000, days=0) == 0


def test_overtime_hours_are_paid_by_the_hour() -> None:
    """8,700 ÷ 21.75 ÷ 8 = 50 an hour; ten hours at 150 % are 750 (劳动法第四十四条)."""
    assert of(money.hourly(pl.col("base"), pl.col("weighted")), base=870_000, weighted=10 * 60 * 150) == 75_000


def test_the_largest_sums_stay_exact() -> None:
    """One hundred million yuan × 45 % needs 10¹⁶ of the 9.2 × 10¹⁸ an Int64 holds."""
    assert of(money.share(pl.col("base"), pl.col("rate")), base=10**10, rate=450_000) == 45 * 10**8
