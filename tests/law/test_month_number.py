"""月份数: counted from the days since 1900, it must be the calendar's own for every month a table may hold."""

from __future__ import annotations

from datetime import date

import polars as pl

from heyue.law.dates import month_number


def test_every_month_from_1900_to_2199_has_its_calendar_number() -> None:
    firsts = [date(year, month, 1) for year in range(1900, 2200) for month in range(1, 13)]
    found = pl.DataFrame({"month": firsts}).select(month_number(pl.col("month"))).to_series()
    assert found.dtype == pl.Int64
    assert found.to_list() == [day.month for day in firsts]


def test_an_unknown_month_has_no_number() -> None:
    empty = pl.DataFrame({"month": [None]}, schema={"month": pl.Date})
    assert empty.select(month_number(pl.col("month"))).item() is None
