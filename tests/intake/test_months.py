"""所属月份: where the month of a sheet is found, nearest to the data first."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.intake.months import month_of, whole_month, year_of


@pytest.mark.parametrize(
    "text",
    [
        "××公司2026年3月工资表",
        "2026年03月",
        "工资2026-03",
        "202603工资.xlsx",
        "20260331导出",
        "统计日期：2026-03-01 至 2026-03-31",
        "２０２６年３月",
        "2026.3",
    ],
)
def test_a_month_is_found_in_a_title(text: str):
    assert whole_month(text) == date(2026, 3, 1)


def test_a_lone_month_takes_the_year_from_elsewhere():
    assert month_of("", "3月", "2026年工资.xlsx") == date(2026, 3, 1)
    assert month_of("统计时间:04-01 ～ 04-30", "上下班打卡_月报", "2026考勤.xlsx") == date(2026, 4, 1)
    assert month_of("", "十二月", "工资表2025.xlsx") == date(2025, 12, 1)


def test_the_title_goes_before_the_sheet_and_the_sheet_before_the_file():
    assert month_of("2026年3月工资", "2026年4月", "2026-05.xlsx") == date(2026, 3, 1)
    assert month_of("", "2026年4月", "2026-05.xlsx") == date(2026, 4, 1)
    assert month_of("", "4月", "2026-05.xlsx") == date(2026, 4, 1)
    assert month_of("", "Sheet1", "2026-05.xlsx") == date(2026, 5, 1)


def test_no_month_is_no_month():
    assert month_of("工资表", "Sheet1", "工资.xlsx") is None
    assert month_of("", "3月", "工资.xlsx") is None
    assert year_of("", None, "2026.xlsx") == 2026
