"""一个有东西的辖区和会说话的客户端: the world of tests/harness, with a token for whoever is named, on a clock that stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from heyue.apps.accounts import operations
from heyue.apps.deeds import Refused
from heyue.catalog.roles import roles
from heyue.web.api import asking
from tests.district import District
from tests.harness.conftest import _events_may_be_emptied, still, world

__all__ = ["_events_may_be_emptied", "still", "world"]


@dataclass
class Caller:
    """一个程序: calls the interface with one token; every error must be a problem in its own form."""

    token: str = ""
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    lang: str = "en"

    def __call__(
        self, method: str, path: str, data: Any = None, *, files: dict[str, Any] | None = None, **headers: str
    ) -> HttpResponse:
        sent = {"accept-language": self.lang, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        address = path if path.startswith("/") else f"/api/v1/{path}"
        if files is not None:
            answer = getattr(self.client, method.lower())(address, {**(data or {}), **files}, headers=sent)
        else:
            body = b"" if data is None else json.dumps(data).encode()
            answer = self.client.generic(method, address, body, content_type="application/json", headers=sent)
        if answer.status_code >= 400:
            told = json.loads(answer.content)
            assert answer["Content-Type"] == "application/problem+json", answer.content
            assert told["status"] == answer.status_code
            assert {"type", "title", "detail"} <= set(told)
        if answer.streaming:
            list(answer.streaming_content)
        found: HttpResponse = answer
        return found


@pytest.fixture(autouse=True)
def _minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins a minute of its own, and may ask as often as it likes."""
    monkeypatch.setattr(asking, "MINUTES", asking.Minutes())
    monkeypatch.setattr(asking, "A_MINUTE", dict.fromkeys(asking.A_MINUTE, 100_000))


def token(district: District, who: str, scopes: list[str] | None = None) -> str:
    """A token of that person with all that may be given to one, or with these."""
    actor = district.actor(who)
    may = sorted(actor.may & set(roles().named)) if scopes is None else scopes
    try:
        return operations.make_token(actor, district.standings[who].organisation, name="程序", scopes=may, days=30)[1]
    except Refused:
        return operations.make_token(
            actor.with_roles(actor.roles, actor.may | {"accounts.tokens"}),
            district.standings[who].organisation,
            name="程序",
            scopes=may,
            days=30,
        )[1]


@pytest.fixture
def program(world: Any) -> Callable[..., Caller]:
    """A caller with the token of somebody of the world."""

    def made(who: str, scopes: list[str] | None = None) -> Caller:
        return Caller(token(world.district, who, scopes))

    return made
