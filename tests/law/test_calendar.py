"""工作日历: against two independent calendars day by day, the official counts, and the expression forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import holidays
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyue.law import calendar
from heyue.law.calendar import (
    FIRST,
    LAST,
    add_workdays,
    day_multiplier_kind,
    holiday_name,
    is_provisional,
    kind,
    next_workday,
    notices,
    previous_workday,
    provisional,
    workdays,
    workdays_between,
)

OFFICIAL_YEARS = (2023, 2024, 2025, 2026)
YEAR_ENDS = [date(year, month, day) for year in range(2023, 2029) for month, day in ((1, 1), (12, 31))]


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", OFFICIAL_YEARS)
def test_every_day_agrees_with_chinesecalendar_on_work_or_rest(year: int) -> None:
    differing = [d for d in days_of(year) if chinese_calendar.is_workday(d) != (day_multiplier_kind(d) == "workday")]
    assert differing == []


@pytest.mark.parametrize("year", OFFICIAL_YEARS)
def test_every_statutory_day_agrees_with_holidays(year: int) -> None:
    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    named = china.items()
    statutory = {day for day, text in named if "休息日" not in text and "补假" not in text}
    assert {d for d in days_of(year) if day_multiplier_kind(d) == "holiday"} == statutory


@pytest.mark.parametrize("year", OFFICIAL_YEARS)
def test_every_day_agrees_with_holidays_on_work_or_rest(year: int) -> None:
    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    differing = [d for d in days_of(year) if china.is_working_day(d) != (day_multiplier_kind(d) == "workday")]
    assert differing == []


def test_the_last_weekend_of_2023_is_an_ordinary_weekend() -> None:
    # 国办发明电〔2022〕16号 does not name these days; public data sets differ on whether to list them
    listed = {day for name in ("holiday", "restday", "workday") for day in notices()[2023][name]}
    for day in (date(2023, 12, 30), date(2023, 12, 31)):
        assert day.isoformat() not in listed
        assert day_multiplier_kind(day) == "restday"


@pytest.mark.parametrize(("year", "days"), [(2023, 11), (2024, 11), (2025, 13), (2026, 13), (2027, 13)])
def test_statutory_days_a_year(year: int, days: int) -> None:
    # 全国年节及纪念日放假办法 art. 2: 13 days from 2025-01-01, 11 before
    assert sum(day_multiplier_kind(d) == "holiday" for d in days_of(year)) == days


def test_2026_has_248_working_days() -> None:
    # 人社部发〔2025〕2号: 365 - 104 - 13 = 248 working days a year
    assert workdays_between(date(2026, 1, 1), date(2026, 12, 31)) == 248


def test_the_second_of_may_is_a_statutory_day_only_from_2025() -> None:
    assert day_multiplier_kind(date(2024, 5, 2)) == "restday"
    assert day_multiplier_kind(date(2025, 5, 2)) == "holiday"
    assert holiday_name(date(2025, 5, 2)) == "劳动节"
    assert holiday_name(date(2024, 5, 2)) is None


def test_a_worked_saturday_is_a_working_day_and_a_moved_rest_day_is_not() -> None:
    # 国办发明电〔2025〕7号: 2026-02-14 is worked, 2026-02-23 (Monday) is off
    assert day_multiplier_kind(date(2026, 2, 14)) == "workday"
    assert day_multiplier_kind(date(2026, 2, 23)) == "restday"
    assert workdays_between(date(2026, 2, 14), date(2026, 2, 24)) == 2


def test_a_firm_year_makes_no_other_year_firm(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the notice of 2026 as the only one, the days before and after that year stay a presumption."""
    monkeypatch.setattr(calendar, "notices", lambda: {2026: notices()[2026]})
    calendar._tables.cache_clear()
    try:
        firm = [day for day in (*YEAR_ENDS, FIRST, LAST) if not is_provisional(day)]
    finally:
        calendar._tables.cache_clear()
    assert firm == [date(2026, 1, 1), date(2026, 12, 31)]


def test_years_without_a_notice_are_provisional() -> None:
    assert not is_provisional(date(2023, 1, 1))
    assert not is_provisional(date(2026, 12, 31))
    assert is_provisional(date(2027, 1, 1))
    assert is_provisional(date(2022, 12, 31))
    # 2027: statutory days follow from art. 2 of the holiday rules, moved rest days are not known yet
    assert day_multiplier_kind(date(2027, 2, 6)) == "holiday"
    assert day_multiplier_kind(date(2027, 2, 9)) == "workday"
    # a year without any table is plain Monday to Friday
    assert day_multiplier_kind(date(2019, 10, 1)) == "workday"


def test_a_pay_day_on_a_holiday_moves_to_the_nearest_working_day_before() -> None:
    # 工资支付暂行规定 art. 7; 2026-10-01 to 10-07 are off
    assert previous_workday(date(2026, 10, 5), itself=True) == date(2026, 9, 30)
    assert previous_workday(date(2026, 9, 30), itself=True) == date(2026, 9, 30)
    assert previous_workday(date(2026, 9, 30)) == date(2026, 9, 29)
    assert next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert next_workday(date(2026, 10, 10), itself=True) == date(2026, 10, 10)


def test_days_outside_the_calendar_are_refused_and_null_in_columns() -> None:
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(ValueError, match="日历范围"):
            day_multiplier_kind(day)
        assert kind(pl.Series([day, None], dtype=pl.Date)).to_list() == [None, None]
    with pytest.raises(ValueError, match="no working day before"):
        previous_workday(FIRST)
    with pytest.raises(ValueError, match="no working day after"):
        next_workday(LAST)


def test_an_empty_period_has_no_working_days() -> None:
    assert workdays_between(date(2026, 3, 3), date(2026, 3, 2)) == 0
    assert workdays_between(FIRST, FIRST) == int(FIRST.weekday() < 5)


DAYS = st.dates(FIRST, LAST)


@given(rows=st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=20))
def test_expressions_answer_as_the_single_forms(rows: list[tuple[date | None, date | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"a": pl.Date, "b": pl.Date}, orient="row")
    found = frame.lazy().select(
        workdays=workdays(pl.col("a"), pl.col("b")), kind=kind(pl.col("a")), provisional=provisional(pl.col("a"))
    )
    wanted = [
        {
            "workdays": None if a is None or b is None else workdays_between(a, b),
            "kind": None if a is None else day_multiplier_kind(a),
            "provisional": None if a is None else is_provisional(a),
        }
        for a, b in rows
    ]
    assert found.collect().to_dicts() == wanted


@given(day=st.dates(FIRST, date(2059, 1, 1)), count=st.integers(1, 60))
def test_counting_working_days_on_ends_on_a_working_day_with_that_many_between(day: date, count: int) -> None:
    end = pl.select(add_workdays(pl.lit(day), count)).item()
    assert day_multiplier_kind(end) == "workday"
    assert workdays_between(day + timedelta(days=1), end) == count


def test_three_working_days_over_the_national_day_holiday() -> None:
    # 仲裁 art. counts 3, 5 and 10 days in working days; after 2026-09-29: 30 Sept., 8 and 9 Oct.
    frame = pl.DataFrame({"day": [date(2026, 9, 29), None]})
    assert frame.select(add_workdays(pl.col("day"), 3)).to_series().to_list() == [date(2026, 10, 9), None]
    assert frame.select(add_workdays(pl.col("day"), 0)).to_series().to_list() == [None, None]


def test_every_year_of_the_table_has_a_document_and_a_source() -> None:
    assert all(notice["document"] and notice["source"] for notice in calendar.notices().values())
    for year, notice in calendar.notices().items():
        listed = [*notice["holiday"], *notice["restday"], *notice["workday"]]
        assert len(listed) == len(set(listed))
        assert all(text.startswith(f"{year}-") for text in listed)


COLUMN_FORMS = (
    (calendar.workday_after, next_workday, False),
    (calendar.workday_from, next_workday, True),
    (calendar.workday_before, previous_workday, False),
    (calendar.workday_until, previous_workday, True),
)
EDGES = [FIRST + timedelta(days=n) for n in range(10)] + [LAST - timedelta(days=n) for n in range(10)]


def single(form: Callable[..., date], day: date, *, itself: bool) -> date | None:
    try:
        return form(day, itself=itself)
    except ValueError:
        return None


@pytest.mark.parametrize(("column", "form", "itself"), COLUMN_FORMS)
def test_the_nearest_working_day_is_the_same_in_columns(
    column: Callable[[pl.Expr], pl.Expr], form: Callable[..., date], itself: bool
) -> None:
    days = [*EDGES, *days_of(2026)]
    found = pl.DataFrame({"day": days}).select(column(pl.col("day"))).to_series().to_list()
    assert found == [single(form, day, itself=itself) for day in days]


@pytest.mark.parametrize(("column", "form", "itself"), COLUMN_FORMS)
def test_the_nearest_working_day_of_a_day_outside_is_unknown(
    column: Callable[[pl.Expr], pl.Expr], form: Callable[..., date], itself: bool
) -> None:
    outside = [FIRST - timedelta(days=1), FIRST - timedelta(days=400), LAST + timedelta(days=1), None]
    frame = pl.DataFrame({"day": outside}, schema={"day": pl.Date})
    assert frame.select(column(pl.col("day"))).to_series().to_list() == [None] * 4


def test_the_calendar_begins_on_a_tuesday_and_ends_on_a_friday() -> None:
    """1 January 2008 was a Tuesday; 31 December 2060 is a Friday: plain weeks at both ends, where no notice is on record."""
    second, last_but_one = FIRST + timedelta(days=1), LAST - timedelta(days=1)
    assert (date(2008, 1, 1), date(2060, 12, 31)) == (FIRST, LAST)
    assert next_workday(FIRST, itself=True) == previous_workday(FIRST, itself=True) == FIRST
    assert (next_workday(FIRST), previous_workday(second)) == (second, FIRST)
    assert next_workday(LAST, itself=True) == previous_workday(LAST, itself=True) == LAST
    assert (next_workday(last_but_one), previous_workday(LAST)) == (LAST, last_but_one)
    assert [workdays_between(FIRST, FIRST), workdays_between(FIRST, second), workdays_between(second, second)] == [
        1,
        2,
        1,
    ]
    assert workdays_between(FIRST, date(2008, 1, 31)) == 23, "31 days from a Tuesday, eight of them on weekends"
    assert workdays_between(date(2060, 12, 27), LAST) == 5


def test_columns_reach_to_the_first_and_last_day_and_no_further() -> None:
    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    frame = pl.DataFrame({"day": days}).select(
        kind=kind(pl.col("day")),
        provisional=provisional(pl.col("day")),
        workdays=workdays(pl.col("day"), pl.col("day")),
    )
    assert frame.rows() == [(None, None, None), ("workday", True, 1), ("workday", True, 1), (None, None, None)]


def test_counting_on_stays_within_the_calendar() -> None:
    frame = pl.DataFrame(
        {
            "day": [FIRST, FIRST, FIRST, LAST - timedelta(days=1), LAST - timedelta(days=1), LAST],
            "count": [1, 4, -1, 1, 2, 1],
        }
    )
    found = frame.select(add_workdays(pl.col("day"), pl.col("count"))).to_series().to_list()
    # from a Tuesday four working days on is the Monday; nothing is counted backwards or past the end
    assert found == [date(2008, 1, 2), date(2008, 1, 7), None, LAST, None, None]


def test_a_series_of_days_keeps_its_name() -> None:
    found = kind(pl.Series("pay_day", [date(2026, 10, 1), date(2026, 10, 10), None]))
    assert (found.name, found.to_list()) == ("pay_day", ["holiday", "workday", None])


def test_a_day_outside_is_refused_by_the_years_counted() -> None:
    with pytest.raises(ValueError, match="2007-12-31 不在日历范围内（2008—2060 年）"):
        is_provisional(date(2007, 12, 31))
