"""谁能进来: each operation without a name, with a bad token, with a token of too little, with a session and without its proof."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heyue.apps.accounts.models import ApiToken
from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN
from heyue.web.api import asking
from heyue.web.api.building import name_of, operations, policy_of
from heyue.web.api.examples import PATHS
from tests.district import NOW
from tests.harness.objects import NOTHING, World
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db

EVERY = sorted(
    (name_of(one), one.methods[0], policy_of(one).asks, tuple(one.signature.path_params_names)) for one in operations()
)  # type: ignore[union-attr]
PARTS = {"key": NOTHING, **PATHS}
CLOSED = [one for one in EVERY if one[2] != PUBLIC]


def address(name: str, parts: tuple[str, ...]) -> str:
    from django.urls import reverse

    return reverse(f"api:{name}", kwargs={part: PARTS[part] for part in parts})


@pytest.mark.parametrize(("name", "method", "asks", "parts"), CLOSED)
def test_whoever_gives_no_name_is_asked_for_one(
    db: None, still: None, name: str, method: str, asks: str, parts: tuple[str, ...]
) -> None:
    answer = Caller()(method, address(name, parts))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("name", "method", "asks", "parts"), [one for one in EVERY if one[2] == PUBLIC])
def test_what_is_public_opens_without_a_name(
    db: None, still: None, name: str, method: str, asks: str, parts: tuple[str, ...]
) -> None:
    answer = Caller()(method, address(name, parts), {} if method == "POST" else None)
    assert answer.status_code in {200, 422}, answer.content


def test_a_token_of_too_little_opens_only_what_it_was_given(program: Callable[..., Caller]) -> None:
    caller = program("owner", ["notices.read"])
    for name, method, asks, parts in CLOSED:
        answer = caller(method, address(name, parts), None if method in {"GET", "DELETE"} else {})
        if asks in {SIGNED_IN, "notices.read"}:
            assert answer.status_code in {200, 404, 422}, name
        else:
            assert answer.status_code == 403, name
            assert json.loads(answer.content)["type"] == "urn:heyue:problem:not-open"


@pytest.mark.parametrize(
    "value",
    [
        "Bearer heyue_" + "0" * 64,
        "Bearer",
        "Bearer ",
        "Basic b3duZXI6eA==",
        "heyue_1",
        "Bearer " + "x" * 300,
        "Bearer \u00e9",
    ],
)
def test_a_bad_token_is_refused_even_beside_a_session(world: World, value: str) -> None:
    client = world.district.client("owner")
    assert client.get("/api/v1/me").status_code == 200
    answer = client.get("/api/v1/me", headers={"authorization": value})
    assert answer.status_code == 401


def test_a_token_ends_with_its_day_its_end_and_its_membership(
    world: World, program: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = program("hr")
    assert caller("GET", "me").status_code == 200
    row = ApiToken.unscoped.filter(person=world.district.people["hr"]).latest("made")
    monkeypatch.setattr(timezone, "now", lambda: row.until - timedelta(seconds=1))
    assert caller("GET", "me").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: row.until)
    assert caller("GET", "me").status_code == 401
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    ApiToken.unscoped.filter(pk=row.pk).update(ended=NOW)
    assert caller("GET", "me").status_code == 401
    ApiToken.unscoped.filter(pk=row.pk).update(ended=None)
    type(world.district.standings["hr"]).unscoped.filter(pk=world.district.standings["hr"].pk).update(until=NOW)
    assert caller("GET", "me").status_code == 401


def test_the_use_of_a_token_is_written_down_at_most_every_ten_minutes(
    world: World, program: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = program("hr")
    used = lambda: ApiToken.unscoped.filter(person=world.district.people["hr"]).latest("made").used  # noqa: E731 - read again each time
    caller("GET", "me")
    assert used() == NOW
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=10))
    caller("GET", "me")
    assert used() == NOW
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=10, seconds=1))
    caller("GET", "me")
    assert used() == NOW + timedelta(minutes=10, seconds=1)


def test_a_session_changes_nothing_without_the_proof_of_this_site(world: World) -> None:
    district = world.district
    client = Client(enforce_csrf_checks=True)
    client.cookies = district.client("owner").cookies
    assert client.get("/api/v1/notices").status_code == 200
    answer = client.post("/api/v1/notices/read", content_type="application/json")
    assert answer.status_code == 403
    assert json.loads(answer.content)["type"] == "urn:heyue:problem:other-site"
    client.cookies["heyue-csrf"] = "a" * 32
    answer = client.post("/api/v1/notices/read", content_type="application/json", headers={"x-csrftoken": "a" * 32})
    assert answer.status_code == 200
    assert json.loads(answer.content)["marked"] >= 1


def test_a_role_that_needs_a_second_factor_is_told_so(world: World) -> None:
    from tests.harness.personas import client

    answer = client(world.district, "one_factor").get("/api/v1/checkups", headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert json.loads(answer.content)["type"] == "urn:heyue:problem:second-factor"


def test_a_look_of_the_platform_reads_and_changes_nothing(world: World) -> None:
    client = world.district.client("looker")
    key = world.own.keys["checkup"]
    assert client.get(f"/api/v1/checkups/{key}").status_code == 200
    assert client.delete(f"/api/v1/checkups/{key}").status_code == 403


def test_too_many_calls_a_minute_are_told_when_to_come_back(
    world: World, program: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "A_MINUTE", {"token": 3, "session": 3, "nobody": 2})
    caller = program("owner")
    left = [caller("GET", "me")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    answer = caller("GET", "me")
    assert answer.status_code == 429
    assert answer["Retry-After"] == str(60 - NOW.second)
    assert program("hr")("GET", "me").status_code == 200, "one token's haste does not slow another"
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=1))
    assert caller("GET", "me").status_code == 200


def test_guessing_tokens_is_slowed_down_by_address(db: None, still: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "A_MINUTE", {"token": 9, "session": 9, "nobody": 2})
    assert [Caller(f"heyue_{number}")("GET", "me").status_code for number in range(4)] == [401, 401, 429, 429]


def test_several_processes_count_together_and_never_allow_more(db: None, still: None) -> None:
    """Two of them, each with its own memory of the minute, take turns until both refuse."""
    processes = asking.Minutes(), asking.Minutes()
    allowed = 0
    for turn in range(200):
        allowed += processes[turn % 2].count("token:x", 7, 60) <= 60
    assert 60 - 2 * max(1, 60 // asking.LOTS) <= allowed <= 60
    assert processes[0].count("token:x", 8, 60) == 1, "a new minute begins anew"
    assert processes[0].count("token:y", 7, 60) == 1, "and so does another caller"


def test_one_process_alone_allows_exactly_the_most(db: None, still: None) -> None:
    minutes = asking.Minutes()
    assert [minutes.count("token:x", 7, 60) <= 60 for _ in range(62)] == [True] * 60 + [False] * 2


def test_a_busy_database_stops_no_call(db: None, still: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> int:
        raise OperationalError("database is locked")

    monkeypatch.setattr(asking.limits, "add", busy)
    minutes = asking.Minutes()
    assert [minutes.count("token:x", 7, 60) for _ in range(5)] == [1, 2, 3, 4, 5]


def test_one_call_in_twenty_writes_the_count(db: None, still: None) -> None:
    minutes = asking.Minutes()
    minutes.count("token:x", 7, 600)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(19):
            minutes.count("token:x", 7, 600)
    assert len(asked) == 0
