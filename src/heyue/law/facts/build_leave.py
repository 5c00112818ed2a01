"""休假事实的构建: fills the leave grain."""

from __future__ import annotations

import polars as pl

from heyue.law.facts.leave import LeaveTaken
from heyue.law.facts.source import KEY, Source, only


def build_leave(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a leave that began by the as-of day."""
    people = persons.select(*KEY, "place", "asked_on", "status")
    frame = source.table("leave").filter(pl.col("starts") <= source.as_of)
    return only(frame.join(people, on=KEY, how="inner", maintain_order="left"), LeaveTaken, *KEY)
