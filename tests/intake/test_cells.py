"""读单元格: every usual way of writing a date, a month, a sum, a duration, yes and no."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.intake.cells import (
    Unread,
    parser,
    read_column,
    read_date,
    read_days,
    read_flag,
    read_hours,
    read_money,
    read_month,
)
from heyue.law.tables import TABLES

FIRST_OF_MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "2026年03月01号", "20260301", 20260301, "２０２６－０３－０１", "2026-3-1 0:00:00",
        "2026/3/1 08:58:12", "2026-03-01T08:00:00", "2026-03-01T08:00:00+08:00", "26-03-01 星期日", "26-03-01", "2026-03-01(周日)", "13/3/2026",
        "1 Mar 2026", "Mar 1, 2026", "1-Mar-26", "二〇二六年三月一日", "\x012026-03-01", "\x012026-03-01 08:30:00", 46082, "46082", 46082.5,
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(written):
    # 46082 days after 1899-12-30 is 2026-03-01
    assert read_date(written) == (date(2026, 3, 13) if written == "13/3/2026" else FIRST_OF_MARCH)


def test_serial_numbers_count_from_1904_in_old_mac_files():
    assert read_date(44620, epoch1904=True) == FIRST_OF_MARCH


@pytest.mark.parametrize("empty", [None, "", "-", "--", "/", "无", "在职", "长期", "无固定期限"])
def test_an_empty_day_is_none(empty):
    assert read_date(empty) is None


@pytest.mark.parametrize(
    "wrong",
    [
        "待定",
        "2026-02-30",
        "2026-13-01",
        "1900-01-01",
        1,
        "3/1/2026",
        "2026年3月",
        "\x0343200",
        "\x02100",
        0.5,
        99999999,
        "明天",
    ],
)
def test_what_is_no_day_is_refused(wrong):
    with pytest.raises(Unread):
        read_date(wrong)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03",
        "2026/3",
        "2026.03",
        2026.03,
        "2026年3月",
        "2026年03月份",
        "202603",
        202603,
        "20260315",
        "2026-03-01 至 2026-03-31",
        "\x012026-03-15",
        46082,
        "2026-03-31",
    ],
)
def test_a_month_is_the_day_it_begins(written):
    assert read_month(written) == FIRST_OF_MARCH


def test_a_month_without_a_year_takes_the_sheets_year():
    assert read_month("3月", year=2026) == FIRST_OF_MARCH
    assert read_month(3, year=2026) == FIRST_OF_MARCH
    with pytest.raises(Unread):
        read_month("3月")


def test_a_number_that_may_be_january_or_october_is_refused():
    with pytest.raises(Unread, match="October"):
        read_month(2026.1)
    assert read_month(2026.11) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        (5001, 500_100), (12.1, 1_210), (0.07, 7), (-0.5, -50), (1.005, 101), (8333.333333333334, 833_333), ("5,001.00", 500_100), ("￥5001", 500_100),
        ("¥ 1，234.5", 123_450), ("５００１元", 500_100), ("(50.00)", -5_000), ("（50）", -5_000), ("1.2万", 1_200_000), ("--", None), ("", None), ("/", None), ("-30", -3_000),
    ],
)  # fmt: skip
def test_money_is_exact_to_the_fen(written, fen):
    assert read_money(written) == fen


@pytest.mark.parametrize(
    "wrong", ["五千", "12.3.4", "1e5", "nan", "\x012026-03-01", "\x03error", "\x03formula", 1e300, "9" * 40, "1_000"]
)
def test_what_is_no_sum_is_refused(wrong):
    with pytest.raises(Unread):
        read_money(wrong)


def test_hours_become_minutes_by_their_unit():
    assert read_hours(8) == 480
    assert read_hours("7.5小时") == 450
    assert read_hours("7:30") == 450
    assert read_hours("7小时30分钟") == 450
    assert read_hours("450", "minutes") == 450
    assert read_hours(450, "minutes") == 450
    assert read_hours("90分钟") == 90
    assert read_hours(0.5, "days") == 240
    assert read_hours("\x0227000") == 450
    assert read_hours("--") is None


@pytest.mark.parametrize("wrong", [-1, "-0.5", "加班", 745, "800小时", "\x012026-03-01", 1e30])
def test_negative_or_impossible_hours_are_refused(wrong):
    with pytest.raises(Unread):
        read_hours(wrong)


def test_days_are_hundredths_and_eight_hours_make_one():
    assert read_days(21.5) == 2150
    assert read_days("0.5天") == 50
    assert read_days(4, "hours") == 50
    with pytest.raises(Unread):
        read_days(-1)


def test_yes_and_no_are_read_as_people_write_them():
    assert [read_flag(cell) for cell in ("是", "√", "有", "Y", "TRUE", 1)] == [True] * 6
    assert [read_flag(cell) for cell in ("否", "×", "无", "没有", "no", "FALSE", 0)] == [False] * 7
    assert read_flag(None) is None
    with pytest.raises(Unread):
        read_flag("也许")


def test_choices_are_read_in_both_languages_and_by_what_people_say():
    read = parser(TABLES["roster"].by_name["form"])
    assert [read(word) for word in ("全日制", "Full-time", "full_time", "正式工", " 小时工 ", "其他")] == [
        "full_time"
    ] * 4 + ["part_time", "contractor"]
    with pytest.raises(Unread) as caught:
        read("神秘")
    assert "非全日制" in caught.value.zh


def test_counts_are_whole():
    read = parser(TABLES["company"].by_name["pay_day"])
    assert read("15日") == 15
    with pytest.raises(Unread):
        read(1.5)


def test_a_credit_code_is_checked():
    read = parser(TABLES["company"].by_name["uscc"])
    # the example of GB 32100-2015 as python-stdnum gives it
    assert read("91110000600037341l") == "91110000600037341L"
    with pytest.raises(Unread):
        read("911100006000373411")


def test_a_column_parses_each_distinct_cell_once_and_names_the_bad_ones():
    calls = []

    def read(cell):
        calls.append(cell)
        return read_money(cell)

    values, bad = read_column([1, "x", 1, None, "x"], read)
    assert values == [100, None, 100, None, None]
    assert [at for at, _ in bad] == [1, 4]
    assert calls == [1, "x"]
