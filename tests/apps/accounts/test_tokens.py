"""接口令牌: within the maker's role, shown once, kept as a digest, over when it is ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from heyue.apps.accounts import operations, standing
from heyue.apps.accounts.models import ApiToken
from heyue.apps.accounts.operations.powers import token_digest
from heyue.apps.deeds import Actor, Conflict, Refused
from tests.district import DAY, NOW, District

pytestmark = pytest.mark.django_db


def made(district: District, who: str = "owner", **changes: Any) -> tuple[ApiToken, str]:
    values: dict[str, Any] = {"name": "报表程序", "scopes": ["ledger.read"], "days": 30, **changes}
    return operations.make_token(district.actor(who), district.organisations["甲"], **values)


def acting(row: ApiToken) -> Actor | None:
    return standing.token_actor(row, now=NOW, day=DAY, lang="zh", address="")


def test_a_token_does_what_it_was_given_and_no_more(district: District) -> None:
    row, value = made(district)
    actor = acting(ApiToken.unscoped.get(token=token_digest(value)))
    assert actor is not None
    assert actor.standing(district.organisations["甲"].id, "ledger.read") is not None
    assert not actor.can("ledger.write")
    assert value not in row.token


@pytest.mark.parametrize(
    "changes",
    [
        {"scopes": []},
        {"scopes": ["accounts.register"]},
        {"scopes": ["ledger.read", "audit.all"]},
        {"days": 0},
        {"days": 366},
    ],
)
def test_nobody_gives_a_token_more_than_he_has_or_for_too_long(district: District, changes: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        made(district, **changes)


def test_a_token_makes_no_tokens(district: District) -> None:
    """Not even one that may read and end its maker's tokens."""
    for scopes in (["ledger.read"], ["accounts.tokens", "ledger.read"]):
        row, _ = made(district, scopes=scopes)
        actor = acting(row)
        assert actor is not None
        with pytest.raises(Refused):
            operations.make_token(actor, district.organisations["甲"], name="x", scopes=["ledger.read"], days=1)


def test_the_token_of_somebody_who_left_or_was_shut_out_acts_no_more(district: District) -> None:
    row, _ = made(district, "hr")
    operations.disable(district.actor("administrator"), district.people["hr"])
    assert acting(row) is None
    operations.enable(district.actor("administrator"), district.people["hr"])
    assert acting(row) is not None
    operations.end_membership(district.actor("owner"), district.standings["hr"])
    assert acting(row) is None


def test_a_token_is_shown_once_and_ended_by_its_owner(district: District) -> None:
    client = district.client("owner")
    client.post("/accounts/tokens", {"name": "报表", "scopes": ["ledger.read"], "days": "30"})
    page = client.get("/accounts/tokens").content.decode()
    assert "heyue_" in page
    assert "heyue_" not in client.get("/accounts/tokens").content.decode().replace("heyue_session", "")
    row = ApiToken.unscoped.get()
    assert district.client("other_owner").post(f"/accounts/tokens/{row.id}/end").status_code == 404
    assert district.client("hr").post(f"/accounts/tokens/{row.id}/end").status_code == 404
    client.post(f"/accounts/tokens/{row.id}/end")
    row.refresh_from_db()
    assert row.ended is not None
    with pytest.raises(Conflict):
        operations.end_token(district.actor("owner"), row)


def test_a_token_lasts_its_days(district: District) -> None:
    row, _ = made(district)
    assert row.until == NOW + timedelta(days=30)
