"""单位事实的构建: fills the company grain: headcounts, lists that disagree, gaps between groups."""

from __future__ import annotations

import polars as pl

from heyue.law.facts.build_employment import ROSTER_ITEMS
from heyue.law.facts.company import Company
from heyue.law.facts.source import KEY, Source, mean_half_up, only

GROUP_FLOOR = 3
"""每组最少人数: averages of smaller groups are not compared."""
SHARE_FLOOR = 30
"""比较比例的每组最少人数: a share of fewer people swings by chance more than the difference asked about."""


def build_company(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a company with every fact of `Company`."""
    frame = source.table("company").select("company_id", "place", pl.col("kind").alias("company_kind"))
    frame = frame.with_columns(pl.lit(source.as_of).alias("asked_on"))
    bodies = source.table("bodies").unique("company_id", keep="first")
    for part in (
        bodies,
        _counts(source, persons),
        _off_roster(source),
        _sex_gap(source, persons),
        _form_gap(source, persons),
    ):
        frame = frame.join(part, on="company_id", how="left", maintain_order="left")
    frame = frame.join(_open_shares(source, persons), on="company_id", how="left", maintain_order="left")
    given = source.given.get("roster", frozenset())
    absent = [item for item in ROSTER_ITEMS if item not in given]
    counts = ("full_time", "dispatched", "piece_workers", "layoffs", "headcount_before_layoffs")
    frame = frame.with_columns(
        *(pl.col(name).fill_null(0) for name in counts if "roster" in source.given),
        pl.lit(",".join(absent)).alias("missing_columns"),
        pl.lit(len(absent) if "roster" in source.given else None, dtype=pl.Int64).alias("missing_columns_count"),
    )
    return only(frame, Company, "company_id")


def _counts(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    here = pl.col("employed")
    laid_off = (
        (pl.col("end_reason") == "layoff")
        & pl.col("left")
        & (pl.col("ended") > pl.lit(source.as_of).dt.offset_by("-1y"))
    )
    laid_off = laid_off.fill_null(value=False)
    return persons.group_by("company_id").agg(
        (here & (pl.col("status") == "full_time")).sum().cast(pl.Int64).alias("full_time"),
        (here & (pl.col("status") == "dispatched")).sum().cast(pl.Int64).alias("dispatched"),
        (here & pl.col("piece_rate").fill_null(value=False)).sum().cast(pl.Int64).alias("piece_workers"),
        laid_off.sum().cast(pl.Int64).alias("layoffs"),
        ((here & (pl.col("status") == "full_time")) | laid_off).sum().cast(pl.Int64).alias("headcount_before_layoffs"),
        pl.col("ended").filter(laid_off).min().alias("first_layoff"),
    )


def _off_roster(source: Source) -> pl.DataFrame:
    roster = source.table("roster").select(KEY)
    frame = source.table("company").select("company_id")
    for table, name in (("insurance", "insured_off_roster"), ("payroll", "paid_off_roster")):
        strangers = source.table(table).select(KEY).unique().join(roster, on=KEY, how="anti")
        counted = strangers.group_by("company_id").agg(pl.len().cast(pl.Int64).alias(name))
        frame = frame.join(counted, on="company_id", how="left", maintain_order="left")
        present = source.has(table).rename({"present": f"_{table}"})
        frame = frame.join(present, on="company_id", how="left", maintain_order="left")
        frame = frame.with_columns(pl.when(pl.col(f"_{table}")).then(pl.col(name).fill_null(0)).alias(name)).drop(
            f"_{table}"
        )
    return frame


def _latest_pay(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """Gross of each employed person's latest full month, with job, sex, status."""
    people = persons.filter("employed").select(*KEY, "job", "sex", "status", "started")
    rows = source.table("payroll").join(people, on=KEY, how="inner").filter(pl.col("started") <= pl.col("month"))
    rows = rows.filter(pl.col("gross").is_not_null() & (pl.col("month").dt.month_end() <= source.as_of))
    latest = pl.col("month") == pl.col("month").max().over("company_id")
    return rows.filter(latest & pl.col("job").is_not_null())


def _gap(rows: pl.DataFrame, group: str, first: str, second: str) -> pl.DataFrame:
    """Per company the job with the widest gap between the two groups: job, the two means, gap in millionths."""
    is_first, is_second = pl.col(group) == first, pl.col(group) == second
    jobs = rows.group_by("company_id", "job").agg(
        mean_half_up(pl.col("gross").filter(is_first)).alias("first"),
        mean_half_up(pl.col("gross").filter(is_second)).alias("second"),
        is_first.sum().alias("n_first"),
        is_second.sum().alias("n_second"),
    )
    jobs = jobs.filter((pl.col("n_first") >= GROUP_FLOOR) & (pl.col("n_second") >= GROUP_FLOOR))
    high, low = pl.max_horizontal("first", "second"), pl.min_horizontal("first", "second")
    jobs = jobs.filter(high > 0).with_columns(((high - low) * 1_000_000 // high).alias("gap"))
    return jobs.sort(["gap", "job"], descending=[True, False]).unique("company_id", keep="first", maintain_order=True)


def _sex_gap(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    own = _latest_pay(source, persons).filter(pl.col("status") == "full_time")
    return _gap(own, "sex", "male", "female").select(
        "company_id",
        pl.col("job").alias("sex_gap_job"),
        pl.col("gap").alias("sex_gap"),
        pl.col("first").alias("sex_gap_men"),
        pl.col("second").alias("sex_gap_women"),
    )


def _form_gap(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    rows = _latest_pay(source, persons)
    return _gap(rows, "status", "full_time", "dispatched").select(
        "company_id", pl.col("job").alias("form_gap_job"), pl.col("gap").alias("form_gap")
    )


def _open_shares(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    people = persons.filter(pl.col("employed") & (pl.col("status") == "full_time")).select(*KEY, "sex")
    latest = (
        source.table("contracts")
        .filter(pl.col("term").is_not_null() & pl.col("starts").is_not_null())
        .sort("starts", maintain_order=True)
        .group_by(KEY)
        .agg(pl.col("term").last())
        .join(people, on=KEY, how="inner")
    )
    is_open = pl.col("term") == "open"

    def share_of(sex: str) -> pl.Expr:
        mine = pl.col("sex") == sex
        count = mine.sum().cast(pl.Int64)
        return pl.when(count >= SHARE_FLOOR).then((is_open & mine).sum().cast(pl.Int64) * 1_000_000 // count)

    return latest.group_by("company_id").agg(
        share_of("female").alias("open_share_women"), share_of("male").alias("open_share_men")
    )
