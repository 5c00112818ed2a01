"""表里的数: the printed figures of tax table and retirement schedule, and the corners where one step too many would show."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from heyue.law import dates, money
from heyue.law.grade import Checked, grade
from heyue.law.retirement import retirement_day
from heyue.law.scale_of_rates import COMPREHENSIVE, MONTHLY, Scale

YEARLY_LIMITS = (36_000, 144_000, 300_000, 420_000, 660_000, 960_000)
RATES = (3, 10, 20, 25, 30, 35, 45)
"""个人所得税法附表一: upper limits of the yearly taxable income in yuan, and the rates in per cent."""
MONTHLY_QUICK = (0, 210, 1_410, 2_660, 4_410, 7_160, 15_160)
"""财税〔2018〕164号附件 (按月换算后的综合所得税率表): quick deductions in yuan."""


def printed(scale: Scale) -> list[tuple[int | None, int, int]]:
    return [(b.up_to, b.percent, b.quick) for b in scale.brackets]


def test_the_yearly_table_is_schedule_one() -> None:
    """The quick deduction of a row is the last row's plus its lower limit times the step in the rate."""
    quick, rows = 0, []
    for at, rate in enumerate(RATES):
        if at:
            quick += YEARLY_LIMITS[at - 1] * (rate - RATES[at - 1])  # yuan × per cent: hundredths of a yuan, fen
        rows.append((YEARLY_LIMITS[at] * 100 if at < len(YEARLY_LIMITS) else None, rate, quick))
    assert printed(COMPREHENSIVE) == rows
    assert COMPREHENSIVE.cite.article == "schedule1"


def test_the_monthly_table_is_a_twelfth_of_it() -> None:
    limits = [limit * 100 // 12 for limit in YEARLY_LIMITS]
    wanted = list(zip([*limits, None], RATES, [quick * 100 for quick in MONTHLY_QUICK], strict=True))
    assert printed(MONTHLY) == wanted
    assert str(MONTHLY.cite.article) == "1"


def test_a_loss_bears_no_tax() -> None:
    frame = pl.DataFrame({"x": [-100_000_000]})
    assert frame.select(COMPREHENSIVE.of(pl.col("x"))).item() == 0
    assert frame.select(MONTHLY.whole(pl.col("x"), 12)).item() == 0


def day_of(birth: date, category: str) -> date:
    frame = pl.DataFrame({"birth": [birth], "category": [category]})
    found: date = frame.select(retirement_day(pl.col("birth"), pl.col("category"))).item()
    return found


@pytest.mark.parametrize(
    ("category", "birth", "expected"),
    [
        ("male_60", date(1955, 3, 15), date(2015, 3, 15)),  # long before the delay begins: 60 years and not a day less
        ("female_55", date(1970, 4, 15), date(2025, 5, 15)),  # the fourth birth month still has one month
        ("female_55", date(1970, 5, 15), date(2025, 7, 15)),  # the fifth has two
        ("female_55", date(1990, 1, 15), date(2048, 1, 15)),  # 58 years and no more
        ("female_50", date(1990, 1, 15), date(2045, 1, 15)),  # 55 years and no more
    ],
)
def test_the_delay_begins_and_ends_where_article_one_says(category: str, birth: date, expected: date) -> None:
    """国务院关于渐进式延迟法定退休年龄的办法第一条."""
    assert day_of(birth, category) == expected


@pytest.mark.parametrize(
    ("last", "halves"),
    [
        (date(2026, 1, 30), 3),  # a year less a day beyond … one year, and not six months: one month and a half
        (date(2026, 1, 31), 3),  # one year and exactly one month
        (date(2025, 12, 31), 2),  # one year to the day
        (date(2026, 1, 1), 3),  # one year and a day
    ],
)
def test_less_than_half_a_year_counts_half_a_month_from_its_first_day(last: date, halves: int) -> None:
    """劳动合同法第四十七条第一款: six months up to a year count one year; less than six months, half a month's wage."""
    frame = pl.DataFrame({"first": [date(2025, 1, 1)], "last": [last]})
    assert frame.select(dates.months_of_service(pl.col("first"), pl.col("last"))).item() == halves


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [
        (-1, 1, -1),
        (-1, 2, -1),
        (1, 1, 1),
        (0, 1, 0),
        (0, 2, 0),
        (-1, 4, 0),
        (-2, 4, -1),
        (-3, 2, -2),
        (-1, 3, 0),
        (-2, 3, -1),
    ],
)
def test_the_smallest_sums_keep_their_sign(top: int, bottom: int, expected: int) -> None:
    frame = pl.DataFrame({"x": [top], "y": [bottom]})
    assert frame.select(money.ratio(pl.col("x"), bottom)).item() == expected
    assert frame.select(money.ratio(pl.col("x"), pl.col("y"))).item() == expected


def test_the_divisor_of_an_hours_pay_is_exact() -> None:
    """100,000 ÷ 21.75 ÷ 8 × 36 hours × 300 % = 62,068.9655… (人社部发〔2025〕2号第二点; 劳动法第四十四条)."""
    frame = pl.DataFrame({"base": [10_000_000], "weighted": [36 * 60 * 300]})
    assert frame.select(money.hourly(pl.col("base"), pl.col("weighted"))).item() == 6_206_897


def test_a_low_rule_weighs_one_beside_medium_ones_of_three() -> None:
    """docs/score.md: one of nineteen times three plus one is lost, 98.27."""
    result = grade([Checked("low", 4, 4), *[Checked("medium", 4, 0)] * 19])
    assert (result.score, result.letter) == (98, "A")


def test_eighty_nine_is_no_a_and_nothing_at_all_is_still_a_d() -> None:
    result = grade([*[Checked("low", 1, 1)] * 11, *[Checked("low", 1, 0)] * 89])
    assert (result.score, result.letter) == (89, "B")
    worst = grade([Checked("low", 1, 1)] * 20)
    assert (worst.score, worst.letter) == (0, "D")
