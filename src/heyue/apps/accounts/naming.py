"""名称: of people, organisations and mandates that occur in events one may read; handed to the record in apps.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from heyue.apps.accounts.models import Mandate, Organisation, Person
from heyue.apps.deeds import Actor


def people(actor: Actor, keys: Iterable[UUID]) -> Mapping[UUID, str]:
    """Whoever did something one may read of is named there; an erased person has no name any more."""
    del actor
    return dict(Person.objects.filter(pk__in=set(keys)).values_list("id", "name"))


def organisations(actor: Actor, keys: Iterable[UUID]) -> Mapping[UUID, str]:
    del actor
    return dict(Organisation.unscoped.filter(pk__in=set(keys)).values_list("id", "name"))


def mandates(actor: Actor, keys: Iterable[UUID]) -> Mapping[UUID, str]:
    del actor
    return dict(Mandate.unscoped.filter(pk__in=set(keys)).values_list("id", "number"))
