"""个税年度累计: running sums of the tax year for each payroll month, over sorted rows (order checked)."""

from __future__ import annotations

import polars as pl

from heyue.law.facts.source import KEY


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
    work_year = [*KEY, "_year"]
    employed = pl.col("_month") - pl.col("_joined") + 1
    complete = (pl.col("_position") == employed) & (pl.col("_month").first().over(work_year) == pl.col("_joined"))
    bonus = pl.col("annual_bonus") > 0
    added = (
        paid.with_columns(
            pl.col("month").dt.month().cast(pl.Int64).alias("_month"),
            pl.when(pl.col("started").dt.year() == pl.col("month").dt.year())
            .then(pl.col("started").dt.month().cast(pl.Int64))
            .otherwise(1)
            .alias("_joined"),
            pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(work_year).alias("_position"),
            *_running("_income", pl.col("gross") - pl.col("tax_exempt").fill_null(0), work_year),
            *_running("_special", pl.col("contributions") + pl.col("fund"), work_year),
            *_running("_tax", pl.col("tax"), work_year),
            *_running("_bonus", bonus, work_year),
        )
        .with_columns(complete.alias("_complete"))
        .select(
            "_order",
            _where("_complete", employed).alias("months_employed"),
            _known("_income").alias("cumulative_income"),
            _known("_special").alias("cumulative_special"),
            (_known("_tax") - pl.col("tax").fill_null(0)).alias("tax_before"),
            _where("_bonus_known", pl.col("_bonus") - bonus.fill_null(value=False).cast(pl.Int64)).alias(
                "bonuses_before"
            ),
        )
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


def _running(name: str, value: pl.Expr, group: list[str]) -> tuple[pl.Expr, pl.Expr]:
    """Running sum within the group, and as `<name>_known` whether every value up to here is known."""
    number = value.cast(pl.Int64)
    total = number.fill_null(0).cum_sum().over(group)
    return total.alias(name), (number.is_null().cum_sum().over(group) == 0).alias(f"{name}_known")


def _where(known: str, value: pl.Expr) -> pl.Expr:
    return pl.when(pl.col(known)).then(value)


def _known(name: str) -> pl.Expr:
    """A running sum of a complete year with every value known; null otherwise."""
    return pl.when(pl.col("_complete") & pl.col(f"{name}_known")).then(pl.col(name))
