"""出错的样子: every error in its form and language, and what the interface refuses before anything is done."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import override_settings

from heyue.apps.cases import operations as cases
from heyue.apps.deeds.policy import policy
from heyue.catalog.roles import roles
from heyue.web import checks
from heyue.web.api import building
from tests.harness.objects import World
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db


def told(answer: HttpResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_each_error_speaks_the_callers_language(program: Callable[..., Caller]) -> None:
    caller = program("owner")
    caller.lang = "zh-CN"
    assert told(caller("GET", "cases/00000000-0000-4000-8000-000000000000"))["title"] == "没有找到"
    caller.lang = "en"
    answer = caller("GET", "cases/00000000-0000-4000-8000-000000000000")
    assert told(answer)["title"] == "Not found"
    assert {"Accept-Language", "Authorization", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_every_kind_of_error_has_words_in_both_languages() -> None:
    from heyue.web.api.problems import KINDS

    for kind, (status, title, standing) in KINDS.items():
        assert 400 <= status < 600
        assert all(title), kind
        assert bool(standing[0]) == bool(standing[1]), kind


def test_an_address_that_leads_nowhere_is_a_problem_too(db: None) -> None:
    for path in ("", "nowhere", "cases/not-an-id", "openapi.yaml", "checkups/1/report"):
        answer = Caller()("GET", path)
        assert answer.status_code == 404, path


def test_a_method_that_an_address_has_not_is_told_which_it_has(program: Callable[..., Caller]) -> None:
    answer = program("owner")("PATCH", "cases")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("cases", {"workflow": "service_request", "title": "x"}, "organisation"),
        ("cases", {"workflow": "service_request", "organisation": "1", "title": "x"}, "organisation"),
        ("notices/read?all=yes", None, "all"),
        ("webhooks", {"name": "x" * 61, "url": "https://a.example/", "events": ["cases.moved"]}, "name"),
        ("webhooks", {"name": "x", "url": "https://a.example/", "events": []}, "events"),
        ("webhooks", {"name": "x\u0000", "url": "https://a.example/", "events": ["cases.moved"]}, "name"),
        ("webhooks", {"name": "x", "url": "https://a.example/", "events": ["cases.moved"], "secret": "mine"}, "secret"),
        ("ledger/records", {"table": "training", "values": {"kind": "safety", "day": "2026-11-01", "title": "x", "wage": "1"}}, "values.wage"),
        ("ledger/records", {"table": "training", "values": {"kind": "safety", "day": "1 May", "title": "x"}}, "day"),
    ],
)  # fmt: skip
def test_a_field_that_will_not_do_is_named(program: Callable[..., Caller], path: str, body: Any, field: str) -> None:
    answer = program("owner")("POST", path, body)
    assert answer.status_code == 422
    assert [one["name"] for one in told(answer)["errors"]] == [field]
    assert all(one["detail"] for one in told(answer)["errors"])


@pytest.mark.parametrize(
    "query", ["?chip=nonsense", "?sort=secret", "?page=0", "?size=101", "?size=x", "?organisation=1", "?q=" + "x" * 81]
)
def test_a_list_refuses_what_it_does_not_know(program: Callable[..., Caller], query: str) -> None:
    assert program("owner")("GET", f"cases{query}").status_code == 422


def test_a_list_is_cut_into_pages_without_loss(world: World, program: Callable[..., Caller]) -> None:
    caller = program("owner")
    whole = told(caller("GET", "record?size=100"))
    assert whole["total"] == len(whole["items"]) > 7
    pieces = [told(caller("GET", f"record?size=7&page={page}")) for page in range(1, whole["total"] // 7 + 3)]
    assert [one["seq"] for piece in pieces for one in piece["items"]] == [one["seq"] for one in whole["items"]]
    assert pieces[-1]["items"] == []


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"a":', b"\xff\xfe", b"[" * 100_000, b'{"title": NaN'],
    ids=["open", "cut", "bytes", "deep", "number"],
)
def test_what_is_no_json_is_unreadable(program: Callable[..., Caller], body: bytes) -> None:
    caller = program("owner")
    answer = caller.client.generic(
        "POST",
        "/api/v1/cases",
        body,
        content_type="application/json",
        headers={"authorization": f"Bearer {caller.token}"},
    )
    assert answer.status_code == 400
    assert told(answer)["type"] == "urn:heyue:problem:unreadable"


def test_what_is_no_form_is_unreadable(program: Callable[..., Caller]) -> None:
    caller = program("owner")
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = caller.client.generic(
            "POST",
            "/api/v1/evidence",
            b"--y\r\n\r\n",
            content_type=kind,
            headers={"authorization": f"Bearer {caller.token}"},
        )
        assert answer.status_code in {400, 422}


def test_what_is_too_large_is_refused_by_its_size(
    program: Callable[..., Caller], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from heyue.apps.checkups import api as checkups
    from heyue.apps.evidence import files
    from tests.harness.objects import upload

    caller = program("owner")
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        assert caller("POST", "cases", {"title": "x" * 1000}).status_code == 413
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    body = {"kind": "plans.task", "subject": world.own.keys["task"]}
    assert caller("POST", "evidence", body, files={"file": upload(b"four", "a.txt")}).status_code == 413
    monkeypatch.setattr(checkups, "MOST_BYTES", 3)
    assert caller("POST", "checkups", {}, files={"files": [upload(b"four", "a.csv")]}).status_code == 413
    monkeypatch.setattr(building, "MOST_BYTES", 10)
    assert caller("POST", "notices/read", {"far": "too much"}).status_code == 413


def test_what_an_operation_refuses_is_told_in_its_own_words(world: World, program: Callable[..., Caller]) -> None:
    caller = program("agency_head")
    body = {"move": "finish", "version": world.own.versions["case"], "note": ""}
    key = world.own.keys["case"]
    steps = told(caller("GET", f"cases/{key}"))["moves"]
    assert {one["name"] for one in steps} >= {"accept"}
    assert caller("POST", f"cases/{key}/moves", {**body, "move": "nonsense"}).status_code == 404
    assert caller("POST", f"cases/{key}/moves", {**body, "move": "accept", "version": 7}).status_code == 409
    answer = program("owner")("POST", f"cases/{key}/moves", {**body, "move": "accept"})
    assert answer.status_code == 403
    assert told(answer)["detail"] == "this move is not for your role"


def test_a_database_that_is_busy_is_asked_again_soon(
    program: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    caller = program("owner")
    monkeypatch.setattr(cases, "open_case", busy)
    body = {"workflow": "service_request", "organisation": "00000000-0000-4000-8000-000000000000", "title": "x"}
    answer = caller("POST", "cases", body)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_what_nobody_foresaw_is_told_without_its_particulars(
    program: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("/secret/path")

    caller = program("owner")
    caller.client.raise_request_exception = False
    monkeypatch.setattr(cases, "open_case", broken)
    body = {"workflow": "service_request", "organisation": "00000000-0000-4000-8000-000000000000", "title": "x"}
    answer = caller("POST", "cases", body)
    assert answer.status_code == 500
    assert b"secret" not in answer.content


def test_a_read_that_has_not_changed_is_not_sent_again(program: Callable[..., Caller]) -> None:
    caller = program("owner")
    first = caller("GET", "cases")
    again = caller("GET", "cases", if_none_match=f'"other", W/{first["ETag"]}')
    assert (again.status_code, again.content) == (304, b"")
    caller.lang = "zh"
    assert caller("GET", "cases", if_none_match=first["ETag"]).status_code == 200


# ---- what stands before the start ----------------------------------------------------------------------------------


def test_every_operation_declares_what_it_asks() -> None:
    assert checks.every_operation_of_the_interface_has_a_policy() == []


@pytest.mark.parametrize("mark", [None, policy("cases.nonsense")])
def test_an_operation_without_a_capability_stops_the_start_and_opens_to_nobody(
    monkeypatch: pytest.MonkeyPatch, program: Callable[..., Caller], mark: Any
) -> None:
    one = next(one for one in building.operations() if building.name_of(one) == "cases_list_cases")
    monkeypatch.setattr(one.view_func, "policy", mark(lambda: None).policy if mark else None)
    assert [found.id for found in checks.every_operation_of_the_interface_has_a_policy()] == ["heyue.E002"]
    assert program("owner")("GET", "cases").status_code in {403, 404}


def test_the_description_names_every_operation_its_capability_and_how_to_sign_in(db: None) -> None:
    found = told(Caller()("GET", "openapi.json"))
    names = {one["operationId"]: one for path in found["paths"].values() for one in path.values()}
    assert names.keys() == {building.name_of(one) for one in building.operations()}
    asked = {one["x-capability"] for one in names.values()}
    assert asked - {"public", "signed-in"} <= {capability for role in roles().roles.values() for capability in role.may}
    assert all(one["security"] == [] for one in names.values() if one["x-capability"] == "public")
    assert found["components"]["securitySchemes"].keys() == {"token", "session"}
