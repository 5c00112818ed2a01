"""授权: given by the client's owner alone, in force from the day to the day, ended at once, and without a word on who is here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from heyue.apps.accounts import operations, queries
from heyue.apps.accounts.models import Mandate, MandateRequest
from heyue.apps.audit.models import Event
from heyue.apps.audit.queries import events, lines
from heyue.apps.deeds import Conflict, Refused
from tests.district import DAY, NOW, District, add

pytestmark = pytest.mark.django_db
CODE = "91110000600037341L"
YEAR = date(2027, 11, 20)


def asked(district: District, typed: str = "乙（演示）", **changes: Any) -> MandateRequest:
    values: dict[str, Any] = {
        "agency": district.organisations["正"],
        "typed": typed,
        "scope": ["checkups", "plans"],
        "persons": [],
        "until": YEAR,
    }
    return operations.ask_mandate(district.actor("agency_head"), **{**values, **changes})


def given(district: District, **changes: Any) -> Mandate:
    values: dict[str, Any] = {
        "client": district.organisations["乙"],
        "agency": district.organisations["正"],
        "scope": ["checkups"],
        "until": YEAR,
    }
    return operations.give_mandate(district.actor("other_owner"), **{**values, **changes})


def clients_of(district: District, who: str, day: date = DAY) -> set[str]:
    return {str(grant.client) for grant in district.actor(who, day=day).grants}


def test_an_agency_asks_and_the_owner_gives(district: District) -> None:
    request = asked(district)
    firm = str(district.organisations["乙"].id)
    assert firm not in clients_of(district, "specialist")
    district.client("other_owner").post(
        f"/accounts/mandates/requests/{request.id}", {"scope": ["checkups"], "until": "2027-06-30"}
    )
    assert firm in clients_of(district, "specialist")
    row = Mandate.unscoped.get(client=district.organisations["乙"])
    assert (row.scope, row.until, row.asked_by, row.given_by) == (
        ["checkups"], date(2027, 6, 30), district.people["agency_head"], district.people["other_owner"],
    )  # fmt: skip
    request.refresh_from_db()
    assert (request.answer, request.mandate) == ("given", row)


def test_the_code_finds_the_client_as_well_as_the_exact_name(district: District) -> None:
    district.organisations["乙"].uscc = CODE
    district.organisations["乙"].save()
    assert asked(district, " 9111 0000 6000 37341l ").client == district.organisations["乙"]
    assert asked(district, "乙（演示）").client == district.organisations["乙"]
    assert asked(district, "乙").client is None


def test_asking_tells_nothing_about_who_is_here(district: District) -> None:
    """Page, list and record are the same for a firm that is here and for one that is not."""
    client = district.client("agency_head")
    form = {"scope": ["checkups"], "until": YEAR.isoformat()}
    pages = []
    for name in ("乙（演示）", "没有这家（演示）"):
        MandateRequest.unscoped.all().delete()
        page = client.post("/accounts/clients/ask", {**form, "client": name}, follow=True)
        key = str(MandateRequest.unscoped.get().id)
        text = page.content.decode().replace(name, "NAME").replace(key, "KEY")
        pages.append(
            (
                page.status_code,
                "还没有答复" in text,
                text.split("<main")[1].replace("csrfmiddlewaretoken", "").count("NAME"),
            )
        )
    assert pages[0] == pages[1]
    told = [
        (event.verb, event.data, event.organisation_id)
        for event in Event.unscoped.filter(verb="accounts.mandate_asked")
    ]
    assert told[0] == told[1]


def test_a_name_that_two_firms_bear_reaches_neither(district: District) -> None:
    district.organisations["丙"].name = "乙（演示）"
    district.organisations["丙"].save()
    assert asked(district).client is None


@pytest.mark.parametrize("who", ["hr", "agency_head", "other_owner", "officer", "administrator", "specialist"])
def test_nobody_but_the_owner_gives(district: District, who: str) -> None:
    with pytest.raises(Refused):
        operations.give_mandate(
            district.actor(who),
            client=district.organisations["甲"],
            agency=district.organisations["负"],
            scope=["checkups"],
            until=YEAR,
        )


@pytest.mark.parametrize(
    ("day", "works"), [(DAY - timedelta(days=1), False), (DAY, True), (YEAR, True), (YEAR + timedelta(days=1), False)]
)
def test_it_holds_from_its_first_day_to_its_last(district: District, day: date, works: bool) -> None:
    given(district)
    assert (str(district.organisations["乙"].id) in clients_of(district, "specialist", day)) is works


def test_ended_it_holds_no_more_from_the_next_request_on(district: District) -> None:
    row = given(district)
    firm = district.organisations["乙"].id
    before = district.actor("specialist")
    assert before.standing(firm, "checkups.run") is not None
    district.client("other_owner").post(f"/accounts/mandates/{row.id}/end")
    after = district.actor("specialist")
    assert after.standing(firm, "checkups.run") is None
    assert firm not in after.reach("checkups.read")
    with pytest.raises(Conflict):
        operations.end_mandate(district.actor("other_owner"), row)


def test_it_reaches_only_what_it_names(district: District) -> None:
    given(district)
    actor, firm = district.actor("specialist"), district.organisations["乙"].id
    assert actor.standing(firm, "checkups.run") is not None
    assert actor.standing(firm, "ledger.read") is None
    assert firm not in actor.reach("ledger.read")


def test_only_the_persons_named_may_use_it(district: District) -> None:
    add(district, "second", district.organisations["正"], "specialist")
    given(district, persons=[district.people["second"].id])
    firm = str(district.organisations["乙"].id)
    assert firm in clients_of(district, "second")
    assert firm not in clients_of(district, "specialist")


def test_nobody_outside_the_agency_can_be_named(district: District) -> None:
    with pytest.raises(Refused):
        given(district, persons=[district.people["owner"].id])


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": []},
        {"scope": ["accounts"]},
        {"until": DAY - timedelta(days=1)},
        {"until": DAY + timedelta(days=3 * 366 + 1)},
    ],
)
def test_an_empty_strange_past_or_endless_mandate_is_refused(district: District, changes: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        given(district, **changes)
    assert Mandate.unscoped.filter(client=district.organisations["乙"]).count() == 0


def test_a_mandate_goes_to_an_agency_only(district: District) -> None:
    with pytest.raises(Refused):
        given(district, agency=district.organisations["局"])


def test_one_agency_holds_one_mandate_of_a_client_at_a_time(district: District) -> None:
    given(district)
    with pytest.raises(Conflict):
        given(district)


def test_renewing_goes_on_the_day_after_and_only_once(district: District) -> None:
    row = given(district)
    fresh = operations.renew_mandate(district.actor("other_owner"), row, date(2028, 11, 20))
    assert (fresh.since, fresh.until, fresh.scope) == (date(2027, 11, 21), date(2028, 11, 20), row.scope)
    with pytest.raises(Conflict):
        operations.renew_mandate(district.actor("other_owner"), row, date(2028, 11, 20))
    assert str(district.organisations["乙"].id) in clients_of(district, "specialist", date(2027, 11, 20))
    assert str(district.organisations["乙"].id) in clients_of(district, "specialist", date(2027, 11, 21))


def test_a_declined_request_gives_nothing_and_cannot_be_given_afterwards(district: District) -> None:
    request = asked(district)
    client = district.client("other_owner")
    client.post(f"/accounts/mandates/requests/{request.id}/decline")
    assert (
        client.post(
            f"/accounts/mandates/requests/{request.id}", {"scope": ["checkups"], "until": YEAR.isoformat()}
        ).status_code
        == 404
    )
    assert not Mandate.unscoped.filter(client=district.organisations["乙"]).exists()


@pytest.mark.parametrize("who", ["owner", "far_owner", "agency_head", "ended"])
def test_somebody_elses_request_or_mandate_looks_like_nothing(district: District, who: str) -> None:
    request, row = asked(district), given(district)
    client = district.client(who)
    for address in (f"requests/{request.id}", f"{row.id}", f"{row.id}/end", f"{row.id}/renew"):
        assert client.get(f"/accounts/mandates/{address}").status_code == 404, address
    assert client.post(f"/accounts/mandates/{row.id}/end").status_code == 404
    row.refresh_from_db()
    assert row.ended is None


def test_the_agency_too_may_lay_a_mandate_down(district: District) -> None:
    row = given(district)
    operations.end_mandate(district.actor("agency_head"), row)
    row.refresh_from_db()
    assert (row.ended, row.ended_by) == (NOW, district.people["agency_head"])


def test_a_deed_under_a_mandate_says_whose_for_whom_and_under_which(district: District) -> None:
    row = given(district)
    operations.end_mandate(district.actor("specialist"), row)
    shown = lines(
        district.actor("other_owner"),
        list(events(district.actor("other_owner")).filter(verb="accounts.mandate_ended")),
        "zh",
    )
    assert shown[0].right == f"正（演示）代乙（演示），依授权 {row.number}"
    assert shown[0].who == "specialist"


def test_the_worklist_shows_clients_with_a_mandate_in_force_only(district: District) -> None:
    """甲 gave agency 正 a mandate, and 负 one that has ended."""
    assert [one.organisation.name for one in queries.clients(district.actor("specialist"))] == ["甲（演示）"]
    assert queries.clients(district.actor("ended")) == []
    assert queries.clients(district.actor("specialist"), "乙") == []
    assert "甲（演示）" in district.client("specialist").get("/accounts/clients").content.decode()


def test_the_worklist_is_searched_and_its_file_holds_what_is_shown_and_is_recorded(district: District) -> None:
    client = district.client("specialist")
    assert "甲（演示）" in client.get("/accounts/clients?q=甲").content.decode()
    assert "没有符合的" in client.get("/accounts/clients?q=乙").content.decode()
    assert "甲（演示）" in client.get("/accounts/clients?format=csv").content.decode()
    assert "甲（演示）" not in client.get("/accounts/clients?format=csv&q=乙").content.decode()
    assert Event.unscoped.filter(verb="accounts.clients_exported").count() == 2


def test_a_column_of_another_app_stands_on_the_worklist(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    from heyue.apps.accounts import columns

    monkeypatch.setattr(columns, "_OFFERED", {})
    columns.offer(columns.Column("score", "得分", frozenset({"clients"}), lambda actor, ids: dict.fromkeys(ids, "87")))
    page = district.client("specialist").get("/accounts/clients").content.decode()
    assert "得分" in page
    assert "87" in page
