"""列表的代价: as many queries for one row as for thirty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyue.apps.accounts import operations as accounts
from heyue.apps.cases import operations as cases
from heyue.apps.notices.models import Outbox
from tests.district import DAY, NOW
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
    paths = ("cases?size=100", "notices?size=100", "record?size=100", "mandates/requests?size=100")
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
