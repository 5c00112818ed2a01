"""列表的代价: as many queries for one row as for thirty."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyue.apps.accounts import operations as accounts
from heyue.apps.cases import operations as cases
from heyue.apps.notices.models import Outbox
from tests.district import DAY, NOW, add
from tests.harness.objects import World
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db


def queries(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert caller("GET", path).status_code == 200
    return len(seen)


def test_a_list_asks_the_database_as_often_for_one_row_as_for_thirty(
    world: World, program: Callable[..., Caller]
) -> None:
    paths = (
        *("cases?size=100", "notices?size=100", "record?size=100", "mandates/requests?size=100"),
        *("members?size=100", "invitations?size=100", "me/tokens?size=100"),
    )
    caller, firm, district = program("owner"), world.own, world.district
    caller("GET", "me")
    before = {path: queries(caller, path) for path in paths}
    for number in range(30):
        cases.open_case(
            district.actor("owner"),
            name="service_request",
            organisation=firm.organisation.pk,
            agency=firm.agency.pk,
            title=f"第 {number} 件",
        )
        accounts.invite(district.actor("owner"), firm.organisation, "hr", f"第 {number} 位")
        accounts.make_token(district.actor("owner"), firm.organisation, name="x", scopes=["cases.read"], days=30)
        add(district, f"clerk {number}", firm.organisation, "employee")
        accounts.ask_mandate(
            district.actor("ended"), agency=district.organisations["负"], typed=firm.organisation.name, scope=["cases"], persons=[],
            until=DAY + timedelta(days=9),
        )  # fmt: skip
    Outbox.unscoped.bulk_create(
        Outbox(
            key=f"cases.moved:{number}", kind="cases.moved", person=firm.owner, channel="app", zh="x", en="x", made=NOW
        )
        for number in range(30)
    )
    assert {path: queries(caller, path) for path in paths} == before
    assert max(before.values()) <= 20


def test_what_was_done_under_a_mandate_is_listed_by_it(world: World, program: Callable[..., Caller]) -> None:
    caller, district = program("owner"), world.district
    assert json.loads(caller("GET", f"record?mandate={world.own.keys['mandate']}").content)["total"] == 0
    case = cases.open_case(
        district.actor("agency_head"),
        name="service_request",
        organisation=world.own.organisation.pk,
        agency=world.own.agency.pk,
        title="代客户提出",
    )
    found = json.loads(caller("GET", f"record?mandate={world.own.keys['mandate']}").content)
    assert [one["verb"] for one in found["items"]] == ["cases.opened"]
    assert "SQ-1" in found["items"][0]["right"]
    assert case.pk
    assert (
        json.loads(program("other_owner")("GET", f"record?mandate={world.own.keys['mandate']}").content)["total"] == 0
    )
