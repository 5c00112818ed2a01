"""多送的字段: whoever sends more than a form asks for changes no more than it declares.

Every form of a page and every operation of the API is sent, by somebody who may, its own valid content, and then the same with
every column that any table of ours has. What the second leaves in the tables must be what the first left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from heyue.apps.accounts.forms import OpennessForm
from heyue.apps.accounts.models import Organisation
from heyue.apps.accounts.views import organisations
from tests.harness import addresses, personas, rows, walking
from tests.harness.asking import Answer, ask
from tests.harness.objects import World, sent, values, where
from tests.harness.test_foreign_ids import reading

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FORGED = "伪造的值"
FORGED_NUMBER = 7_654_321
NEVER = frozenset({"csrfmiddlewaretoken", "login", "password", "next"})
Left: TypeAlias = dict[tuple[str, str], Counter[str]]
"""(table, column) → how often each value stands in the rows that came or changed."""


def columns(forged_key: str) -> dict[str, Any]:
    """Every column of every table of ours under both its names, with a value of its kind that nobody ever wrote."""
    found: dict[str, Any] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("heyue."):
            continue
        for column in model._meta.concrete_fields:
            found |= dict.fromkeys((column.name, column.attname), _forged(column, forged_key))
    return found


def _forged(column: models.Field[Any, Any], forged_key: str) -> Any:
    match column:
        case models.ForeignKey() | models.UUIDField():
            return forged_key
        case models.BooleanField():
            return "on"
        case models.IntegerField():
            return FORGED_NUMBER
        case models.DateTimeField():
            return "2031-01-01T00:00:00Z"
        case models.DateField():
            return "2031-01-01"
        case _:
            return FORGED


def left(before: Mapping[tuple[str, str], str], writes: frozenset[str]) -> Left:
    """What stands in the rows of those tables that are not as they were."""
    found: Left = {}
    for table, key, row in rows.dump(writes):
        if before.get((table, key)) != repr(row):
            for column, value in row.items():
                found.setdefault((table, column), Counter())[str(value)] += 1
    return found


def more_than_declared(
    world: World, client: Client, address: addresses.Address, method: str, extra: Mapping[str, Any]
) -> list[str]:
    """What the extra fields changed: done twice without them, which tells what differs each time, and once with them."""
    before = {(table, key): repr(row) for table, key, row in rows.dump()}
    path = where(world.own, address.name, address.path(values(world.own, address.name, address.parts)))
    body = sent(world.own, address.name, method)

    def do(**more: Any) -> Answer:
        answer = ask(client, method, path, {**more, **body}, look=lambda writes: left(before, writes))
        world.mend()
        return answer

    with reading() as declared:
        first = do()
    second = do()
    undeclared = {name: value for name, value in extra.items() if name not in declared | NEVER | set(body)}
    third = do(**undeclared)
    if third.outcome == "422" and address.name.startswith("api:") and not third.writes:
        return []  # refused by name
    if third.outcome != first.outcome:
        return [f"{address.name} {method}: {first.outcome}, and with more fields {third.outcome}"]
    plain, again, forged = first.seen or {}, second.seen or {}, third.seen or {}
    same = {at for at in plain if plain[at] == again.get(at)}
    told = [
        at for at in plain.keys() | forged.keys() if (at in same or at not in plain) and plain.get(at) != forged.get(at)
    ]
    told += [at for at, found in forged.items() if {FORGED, str(FORGED_NUMBER)} & set(found)]
    return [f"{address.name} {method}: {table}.{column}" for table, column in sorted(set(told))]


def test_fields_that_a_form_does_not_declare_change_nothing(world: World) -> None:
    extra = columns(str(world.other.organisation.pk))
    assert {"organisation", "organisation_id", "state", "role", "is_active", "made", "version", "openness"} <= set(
        extra
    )
    clients, told, tried = {}, [], 0
    for method in ("POST", "PUT"):
        for address, who in walking.walk(method, walking.DONE):
            clients[who] = clients.get(who) or personas.client(world.district, who)
            told += more_than_declared(world, clients[who], address, method, extra)
            tried += 1
    assert told == []
    assert tried >= 90, "too few addresses take what is sent to them"


def test_a_careless_form_is_reported(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a form that writes whatever it is sent."""

    class Careless(OpennessForm):
        def is_valid(self) -> bool:
            own = {column.name for column in Organisation._meta.concrete_fields} - {"id"}
            given = {name: value for name, value in self.data.items() if name == "name" and name in own}
            if given:
                Organisation.unscoped.filter(pk=world.own.organisation.pk).update(**given)
            return super().is_valid()

    monkeypatch.setattr(organisations, "OpennessForm", Careless)
    address = next(one for one in addresses.every() if one.name == "accounts:openness")
    extra = columns(str(world.other.organisation.pk))
    told = more_than_declared(world, personas.client(world.district, "owner"), address, "POST", extra)
    assert told == ["accounts:openness POST: accounts_organisation.name"]
