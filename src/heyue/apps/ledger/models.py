"""台账的表. A record is true from–to (days) and known from–to (moments); a change closes what was known and adds a row.

Nothing personal stands in the clear but the employee number: names, numbers, sums and free text are sealed.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from heyue.apps.accounts.models import Organisation, Person
from heyue.apps.deeds import Actor, Scoped
from heyue.apps.sealed import SealedJSON, SealedText

BEGINNING = date(1900, 1, 1)
"""从头: the valid_from of what has been true for as long as is known."""


class Book(Scoped):
    """一家企业的台账: its version, which two people changing it at once compare, and its own settings."""

    seen_with = "ledger.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=0)
    changed = models.DateTimeField()
    """最近一次变动: what is written next is known from a later moment than this."""
    leads = models.JSONField(default=dict)
    """提前天数: days before, by kind of deadline, where the firm chose its own."""
    insurance_day = models.SmallIntegerField(null=True)
    """每月社保申报缴费的最后一天: set by the firm, since each place sets its own; None where nobody said."""


class Employee(Scoped):
    """台账里的一个人: who he is, and his present state in plain columns for lists."""

    seen_with = "ledger.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    name = SealedText(null=True)
    identity = models.CharField(max_length=64, blank=True)
    """公民身份号码的摘要: keyed digest within the organisation, to know a person again; the number itself is in the sealed record."""
    department = models.CharField(max_length=80, blank=True)
    job = models.CharField(max_length=80, blank=True)
    form = models.CharField(max_length=16, blank=True)
    started = models.DateField(null=True)
    ended = models.DateField(null=True)
    contract_term = models.CharField(max_length=16, blank=True)
    contract_starts = models.DateField(null=True)
    contract_ends = models.DateField(null=True)
    contracts = models.SmallIntegerField(default=0)
    enrolled = models.DateField(null=True)
    held = models.BooleanField(default=False)
    """保留: an open dispute stops deletion."""
    held_why = SealedText(null=True)
    restricted = models.DateTimeField(null=True)
    """限制处理: erasure was asked for before the time to keep was over; hidden everywhere, deleted on the day."""

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="ledger_employee_once")]
        indexes = [
            models.Index(fields=["organisation", "identity"], name="ledger_employee_identity"),
            models.Index(fields=["organisation", "contract_ends"], name="ledger_employee_ends"),
        ]


class Proposal(Scoped):
    """待放进台账的资料: what a check-up read, kept sealed until a person has looked at the difference."""

    seen_with = "ledger.write"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    """哪一次体检: the run whose facts these are."""
    as_of = models.DateField()
    made = models.DateTimeField()
    by = models.UUIDField(null=True)
    state = models.CharField(max_length=9, default="open")
    payload = SealedText(null=True)
    choices = SealedJSON(null=True)
    """同意了什么: what the person chose, while the worker has not written it yet."""
    version = models.IntegerField(null=True)
    """看的是哪一版台账: the ledger's version the person looked at when agreeing."""
    agreed_by = models.UUIDField(null=True)
    worker = models.UUIDField(null=True)
    lease = models.DateTimeField(null=True)
    turns = models.SmallIntegerField(default=0)
    moved = models.DateTimeField(null=True)
    """最近一次进展, for the page that waits."""
    acceptance = models.ForeignKey("Acceptance", null=True, on_delete=models.SET_NULL, related_name="+")
    failure_zh = models.CharField(max_length=300, blank=True)
    failure_en = models.CharField(max_length=400, blank=True)
    """为什么没有写成: why the last attempt left the ledger as it was."""

    class Meta(Scoped.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "taking", "accepted", "discarded")), name="ledger_proposal_state"
            ),
            models.UniqueConstraint(
                fields=["organisation", "source"],
                condition=Q(state__in=("open", "taking")),
                name="ledger_proposal_once",
            ),
        ]


class Acceptance(Scoped):
    """一次入账: which facts of which source a person took over, so that the source's report can be made again from the ledger."""

    seen_with = "ledger.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField()
    as_of = models.DateField()
    made = models.DateTimeField()
    """从何时知道: the known_from of every row it added."""
    by = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    """added、filled、changed、corrected、kept、ended: how many rows."""
    manifest = SealedText(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["organisation", "-made"], name="ledger_acceptance_newest")]


class Record(Scoped):
    """一条记录: one row of a table (or a month of daily rows), true from–to and known from–to."""

    seen_with = "ledger.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, null=True, on_delete=models.CASCADE, related_name="records")
    table = models.CharField(max_length=16)
    subject = models.UUIDField()
    """谁的: the employee's id, the organisation's for its own tables, or for simple records an id of their own."""
    key = models.CharField(max_length=40, blank=True)
    word = models.CharField(max_length=40, blank=True)
    """种类: the row's choice (kind of term, of leave …), which says nothing personal."""
    valid_from = models.DateField(default=BEGINNING)
    valid_to = models.DateField(null=True)
    """最后一天: the last day it is true; None while it goes on."""
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    """到何时为止这样认为: None is what is known now."""
    acceptance = models.ForeignKey(Acceptance, null=True, on_delete=models.PROTECT, related_name="+")
    """从哪次入账来; None where somebody wrote it by hand."""
    file_row = models.IntegerField(null=True)
    by = models.UUIDField(null=True)
    data = SealedJSON()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "table", "key", "valid_from"],
                condition=Q(known_to__isnull=True),
                name="ledger_record_once",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "table", "known_to"], name="ledger_record_table"),
            models.Index(fields=["employee", "table"], name="ledger_record_employee"),
        ]


class Deadline(Scoped):
    """期限: a day that follows from the records, with its reason and article; made anew whenever they change."""

    seen_with = "ledger.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=24)
    due = models.DateField()
    due_kind = models.CharField(max_length=10)
    """statutory 法定、agreed 合同或证件上写的、own 自己设的."""
    first_reminder = models.DateField()
    reason_zh = models.CharField(max_length=400)
    reason_en = models.CharField(max_length=500)
    article_zh = models.CharField(max_length=120, blank=True)
    article_en = models.CharField(max_length=240, blank=True)
    reminded = models.SmallIntegerField(null=True)
    """已提醒到提前几天."""
    handled = models.DateTimeField(null=True)
    handled_by = models.UUIDField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="ledger_deadline_once")]
        indexes = [models.Index(fields=["organisation", "due"], name="ledger_deadline_due")]


class Feed(Scoped):
    """日历订阅: a private address that a calendar reads; only the digest of its token is kept."""

    seen_with = "ledger.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    lang = models.CharField(max_length=2, default="zh")
    names = models.BooleanField(default=False)
    made = models.DateTimeField()
    last_read = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own, in the organisation one works in."""
        return (
            rows.filter(person_id=actor.person, organisation_id=actor.organisation)
            if actor.can(capability)
            else rows.none()
        )


class PublicService(Scoped):
    """公共服务点: where advice, legal aid or training is had in one place, as an officer of that place entered it, with its source."""

    seen_with = "ledger.services"
    owner = "by_organisation_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.CharField(max_length=6)
    """行政区划代码，不带末尾的零: 44, 4401 or 440105."""
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=160, blank=True)
    hours = models.CharField(max_length=80, blank=True)
    web = models.URLField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    source_day = models.DateField()
    by_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField(null=True)
    made = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["place", "kind"], name="ledger_service_place")]
