"""地方: chains, names, finding a place by name, and the description of what is known."""

from __future__ import annotations

import pytest

from heyue.law import divisions, places
from heyue.law.places import PlaceUnclear, chain, describe, find_place, full_name, listing, name


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("440105", ("cn", "44", "4401", "440105")),
        ("440100", ("cn", "44", "4401")),
        ("440000", ("cn", "44")),
        ("110105", ("cn", "11", "110105")),  # a municipality has no city level
        ("4419", ("cn", "44", "4419")),  # 东莞 has no districts
        ("429004", ("cn", "42", "429004")),  # 仙桃 is run by the province
        ("440198", ("cn", "44", "4401", "440198")),  # not on record, still in Guangzhou
        ("cn", ("cn",)),
        ("99", ()),
        ("4499", ()),
        ("广州", ()),
    ],
)
def test_a_place_lies_in_its_city_province_and_country(code: str, line: tuple[str, ...]) -> None:
    assert chain(code) == line


def test_a_municipality_and_a_county_run_by_its_province_also_act_as_cities() -> None:
    assert divisions.levels("31") == {"province", "city"}
    assert divisions.levels("429004") == {"district", "city"}
    assert divisions.levels("440105") == {"district"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("广州市海珠区", "440105"),
        ("广东省广州市海珠区", "440105"),
        ("海珠区", "440105"),
        (" 广东 广州 ", "4401"),
        ("北京市朝阳区", "110105"),
        ("吉林", "22"),
        ("吉林市", "2202"),
        ("红河", "5325"),
        ("440100", "4401"),
        ("全国", "cn"),
    ],
)
def test_a_place_is_found_by_name_or_code(text: str, code: str) -> None:
    assert find_place(text) == code


def test_a_name_borne_by_several_places_lists_them() -> None:
    with pytest.raises(PlaceUnclear) as caught:
        find_place("朝阳区")
    assert {code for code, _ in caught.value.candidates} == {"110105", "220104"}
    assert "北京市朝阳区（110105）" in str(caught.value)


@pytest.mark.parametrize("text", ["不存在的地方", "999999", ""])
def test_a_name_of_no_place_is_refused_or_means_the_country(text: str) -> None:
    if text:
        with pytest.raises(PlaceUnclear):
            find_place(text)
    else:
        assert find_place(text) == "cn"


def test_every_recorded_code_has_a_chain_and_is_found_by_its_full_name() -> None:
    for code in divisions.names():
        assert chain(code)[-1] == code
    sample = list(divisions.names())[::37]
    assert [find_place(full_name(code)) for code in sample] == sample


def test_names_are_given_in_both_languages_where_there_is_a_file() -> None:
    assert (name("4401"), name("4401", "en")) == ("广州市", "Guangzhou")
    assert (name("440105"), name("440105", "en")) == ("海珠区", None)
    assert full_name("440105") == "广东省广州市海珠区"


def test_the_description_tells_values_sources_unknowns_and_gaps() -> None:
    told = describe("440105")
    by_figure = {entry["figure"]: entry for entry in told["figures"]}
    wage = by_figure["minimum_wage.monthly"]
    assert wage["published_by"] == "44"
    assert [tier["tier"] for tier in wage["tiers"]] == ["1"]
    # 粤府函〔2025〕23号: https://shenzhen.news.163.com/25/0306/11/JPVBK3A1041799BK.html
    first = next(v for v in wage["values"] if v["from"] == "2025-03-01" and v["tier"] == "1")
    assert (first["value"], first["document"]) == ("2500", "粤府函〔2025〕23号")
    assert all(value["source"] and value["checked"] for entry in told["figures"] for value in entry["values"])
    assert "disability.ratio" in {entry["figure"] for entry in told["unknown"]}
    assert {gap["place"] for gap in told["gaps"]} == {"cn", "44"}


def test_an_announced_rise_without_amounts_is_told() -> None:
    wage = next(entry for entry in describe("14")["figures"] if entry["figure"] == "minimum_wage.monthly")
    assert wage["announced"][0]["source"] == ["https://www.zhihu.com/question/2073482944371606800"]
    assert wage["tier_unknown"]
    assert wage["values"][-1]["firm_until"] == "2026-01-01"


def test_a_code_of_no_place_cannot_be_described() -> None:
    with pytest.raises(PlaceUnclear):
        describe("9999")


def test_the_listing_has_every_place_with_its_latest_minimum_wage() -> None:
    rows = {row["code"]: row for row in listing()}
    assert rows["11"]["minimum_wage"] == ["2540"]  # 京人社劳发〔2025〕7号
    assert rows["44"]["minimum_wage"] == ["2680", "2300", "2040"]  # 粤府函〔2026〕188号
    assert len([row for row in rows.values() if row["minimum_wage"]]) == 32
    assert all(row["figures"] or row["gaps"] for row in rows.values())
    assert places.COUNTRY in rows
