"""证明材料的表: a piece of evidence beside a thing, and its versions; a new version keeps the old ones."""

from __future__ import annotations

import uuid

from django.db import models

from heyue.apps.accounts.models import Organisation, Person
from heyue.apps.deeds import Scoped


class Attachment(Scoped):
    """一份材料. `subject_kind` and `subject` say what it belongs to; who may see it follows from that thing (subjects.py)."""

    seen_with = "evidence.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=64)
    subject = models.UUIDField()
    title = models.CharField(max_length=120)
    dated = models.DateField(null=True)
    """材料自己的日期: the day the paper itself bears, not the day it was added."""
    added = models.DateTimeField()
    removed = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["subject_kind", "subject"], name="evidence_subject")]


class Version(models.Model):
    """一个版本. `file` is a random name below HEYUE_FILES; `name` what the person's file was called, kept as data only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    file = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the content; on the disk it lies sealed."""
    given = models.CharField(max_length=64)
    """SHA-256 of the bytes as they were sent; differs where an image was drawn anew."""
    added = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    gone = models.DateTimeField(null=True)
    """文件已清除: when the file of a removed piece was deleted; the row and its digest stay."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="evidence_version_once")]
