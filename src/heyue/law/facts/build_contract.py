"""劳动合同事实的构建: fills the contract grain, each person's contracts in the order they start."""

from __future__ import annotations

from datetime import date

import polars as pl

from heyue.law.facts.contract import Contract
from heyue.law.facts.source import KEY, Source, only

LAW_IN_FORCE = date(2008, 1, 1)
GAP_DAYS = 30
"""连续订立的间隔: a gap longer than this between two terms starts a new count (a setting; the law does not say)."""


def build_contract(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a written contract, keyed by company_id, employee and `order`."""
    people = persons.select(*KEY, "place", "asked_on", "status", "started", "employed", "last_day")
    frame = source.table("contracts").join(people, on=KEY, how="inner", maintain_order="left")
    frame = frame.sort([*KEY, "starts", "signed"], nulls_last=True, maintain_order=True)
    previous_end = pl.col("ends").shift(1).over(KEY)
    frame = frame.with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(KEY).alias("order"),
        ((pl.col("term") == "fixed") & (pl.col("starts") >= LAW_IN_FORCE)).fill_null(value=False).alias("counts"),
        ((pl.col("starts") - previous_end).dt.total_days() > GAP_DAYS + 1).fill_null(value=False).alias("gap"),
        pl.col("probation_ends").is_not_null().cast(pl.Int64).cum_sum().over(KEY).alias("probations"),
        source.flag("contracts", "probation_ends").alias("probation_given"),
    )
    frame = frame.with_columns((~pl.col("counts") | pl.col("gap")).cum_sum().over(KEY).alias("run"))
    run = [*KEY, "run"]
    counted = pl.col("counts").cast(pl.Int64)
    return only(
        frame.with_columns(
            (counted.cum_sum().over(run) - counted).alias("fixed_terms_before"),
            (pl.col("probations") - pl.col("probation_ends").is_not_null().cast(pl.Int64) > 0).alias(
                "previous_probation"
            ),
            pl.when(pl.col("probation_ends").is_not_null())
            .then(pl.min_horizontal("probation_ends", "last_day"))
            .alias("served_until"),
        ),
        Contract,
        *KEY,
        "order",
    )
