"""税率表: the tax tables answer as the schedule does, between, at and beyond every limit."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from heyue.law.scale_of_rates import COMPREHENSIVE, MONTHLY

# 个人所得税法附表一: each part of the yearly taxable income at its own rate (yuan, per cent).
PARTS = ((0, 3), (36_000, 10), (144_000, 20), (300_000, 25), (420_000, 30), (660_000, 35), (960_000, 45))
FEN = st.integers(min_value=0, max_value=500_000_000)


def half_up(value: Fraction) -> int:
    return int((value * 2 + 1) // 2)


def by_parts(fen: int) -> int:
    """Tax by slices, without quick deductions."""
    tax = Fraction(0)
    for (low, rate), upper in zip(PARTS, [*(low for low, _ in PARTS[1:]), None], strict=True):
        top = fen if upper is None else min(fen, upper * 100)
        tax += Fraction(max(top - low * 100, 0) * rate, 100)
    return half_up(tax)


def one(expr: pl.Expr, **given_: int | None) -> int | None:
    frame = pl.DataFrame(given_, schema=dict.fromkeys(given_, pl.Int64))
    value: int | None = frame.select(expr).item()
    return value


@given(FEN)
@example(83)  # 3 % of 0.83 yuan are 2.49 fen
@example(50)  # 3 % of 0.50 yuan are 1.5 fen, half up
@example(3_600_000)
@example(3_600_001)
@example(96_000_000)
@example(96_000_001)
def test_the_yearly_table_taxes_each_part_at_its_own_rate(fen: int) -> None:
    assert one(COMPREHENSIVE.of(pl.col("x")), x=fen) == by_parts(fen)


@given(FEN)
@example(3_600_000)
@example(3_600_001)
def test_the_bonus_is_taxed_whole_at_the_rate_of_its_twelfth(fen: int) -> None:
    rate = next(r for (_, r), (low, _) in zip(PARTS, [*PARTS[1:], (10**9, 0)], strict=True) if fen <= low * 100)
    quick = sum((r - PARTS[i][1]) * low for i, (low, r) in enumerate(PARTS[1:]) if r <= rate) // 12
    assert one(MONTHLY.whole(pl.col("x"), 12), x=fen) == half_up(Fraction(fen * rate, 100) - quick)


@given(st.integers(min_value=100, max_value=200_000_000))
@example(3_492_000)
@example(3_492_001)
def test_the_gross_bonus_leaves_exactly_the_net_and_nothing_smaller_on_record_does(net: int) -> None:
    gross = one(MONTHLY.gross_of(pl.col("x"), 12), x=net)
    assert gross is not None
    tax = one(MONTHLY.whole(pl.col("x"), 12), x=gross)
    assert tax is not None
    assert gross - tax == net
    for limit in (low * 100 for low, _ in PARTS[1:] if low * 100 < gross):
        below = one(MONTHLY.whole(pl.col("x"), 12), x=limit)
        assert below is not None
        assert limit - below < net, "a lower row would have reached the net sum with less"


def test_an_unknown_income_has_no_tax() -> None:
    assert one(COMPREHENSIVE.of(pl.col("x")), x=None) is None
    assert one(MONTHLY.whole(pl.col("x"), 12), x=None) is None
    assert one(MONTHLY.gross_of(pl.col("x"), 12), x=None) is None
