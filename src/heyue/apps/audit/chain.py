"""记录链: appending to it, and finding out whether it was touched.

Each event's seal is an HMAC over its own content and the seal before it, under a key that is not in the database. An altered,
removed, inserted, exchanged or re-dated event breaks the seals from there on; a cut tail shows against the chain's head and the
daily anchor outside the database; a chain written anew needs the key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from heyue.apps.audit.models import Chain, Detail, Event
from heyue.apps.deeds import Actor
from heyue.apps.sealed import keys
from heyue.apps.sealed.fields import Unreadable

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """待记录的事件."""

    organisation: UUID
    verb: str
    subject_kind: str
    subject: str
    data: dict[str, Any]
    personal: dict[str, Any] = field(default_factory=dict)
    about: UUID | None = None
    mandate: UUID | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """链上的问题: which chain, at which number, and what does not fit."""

    organisation: UUID
    seq: int
    what: str


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def seal(event: Event) -> str:
    """The seal of an event's content after `event.prev`."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [
        str(event.id), str(event.organisation_id), event.seq, at, event.verb, str(event.person), str(event.actor_organisation),
        event.roles, str(event.mandate), str(event.power), event.system, event.address, event.subject_kind, event.subject,
        event.data, event.detail_digest, event.prev,
    ]  # fmt: skip
    return hmac.new(keys().audit, canonical(content).encode(), hashlib.sha256).hexdigest()


def append(actor: Actor, entry: Entry) -> Event:
    """One more event at the end of its organisation's chain; inside the deed's transaction, or it fails."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its deed")
    chain = _locked(entry.organisation)
    data = json.loads(canonical(entry.data))
    event = Event(
        organisation_id=entry.organisation,
        seq=chain.count + 1,
        at=actor.now,
        verb=entry.verb,
        person=actor.person,
        actor_organisation=actor.organisation,
        roles=",".join(sorted(actor.roles)),
        mandate=entry.mandate,
        power=actor.power.id if actor.power and actor.power.organisation == entry.organisation else None,
        system=actor.system,
        address=actor.address,
        subject_kind=entry.subject_kind,
        subject=entry.subject,
        data=data,
        prev=chain.head,
    )
    if entry.personal:
        event.detail_digest = _digest(event, entry.personal)
    event.seal = seal(event)
    event.save(force_insert=True)
    if entry.personal:
        Detail(event=event, about=entry.about, values=entry.personal).save(force_insert=True)
    chain.count, chain.head = event.seq, event.seal
    chain.save(update_fields=["count", "head"])
    return event


def _digest(event: Event, personal: dict[str, Any]) -> str:
    return hmac.new(keys().digest, f"{event.id}\x1f{canonical(personal)}".encode(), hashlib.sha256).hexdigest()


def _fits(event: Event) -> bool:
    """Whether the personal side is what was sealed with the event, or was erased."""
    detail = getattr(event, "detail", None)
    if detail is None:
        return True
    try:
        return hmac.compare_digest(_digest(event, detail.values), event.detail_digest)
    except Unreadable:
        return False


def _locked(organisation: UUID) -> Chain:
    chain = Chain.objects.select_for_update().filter(pk=organisation).first()
    if chain is None:
        try:
            with transaction.atomic():
                Chain.objects.create(organisation=organisation)
        except IntegrityError:
            pass  # a rival began the chain a moment ago: his row is locked next
        chain = Chain.objects.select_for_update().get(pk=organisation)
    return chain


def verify(organisation: UUID | None = None) -> Iterator[Fault]:
    """Walks the chains from their first event; yields what does not fit, nothing where all is in order."""
    chains = Chain.objects.order_by("organisation")
    if organisation is not None:
        chains = chains.filter(pk=organisation)
    known = set()
    for chain in chains.iterator():
        known.add(chain.organisation)
        prev, seq = FIRST, 0
        rows = Event.unscoped.filter(organisation_id=chain.organisation).select_related("detail").order_by("seq")
        for event in rows.iterator(chunk_size=2000):
            seq += 1
            if event.seq != seq:
                yield Fault(chain.organisation, seq, f"number {seq} is missing")
                seq = event.seq
            if event.prev != prev:
                yield Fault(chain.organisation, seq, "does not follow the event before it")
            if not hmac.compare_digest(event.seal, seal(event)):
                yield Fault(chain.organisation, seq, "content does not fit its seal")
            if not _fits(event):
                yield Fault(chain.organisation, seq, "the personal side was altered")
            prev = event.seal
        if (seq, prev) != (chain.count, chain.head):
            yield Fault(chain.organisation, seq, "the end of the chain does not fit its head")
    if organisation is None:
        strays = Event.unscoped.exclude(organisation_id__in=known).values_list("organisation_id", "seq")
        for owner, number in strays.iterator():
            yield Fault(owner, number, "belongs to no chain")


def heads() -> tuple[str, int]:
    """A digest over all chains' heads, and how many there are: what the daily anchor keeps outside the database."""
    lines = [
        f"{owner}:{count}:{head}"
        for owner, count, head in Chain.objects.order_by("organisation").values_list("organisation", "count", "head")
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest(), len(lines)
