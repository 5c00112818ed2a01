"""行为记录的表: one chain an organisation, events in it by number, and the erasable personal side of an event.

An event holds identifiers and digests only, so that erasing a person breaks no chain. UPDATE and DELETE on events are refused
by triggers on both databases (triggers.py).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from heyue.apps.deeds import Actor, Scoped
from heyue.apps.sealed import SealedJSON


class Chain(models.Model):
    """记录链: the last number and the last seal of one organisation's events; its row is the lock on appending."""

    organisation = models.UUIDField(primary_key=True)
    count = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)


class Event(Scoped):
    """一次行为. `organisation` owns the thing acted on; `acting_for` differs from it never, `actor_organisation` often."""

    seen_with = "audit.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organisation_id = models.UUIDField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=64)
    person = models.UUIDField(null=True)
    actor_organisation = models.UUIDField(null=True)
    roles = models.CharField(max_length=200, blank=True)
    mandate = models.UUIDField(null=True)
    power = models.UUIDField(null=True)
    system = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    subject_kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    detail_digest = models.CharField(max_length=64, blank=True)
    prev = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own deeds ("audit.mine"); all for the auditor; else the organisation's and its people's elsewhere."""
        if capability == "audit.mine":
            return rows.filter(person=actor.person) if actor.person else rows.none()
        if actor.can("audit.all"):
            return rows
        seen = models.Q(organisation_id__in=actor.reach(capability))
        if actor.can(capability) and actor.organisation is not None:
            seen |= models.Q(actor_organisation=actor.organisation)
        return rows.filter(seen)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation_id", "seq"], name="audit_event_once")]
        indexes = [
            models.Index(fields=["subject_kind", "subject"], name="audit_event_subject"),
            models.Index(fields=["organisation_id", "-at"], name="audit_event_newest"),
            models.Index(fields=["person", "-at"], name="audit_event_person"),
        ]


class Detail(models.Model):
    """事件里的个人信息: kept beside the event, sealed, erased with the person it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="detail")
    about = models.UUIDField(null=True, db_index=True)
    values = SealedJSON()


class Anchor(models.Model):
    """链头存证: heads written outside the database each day, so that a cut tail or a chain written anew is seen."""

    day = models.DateField(unique=True)
    digest = models.CharField(max_length=64)
    chains = models.IntegerField()
