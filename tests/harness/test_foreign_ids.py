"""别家的编号: 乙's people, at their own addresses, name 甲's things in a form, a query or a body.

The names are found, not listed: whatever a page reads out of its form or its address while it answers, and whatever the API
describes as a key. 甲's key must then be answered as a key that nothing has, and nothing of 甲's may be heard or changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.http import QueryDict
from django.test import Client

from heyue.apps.plans import queries as plans
from heyue.web.api.building import document
from tests.conftest import long_runs
from tests.harness import addresses, personas, rows
from tests.harness.asking import Answer, ask
from tests.harness.matrix import TELLS, may
from tests.harness.objects import NOTHING, Firm, World, sent, values, where

pytestmark = [pytest.mark.django_db, pytest.mark.database]

KINDS = {
    "of": "organisation", "organisation": "organisation", "client": "organisation", "agency": "organisation", "person": "employee",
    "assignee": "owner", "persons": "clerk", "employee": "employee", "subject": "task", "standing": "own membership", "with": "checkup",
    "against": "checkup", "plan": "plan", "task": "task", "case": "case", "key": "checkup",
}  # fmt: skip
"""What a name stands for; any other is tried as a firm's key where the full numbers are asked for."""
PASSED_OVER = frozenset(
    {"csrfmiddlewaretoken", "format", "page", "next", "password", "password1", "password2", "oldpassword"}
)
ANY_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]{40,}")


@contextmanager
def reading() -> Iterator[set[str]]:
    """The names that are read out of forms and queries meanwhile."""
    names: set[str] = set()

    def noting(method: Any) -> Any:
        def read(self: QueryDict, key: str, *more: Any) -> Any:
            names.add(str(key))
            return method(self, key, *more)

        return read

    readers = ("__getitem__", "__contains__", "get", "getlist")
    with mock.patch.multiple(QueryDict, **{name: noting(getattr(QueryDict, name)) for name in readers}):
        yield names


def asked_for(
    client: Client, firm: Firm, address: addresses.Address, method: str, interface: dict[str, set[str]]
) -> set[str]:
    """The names under which an address takes something: as described, or as it reads them with this firm's own things."""
    if address.name.startswith("api:"):
        return interface.get(address.name, set())
    path = where(firm, address.name, address.path(values(firm, address.name, address.parts)))
    with reading() as names:
        ask(client, method, path, sent(firm, address.name, method))
    return names - PASSED_OVER


def keys_of_the_interface() -> dict[str, set[str]]:
    """Address of an operation → the names of its query and body that take a key."""
    told = json.loads(document())
    schemas = told["components"]["schemas"]

    def takes_a_key(schema: dict[str, Any]) -> bool:
        inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
        return schema.get("format") == "uuid" or any(map(takes_a_key, inner))

    found: dict[str, set[str]] = {}
    for methods in told["paths"].values():
        for one in methods.values():
            names = {
                part["name"]
                for part in one.get("parameters", ())
                if part["in"] == "query" and takes_a_key(part["schema"])
            }
            for content in one.get("requestBody", {}).get("content", {}).values():
                body = content["schema"]
                whole = schemas[body["$ref"].rpartition("/")[2]] if "$ref" in body else body
                names |= {name for name, schema in whole.get("properties", {}).items() if takes_a_key(schema)}
            found[f"api:{one['operationId']}"] = names
    return found


def tried(firm: Firm, own: Firm, name: str, body: dict[str, Any]) -> set[str]:
    """甲's keys to be tried under a name: what the own value stands for, and what the name does."""
    known = {**firm.keys, "owner": str(firm.owner.pk)}
    mine = {value: kind for kind, value in {**own.keys, "owner": str(own.owner.pk)}.items()}
    last = name.rpartition("-")[2]
    kinds = {mine.get(str(body.get(name)), ""), KINDS.get(last, "organisation" if long_runs() else "")} - {""}
    return {known[kind] for kind in kinds if kind in known}


def put(path: str, method: str, body: dict[str, Any], name: str, value: str) -> tuple[str, dict[str, Any]]:
    """The request with that value under that name, in its form and, for a page, in its address, too."""
    given = [value] if isinstance(body.get(name), list) or name == "persons" else value
    if method != "GET" and not path.startswith("/api/"):
        path += f"{'&' if '?' in path else '?'}{name}={value}"
    return path, {**body, name: given}


def told(answer: Answer, value: str) -> tuple[Any, ...]:
    """What a program could tell an answer by: of a refusal all of it, of a success that it was one, and what was written."""
    outcome, text, headers = answer.same([value])
    if not outcome.startswith(("4", "5")):
        return outcome, answer.writes
    return (
        outcome,
        ANY_KEY.sub("KEY", text),
        answer.writes,
        tuple((name, ANY_KEY.sub("KEY", one)) for name, one in headers),
    )


def leaks(world: World, who: str) -> tuple[list[str], set[str]]:
    """Where 甲's key is answered otherwise than one that nothing has, or does something; and all places that were tried."""
    client, interface = personas.client(world.district, who), keys_of_the_interface()
    before = rows.of(world.own.organisation)
    found, places = [], set()

    def look(writes: frozenset[str]) -> list[str]:
        return rows.touched(world.own.organisation, before, writes)

    for address in addresses.every():
        for method in sorted(address.methods):
            if not may(who, address.asks, method) or address.asks == "public":
                continue
            path = where(world.other, address.name, address.path(values(world.other, address.name, address.parts)))
            body = sent(world.other, address.name, method)
            names = sorted(asked_for(client, world.other, address, method, interface))
            world.mend()
            for name in names:
                spot = f"{address.name} {method} {name}"
                for key in sorted(tried(world.own, world.other, name, body)):
                    places.add(spot)
                    theirs = ask(client, method, *put(path, method, body, name, key), look=look)
                    world.mend()
                    none = ask(client, method, *put(path, method, body, name, NOTHING))
                    world.mend()
                    if told(theirs, key) != told(none, NOTHING):
                        found.append(f"{spot}: {theirs.outcome}, where nothing has the key {none.outcome}")
                    if theirs.holds(world.own.mark):
                        found.append(f"{spot}: a word planted in 甲's things came out")
                    if theirs.seen and address.name not in TELLS:
                        found.append(f"{spot}: changed {theirs.seen[:3]}")
    return found, places


SHORT = ("other_owner", "ended")
"""Owner of 乙, and a specialist of its agency."""
MUST_BE_TRIED = {
    "other_owner": {
        "ledger:people GET of", "ledger:add POST of", "plans:assign POST assignee", "accounts:switch POST standing", "checkups:new POST organisation",
        "cases:open_case POST organisation", "api:checkups_start POST organisation", "api:ledger_add POST employee", "api:plans_assign POST assignee",
        "api:evidence_add POST subject", "api:ledger_employees GET of", "checkups:fill POST organisation",
    },
    "ended": {"cases:open_case POST organisation", "accounts:ask POST persons", "api:accounts_ask POST persons"},
}  # fmt: skip
"""Places that take a key and are known of: the search for names must find them."""


@pytest.mark.parametrize("who", [*SHORT, *(("far_owner", "far_officer", "off_scope") if long_runs() else ())])
def test_anothers_key_in_a_form_is_answered_as_one_that_nothing_has(world: World, who: str) -> None:
    found, places = leaks(world, who)
    assert MUST_BE_TRIED.get(who, set()) <= places
    assert found == []


def test_a_key_that_is_not_looked_at_is_reported(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: somebody forgot to ask whether the person works for the firm."""
    everybody = [(person.pk, person.name) for person in world.district.people.values()]
    monkeypatch.setattr(plans, "people", lambda task, actor: everybody)
    monkeypatch.setattr("heyue.apps.plans.operations._possible", lambda deed, task: {key for key, _ in everybody})
    monkeypatch.setattr(
        addresses, "every", lambda kept=addresses.every: [one for one in kept() if one.name == "plans:assign"]
    )
    found, _ = leaks(world, "other_owner")
    assert any(spot.startswith("plans:assign POST assignee") for spot in found)
