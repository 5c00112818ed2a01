"""样例的算式: the sample's own sums against statutes and published worked examples, never against the rules."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.sample import days, oracle, wages
from heyue.sample.person import FULL_TIME, Month, Person


def person_with_months(months: list[Month]) -> Person:
    return Person(
        number="T001",
        sex="male",
        birth=date(1990, 5, 6),
        form=FULL_TIME,
        started=date(2020, 1, 1),
        job="工程师",
        department="研发部",
        post="staff",
        wage=3_000_000,
        months=months,
    )


def test_cumulative_withholding_gives_the_published_example() -> None:
    # 国家税务总局 example on 公告2018年第61号: 30,000 a month, 4,500 special, 2,000 additional: 555, 625, 1,850
    months = [Month(date(2026, n, 1), full=True, gross=3_000_000, pension=450_000) for n in (1, 2, 3)]
    person = person_with_months(months)
    person.additional = 200_000
    wages._tax(person)
    assert [month.tax for month in months] == [55_500, 62_500, 185_000]


def test_the_tax_year_begins_anew_in_january() -> None:
    # 个人所得税法 11: by the calendar year; 10,000 a month leaves 5,000 taxable, 3 % = 150 in either first month
    months = [Month(day, full=True, gross=1_000_000) for day in (date(2025, 12, 1), date(2026, 1, 1))]
    person = person_with_months(months)
    wages._tax(person)
    assert [month.tax for month in months] == [15_000, 15_000]


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [(0, 0), (3_600_000, 108_000), (3_600_010, 108_001), (14_400_000, 1_188_000), (96_000_000, 25_008_000)],
)
def test_bands_of_the_yearly_table_include_their_upper_bound(taxable: int, tax: int) -> None:
    # 个人所得税法 附表一: 36,000 × 3 % = 1,080; 144,000 × 10 % − 2,520 = 11,880; 960,000 × 35 % − 85,920 = 250,080
    assert oracle.year_tax(taxable) == tax


def test_one_yuan_above_the_first_bonus_band_costs_2310_yuan() -> None:
    # 财税〔2018〕164号: 36,000 at 3 % = 1,080; 36,001 at 10 % less 210 = 3,390.10
    assert oracle.bonus_tax(3_600_000) == 108_000
    assert oracle.bonus_tax(3_600_100) == 339_010


@pytest.mark.parametrize(
    ("started", "ended", "halves"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), 2),
        (date(2020, 1, 1), date(2020, 6, 29), 1),
        (date(2020, 1, 1), date(2020, 6, 30), 2),
        (date(2020, 1, 1), date(2021, 1, 1), 3),
        (date(2020, 3, 16), date(2025, 9, 14), 11),
        (date(2020, 3, 16), date(2025, 9, 15), 12),
    ],
)
def test_severance_months_follow_article_47(started: date, ended: date, halves: int) -> None:
    # 劳动合同法 47(1): a year one month, six months and more a year, less than six months half a month
    assert oracle.service_halves(started, ended) == halves


def test_severance_is_capped_only_strictly_above_three_times_the_local_average() -> None:
    # 劳动合同法 47(2): above 3 × 10,000 the base is 30,000 and at most twelve months; at 30,000 there is no cap
    started, ended = date(2008, 1, 1), date(2025, 12, 31)
    assert oracle.severance(started, ended, 3_000_000, 1_000_000) == 18 * 3_000_000
    assert oracle.severance(started, ended, 3_000_001, 1_000_000) == 12 * 3_000_000


def test_double_wage_runs_from_the_second_month_to_the_day_before_the_year() -> None:
    # 劳动合同法 82(1), 实施条例 6, 7: eleven months at most
    first, last, amount = oracle.double_wage(date(2025, 3, 10), None, date(2026, 10, 31), 600_000)
    assert (first, last, amount) == (date(2025, 4, 10), date(2026, 3, 9), 6_600_000)


def test_a_stub_of_double_wage_is_paid_by_working_days() -> None:
    # signed 2026-05-20, so 2026-04-10 to 2026-05-19: one month, and 10 to 19 May with seven working days (11–15, 18, 19):
    # 6,000 ÷ 21.75 × 7 = 1,931.03
    first, last, amount = oracle.double_wage(date(2026, 3, 10), date(2026, 5, 20), date(2026, 10, 31), 600_000)
    assert (first, last) == (date(2026, 4, 10), date(2026, 5, 19))
    assert amount == 600_000 + 193_103


@pytest.mark.parametrize(
    ("ends", "months"),
    [
        (date(2026, 3, 30), 0),
        (date(2026, 3, 31), 1),
        (date(2026, 12, 30), 1),
        (date(2026, 12, 31), 2),
        (date(2028, 12, 30), 2),
        (date(2028, 12, 31), 6),
    ],
)
def test_the_probation_limit_counts_both_ends_of_the_term(ends: date, months: int) -> None:
    # 劳动合同法 19(1): three months one, a year two, three years six
    assert oracle.probation_limit("fixed", date(2026, 1, 1), ends) == months


@pytest.mark.parametrize(
    ("birth", "sex", "post", "day"),
    [
        (date(1964, 12, 15), "male", "worker", date(2024, 12, 15)),
        (date(1965, 1, 15), "male", "worker", date(2025, 2, 15)),
        (date(1976, 9, 15), "male", "staff", date(2039, 9, 15)),
        (date(1970, 5, 15), "female", "staff", date(2025, 7, 15)),
        (date(1975, 3, 15), "female", "worker", date(2025, 5, 15)),
        (date(1984, 11, 15), "female", "worker", date(2039, 11, 15)),
    ],
)
def test_retirement_days_follow_the_delay(birth: date, sex: str, post: str, day: date) -> None:
    # 国务院关于渐进式延迟法定退休年龄的办法 1 and its tables' end points
    assert oracle.retirement_date(birth, sex, post) == day


def test_overtime_is_rounded_once() -> None:
    # 劳动法 44: 5,000 ÷ 174 = 28.7356…; 10 h × 150 % + 8 h × 200 % + 8 h × 300 % = 55 h; 55 × 28.7356… = 1,580.46
    assert oracle.overtime_due(500_000, 600, 480, 480) == 158_046


@pytest.mark.parametrize(("years_before", "entitled"), [(11, 0), (12, 5), (119, 5), (120, 10), (239, 10), (240, 15)])
def test_annual_leave_steps_at_one_ten_and_twenty_years(years_before: int, entitled: int) -> None:
    # 职工带薪年休假条例 2, 3
    day = date(2025, 1, 1)
    assert oracle.annual_days(days.after(day, -years_before), day) == entitled


def test_the_samples_calendar_agrees_with_two_public_calendars() -> None:
    chinese_calendar = pytest.importorskip("chinese_calendar", reason="development package not installed")
    for day in days.each_day(date(2023, 1, 1), date(2026, 12, 31)):
        if day in {date(2023, 12, 30), date(2023, 12, 31)}:
            continue  # that package counts the next year's New Year block; both are ordinary weekend days
        assert days.is_workday(day) == chinese_calendar.is_workday(day), day
    holidays = pytest.importorskip("holidays", reason="development package not installed")
    for year in (2025, 2026):
        named = holidays.China(years=year, language="zh_CN")
        statutory = {d for d, name in named.items() if "休息日" not in name and "补假" not in name and d.year == year}
        assert {d for d in days.STATUTORY if d.year == year} == statutory


def test_pay_days_move_to_the_working_day_before() -> None:
    # 工资支付暂行规定 7: 2026-02-15 to 02-23 are off, 14 February is a working Saturday
    assert days.previous_workday(date(2026, 2, 20)) == date(2026, 2, 14)
