"""公布的数字: values, the days around each change, what is not known, and column() against lookup()."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyue.law import figures, place_checks, place_files
from heyue.law.figures import (
    AVERAGE_WAGE,
    DISABILITY_RATIO,
    FIGURES,
    FIRM,
    FUND_BASE_CEILING,
    FUND_BASE_FLOOR,
    FUND_RATE_CEILING,
    FUND_RATE_FLOOR,
    INJURY_EMPLOYER_RATE_CLASS_4,
    MEDICAL_BASE_FLOOR,
    MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS,
    MINIMUM_WAGE_HOURLY,
    MINIMUM_WAGE_MONTHLY,
    PENSION_BASE_CEILING,
    PENSION_BASE_FLOOR,
    PENSION_EMPLOYER_RATE,
    URBAN_INCOME,
    Figure,
    check_places,
    column,
    lookup,
)

HAIZHU = "440105"  # 广州市海珠区
CHAOYANG = "110105"  # 北京市朝阳区


def amount(figure: Figure, place: str, day: str, year_offset: int = 0) -> int | None:
    value = lookup(figure, place, date.fromisoformat(day), year_offset)
    return None if value is None else value.amount


@pytest.mark.parametrize(
    ("place", "day", "fen"),
    [
        # 粤府函〔2025〕23号 https://shenzhen.news.163.com/25/0306/11/JPVBK3A1041799BK.html: 2300 until, 2500 from 2025-03-01
        (HAIZHU, "2025-02-28", 230000),
        (HAIZHU, "2025-03-01", 250000),
        (HAIZHU, "2025-03-02", 250000),
        # 粤府函〔2026〕188号, https://gjj.gz.gov.cn/gkmlpt/content/10/10983/post_10983424.html: 2680 from 2026-09-01
        (HAIZHU, "2026-08-31", 250000),
        (HAIZHU, "2026-09-01", 268000),
        (HAIZHU, "2026-09-02", 268000),
        # 京人社劳发〔2025〕7号 https://rsj.beijing.gov.cn/xxgk/2024zcwj/202507/t20250725_4158456.html
        (CHAOYANG, "2025-08-31", 242000),
        (CHAOYANG, "2025-09-01", 254000),
        (CHAOYANG, "2025-09-02", 254000),
        # 深圳 keeps its own series: https://shenzhen.news.163.com/25/0306/11/JPVBK3A1041799BK.html
        ("440305", "2025-02-28", 236000),
        ("440305", "2025-03-01", 252000),
        # 苏人社规〔2025〕3号 https://jshrss.jiangsu.gov.cn/art/2025/12/29/art_77263_11701076.html: tier 1, 2490 then 2660
        ("3205", "2025-12-31", 249000),
        ("3205", "2026-01-01", 266000),
        # 沪人社规〔2025〕10号: 2690 then 2740
        ("310115", "2025-06-30", 269000),
        ("310115", "2025-07-01", 274000),
    ],
)
def test_the_minimum_wage_changes_on_the_day_the_notice_names(place: str, day: str, fen: int) -> None:
    assert amount(MINIMUM_WAGE_MONTHLY, place, day) == fen


def test_the_hourly_wage_is_kept_to_the_fen() -> None:
    # 京人社劳发〔2025〕7号: 27.7 yuan an hour; 粤府函〔2025〕23号: 23.7 in tier 1
    assert amount(MINIMUM_WAGE_HOURLY, CHAOYANG, "2025-09-01") == 2770
    assert amount(MINIMUM_WAGE_HOURLY, HAIZHU, "2025-03-01") == 2370


def test_a_county_of_hangzhou_has_the_tier_of_its_own_and_not_the_city_proper_s() -> None:
    # 杭公积金〔2026〕38号 https://hznews.hangzhou.com.cn/jingji/content/2026-07/25/content_9263759.htm: 2660 and 2430
    assert amount(MINIMUM_WAGE_MONTHLY, "330106", "2026-07-01") == 266000
    assert amount(MINIMUM_WAGE_MONTHLY, "330127", "2026-07-01") == 243000
    assert amount(FUND_BASE_FLOOR, "330127", "2026-07-01") == 243000
    assert amount(MINIMUM_WAGE_MONTHLY, "3301", "2026-07-01") is None


@pytest.mark.parametrize("place", ["", "99", "990101", "x", "130102", "44", "3210", "3310"])
def test_an_unknown_place_or_an_unclear_tier_has_no_value(place: str) -> None:
    # 石家庄 lies in a province with tiers but no list; 扬州 (3210) and 台州 (3310) are listed only in part
    assert lookup(MINIMUM_WAGE_MONTHLY, place, date(2026, 2, 1)) is None


def test_a_former_fourth_tier_city_is_unknown_from_september_2026_except_shanwei() -> None:
    # whether 粤府函〔2026〕188号 keeps a fourth tier is not confirmed; 汕尾:
    # http://www.swchengqu.gov.cn/swcqzfjj/gkmlpt/content/1/1272/post_1272441.html (floor 2040 from 2026-09-01)
    assert amount(MINIMUM_WAGE_MONTHLY, "4418", "2026-08-31") == 175000
    assert amount(MINIMUM_WAGE_MONTHLY, "4418", "2026-09-01") is None
    assert amount(MINIMUM_WAGE_MONTHLY, "441581", "2026-08-31") == 175000
    shanwei = lookup(MINIMUM_WAGE_MONTHLY, "441581", date(2026, 9, 1))
    assert shanwei is not None
    assert (shanwei.amount, shanwei.firm) == (204000, True)


def test_a_tier_that_is_only_expected_is_not_firm() -> None:
    huizhou = lookup(MINIMUM_WAGE_MONTHLY, "4413", date(2026, 9, 1))
    assert huizhou is not None
    assert (huizhou.status, huizhou.firm) == ("UNVERIFIED", False)


def test_a_bounded_value_is_not_firm_and_neither_is_the_one_it_may_already_have_replaced() -> None:
    # 天津 moved from 2320 to 2510 on an unknown day between 2025-07-02 and 2026-01-01
    last_sure = lookup(MINIMUM_WAGE_MONTHLY, "120101", date(2025, 7, 1))
    unsure = lookup(MINIMUM_WAGE_MONTHLY, "120101", date(2025, 7, 2))
    new = lookup(MINIMUM_WAGE_MONTHLY, "120101", date(2026, 1, 1))
    assert last_sure is not None
    assert unsure is not None
    assert new is not None
    assert (last_sure.amount, last_sure.firm) == (232000, True)
    assert (unsure.amount, unsure.status, unsure.firm) == (232000, "bounded", False)
    assert (new.amount, new.status, new.firm) == (251000, "bounded", False)


def test_a_start_day_from_no_notice_is_not_firm_until_a_table_confirms_the_amount() -> None:
    # 青海: https://www.mohrss.gov.cn/SYrlzyhshbzb/laodongguanxi_/fwyd/202507/t20250715_549132.html lists 2080 on 2025-07-01
    before, after = (lookup(MINIMUM_WAGE_MONTHLY, "63", day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert before is not None
    assert after is not None
    assert (before.amount, before.status, before.firm) == (208000, "UNVERIFIED", False)
    assert (after.amount, after.status, after.firm) == (208000, "secondary", True)


def test_a_yearly_statistic_covers_its_year_and_is_never_carried_on() -> None:
    # 广州 2025: 13,899 https://gjj.gz.gov.cn/gg/tzgg/content/post_10879601.html
    assert amount(AVERAGE_WAGE, HAIZHU, "2026-01-01", -1) == 1389900
    assert amount(AVERAGE_WAGE, HAIZHU, "2026-12-31", -1) == 1389900
    assert amount(AVERAGE_WAGE, HAIZHU, "2026-06-30") is None
    assert amount(AVERAGE_WAGE, HAIZHU, "2027-01-01", -1) is None


def test_a_municipality_publishes_its_average_wage_as_a_city() -> None:
    # 北京 2018: 127,107 a year, 10,592 a month, https://rsj.beijing.gov.cn/xxgk/tzgg/201912/t20191207_951033.html
    assert amount(AVERAGE_WAGE, CHAOYANG, "2019-09-01", -1) == 1059200


def test_national_urban_income_of_2025() -> None:
    # https://www.stats.gov.cn/sj/zxfb/202602/t20260228_1962662.html: 56,502 yuan
    assert amount(URBAN_INCOME, HAIZHU, "2026-05-01", -1) == 5650200
    assert amount(URBAN_INCOME, "cn", "2025-05-01") == 5650200
    assert amount(URBAN_INCOME, HAIZHU, "2025-05-01", -1) is None


def test_guangzhou_has_its_own_pension_floor_and_the_province_s_ceiling() -> None:
    # 粤人社发〔2025〕32号 https://guangdong.chinatax.gov.cn/gdsw/zqsw_sbfblzn/2026-01/07/content_13da7973a3b643a5adcaa43a0cf74864.shtml
    assert amount(PENSION_BASE_FLOOR, HAIZHU, "2025-07-01") == 551000
    assert amount(PENSION_BASE_FLOOR, "4412", "2025-07-01") == 477500
    assert amount(PENSION_BASE_CEILING, HAIZHU, "2025-07-01") == 2754900
    carried = lookup(PENSION_BASE_CEILING, HAIZHU, date(2026, 7, 1))
    assert carried is not None
    assert (carried.amount, carried.firm) == (2754900, False)


def test_the_medical_base_ends_with_its_period() -> None:
    # 肇医保发〔2025〕48号: 4,520 for 2026
    assert amount(MEDICAL_BASE_FLOOR, "4412", "2025-12-31") is None
    assert amount(MEDICAL_BASE_FLOOR, "4412", "2026-01-01") == 452000
    assert amount(MEDICAL_BASE_FLOOR, "4412", "2026-12-31") == 452000
    assert amount(MEDICAL_BASE_FLOOR, "4412", "2027-01-01") is None


def test_the_housing_fund_floor_follows_the_minimum_wage_in_the_middle_of_its_year() -> None:
    # https://gjj.gz.gov.cn/gg/tzgg/content/post_10879601.html and
    # https://gjj.gz.gov.cn/gkmlpt/content/10/10983/post_10983424.html
    assert amount(FUND_BASE_FLOOR, HAIZHU, "2026-08-31") == 250000
    assert amount(FUND_BASE_FLOOR, HAIZHU, "2026-09-01") == 268000
    assert amount(FUND_BASE_CEILING, HAIZHU, "2026-09-01") == 4169700
    assert amount(FUND_BASE_CEILING, HAIZHU, "2027-07-01") is None


def test_a_county_does_not_inherit_the_housing_fund_floor_of_the_city_proper() -> None:
    # 宁波: https://nb.bendibao.com/live/2026618/97234.shtm gives 2660 for the city
    assert amount(FUND_BASE_FLOOR, "330203", "2026-07-01") == 266000
    assert amount(FUND_BASE_FLOOR, "330282", "2026-07-01") is None


def test_the_lowest_fund_rate_is_firm_until_the_new_regulation_whose_text_is_not_known() -> None:
    # 住房公积金管理条例 (2019) art. 18; the amended text is in force from 2026-09-20
    before, after = (lookup(FUND_RATE_FLOOR, HAIZHU, day) for day in (date(2026, 9, 19), date(2026, 9, 20)))
    assert before is not None
    assert after is not None
    assert (before.amount, before.firm) == (50_000, True)
    assert (after.amount, after.firm) == (50_000, False)


def test_shanghai_s_highest_fund_rate_is_not_filled_from_the_country_in_other_years() -> None:
    # https://m.thepaper.cn/newsDetail_forward_33614059: 5 % to 7 % from 2026-07-01 to 2027-06-30
    assert amount(FUND_RATE_CEILING, "310115", "2026-07-01") == 70_000
    assert amount(FUND_RATE_CEILING, "310115", "2026-06-30") is None
    assert amount(FUND_RATE_CEILING, HAIZHU, "2026-06-30") == 120_000


def test_national_rates_that_places_may_set_otherwise_are_not_firm() -> None:
    # 国办发〔2019〕13号 and 人社部发〔2015〕71号 leave room to the provinces
    for figure in (PENSION_EMPLOYER_RATE, INJURY_EMPLOYER_RATE_CLASS_4):
        value = lookup(figure, "62", date(2026, 1, 1))
        assert value is not None
        assert (value.place, value.firm) == ("cn", False)


def test_only_beijing_is_known_to_leave_contributions_out_of_the_minimum_wage() -> None:
    # https://rsj.beijing.gov.cn/xxgk/2024zcwj/202507/t20250725_4158456.html
    assert amount(MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS, CHAOYANG, "2025-09-01") == 1
    assert lookup(MINIMUM_WAGE_EXCLUDES_CONTRIBUTIONS, "310115", date(2025, 9, 1)) is None
    assert lookup(DISABILITY_RATIO, HAIZHU, date(2025, 9, 1)) is None


def test_every_region_with_a_minimum_wage_of_its_own_is_on_record() -> None:
    # 31 provinces and 深圳 publish one (最低工资规定 art. 7 and 8)
    regions = {
        code
        for code in place_files.place_files()
        if place_files.published(MINIMUM_WAGE_MONTHLY, code) and place_files.published(MINIMUM_WAGE_HOURLY, code)
    }
    assert len(regions) == 32
    assert "4403" in regions


def test_the_place_files_have_no_fault() -> None:
    assert check_places() == []


def test_a_faulty_entry_is_named_with_what_is_wrong() -> None:
    raw = {"from": "2025-02-30", "value": "12.345", "status": "sure", "source": [], "checked": "2026-11-21"}
    entry = {"values": [raw], "tiers": [{"tier": "9", "places": ["31"], "status": "verified", "source": ["x"]}]}
    found = place_checks._complaints_of_figure("44", MINIMUM_WAGE_MONTHLY, entry, {})
    text = "\n".join(found)
    for part in ("is not a date", "whole number of the smallest", "status 'sure'", "no source", "tier '9'", "'31'"):
        assert part in text
    assert "is not published at this level" in "".join(
        place_checks._complaints_of_figure("440105", PENSION_EMPLOYER_RATE, {"values": []}, {})
    )


@lru_cache(maxsize=1)
def change_days() -> list[date]:
    days = set()
    for code in place_files.place_files():
        for figure in FIGURES.values():
            series = place_files.published(figure, code)
            for row in (r for rows in (series.rows.values() if series else ()) for r in rows):
                days |= {d for d in (row.value.from_, row.value.until, row.firm_until) if d is not None}
    near = [date.fromordinal(d.toordinal() + step) for d in days for step in (-1, 0, 1)]
    return sorted({*near, date(2024, 2, 29), date(1989, 12, 31), date(2101, 1, 1), date(1, 1, 1)})


PLACES = [
    HAIZHU,
    CHAOYANG,
    "4403",
    "4413",
    "4418",
    "441581",
    "330127",
    "330282",
    "12",
    "63",
    "3205",
    "310115",
    "13",
    "99",
]


@given(
    figure=st.sampled_from(sorted(FIGURES)),
    rows=st.lists(
        st.tuples(
            st.none() | st.sampled_from(PLACES),
            st.none()
            | st.deferred(lambda: st.sampled_from(change_days()))
            | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
        ),
        max_size=30,
    ),
    year_offset=st.sampled_from([0, -1]),
)
def test_a_column_holds_what_lookup_answers_row_by_row(
    figure: str, rows: list[tuple[str | None, date | None]], year_offset: int
) -> None:
    asked = FIGURES[figure]
    rows = [(place, day) for place, day in rows if day is None or day.year > 1]
    amounts, firm = column(
        asked,
        pl.Series([place for place, _ in rows], dtype=pl.String),
        pl.Series([day for _, day in rows], dtype=pl.Date),
        year_offset,
    )
    values = [None if p is None or d is None else lookup(asked, p, d, year_offset) for p, d in rows]
    assert amounts.to_list() == [value and value.amount for value in values]
    assert firm.to_list() == [bool(value and value.firm) for value in values]
    assert all(value is None or value.firm == (value.status in FIRM) for value in values)


def test_29_february_reads_28_february_of_the_year_before() -> None:
    amounts, _ = column(MINIMUM_WAGE_MONTHLY, pl.Series([CHAOYANG]), pl.Series([date(2024, 2, 29)]), -1)
    assert amounts.to_list() == [amount(MINIMUM_WAGE_MONTHLY, CHAOYANG, "2023-02-28")] == [232000]


def test_an_empty_column_is_answered_empty() -> None:
    amounts, firm = column(MINIMUM_WAGE_MONTHLY, pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.Date))
    assert amounts.dtype == pl.Int64
    assert len(amounts) == len(firm) == 0


def test_money_that_is_no_whole_fen_is_refused() -> None:
    assert place_files.parse_amount("1750.5", "yuan") == 175050
    for text in ("1.005", "x", "NaN", "Infinity"):
        with pytest.raises(ValueError, match="is not a"):
            place_files.parse_amount(text, "yuan")


def test_every_figure_has_both_languages_and_a_known_unit() -> None:
    assert all(f.zh and f.en and f.unit in place_files.SCALES for f in figures.FIGURES.values())
    assert all(target in FIGURES for target, _ in figures.ALIASES.values())
