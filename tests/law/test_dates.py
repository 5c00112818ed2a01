"""期间计算: months, years and services counted by hand at their boundaries."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyue.law import dates

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def of(expr: pl.Expr, **columns: object) -> object:
    """The one value of an expression over one row of days (pl.Date) and whole numbers."""
    schema = {name: pl.Int64 if isinstance(value, int) else pl.Date for name, value in columns.items()}
    return pl.DataFrame({name: [value] for name, value in columns.items()}, schema=schema).select(expr).item()


def whole_months(first: date, last: date) -> object:
    return of(dates.whole_months(pl.col("first"), pl.col("last")), first=first, last=last)


def service(first: date, last: date) -> float:
    halves = of(dates.months_of_service(pl.col("first"), pl.col("last")), first=first, last=last)
    assert isinstance(halves, int)
    return halves / 2


def month_later(day: date, months: int) -> date:
    """The statute's reading, one step at a time: same day number, else the month's last day (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 2), 1, date(2026, 4, 2)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_later_keeps_the_day_number_or_ends_the_month(day: date, months: int, expected: date) -> None:
    assert of(dates.after(pl.col("day"), months=months), day=day) == expected
    assert of(dates.after(pl.col("day"), months=pl.col("months")), day=day, months=months) == expected


def test_days_are_added_after_the_months() -> None:
    """Eleven months at most: the day before the day one year later (劳动合同法实施条例第六条第二款)."""
    assert of(dates.after(pl.col("day"), months=12, days=-1), day=date(2011, 4, 11)) == date(2012, 4, 10)
    assert of(dates.after(pl.col("day"), days=pl.col("n")), day=date(2026, 12, 31), n=1) == date(2027, 1, 1)


@given(DAYS, st.integers(-60, 600))
def test_months_later_agrees_with_a_plain_calendar(day: date, months: int) -> None:
    assert of(dates.after(pl.col("day"), months=pl.col("n")), day=day, n=months) == month_later(day, months)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 1), date(2026, 1, 30), 0),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 1, 1), date(2026, 2, 1), 1),
        (date(2020, 1, 1), date(2020, 12, 30), 11),
        (date(2020, 1, 1), date(2020, 12, 31), 12),
        (date(2026, 1, 1), date(2028, 12, 31), 36),
        (date(2026, 1, 31), date(2026, 2, 26), 0),
        (date(2026, 1, 31), date(2026, 2, 27), 1),
        (date(2024, 2, 29), date(2025, 2, 26), 11),
        (date(2024, 2, 29), date(2025, 2, 27), 12),
        (date(2026, 5, 1), date(2026, 4, 30), 0),
        (date(2026, 5, 1), date(2025, 1, 1), 0),
    ],
)
def test_a_period_named_by_both_days_counts_both(first: date, last: date, expected: int) -> None:
    assert whole_months(first, last) == expected


@given(DAYS, st.integers(0, 9000))
def test_whole_months_are_the_most_that_fit(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    months = whole_months(first, last)
    assert isinstance(months, int)
    assert month_later(first, months) <= last + timedelta(days=1) < month_later(first, months + 1)


@pytest.mark.parametrize(
    ("first", "day_after", "expected"),
    [
        (date(2020, 1, 1), date(2023, 6, 15), 3.5),
        (date(2024, 1, 1), date(2024, 4, 1), 0.5),
        (date(2020, 1, 1), date(2021, 1, 1), 1),
        (date(2021, 3, 1), date(2023, 5, 1), 2.5),
        (date(2020, 1, 1), date(2023, 8, 1), 4),
        (date(2010, 4, 1), date(2016, 8, 1), 6.5),
    ],
)
def test_service_follows_article_47(first: date, day_after: date, expected: float) -> None:
    """劳动合同法第四十七条 by hand; the vectors name the day after the last day employed."""
    assert service(first, day_after - timedelta(days=1)) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2020, 1, 1), 0.5),
        (date(2020, 6, 29), 0.5),
        (date(2020, 6, 30), 1),
        (date(2020, 7, 1), 1),
        (date(2020, 12, 30), 1),
        (date(2020, 12, 31), 1),
        (date(2021, 1, 1), 1.5),
        (date(2021, 6, 29), 1.5),
        (date(2021, 6, 30), 2),
    ],
)
def test_service_turns_at_six_months_and_at_the_year(last: date, expected: float) -> None:
    """From 2020-01-01, both days counted: six months exactly are a year, a full year has nothing left over."""
    assert service(date(2020, 1, 1), last) == expected


@pytest.mark.parametrize(
    ("first", "day", "expected"),
    [
        (date(2010, 5, 6), date(2026, 5, 5), 15),
        (date(2010, 5, 6), date(2026, 5, 6), 16),
        (date(2010, 5, 6), date(2026, 5, 7), 16),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2026, 5, 6), date(2026, 5, 6), 0),
    ],
)
def test_a_year_is_completed_on_its_anniversary(first: date, day: date, expected: int) -> None:
    assert of(dates.whole_years(pl.col("first"), pl.col("day")), first=first, day=day) == expected


def test_the_later_and_earlier_of_days_are_unknown_with_an_unknown_day() -> None:
    a, b = date(2026, 1, 1), date(2026, 1, 2)
    assert of(dates.later(pl.col("a"), pl.col("b")), a=a, b=b) == b
    assert of(dates.earlier(pl.col("a"), pl.col("b")), a=a, b=b) == a
    assert of(dates.later(pl.col("a"), pl.col("b")), a=a, b=None) is None
    assert of(dates.earlier(pl.col("a"), pl.col("b")), a=None, b=b) is None


def test_the_greatest_and_least_are_unknown_with_an_unknown_value() -> None:
    frame = pl.DataFrame({"a": [1, 1], "b": [2, None]}, schema={"a": pl.Int64, "b": pl.Int64})
    assert frame.select(dates.greatest(pl.col("a"), pl.col("b"), 0)).to_series().to_list() == [2, None]
    assert frame.select(dates.least(pl.col("a"), pl.col("b"), 9)).to_series().to_list() == [1, None]


def test_unknown_days_leave_every_count_unknown() -> None:
    first, last = pl.col("first"), pl.col("last")
    for expr in (dates.whole_months(first, last), dates.months_of_service(first, last), dates.whole_years(first, last)):
        assert of(expr, first=None, last=date(2026, 1, 1)) is None
        assert of(expr, first=date(2026, 1, 1), last=None) is None


def test_a_month_is_known_by_its_first_day() -> None:
    assert of(dates.month_start(pl.col("day")), day=date(2026, 3, 31)) == date(2026, 3, 1)


NUMBERS = {"a": 3, "b": 7, "c": 5, "d": 1}


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_the_greatest_and_least_are_found_wherever_they_stand(count: int, turn: int) -> None:
    names = [*NUMBERS][turn:] + [*NUMBERS][:turn]
    columns, given = [pl.col(name) for name in names[:count]], [NUMBERS[name] for name in names[:count]]
    assert of(dates.greatest(*columns), **NUMBERS) == max(given)
    assert of(dates.least(*columns), **NUMBERS) == min(given)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("unknown", [0, 1, 2, 3])
def test_one_unknown_value_in_any_place_leaves_both_unknown(count: int, unknown: int) -> None:
    frame = pl.DataFrame(NUMBERS).with_columns(pl.lit(None, dtype=pl.Int64).alias([*NUMBERS][unknown]))
    columns = [pl.col(name) for name in [*NUMBERS][:count]]
    for expr in (dates.greatest(*columns), dates.least(*columns)):
        assert (frame.select(expr).item() is None) is (unknown < count)


@pytest.mark.parametrize(("value", "bound", "most", "fewest"), [(4, 5, 5, 4), (5, 5, 5, 5), (6, 5, 6, 5)])
def test_a_plain_number_may_stand_on_either_side(value: int, bound: int, most: int, fewest: int) -> None:
    for left, right in ((pl.col("a"), bound), (bound, pl.col("a"))):
        assert of(dates.greatest(left, right), a=value) == most
        assert of(dates.least(left, right), a=value) == fewest
        unknown = pl.DataFrame({"a": [None]}, schema={"a": pl.Int64})
        assert unknown.select(dates.greatest(left, right), least=dates.least(left, right)).row(0) == (None, None)
