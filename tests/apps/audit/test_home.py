"""首页上看得到: what an agency did in the employer's name stands on the owner's first page, in both languages."""

from __future__ import annotations

from heyue.apps.cases import operations as cases
from tests.district import District


def opened(district: District) -> None:
    cases.open_case(
        district.actor("specialist"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="补缴一个月的社保（演示）",
    )


def test_what_an_agency_did_in_ones_name_stands_on_the_first_page(district: District) -> None:
    owner = district.client("owner")
    assert "以你们的名义" not in owner.get("/").content.decode()
    opened(district)
    assert "机构以你们的名义做了 1 件事" in owner.get("/").content.decode()
    owner.cookies["heyue-language"] = "en"
    assert "Your agency did 1 thing in your name" in owner.get("/").content.decode()


def test_what_was_done_in_anothers_name_does_not(district: District) -> None:
    opened(district)
    assert "以你们的名义" not in district.client("other_owner").get("/").content.decode()


def test_ones_own_deeds_are_not_among_them(district: District) -> None:
    cases.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="请帮忙看一下合同（演示）",
    )
    assert "以你们的名义" not in district.client("owner").get("/").content.decode()
