"""谁能看哪个整改计划: what is absent and what is somebody else's look alike."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.deeds import Actor, NotFound
from heyue.apps.plans.models import Plan, Task


def plan(actor: Actor, key: UUID, capability: str = "plans.read") -> Plan:
    """The plan, if this actor may see it (or use `capability` on it); NotFound otherwise."""
    found: Plan | None = (
        Plan.objects.visible_to(actor, capability).select_related("organisation").filter(pk=key).first()
    )
    if found is None:
        raise NotFound
    return found


def task(actor: Actor, key: UUID, capability: str = "plans.read") -> Task:
    """The task, if this actor may see it (or use `capability` on it); NotFound otherwise."""
    found: Task | None = (
        Task.objects.visible_to(actor, capability).select_related("plan", "organisation").filter(pk=key).first()
    )
    if found is None:
        raise NotFound
    return found


def evidence(actor: Actor, key: UUID, capability: str) -> UUID:
    """Whose a task is, for an actor who may see it and use `capability` on its evidence; NotFound otherwise."""
    found = task(actor, key)
    if actor.standing(found.organisation_id, capability) is None:
        raise NotFound
    owner: UUID = found.organisation_id
    return owner
