"""按记录告知: what the record of an organisation says is told on, to people (announced.yaml) and to its endpoints (webhooks).

An organisation's events are numbered without gaps in the order in which they were committed, so a cursor on that number misses
nothing and tells nothing twice; and apps below this one (accounts) need not know that anybody is told.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from heyue.apps.audit.models import Chain, Event
from heyue.apps.audit.operation import Deed
from heyue.apps.audit.verbs import verb
from heyue.apps.deeds import Actor
from heyue.apps.notices.kinds import kind
from heyue.apps.notices.models import Cursor, Delivery, Endpoint
from heyue.apps.notices.outbox import members, queue

AT_ONCE = 300
"""一次读多少条记录: of one organisation in one transaction."""
STALE = timedelta(days=2)
"""多久以前的不再告知: after a long stand-still people are not told of what is long past."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """告知: which members of which organisation are told of a verb, in what words, and where it leads."""

    verb: str
    kind: str
    capability: str
    whose: str
    zh: str
    en: str
    link: str


@functools.cache
def announcements() -> dict[str, Announcement]:
    """All of announced.yaml by verb; a fault in the file is a ValueError that names the verb."""
    text = Path(__file__).with_name("announced.yaml").read_text("utf-8")
    found = {}
    for name, entry in (yaml.load(text, Loader=yaml.CSafeLoader) or {}).items():
        kind(entry["kind"])
        one = Announcement(
            name,
            entry["kind"],
            entry["capability"],
            entry.get("whose", "organisation"),
            entry["zh"],
            entry["en"],
            entry["link"],
        )
        if one.whose != "organisation" and one.whose not in verb(name).keeps:
            raise ValueError(f"announced.yaml: {name} is told to {one.whose}, which its events do not keep")
        found[name] = one
    return found


def tell(actor: Actor, most: int = 200) -> int:
    """Tells on what the records hold since the last time; returns how many organisations had something new."""
    read = Cursor.objects.filter(pk=OuterRef("pk")).values("seq")
    behind = Chain.objects.annotate(read=Subquery(read)).filter(Q(read__isnull=True) | Q(count__gt=F("read")))
    keys = list(behind.order_by("pk").values_list("pk", flat=True)[:most])
    for key in keys:
        _organisation(actor, key)
    return len(keys)


@transaction.atomic
def _organisation(actor: Actor, organisation: UUID) -> None:
    Cursor.objects.get_or_create(organisation=organisation)
    cursor = Cursor.objects.select_for_update().get(pk=organisation)
    events = list(Event.unscoped.filter(organisation_id=organisation, seq__gt=cursor.seq).order_by("seq")[:AT_ONCE])
    if not events:
        return
    endpoints = list(Endpoint.unscoped.filter(organisation_id=organisation, ended__isnull=True, paused__isnull=True))
    rows = [
        Delivery(
            endpoint=endpoint, organisation_id=organisation, event=event.pk, verb=event.verb, body=message(event),
            made=actor.now, next=actor.now,
        )
        for event in events for endpoint in endpoints if event.verb in endpoint.events and event.at >= endpoint.made
    ]  # fmt: skip
    Delivery.unscoped.bulk_create(rows, ignore_conflicts=True)
    _announce(actor, (event for event in events if event.at > actor.now - STALE))
    cursor.seq = events[-1].seq
    cursor.save(update_fields=["seq"])


def _announce(actor: Actor, events: Iterable[Event]) -> None:
    for event in events:
        one = announcements().get(event.verb)
        if one is None:
            continue
        whose = event.organisation_id if one.whose == "organisation" else UUID(str(event.data[one.whose]))
        told = [to for to in members(whose, one.capability) if to.person != event.person]
        values = {name: event.data.get(name, "") for name in verb(event.verb).keeps}
        deed = Deed(actor, verb(event.verb))
        queue(deed, told, f"{one.kind}:{event.pk}", one.zh.format(**values), one.en.format(**values), one.link)


def message(event: Event) -> dict[str, Any]:
    """What an endpoint is sent of an event: identifiers, counts and states, as the record keeps them; nothing personal."""
    return {
        "id": str(event.pk),
        "event": event.verb,
        "at": event.at.isoformat(),
        "number": event.seq,
        "organisation": str(event.organisation_id),
        "subject": {"kind": event.subject_kind, "id": event.subject},
        "data": event.data,
    }
