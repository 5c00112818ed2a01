"""人员: what every grain needs to know of a person: status, dates and protection, one row a roster person."""

from __future__ import annotations

import polars as pl

from heyue.law.dates import after
from heyue.law.facts.source import KEY, Source
from heyue.law.retirement import age_months

_COMPANY = ("place", "name", "kind", "comprehensive_approval", "irregular_approval", "pay_day")


def people(source: Source) -> pl.DataFrame:
    """Roster columns plus place, status, employed, left, last_day, retirement, protection and the company's own facts.

    Status: the roster's form; none given = full_time. Whoever has passed the delayed retirement day, or draws a pension, is
    `rehired` unless the form says otherwise; for a woman whose kind of post is unknown the later day (55) decides.
    """
    as_of = pl.lit(source.as_of)
    company = source.table("company").select(
        "company_id", *(pl.col(name).alias(f"company_{name}") for name in _COMPANY)
    )
    frame = source.table("roster").join(company, on="company_id", how="left", maintain_order="left")
    frame = frame.with_columns(
        pl.col("company_place").alias("place"),
        as_of.alias("asked_on"),
        (pl.col("started").is_not_null() & (pl.col("ended").is_null() | (pl.col("ended") > as_of))).alias("employed"),
        (pl.col("ended").is_not_null() & (pl.col("ended") <= as_of)).alias("left"),
        pl.min_horizontal(pl.col("ended"), as_of).alias("last_day"),
    )
    frame = _with_retirement(frame)
    over_age = (pl.col("latest_retirement") < pl.col("last_day")).fill_null(value=False) | pl.col(
        "pension_drawn"
    ).fill_null(value=False)
    plain = pl.col("form").is_null() | (pl.col("form") == "full_time")
    born = pl.coalesce("child_born", "due_date")
    return frame.with_columns(
        pl.when(plain & over_age)
        .then(pl.lit("rehired"))
        .otherwise(pl.col("form").fill_null("full_time"))
        .alias("status"),
        pl.coalesce("due_date", "child_born").dt.offset_by("-280d").alias("protected_from"),
        born.dt.offset_by("1y").dt.offset_by("-1d").alias("protected_to"),
        pl.coalesce(pl.col("due_date").dt.offset_by("-84d"), "child_born").alias("strict_from"),
        pl.when(pl.col("child_born").is_not_null())
        .then(pl.col("child_born").dt.offset_by("1y").dt.offset_by("-1d"))
        .otherwise(pl.col("due_date"))
        .alias("strict_to"),
        special_approved().alias("special_approved"),
        pl.col("company_comprehensive_approval").alias("comprehensive_approval"),
        pl.col("company_irregular_approval").alias("irregular_approval"),
    )


def _with_retirement(frame: pl.DataFrame) -> pl.DataFrame:
    """The ages first: adding months names them several times over, and each time they would be worked out again."""
    birth = pl.col("birth")
    aged = frame.with_columns(
        age_months(birth, _category(latest=False)).alias("_age"),
        age_months(birth, _category(latest=True)).alias("_latest_age"),
    )
    return aged.with_columns(
        after(birth, months=pl.col("_age")).alias("retirement"),
        after(birth, months=pl.col("_latest_age")).alias("latest_retirement"),
    ).drop("_age", "_latest_age")


def _category(*, latest: bool) -> pl.Expr:
    """Retirement table of a person; unknown posts of women only where the latest possible day is asked."""
    female = (
        pl.when(pl.col("post") == "worker")
        .then(pl.lit("female_50"))
        .when((pl.col("post") == "staff") | pl.lit(latest))
        .then(pl.lit("female_55"))
    )
    male = pl.lit("male_60")
    unknown = male if latest else pl.lit(None, dtype=pl.String)
    return pl.when(pl.col("sex") == "male").then(male).when(pl.col("sex") == "female").then(female).otherwise(unknown)


def special_approved() -> pl.Expr:
    """Whether this person's special hours system is approved; false for standard hours, null where nobody said."""
    return (
        pl.when(pl.col("hours_system") == "comprehensive")
        .then(pl.col("company_comprehensive_approval"))
        .when(pl.col("hours_system") == "irregular")
        .then(pl.col("company_irregular_approval"))
        .otherwise(pl.lit(value=False))
    )


def payroll_months(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """Payroll rows with each person's dates and whether the month was worked in full and is over by the last day counted.

    Columns: company_id, employee, month, gross, overtime_pay, started, last_day, `full`.
    """
    dates = persons.select(*KEY, "started", "ended", "last_day")
    rows = source.table("payroll").select(*KEY, "month", "gross", "overtime_pay")
    rows = rows.join(dates, on=KEY, how="left", maintain_order="left")
    end = pl.col("month").dt.month_end()
    return rows.with_columns(((pl.col("started") <= pl.col("month")) & (end <= pl.col("last_day"))).alias("full"))
