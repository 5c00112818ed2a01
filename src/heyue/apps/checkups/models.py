"""体检的表: check-ups with their files, findings and report; shared links; remembered columns; forms being filled in."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from heyue.apps.accounts.models import Organisation
from heyue.apps.deeds import Actor, Scoped
from heyue.apps.sealed import SealedJSON

STATES = ("queued", "reading", "checking", "needs_mapping", "done", "failed")
"""排队、读表、检查、等人对列、完成、没有做成."""


class Checkup(Scoped):
    """一次体检: what was handed in, for which place and day, how far it is, and the figures of its report.

    A run is held by one worker (`worker`) until `lease`; one whose worker died is taken up again after that. The report, the
    findings and the state "done" are written in one transaction.
    """

    seen_with = "checkups.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField(null=True)
    made = models.DateTimeField()
    place = models.CharField(max_length=9)
    as_of = models.DateField()
    source = models.CharField(max_length=8, default="files")
    """files 上传的表格、online 在线填写."""
    state = models.CharField(max_length=16, default="queued")
    percent = models.SmallIntegerField(default=0)
    asked = models.BooleanField(default=False)
    """已经请人对过列: the question is put once."""
    doubts = SealedJSON(null=True)
    """认不出的表和列: with masked sample cells, for the mapping page."""
    worker = models.UUIDField(null=True)
    lease = models.DateTimeField(null=True)
    turns = models.SmallIntegerField(default=0)
    version = models.IntegerField(default=0)
    moved = models.DateTimeField(null=True)
    """上次有进展的时刻: for the page that waits."""
    failure_zh = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)
    finished = models.DateTimeField(null=True)
    inputs = models.CharField(max_length=64, blank=True)
    """输入的摘要: SHA-256 over the files' hashes, mappings, place and day; equal inputs and law give an equal report."""
    law_version = models.CharField(max_length=20, blank=True)
    law_as_of = models.DateField(null=True)
    score = models.SmallIntegerField(null=True)
    grade = models.CharField(max_length=2, blank=True)
    exposure = models.BigIntegerField(default=0)
    exposure_max = models.BigIntegerField(default=0)
    findings_count = models.IntegerField(default=0)
    high_count = models.IntegerField(default=0)
    employees = models.IntegerField(null=True)
    checked = models.IntegerField(default=0)
    not_checked = models.IntegerField(default=0)
    not_applicable = models.IntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [models.CheckConstraint(condition=Q(state__in=STATES), name="checkups_state")]
        indexes = [
            models.Index(fields=["organisation", "-as_of", "-made"], name="checkups_newest"),
            models.Index(fields=["state", "lease"], name="checkups_lease"),
        ]

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own and one's clients'; for a bureau the finished ones of its place, as far as the employer shows them."""
        if capability == "checkups.overview":
            if not (actor.place and actor.can(capability)):
                return rows.none()
            shown = {"organisation__openness": "report", "organisation__kind": "enterprise"}
            return rows.filter(state="done", organisation__place__startswith=actor.place, **shown)
        return super().within(rows, actor, capability)


class UploadFile(Scoped):
    """交来的文件: kept sealed outside the web root under a random name; `name` is what its owner calls it, data only."""

    seen_with = "checkups.read"
    owner = "checkup__organisation_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkup = models.ForeignKey(Checkup, on_delete=models.CASCADE, related_name="files")
    number = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=80, unique=True)
    answers = models.JSONField(default=dict)
    """人对的列: by sheet name, in the shape of a mapping file's `sheets`."""

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["checkup", "number"], name="checkups_file_once")]


class Report(Scoped):
    """体检报告: all but its findings, in both languages, sealed; together with them it is the JSON of docs/interfaces.md."""

    seen_with = "checkups.read"
    owner = "checkup__organisation_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkup = models.OneToOneField(Checkup, on_delete=models.CASCADE, related_name="report")
    head = SealedJSON()
    """{"zh": …, "en": …, "scope": {"employees": […], "months": […]}}: who and which months were looked at, for comparing."""


class Finding(Scoped):
    """一处发现: what lists and comparisons need in columns; words, steps and sums in both languages sealed in `body`."""

    seen_with = "checkups.read"
    owner = "checkup__organisation_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkup = models.ForeignKey(Checkup, on_delete=models.CASCADE, related_name="findings")
    number = models.IntegerField()
    finding = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    rule = models.CharField(max_length=80)
    subject = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    rank = models.SmallIntegerField()
    question = models.BooleanField()
    employee = models.CharField(max_length=80, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    exposure = models.BigIntegerField(null=True)
    due = models.DateField(null=True)
    body = SealedJSON()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["checkup", "finding"], name="checkups_finding_once")]
        indexes = [models.Index(fields=["checkup", "rule"], name="checkups_finding_rule")]


class Share(Scoped):
    """分享链接: opens one report until a day; only the digest of its token is kept."""

    seen_with = "checkups.share"
    owner = "checkup__organisation_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checkup = models.ForeignKey(Checkup, on_delete=models.CASCADE, related_name="shares")
    token = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    by = models.UUIDField(null=True)
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)
    last_opened = models.DateTimeField(null=True)


class MappingMemory(Scoped):
    """记住的列: how an employer's sheet with these headers is to be read; `signature` is a keyed digest of the headers."""

    seen_with = "checkups.map"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    entry = models.JSONField()
    made = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "signature"], name="checkups_mapping_once")]


class Draft(Scoped):
    """在线填写: the people of a small employer, filled in one by one; one unfinished form an employer."""

    seen_with = "checkups.run"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField()
    by = models.UUIDField(null=True)
    checkup = models.ForeignKey(Checkup, null=True, on_delete=models.SET_NULL, related_name="+")
    closed = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(closed__isnull=True), name="checkups_draft_once"
            )
        ]


class DraftPerson(Scoped):
    """填写的一个人: everything about him sealed; `number` is the employee number in the report."""

    seen_with = "checkups.run"
    owner = "draft__organisation_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="people")
    number = models.SmallIntegerField()
    values = SealedJSON()
    version = models.IntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="checkups_draft_person_once")]
