"""每个操作: done by whoever may, refused to whoever may not, and another's thing looks like one that is not there, to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from heyue.apps.accounts import operations as accounts
from heyue.apps.accounts.models import Organisation
from heyue.apps.ledger.models import Book, Record
from heyue.web.api.building import name_of, operations
from heyue.web.api.examples import PATHS, examples
from tests.district import program as the_program
from tests.harness.objects import CANARY, Firm, World
from tests.web.api.calls import ABSENT, CALLS, Call
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db

METHODS = {name_of(one): (one.methods[0], tuple(one.signature.path_params_names)) for one in operations()}
FIXED = {name: str(value) for name, value in PATHS.items()}
KEYED = sorted(name for name, call in CALLS.items() if call.key)


def own(world: World) -> Firm:
    """甲, with the version of its ledger and one contract besides."""
    firm = world.own
    fresh = accounts.register(the_program(), kind="agency", name="新机构（演示）", place="440105", demo=True)
    Organisation.unscoped.filter(pk=firm.organisation.pk).update(openness="report")
    firm.keys |= {
        "other agency": str(fresh.pk),
        "clerk role": str(world.district.standings["hr"].pk),
    }
    firm.versions["book"] = Book.unscoped.get(organisation=firm.organisation).version
    firm.keys["contract"] = str(
        Record.unscoped.filter(organisation=firm.organisation, table="contracts", known_to__isnull=True).first().pk
    )  # type: ignore[union-attr]
    return firm


def ask(caller: Caller, name: str, call: Call, firm: Firm, key: str) -> Any:
    method, parts = METHODS[name]
    if call.before:
        done = ask(caller, call.before, CALLS[call.before], firm, key)
        if done.status_code == 200 and call.key in firm.versions:
            firm.versions[call.key] = json.loads(done.content)["version"]
    path = reverse(f"api:{name}", kwargs={part: key if part == "key" else FIXED[part] for part in parts})
    return caller(method, path + call.query(firm), call.body(firm), files=call.files() if call.files else None)


def test_every_operation_has_its_call_and_no_other_stands_there() -> None:
    assert set(METHODS) == set(CALLS)


def test_every_example_belongs_to_an_operation_and_every_body_has_one() -> None:
    """Each is sent by the test below as the OpenAPI document shows it."""
    assert set(examples()) <= set(METHODS)
    bodied = {
        name_of(one)
        for one in operations()
        if any(model.__ninja_param_source__ in {"body", "form"} for model in one.models)
    }
    assert sorted(bodied - set(examples())) == []


@pytest.mark.parametrize("name", sorted(CALLS))
def test_whoever_may_does_it(world: World, program: Callable[..., Caller], name: str) -> None:
    call, firm = CALLS[name], own(world)
    answer = ask(program(call.who), name, call, firm, firm.keys.get(call.key, ""))
    assert answer.status_code == call.status, answer.content.decode()[:600]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def alike(theirs: HttpResponse, absent: HttpResponse, call: Call) -> bool:
    """Whether two refusals are the same to the byte; what is left of the minute aside."""
    heads = [{**answer.headers, "RateLimit-Remaining": ""} for answer in (theirs, absent)]
    statuses = {404} if call.stranger == "other_owner" else {403, 404}
    return theirs.status_code in statuses and theirs.content == absent.content and heads[0] == heads[1]


def test_a_strangers_thing_looks_like_one_that_is_not_there(world: World, program: Callable[..., Caller]) -> None:
    firm = own(world)
    callers = {who: program(who) for who in {call.stranger for call in CALLS.values()}}
    unlike = []
    for name in KEYED:
        call = CALLS[name]
        theirs, absent = (ask(callers[call.stranger], name, call, firm, key) for key in (firm.keys[call.key], ABSENT))
        if not alike(theirs, absent, call):
            unlike.append((name, theirs.status_code, absent.status_code, theirs.content.decode()[:200]))
    assert unlike == []


def test_no_list_holds_anything_of_others(world: World, program: Callable[..., Caller]) -> None:
    firm, caller = own(world), program("far_owner")
    for name in (name for name, call in CALLS.items() if not call.key and METHODS[name][0] == "GET"):
        answer = ask(caller, name, CALLS[name], firm, "")
        assert answer.status_code in {200, 403, 404}, name
        assert CANARY not in answer.content.decode(), name


def test_a_session_may_what_a_token_may(world: World) -> None:
    client = world.district.client("owner")
    for name in ("checkups_list_checkups", "ledger_employees", "cases_list_cases", "audit_list_deeds"):
        answer = client.get(reverse(f"api:{name}"))
        assert answer.status_code == 200
        assert json.loads(answer.content)["total"] > 0
