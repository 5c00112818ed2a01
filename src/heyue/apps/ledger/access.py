"""谁能看台账的什么: what is absent and what is somebody else's look alike."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from heyue.apps.accounts import standing
from heyue.apps.accounts.models import Membership, Organisation
from heyue.apps.deeds import Actor, NotFound
from heyue.apps.ledger.models import Acceptance, Deadline, Employee, Feed, Proposal, PublicService, Record
from heyue.apps.sealed import digest


def firm(actor: Actor, key: UUID | None, capability: str = "ledger.read") -> Organisation:
    """The employer whose ledger is looked at: the one named, else one's own, else the only client; NotFound otherwise."""
    if key is None:
        reach = firms(actor, capability)
        if not reach:
            raise NotFound
        return reach[0]
    if actor.standing(key, capability) is None:
        raise NotFound
    found: Organisation | None = Organisation.unscoped.filter(pk=key, kind="enterprise", closed__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def firms(actor: Actor, capability: str = "ledger.read") -> list[Organisation]:
    """The employers whose ledgers this actor may see, his own first."""
    rows = Organisation.unscoped.filter(pk__in=actor.reach(capability), kind="enterprise", closed__isnull=True)
    return sorted(rows, key=lambda one: (one.pk != actor.organisation, one.name))


def employee(actor: Actor, key: UUID, capability: str = "ledger.read") -> Employee:
    """Somebody of the ledger whose records are not restricted."""
    rows = Employee.objects.visible_to(actor, capability).filter(restricted__isnull=True)
    found: Employee = _one(rows.select_related("organisation").filter(pk=key))
    return found


def record(actor: Actor, key: UUID, capability: str = "ledger.read") -> Record:
    """One record, of now or of the history."""
    rows = Record.objects.visible_to(actor, capability).exclude(employee__restricted__isnull=False)
    found: Record = _one(rows.select_related("organisation", "employee").filter(pk=key))
    return found


def proposal(actor: Actor, key: UUID) -> Proposal:
    """Facts put forward for the ledger."""
    found: Proposal = _one(
        Proposal.objects.visible_to(actor).select_related("organisation", "acceptance").filter(pk=key)
    )
    return found


def acceptance(actor: Actor, key: UUID) -> Acceptance:
    """One taking over of facts."""
    found: Acceptance = _one(Acceptance.objects.visible_to(actor).select_related("organisation").filter(pk=key))
    return found


def deadline(actor: Actor, key: UUID, capability: str = "ledger.read") -> Deadline:
    """One deadline."""
    found: Deadline = _one(Deadline.objects.visible_to(actor, capability).filter(pk=key))
    return found


def feed(actor: Actor, key: UUID) -> Feed:
    """One of one's own feeds."""
    found: Feed = _one(Feed.objects.visible_to(actor).filter(pk=key))
    return found


def feed_of(actor: Actor, token: str) -> Feed:
    """The feed of an address that still works; NotFound otherwise, without saying why."""
    rows = Feed.unscoped.filter(token=digest("ledger.feed", token), ended__isnull=True)
    found: Feed = _one(rows.select_related("person", "organisation"))
    return found


def subscriber(actor: Actor, found: Feed) -> Actor:
    """Whoever subscribed, as of now: what the feed shows ends with the membership or the mandate; NotFound where that is over."""
    held = (
        Membership.unscoped.filter(person_id=found.person_id, organisation_id=found.organisation_id, until__isnull=True)
        .filter(person__is_active=True, organisation__closed__isnull=True)
        .select_related("organisation")
        .order_by("since")
    )
    for one in held:
        made = standing.actor(found.person, one, now=actor.now, day=actor.day, lang=found.lang, second_factor=True)
        if made.can("ledger.read"):
            return made
    raise NotFound


def service(actor: Actor, key: UUID) -> PublicService:
    """A public service of the officer's own bureau."""
    found: PublicService = _one(PublicService.objects.visible_to(actor).filter(pk=key))
    return found


def _one(rows: QuerySet[Any]) -> Any:
    found = rows.first()
    if found is None:
        raise NotFound
    return found
