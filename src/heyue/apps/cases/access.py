"""谁能看哪个事项: what is absent and what is somebody else's look alike."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.accounts.models import Organisation
from heyue.apps.cases.models import Case
from heyue.apps.deeds import Actor, NotFound
from heyue.catalog.workflows import Workflow, workflows


def case(actor: Actor, key: UUID, capability: str = "cases.read") -> Case:
    """The case, if this actor may see it (or use `capability` on it); NotFound otherwise."""
    rows = Case.objects.visible_to(actor, capability).select_related(
        "organisation", "agency", "authority", "assignee", "opened_by"
    )
    found: Case | None = rows.filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def offered(actor: Actor, name: str) -> Workflow:
    """A workflow that this actor's role may open; NotFound otherwise."""
    found = workflows().get(name)
    if found is None or not (actor.roles & found.opens) or not actor.can("cases.open"):
        raise NotFound
    return found


def owner(actor: Actor, key: UUID) -> Organisation:
    """The employer for whom this actor may open a case: his own, or a client under a mandate for cases; NotFound otherwise."""
    if actor.standing(key, "cases.open") is None:
        raise NotFound
    found: Organisation | None = Organisation.unscoped.filter(pk=key, kind="enterprise", closed__isnull=True).first()
    if found is None:
        raise NotFound
    return found
