"""只做一次: the same key, the same answer, one deed; what failed may be tried again; two at once are one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from heyue.apps.audit.models import Event
from heyue.apps.cases import operations as cases
from heyue.apps.cases.models import Comment
from heyue.apps.notices.models import Endpoint
from heyue.web.models import Call
from tests.district import NOW, District, district
from tests.harness.objects import World, upload
from tests.web.api.conftest import Caller, token

__all__ = ["district"]

pytestmark = pytest.mark.database

HOOK = {"name": "人事系统", "url": "https://example.com/hook", "events": ["cases.moved"]}


@pytest.mark.django_db
def test_the_same_request_under_the_same_key_is_done_once(world: World, program: Callable[..., Caller]) -> None:
    caller = program("owner")
    before, events = Endpoint.unscoped.count(), Event.unscoped.count()
    first = caller("POST", "webhooks", HOOK, idempotency_key="a-1")
    again = caller("POST", "webhooks", HOOK, idempotency_key="a-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert json.loads(first.content) == json.loads(again.content)
    assert (first.has_header("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (False, "true")
    assert (Endpoint.unscoped.count(), Event.unscoped.count()) == (before + 1, events + 1)
    assert caller("POST", "webhooks", HOOK, idempotency_key="a-2").status_code == 201
    assert Endpoint.unscoped.count() == before + 2


@pytest.mark.django_db
def test_another_request_under_the_same_key_is_refused(world: World, program: Callable[..., Caller]) -> None:
    caller = program("owner")
    caller("POST", "webhooks", HOOK, idempotency_key="a-1")
    for path, body in (("webhooks", {**HOOK, "name": "别的"}), ("notices/read", None)):
        answer = caller("POST", path, body, idempotency_key="a-1")
        assert answer.status_code == 422
        assert json.loads(answer.content)["type"] == "urn:heyue:problem:key-reused"


@pytest.mark.django_db
def test_a_key_belongs_to_its_caller(world: World, program: Callable[..., Caller]) -> None:
    keys = {"idempotency_key": "a-1"}
    mine, theirs = (
        json.loads(program(who)("POST", "webhooks", HOOK, **keys).content) for who in ("owner", "other_owner")
    )
    assert mine["id"] != theirs["id"]


@pytest.mark.django_db
def test_what_failed_leaves_nothing_behind_and_may_be_tried_again(world: World, program: Callable[..., Caller]) -> None:
    caller = program("owner")
    bad = {**HOOK, "url": "http://example.com/"}
    assert caller("POST", "webhooks", bad, idempotency_key="a-1").status_code == 403
    assert Call.objects.count() == 0
    assert caller("POST", "webhooks", HOOK, idempotency_key="a-1").status_code == 201


@pytest.mark.django_db
def test_a_file_sent_again_is_the_same_request_whatever_its_boundary(
    world: World, program: Callable[..., Caller]
) -> None:
    caller = program("owner")
    body = {"kind": "plans.task", "subject": world.own.keys["task"], "title": "合同"}
    first, again = (
        caller("POST", "evidence", body, files={"file": upload("正文".encode(), "合同.txt")}, idempotency_key="f-1") for _ in range(2)
    )  # fmt: skip
    assert json.loads(first.content)["id"] == json.loads(again.content)["id"]
    other = caller("POST", "evidence", body, files={"file": upload("别的".encode(), "合同.txt")}, idempotency_key="f-1")
    assert other.status_code == 422


@pytest.mark.django_db
def test_an_answer_is_sealed_and_forgotten_after_a_day(
    world: World, program: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = program("owner")
    secret = json.loads(caller("POST", "webhooks", HOOK, idempotency_key="a-1").content)["secret"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM web_call")
        assert secret not in str(cursor.fetchone()[0])
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1))
    assert caller("POST", "webhooks", HOOK, idempotency_key="a-1")["Idempotent-Replayed"] == "true"
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1, seconds=1))
    assert not caller("POST", "webhooks", HOOK, idempotency_key="a-1").has_header("Idempotent-Replayed")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "x" * 129, "键"])
def test_a_key_is_short_and_plain(world: World, program: Callable[..., Caller], key: str) -> None:
    assert program("owner")("POST", "notices/read", idempotency_key=key).status_code == 400


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("key", "comments"), [("same", 1), (None, 4)])
def test_of_several_at_once_one_is_done_and_all_are_answered_alike(
    district: District, still: None, key: str | None, comments: int
) -> None:
    """With a key one comment and one answer; without, the negative control, as many as were sent."""
    firms = district.organisations
    case = cases.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=firms["甲"].pk,
        agency=firms["正"].pk,
        title="补缴 10 月社保",
    )
    value = token(district, "owner")
    start, answers = Barrier(4), []

    def send() -> None:
        caller = Caller(value)
        start.wait()
        heads = {"idempotency_key": key} if key else {}
        answer = caller("POST", f"cases/{case.pk}/comments", {"text": "请尽快"}, **heads)
        answers.append((answer.status_code, answer.content))
        connections.close_all()

    threads = [Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert [status for status, _ in answers] == [201] * 4
    assert Comment.objects.filter(case=case).count() == comments
    assert key is None or len({content for _, content in answers}) == 1
