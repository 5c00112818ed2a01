"""休假事实的构建: fills the leave grain."""

from __future__ import annotations

import polars as pl

from heyue.law.facts.leave import LeaveTaken
from heyue.law.facts.source import KEY, Source, only

ONE_BIRTH_DAYS = 200
"""合并产假的天数: maternity rows starting this close together belong to one birth (births lie further apart)."""


def build_leave(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a leave that began by the as-of day; a maternity leave recorded on several rows is summed on its last."""
    people = persons.select(*KEY, "place", "asked_on", "status")
    frame = _with_maternity(source.table("leave")).filter(pl.col("starts") <= source.as_of)
    return only(frame.join(people, on=KEY, how="inner", maintain_order="left"), LeaveTaken, *KEY)


def _with_maternity(leaves: pl.DataFrame) -> pl.DataFrame:
    """Adds `maternity_last` and `maternity_total`: days of the person's maternity rows begun up to 200 days before, a day
    on two rows once; null where the end of one of them is unknown."""
    numbered = leaves.with_row_index("leave_row")
    rows = numbered.filter((pl.col("kind") == "maternity") & pl.col("starts").is_not_null())
    rows = rows.select(*KEY, "leave_row", "starts", "ends").sort(*KEY, "starts", "leave_row")
    counted_to = pl.col("ends").cum_max().shift(1).over(KEY)
    fresh = pl.max_horizontal("starts", counted_to.dt.offset_by("1d"))
    rows = rows.with_columns(
        ((pl.col("ends") - fresh).dt.total_days() + 1).clip(lower_bound=0).alias("fresh"),
        (pl.col("starts").shift(-1).over(KEY) <= pl.col("starts").dt.offset_by(f"{ONE_BIRTH_DAYS}d"))
        .fill_null(value=False)
        .not_()
        .alias("maternity_last"),
    )
    last = rows.filter("maternity_last").select(*KEY, "leave_row", pl.col("starts").alias("last_starts"))
    pairs = last.join(rows.select(*KEY, "starts", "fresh"), on=KEY).filter(
        (pl.col("starts") <= pl.col("last_starts"))
        & (pl.col("starts") >= pl.col("last_starts").dt.offset_by(f"-{ONE_BIRTH_DAYS}d"))
    )
    sums = pairs.group_by("leave_row").agg(
        pl.when(pl.col("fresh").is_not_null().all()).then(pl.col("fresh").sum()).alias("maternity_total")
    )
    frame = numbered.join(rows.select("leave_row", "maternity_last"), on="leave_row", how="left", maintain_order="left")
    return frame.join(sums, on="leave_row", how="left", maintain_order="left").drop("leave_row")
