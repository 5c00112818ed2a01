"""考勤日事实的构建: fills the day grain from daily attendance rows."""

from __future__ import annotations

import polars as pl

from heyue.law.facts.day import Day
from heyue.law.facts.source import KEY, Source, only
from heyue.law.workdays import day_kind, is_swapped_workday


def build_day(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a person and day of attendance up to the as-of day, keyed by company_id, employee and day."""
    people = persons.select(
        *KEY, "place", "asked_on", "status", "hours_system", "special_approved", "strict_from", "strict_to"
    )
    frame = source.table("attendance").filter(pl.col("day").is_not_null() & (pl.col("day") <= source.as_of))
    frame = frame.join(people, on=KEY, how="inner", maintain_order="left")
    frame = frame.with_columns(
        pl.coalesce("day_kind", day_kind(pl.col("day"))).alias("day_kind"),
        pl.col("day").is_between(pl.col("strict_from"), pl.col("strict_to")).fill_null(value=False).alias("protected"),
        pl.col("day").dt.truncate("1w").alias("week_start"),
        is_swapped_workday(pl.col("day")).alias("swapped"),
    )
    week = [*KEY, "week_start"]
    whole = (pl.col("day").n_unique().over(week) == 7) & (pl.col("day").dt.weekday() == 7)
    worked = (pl.col("worked") > 0).cast(pl.Int64).sum().over(week)
    known = pl.col("worked").is_not_null().all().over(week)
    return only(
        frame.with_columns(
            pl.when(whole & known).then(worked).alias("week_days_worked"),
            pl.col("swapped").any().over(week).alias("week_has_swap"),
        ),
        Day,
        *KEY,
    )
