"""工资月事实的构建: joins payroll, attendance, insurance, contracts and leave by person and month, once."""

from __future__ import annotations

import polars as pl

from heyue.law.facts.pay_month import PayMonth
from heyue.law.facts.source import KEY, Source, known_sum, mean_half_up, only
from heyue.law.facts.tax_year import with_tax_year
from heyue.law.workdays import previous_workday

MONTH_KEY = [*KEY, "month"]
BASE_YEAR_STARTS = 7
"""缴费年度的起始月: the month from which last year's wage is the contribution base (a setting; July is the common practice)."""
_ATTENDED = (
    "overtime_workday",
    "overtime_restday",
    "overtime_holiday",
    "compensatory_leave",
    "unpaid_leave_days",
    "sick_days",
)
_NONE_WITHOUT_COLUMN = (
    "special_allowances",
    "insurance_subsidy",
    "fund",
    "loss_deduction",
    "fine",
    "deposit",
    "other_deductions",
    "tax_exempt",
    "other_tax_deductions",
    "annual_bonus",
    "bonus_tax",
)
"""工资表没有这一列就是没有这一项: a wage sheet records every item paid or deducted (工资支付暂行规定第六条)."""
_PERSON = (
    "place",
    "asked_on",
    "status",
    "started",
    "ended",
    "last_day",
    "hours_system",
    "special_approved",
    "monthly_wage",
    "strict_from",
    "strict_to",
    "company_kind",
    "company_pay_day",
)
_BASES = ("pension_base", "medical_base", "unemployment_base", "injury_base")
_INSURED = ("pension_base", "pension_employee", "fund_base", "fund_employee", "fund_employer")


def build_pay_month(source: Source, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a person and month up to the as-of day, keyed by company_id, employee and month, with every fact of `PayMonth`."""
    people = persons.select(*KEY, *_PERSON)
    payroll = _payroll(source)
    attendance = _attendance(source)
    insurance = source.table("insurance").unique(MONTH_KEY, keep="first", maintain_order=True)
    keys = pl.concat([payroll.select(MONTH_KEY), attendance.select(MONTH_KEY), _covered(source, people)])
    frame = keys.unique(maintain_order=True).filter(pl.col("month") <= source.as_of)
    frame = frame.join(people, on=KEY, how="left", maintain_order="left")
    frame = frame.join(payroll, on=MONTH_KEY, how="left", maintain_order="left")
    frame = frame.join(attendance, on=MONTH_KEY, how="left", maintain_order="left")
    frame = frame.join(
        insurance.select(*MONTH_KEY, *_INSURED, _insured(source).alias("insured_row")),
        on=MONTH_KEY,
        how="left",
        maintain_order="left",
    )
    frame = frame.with_columns(pl.col("place").fill_null(""), pl.lit(source.as_of).alias("asked_on"))
    frame = _with_dates(source, frame)
    frame = _with_presence(source, frame)
    frame = _with_contract_wage(source, frame)
    frame = _with_leave(source, frame)
    frame = _with_base_wage(frame)
    return only(with_tax_year(frame), PayMonth, *MONTH_KEY)


def _payroll(source: Source) -> pl.DataFrame:
    frame = (
        source.table("payroll")
        .filter(pl.col("month").is_not_null())
        .unique(MONTH_KEY, keep="first", maintain_order=True)
    )
    items = pl.sum_horizontal([pl.col(n).fill_null(0) for n in ("pension", "medical", "unemployment")])
    itemised = pl.any_horizontal([pl.col(n) > 0 for n in ("pension", "medical", "unemployment")]).fill_null(value=False)
    given = source.given.get("payroll", frozenset())
    if "payroll" in source.given:
        frame = frame.with_columns(pl.col(name).fill_null(0) for name in _NONE_WITHOUT_COLUMN if name not in given)
    return frame.with_columns(
        pl.when(itemised)
        .then(items)
        .when(pl.col("social").is_not_null())
        .then(pl.col("social"))
        .when(pl.lit("pension" in given))
        .then(items)
        .alias("contributions"),
        pl.lit(value=True).alias("paid_row"),
    )


def _attendance(source: Source) -> pl.DataFrame:
    frame = source.table("attendance").with_columns(pl.coalesce(pl.col("day").dt.month_start(), "month").alias("month"))
    frame = frame.filter(pl.col("month").is_not_null())
    return frame.group_by(MONTH_KEY, maintain_order=True).agg(
        *(known_sum(pl.col(name)) for name in _ATTENDED), pl.lit(value=True).first().alias("attended_row")
    )


def _covered(source: Source, people: pl.DataFrame) -> pl.DataFrame:
    """Complete months of employment within the months a company's insurance sheet covers."""
    span = (
        source.table("insurance")
        .group_by("company_id")
        .agg(pl.col("month").min().alias("from"), pl.col("month").max().alias("to"))
    )
    spans = people.join(span, on="company_id", how="inner").with_columns(
        pl.max_horizontal("from", pl.col("started").dt.month_start()).alias("from"),
        pl.min_horizontal("to", pl.col("last_day").dt.month_start()).alias("to"),
    )
    spans = spans.filter((pl.col("from") <= pl.col("to")) & pl.col("started").is_not_null())
    return (
        spans.with_columns(pl.date_ranges("from", "to", interval="1mo").alias("month"))
        .select(MONTH_KEY)
        .explode("month")
    )


def _insured(source: Source) -> pl.Expr:
    """Whether an insurance row says that social insurance was paid: by its bases where the sheet has any, else by being there."""
    bases = [name for name in _BASES if name in source.given.get("insurance", frozenset())]
    if not bases:
        return pl.lit(value=True)
    return pl.any_horizontal([pl.col(name).fill_null(0) > 0 for name in bases])


def _with_dates(source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    end = pl.col("month").dt.month_end()
    day = pl.min_horizontal(pl.col("company_pay_day"), end.dt.offset_by("1d").dt.month_end().dt.day().cast(pl.Int64))
    agreed = end.dt.offset_by("1d") + pl.duration(days=day - 1)
    return frame.with_columns(
        end.alias("month_end"),
        end.dt.day().cast(pl.Int64).alias("days_in_month"),
        (end <= source.as_of).alias("complete"),
        (pl.col("started").dt.year() == pl.col("month").dt.year()).alias("joined_this_year"),
        ((pl.col("started") <= pl.col("month")) & (pl.col("ended").is_null() | (pl.col("ended") >= end))).alias("full"),
        pl.when(pl.col("company_pay_day").is_not_null()).then(previous_workday(agreed, itself=True)).alias("pay_due"),
        ((pl.col("month") >= pl.col("strict_from")) & (end <= pl.col("strict_to")))
        .fill_null(value=False)
        .alias("protected_month"),
    )


def _with_presence(source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    insurance = source.table("insurance")
    funded = {"fund_employer", "fund_employee"} <= source.given.get("insurance", frozenset())
    span = insurance.group_by("company_id").agg(
        pl.col("month").min().alias("covered_from"), pl.col("month").max().alias("covered_to")
    )
    frame = frame.join(span, on="company_id", how="left", maintain_order="left")
    for table in ("payroll", "attendance"):
        frame = frame.join(
            source.has(table).rename({"present": f"given_{table}"}), on="company_id", how="left", maintain_order="left"
        )
    covered = pl.col("month").is_between(pl.col("covered_from"), pl.col("covered_to"))
    row = pl.col("insured_row").fill_null(value=False)
    paid_fund = ((pl.col("fund_employer") > 0) | (pl.col("fund_employee") > 0)).fill_null(value=False)
    return frame.with_columns(
        pl.when(pl.col("given_payroll")).then(pl.col("paid_row").fill_null(value=False)).alias("has_payroll"),
        pl.when(pl.col("given_attendance")).then(pl.col("attended_row").fill_null(value=False)).alias("has_attendance"),
        pl.when(covered).then(row).alias("has_insurance"),
        pl.when(covered & pl.lit(funded)).then(paid_fund).alias("has_fund"),
    )


def _with_contract_wage(source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    """Wage of the contract in force on the month's last day counted; probation wage while probation lasts into the month.

    Without a contract on file for the month, the lower of the roster's agreed wage and the base pay of the month: the roster
    knows today's wage, not that of an earlier month or of a probation, and never more is demanded than was then agreed.
    """
    contracts = (
        source.table("contracts")
        .filter(pl.col("starts").is_not_null())
        .select(*KEY, pl.col("starts").alias("on"), "ends", "probation_ends", "probation_wage", "wage")
        .sort("on", maintain_order=True)
    )
    frame = frame.with_columns(
        pl.min_horizontal("month_end", "last_day").alias("on"), pl.int_range(pl.len()).alias("order")
    )
    joined = frame.sort("on", nulls_last=True).join_asof(
        contracts, on="on", by=KEY, strategy="backward", check_sortedness=False
    )
    in_force = (pl.col("ends").is_null() | (pl.col("ends") >= pl.col("on"))).fill_null(value=True)
    on_trial = (pl.col("probation_ends") >= pl.col("month")).fill_null(value=False)
    agreed = pl.when(on_trial).then(pl.coalesce("probation_wage", "wage")).otherwise(pl.col("wage"))
    by_roster = pl.when(pl.col("base") > 0).then(pl.min_horizontal("monthly_wage", "base"))
    return joined.sort("order").with_columns(
        pl.coalesce(pl.when(in_force).then(agreed), by_roster).alias("contract_wage")
    )


def _with_leave(source: Source, frame: pl.DataFrame) -> pl.DataFrame:
    """Days of sick, personal and maternity leave in the month, from the leave sheet where attendance does not say."""
    leaves = source.table("leave").filter(pl.col("kind").is_in(["sick", "personal", "maternity", "miscarriage"]))
    pairs = frame.select(*MONTH_KEY, "month_end").join(
        leaves.select(*KEY, "kind", "starts", pl.coalesce("ends", "starts").alias("ends")), on=KEY, how="inner"
    )
    overlap = (
        (pl.min_horizontal("ends", "month_end") - pl.max_horizontal("starts", "month")).dt.total_days() + 1
    ).clip(lower_bound=0)
    pairs = pairs.with_columns(overlap.alias("overlap"))
    kind = pl.col("kind")
    sums = pairs.group_by(MONTH_KEY).agg(
        pl.col("overlap").filter(kind == "sick").sum().alias("leave_sick"),
        pl.col("overlap").filter(kind == "personal").sum().alias("leave_personal"),
        pl.col("overlap").filter(kind.is_in(["maternity", "miscarriage"])).sum().alias("maternity_days"),
    )
    frame = frame.join(sums, on=MONTH_KEY, how="left", maintain_order="left")
    frame = frame.join(
        source.has("leave").rename({"present": "given_leave"}), on="company_id", how="left", maintain_order="left"
    )
    no_absence = pl.when(pl.col("absence_deduction") == 0).then(pl.lit(0, dtype=pl.Int64))
    return frame.with_columns(
        pl.coalesce(
            "sick_days", pl.when(pl.col("given_leave")).then(pl.col("leave_sick").fill_null(0) * 100), no_absence
        ).alias("sick_days"),
        pl.coalesce(
            "unpaid_leave_days",
            pl.when(pl.col("given_leave")).then(pl.col("leave_personal").fill_null(0) * 100),
            no_absence,
        ).alias("unpaid_leave_days"),
        pl.col("maternity_days").fill_null(0),
    )


def _with_base_wage(frame: pl.DataFrame) -> pl.DataFrame:
    """Wage the contribution base follows: last year's average from July on, the first full month's for whoever joined since.

    A joiner's first month may hold overtime or be cut short, so the agreed wage counts where it is lower: never more is
    demanded than either reading gives. Null where payroll does not reach back far enough. `year` is the calendar
    year whose average counts for the month.
    """
    year = pl.col("month").dt.year() - pl.when(pl.col("month").dt.month() >= BASE_YEAR_STARTS).then(1).otherwise(2)
    frame = frame.with_columns(year.cast(pl.Int32).alias("base_year"))
    worked = frame.filter(pl.col("full") & pl.col("gross").is_not_null())
    yearly = worked.group_by([*KEY, pl.col("month").dt.year().alias("base_year")]).agg(
        mean_half_up(pl.col("gross")).alias("year_mean"), pl.len().alias("year_months")
    )
    first = worked.group_by(KEY).agg(
        pl.col("gross").sort_by("month").first().alias("first_gross"), pl.col("month").min().alias("first_month")
    )
    frame = frame.join(yearly, on=[*KEY, "base_year"], how="left", maintain_order="left")
    frame = frame.join(first, on=KEY, how="left", maintain_order="left")
    joined_after = pl.col("started").dt.year() > pl.col("base_year")
    expected = (
        pl.when(pl.col("started").dt.year() == pl.col("base_year"))
        .then(12 - pl.col("started").dt.month().cast(pl.Int64) + (pl.col("started").dt.day() == 1).cast(pl.Int64))
        .otherwise(12)
    )
    whole_year = pl.col("year_months").cast(pl.Int64) == expected
    starts_there = pl.col("first_month") <= pl.col("started").dt.offset_by("-1d").dt.offset_by("1mo").dt.month_start()
    return frame.with_columns(
        pl.when(joined_after & starts_there)
        .then(pl.min_horizontal("first_gross", "monthly_wage"))
        .when(~joined_after & whole_year & (expected > 0))
        .then(pl.col("year_mean"))
        .alias("base_wage")
    )
