"""页面: each opens for its role in both languages, and looks like nothing to the others."""

from __future__ import annotations

import pytest

from heyue.apps.accounts import operations
from tests.district import District

pytestmark = pytest.mark.django_db
PAGES = {
    "organisation": {"owner", "agency_head"},
    "members": {
        "owner", "agency_head", "officer", "union_reviewer", "employers_reviewer", "commerce_reviewer", "park_coordinator", "mediator", "assessor", "administrator",
    },
    "mandates": {"owner"},
    "mandates/new": {"owner"},
    "clients": {"agency_head", "specialist"},
    "clients/ask": {"agency_head", "specialist"},
    "district": {"officer", "park_coordinator"},
    "organisations": {"administrator"},
    "power": {"administrator"},
    "power/review": {"security"},
    "people": {"administrator"},
    "people?login=owner@example.test": {"administrator"},
    "lockouts": {"security"},
    "tokens": {"owner", "hr", "agency_head", "specialist"},
}  # fmt: skip
EVERYBODY = ("me", "me/erase")
VISITORS = ("sign-up", "reset", "reset/sent", "privacy", "places?place=x")
ROLES = (
    "owner", "hr", "employee", "agency_head", "specialist", "officer", "union_reviewer", "employers_reviewer", "commerce_reviewer", "park_coordinator",
    "mediator", "assessor", "administrator", "security", "auditor",
)  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
def test_a_role_opens_its_pages_in_both_languages_and_no_others(district: District, who: str) -> None:
    client = district.client(who)
    for path, roles in PAGES.items():
        for language in ("zh", "en"):
            answer = client.get(f"/accounts/{path}", headers={"accept-language": language})
            assert answer.status_code == (200 if who in roles else 404), (path, language)
    for path in EVERYBODY:
        assert client.get(f"/accounts/{path}", headers={"accept-language": "en"}).status_code == 200, path


@pytest.mark.parametrize("path", [*PAGES, *EVERYBODY])
def test_a_stranger_is_asked_to_sign_in(district: District, path: str) -> None:
    answer = district.client(None).get(f"/accounts/{path}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login?next=")


@pytest.mark.parametrize("path", VISITORS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_visitors_pages_open_in_both_languages(client: object, db: object, path: str, language: str) -> None:
    answer = client.get(f"/accounts/{path}", headers={"accept-language": language})  # type: ignore[attr-defined]
    assert answer.status_code == 200


def test_english_pages_hold_no_chinese_sentence(district: District) -> None:
    """Names of firms, people and places stay; the page's own words do not."""
    import re

    names = ("演示", "甲", "正", "中文", "农", "业", "和")
    client = district.client("owner")
    for path in ("members", "mandates", "tokens", "me", "mandates/new"):
        text = client.get(f"/accounts/{path}", headers={"accept-language": "en"}).content.decode().split("<main")[1]
        chinese = [one for one in re.findall(r"[\u4e00-\u9fff]{3,}", text) if not any(name in one for name in names)]
        assert chinese == [], path


def test_every_page_of_a_mandate_opens_for_the_owner(district: District) -> None:
    assert district.mandate is not None
    request = operations.ask_mandate(
        district.actor("agency_head"), agency=district.organisations["正"], typed="乙（演示）", scope=["plans"], persons=[district.people["specialist"].id],
        until=district.mandate.until,
    )  # fmt: skip
    client = district.client("owner")
    for path in ("", "/end", "/renew"):
        assert client.get(f"/accounts/mandates/{district.mandate.id}{path}").status_code == 200, path
    agency = district.organisations["负"].id
    assert client.get(f"/accounts/mandates/new?agency={agency}").status_code == 200
    other = district.client("other_owner")
    assert "正（演示）" in other.get("/accounts/mandates").content.decode()
    assert "specialist" in other.get(f"/accounts/mandates/requests/{request.id}").content.decode()


def test_the_confirming_pages_ask_before_they_act(district: District) -> None:
    client = district.client("owner")
    assert client.get(f"/accounts/members/{district.standings['hr'].id}/end").status_code == 200
    assert client.get(f"/accounts/members/{district.standings['owner'].id}/leave").status_code == 200
    assert client.get(f"/accounts/members/{district.standings['hr'].id}/leave").status_code == 404
    district.standings["hr"].refresh_from_db()
    assert district.standings["hr"].until is None


@pytest.mark.parametrize("path", ["members/invite", "switch", "organisation/openness", "me/export"])
def test_what_changes_something_is_never_a_get(district: District, path: str) -> None:
    assert district.client("owner").get(f"/accounts/{path}").status_code == 405


def test_the_home_page_names_what_waits(district: District) -> None:
    from heyue.apps.accounts import queries

    operations.ask_mandate(
        district.actor("agency_head"),
        agency=district.organisations["正"],
        typed="乙（演示）",
        scope=["plans"],
        persons=[],
        until=district.mandate.until,  # type: ignore[union-attr]
    )
    cards = {card["template"] for card in queries.home(district.actor("other_owner"))}
    assert {"accounts/cards/requests.html", "accounts/cards/profile.html"} <= cards
    operations.open_power(
        district.actor("administrator"), district.organisations["乙"], reason="企业来电请求协助排查问题", minutes=5
    )
    assert "accounts/cards/powers.html" in {card["template"] for card in queries.home(district.actor("other_owner"))}
