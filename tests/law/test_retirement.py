"""法定退休日: the plain formula, against the days article 1 of the measures gives.

Expected values: 国务院关于渐进式延迟法定退休年龄的办法第一条 (one month for every four months of birth from January 1965 for men and
January 1970 for women of the 55 group, for every two from January 1975 for women of the 50 group, up to 63, 58 and 55).
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from heyue.law.retirement import age_months, retirement_day


def day_of(birth: date | None, category: str | None) -> date | None:
    frame = pl.DataFrame({"birth": [birth], "category": [category]}, schema={"birth": pl.Date, "category": pl.String})
    found: date | None = frame.select(retirement_day(pl.col("birth"), pl.col("category"))).item()
    return found


@pytest.mark.parametrize(
    ("category", "birth", "expected"),
    [
        ("male_60", date(1964, 12, 31), date(2024, 12, 31)),  # the last birth month without delay
        ("male_60", date(1965, 1, 1), date(2025, 2, 1)),  # the first with one month
        ("male_60", date(1965, 4, 30), date(2025, 5, 30)),  # the fourth month still has one
        ("male_60", date(1965, 5, 1), date(2025, 7, 1)),  # the fifth has two
        ("male_60", date(1976, 8, 20), date(2039, 7, 20)),  # 140th month: 35 months
        ("male_60", date(1976, 9, 20), date(2039, 9, 20)),  # 141st month: 36 months, the cap
        ("male_60", date(1990, 1, 20), date(2053, 1, 20)),  # 63 years and no more
        ("female_55", date(1969, 12, 15), date(2024, 12, 15)),
        ("female_55", date(1970, 1, 15), date(2025, 2, 15)),
        ("female_55", date(1981, 9, 15), date(2039, 9, 15)),
        ("female_50", date(1974, 12, 15), date(2024, 12, 15)),
        ("female_50", date(1975, 2, 15), date(2025, 3, 15)),
        ("female_50", date(1975, 3, 15), date(2025, 5, 15)),
        ("female_50", date(1984, 10, 15), date(2039, 9, 15)),  # 118th month: 59 months
        ("female_50", date(1984, 11, 15), date(2039, 11, 15)),  # 119th month: 60 months, the cap
    ],
)
def test_the_day_follows_article_one(category: str, birth: date, expected: date) -> None:
    assert day_of(birth, category) == expected


def test_a_day_the_month_does_not_have_becomes_its_last_day() -> None:
    assert day_of(date(1965, 7, 31), "male_60") == date(2025, 9, 30)  # 60 years 2 months; September has 30 days


def test_nothing_is_guessed_of_an_unknown_birth_or_group() -> None:
    assert day_of(None, "male_60") is None
    assert day_of(date(1965, 1, 1), None) is None
    assert day_of(date(1965, 1, 1), "female") is None


def test_the_age_is_in_whole_months() -> None:
    frame = pl.DataFrame({"birth": [date(1965, 1, 15)], "category": ["male_60"]})
    assert frame.select(age_months(pl.col("birth"), pl.col("category"))).item() == 60 * 12 + 1
