"""材料附在什么上: each kind of thing that may carry evidence registers who may see and add it; an unknown kind is nobody's.

    subjects.register("plans.task", may)        # in the app's AppConfig.ready
    def may(actor: Actor, key: UUID, capability: str) -> UUID: ...

`may` answers the id of the organisation whose thing it is, or raises NotFound; `capability` is "evidence.read" or "evidence.add".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from heyue.apps.cases import access as cases
from heyue.apps.deeds import Actor, NotFound

May: TypeAlias = Callable[[Actor, UUID, str], UUID]
_KINDS: dict[str, May] = {}


def register(kind: str, may: May) -> None:
    """Says who may see and add evidence of things of this kind, `<app>.<model>`."""
    _KINDS[kind] = may


def there(kind: str, keys: set[UUID]) -> set[UUID]:
    """Which of these things of a kind still exist; all of them where nobody says what the kind is."""
    try:
        model = apps.get_model(kind)
    except LookupError:
        return keys
    return set(QuerySet(model).filter(pk__in=keys).values_list("pk", flat=True))


def owner(actor: Actor, kind: str, key: UUID, capability: str) -> UUID:
    """Whose the thing is, for an actor who may use `capability` on its evidence; NotFound otherwise."""
    may = _KINDS.get(kind)
    if may is None:
        raise NotFound
    return may(actor, key, capability)


def of_case(actor: Actor, key: UUID, capability: str) -> UUID:
    """A case: whoever sees it, with the right to evidence of its owner, or of the body it was put to."""
    case = cases.case(actor, key)
    party = actor.organisation is not None and actor.organisation == case.authority_id and actor.can(capability)
    if not party and actor.standing(case.organisation_id, capability) is None:
        raise NotFound
    found: UUID = case.organisation_id
    return found
