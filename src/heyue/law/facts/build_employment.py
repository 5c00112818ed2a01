"""劳动关系事实的构建: fills the employment grain from the roster, contracts, payroll and leave."""

from __future__ import annotations

from datetime import date

import polars as pl

from heyue.law.facts.employment import Employment
from heyue.law.facts.people import payroll_months
from heyue.law.facts.source import KEY, Source, mean_half_up, only

_GIVEN = (
    "over_age_agreement",
    "enrolled",
    "injury_enrolled",
    "fund_opened",
    "insurer",
    "end_notice",
    "final_pay_date",
    "certificate",
    "union_notified",
)
ENOUGH_MONTHS = 6
"""够用的月数: full months of the last twelve that payroll must have for an average to be judged by (a setting; the law is silent)."""
ROSTER_ITEMS = ("name", "sex", "id_number", "household_address", "address", "phone", "form", "started")


def build_employment(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a roster person, keyed by company_id and employee, with every fact of `Employment`."""
    frame = _with_contracts(source, persons)
    frame = _with_wages(source, frame)
    frame = _with_leave(source, frame)
    union = source.table("bodies").select("company_id", pl.col("union").alias("has_union"))
    frame = frame.join(union, on="company_id", how="left", maintain_order="left")
    given = source.given.get("roster", frozenset())
    items = [item for item in ROSTER_ITEMS if item in given]
    empty = {item: pl.col(item).is_null() & ~pl.col("unread").str.split(",").list.contains(item) for item in items}
    missing = [pl.when(lacks).then(pl.lit(item)) for item, lacks in empty.items()]
    frame = frame.with_columns(
        *(source.flag("roster", name).alias(f"{name}_given") for name in _GIVEN),
        pl.concat_str(missing, separator=",", ignore_nulls=True).alias("missing_items")
        if missing
        else pl.lit("").alias("missing_items"),
        pl.sum_horizontal([lacks.cast(pl.Int64) for lacks in empty.values()] or [pl.lit(0)]).alias("missing_count"),
    )
    return only(frame, Employment, *KEY)


def _with_contracts(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    present = source.has("contracts").rename({"present": "has_contracts"})
    latest = (
        source.table("contracts")
        .sort([*KEY, "starts"], nulls_last=False, maintain_order=True)
        .group_by(KEY, maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("contract_count"),
            pl.col("signed").min().alias("signed"),
            pl.col("signed").is_null().any().alias("signed_unclear"),
            (pl.col("term") == "open").any().alias("has_open_contract"),
            *(
                pl.col(name).last().alias(f"last_{name}")
                for name in ("term", "starts", "ends", "signed", "asked_fixed", "wage")
            ),
        )
    )
    frame = persons.join(latest, on=KEY, how="left", maintain_order="left")
    frame = frame.join(present, on="company_id", how="left", maintain_order="left")
    known = pl.col("has_contracts").is_not_null()
    return frame.with_columns(
        pl.when(known).then(pl.col("contract_count").fill_null(0)).alias("contract_count"),
        pl.when(known).then(pl.col("has_open_contract").fill_null(value=False)).alias("has_open_contract"),
        pl.col("signed_unclear").fill_null(value=False),
        # null, not false, where a date is wanting: a rule that needs it then says what it could not see
        pl.when(~pl.col("signed_unclear").fill_null(value=False)).then(pl.lit(value=True)).alias("signing_known"),
    )


def _with_wages(source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    """Agreed and average wages: of the full months on record, else the agreed wage.

    `average_complete` is true where payroll has ENOUGH_MONTHS full months of the last twelve, or all there were, and null
    where it has not: then the average is an estimate that no judgement of "too little" may rest on.
    """
    months = payroll_months(source, frame).filter(pl.col("full") & pl.col("gross").is_not_null())
    window = pl.col("month") >= pl.col("last_day").dt.offset_by("1d").dt.offset_by("-1y")
    plain = pl.col("gross") - pl.col("overtime_pay").fill_null(0)
    last_year = pl.col("month").dt.year() == source.as_of.year - 1
    wages = months.group_by(KEY).agg(
        mean_half_up(pl.col("gross")).alias("mean_gross"),
        mean_half_up(pl.col("gross").filter(window)).alias("year_gross"),
        window.sum().cast(pl.Int64).alias("year_months"),
        mean_half_up(plain.filter(window)).alias("year_plain"),
        mean_half_up(plain.filter(last_year)).alias("last_year_plain"),
    )
    frame = frame.join(wages, on=KEY, how="left", maintain_order="left")
    frame = frame.with_columns(pl.coalesce("monthly_wage", "last_wage", "mean_gross").alias("monthly_wage"))
    expected = _full_months_of_the_last_year()
    complete = (expected <= 0) | (pl.col("year_months").fill_null(0) >= pl.min_horizontal(expected, ENOUGH_MONTHS))
    return frame.with_columns(
        pl.coalesce("year_gross", "monthly_wage").alias("average_wage"),
        pl.when(complete).then(pl.lit(value=True)).alias("average_complete"),
        pl.coalesce("last_year_plain", "monthly_wage").alias("leave_wage"),
        pl.coalesce("year_plain", "monthly_wage").alias("exit_leave_wage"),
    )


def _full_months_of_the_last_year() -> pl.Expr:
    """How many calendar months the person worked in full within the twelve months up to the last day."""
    after = pl.col("last_day").dt.offset_by("1d")
    last = after.dt.offset_by("-1mo").dt.month_start()
    window = after.dt.offset_by("-1y").dt.offset_by("-1d").dt.offset_by("1mo").dt.month_start()
    service = pl.col("started").dt.offset_by("-1d").dt.offset_by("1mo").dt.month_start()
    first = pl.max_horizontal(window, service)
    years = last.dt.year().cast(pl.Int64) - first.dt.year().cast(pl.Int64)
    return years * 12 + last.dt.month().cast(pl.Int64) - first.dt.month().cast(pl.Int64) + 1


def _with_leave(source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    """Annual leave taken last year and in the year of leaving; unknown where the leave sheet only begins later."""
    present = source.has("leave").rename({"present": "has_leave"})
    year = source.as_of.year - 1
    annual = (
        source.table("leave").filter(pl.col("kind") == "annual").join(frame.select(*KEY, "ended"), on=KEY, how="left")
    )
    taken = annual.group_by(KEY).agg(
        pl.col("days").filter(pl.col("starts").dt.year() == year).sum().alias("leave_taken"),
        pl.col("days").filter(pl.col("starts").dt.year() == pl.col("ended").dt.year()).sum().alias("exit_leave_taken"),
    )
    frame = frame.join(taken, on=KEY, how="left", maintain_order="left")
    frame = frame.join(present, on="company_id", how="left", maintain_order="left")
    first = source.table("leave").group_by("company_id").agg(pl.col("starts").min().dt.year().alias("leave_first_year"))
    frame = frame.join(first, on="company_id", how="left", maintain_order="left")
    known = pl.col("has_leave") & (pl.col("leave_first_year") <= year)
    known_exit = pl.col("has_leave") & (pl.col("leave_first_year") <= pl.col("ended").dt.year())
    return frame.with_columns(
        pl.when(known).then(pl.col("leave_taken").fill_null(0)).alias("leave_taken"),
        pl.when(known_exit).then(pl.col("exit_leave_taken").fill_null(0)).alias("exit_leave_taken"),
        pl.lit(date(year, 1, 1)).alias("leave_year_start"),
        pl.lit(date(year, 12, 31)).alias("leave_year_end"),
    )
