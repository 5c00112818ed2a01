"""消息的表: the outbox, what each person wants to be told, due times, and other programs that listen (webhooks)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from heyue.apps.accounts.models import Organisation, Person
from heyue.apps.deeds import Actor, Scoped
from heyue.apps.sealed import SealedText

CHANNELS = ("app", "mail")
"""渠道: on the page of messages, or by e-mail."""
TRIES = 8


class Outbox(Scoped):
    """一条消息: to one person by one channel, written in the transaction of the deed it tells of; (key, person, channel) once.

    `organisation` is the one in whose service the person is told; without it the message is the person's own.
    """

    seen_with = "notices.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=48)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=400)
    link = models.CharField(max_length=200, blank=True)
    made = models.DateTimeField()
    read = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    next = models.DateTimeField(null=True)
    """下次发送: when the worker may try next; only for e-mail."""
    sent = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["key", "person", "channel"], name="notices_outbox_once"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="notices_outbox_channel"),
        ]
        indexes = [
            models.Index(fields=["person", "-made"], condition=Q(channel="app"), name="notices_outbox_newest"),
            models.Index(
                fields=["person"], condition=Q(channel="app", read__isnull=True), name="notices_outbox_unread"
            ),
            models.Index(fields=["next"], condition=Q(channel="mail", sent__isnull=True), name="notices_outbox_unsent"),
        ]

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own, told in the organisation one works in or as the person one is."""
        if actor.person is None or not actor.can(capability):
            return rows.none()
        told = Q(organisation__isnull=True) | Q(organisation_id=actor.organisation)
        return rows.filter(told, person_id=actor.person, channel="app")


class Setting(Scoped):
    """消息设置: whether a person wants one kind of message on the page and by e-mail; absent means the kind's default."""

    seen_with = "notices.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=48)
    app = models.BooleanField()
    mail = models.BooleanField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notices_setting_once")]

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own."""
        return (
            rows.filter(person_id=actor.person) if actor.person is not None and actor.can(capability) else rows.none()
        )


class Due(models.Model):
    """到时要做的事: a named handler is called with the payload at its time, once; `key` says what it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
    handler = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    next = models.DateTimeField()
    """最早何时再试: `at`, or later where an attempt failed."""
    attempts = models.IntegerField(default=0)
    trouble = models.CharField(max_length=60, blank=True)
    done = models.DateTimeField(null=True)
    given_up = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["next"], condition=Q(done__isnull=True, given_up=False), name="notices_due_next")
        ]


class Cursor(models.Model):
    """读到哪里: how far the record of one organisation has been told to people and programs."""

    organisation = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField(default=0)


class Endpoint(Scoped):
    """推送地址: a program of the organisation that is told of deeds, each message signed with the secret."""

    seen_with = "notices.webhooks"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    url = models.CharField(max_length=400)
    secret = SealedText()
    events = models.JSONField()
    """事件: verbs of the record, such as cases.moved."""
    made = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    paused = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """Those of the organisation one works in; never a client's: the secret is the client's own."""
        return (
            rows.filter(organisation_id=actor.organisation)
            if actor.organisation and actor.can(capability)
            else rows.none()
        )


class Delivery(Scoped):
    """一次推送: one event to one endpoint; tried again with growing pauses until it is taken or given up."""

    seen_with = "notices.webhooks"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    event = models.UUIDField()
    verb = models.CharField(max_length=64)
    body = models.JSONField()
    made = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    next = models.DateTimeField(null=True)
    taken = models.DateTimeField(null=True)
    status = models.IntegerField(null=True)
    milliseconds = models.IntegerField(null=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["endpoint", "event"], name="notices_delivery_once")]
        indexes = [
            models.Index(fields=["endpoint", "-made"], name="notices_delivery_newest"),
            models.Index(fields=["next"], condition=Q(taken__isnull=True), name="notices_delivery_next"),
        ]

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """Those of the organisation one works in."""
        return (
            rows.filter(organisation_id=actor.organisation)
            if actor.organisation and actor.can(capability)
            else rows.none()
        )
