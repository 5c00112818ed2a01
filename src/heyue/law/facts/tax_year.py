"""个税年度累计: running sums of the tax year for each payroll month, in numpy over sorted rows (order checked)."""

from __future__ import annotations

import numpy as np
import polars as pl

from heyue.law.facts.source import KEY

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]


def with_tax_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds months_employed, cumulative_income, cumulative_special, tax_before, bonuses_before and last_year_income.

    They are null unless payroll has every month of the calendar year from January, or from the month of joining, up to this
    one: a gap never makes a wrong sum. Rows keep their order.
    """
    work = frame.with_columns(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("_order"), pl.col("month").dt.year().alias("_year")
    )
    paid = work.filter(pl.col("has_payroll").fill_null(value=False) & pl.col("started").is_not_null())
    paid = paid.sort([*KEY, "month"], maintain_order=True)
    if paid.is_empty():
        nothing = [pl.lit(None, dtype=pl.Int64).alias(name) for name in _NAMES]
        return frame.with_columns(nothing)
    year = pl.col("month").dt.year().cast(pl.Int64)
    group = paid.select((pl.struct(*KEY, year.alias("y"))).rle_id().cast(pl.Int64)).to_series().to_numpy()
    first = _group_first(group)
    position = np.arange(len(group), dtype=np.int64) - first
    month = paid.select(pl.col("month").dt.month().cast(pl.Int64)).to_series().to_numpy()
    joined = (
        paid.select(
            pl.when(pl.col("started").dt.year() == pl.col("month").dt.year())
            .then(pl.col("started").dt.month().cast(pl.Int64))
            .otherwise(1)
        )
        .to_series()
        .to_numpy()
    )
    employed = month - joined + 1
    complete = (position + 1 == employed) & (month[first] == joined)
    income, income_known = _running(paid, pl.col("gross") - pl.col("tax_exempt").fill_null(0), first)
    special, special_known = _running(paid, pl.col("contributions") + pl.col("fund"), first)
    tax, tax_known = _running(paid, pl.col("tax"), first)
    own_tax = paid.get_column("tax").fill_null(0).to_numpy()
    bonus, bonus_known = _running(paid, (pl.col("annual_bonus") > 0).cast(pl.Int64), first)
    own_bonus = paid.select((pl.col("annual_bonus") > 0).fill_null(value=False).cast(pl.Int64)).to_series().to_numpy()
    added = pl.DataFrame(
        {
            "_order": paid.get_column("_order"),
            "months_employed": _masked(employed, complete),
            "cumulative_income": _masked(income, complete & income_known),
            "cumulative_special": _masked(special, complete & special_known),
            "tax_before": _masked(tax - own_tax, complete & tax_known),
            "bonuses_before": _masked(bonus - own_bonus, bonus_known),
        }
    )
    filled = work.join(added, on="_order", how="left", maintain_order="left").drop("_order")
    return filled.join(_last_years(paid), on=[*KEY, "_year"], how="left", maintain_order="left").drop("_year")


def _last_years(paid: pl.DataFrame) -> pl.DataFrame:
    """Income of each whole calendar year in payroll, keyed by the year after it."""
    year = pl.col("month").dt.year()
    sums = paid.group_by([*KEY, year.alias("_year")]).agg(
        pl.col("gross").sum().alias("last_year_income"),
        pl.len().alias("_months"),
        pl.col("gross").null_count().alias("_gaps"),
    )
    whole = (pl.col("_months") == 12) & (pl.col("_gaps") == 0)
    return sums.filter(whole).select(*KEY, (pl.col("_year") + 1).alias("_year"), "last_year_income")


_NAMES = (
    "months_employed",
    "cumulative_income",
    "cumulative_special",
    "tax_before",
    "bonuses_before",
    "last_year_income",
)


def _group_first(group: Ints) -> Ints:
    """Index of the first row of each row's group; groups are runs of equal numbers."""
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]).astype(np.int64)
    return np.repeat(starts, np.diff(np.r_[starts, len(group)])).astype(np.int64)


def _running(
    paid: pl.DataFrame, value: pl.Expr, first: Ints
) -> tuple[Ints, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Running sum within the group, and whether every value up to here is known."""
    series = paid.select(value.cast(pl.Int64)).to_series()
    total = _within(np.cumsum(series.fill_null(0).to_numpy(), dtype=np.int64), first)
    gaps = _within(np.cumsum(series.is_null().to_numpy(), dtype=np.int64), first)
    return total, gaps == 0


def _within(total: Ints, first: Ints) -> Ints:
    before: Ints = np.r_[np.int64(0), total[:-1]]
    inside: Ints = total - before[first]
    return inside


def _masked(values: Ints, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pl.Series:
    return pl.select(pl.when(pl.Series(known)).then(pl.Series(values))).to_series()
