"""服务事项的表: a case, every move of it, what was said about it, and the days by which something is due."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from heyue.apps.accounts.models import Mandate, Organisation, Person
from heyue.apps.deeds import Actor, Scoped
from heyue.apps.sealed import SealedText


class Case(Scoped):
    """一个事项. `organisation` is whose it is; `agency` and `authority` the bodies it was put to, which see it besides.

    `facts` are the case's own facts for deadlines of the law, as ISO dates and plain words.
    """

    seen_with = "cases.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    workflow = models.CharField(max_length=24)
    state = models.CharField(max_length=24)
    version = models.IntegerField(default=0)
    title = models.CharField(max_length=120)
    wish = SealedText(null=True)
    """要办什么: free text, which may name somebody, and is therefore sealed."""
    facts = models.JSONField(default=dict)
    assignee = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    moved = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    """最近的期限: the earliest day not yet done; kept beside the deadlines for lists."""

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["organisation", "closed", "due"], name="cases_case_own"),
            models.Index(fields=["agency", "closed", "due"], name="cases_case_agency"),
            models.Index(fields=["authority", "closed", "due"], name="cases_case_authority"),
        ]

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """One's own; a client's under a mandate, unless it was put to another agency; and what was put to one's own body."""
        seen = Q(pk__in=[])
        own = actor.organisation
        if actor.can(capability) and own is not None:
            clients = [grant.client for grant in actor.grants if capability.partition(".")[0] in grant.scope]
            seen |= Q(organisation_id=own) | Q(authority_id=own)
            seen |= Q(organisation_id__in=clients) & (Q(agency__isnull=True) | Q(agency_id=own))
        if actor.power is not None and capability.endswith(".read"):
            seen |= Q(organisation_id=actor.power.organisation)
        return rows.filter(seen)


class Move(models.Model):
    """走过的一步: from which state to which, who made it, in which organisation and under which mandate; by nobody: the program."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    number = models.IntegerField()
    at = models.DateTimeField()
    name = models.CharField(max_length=24)
    old = models.CharField(max_length=24, blank=True)
    new = models.CharField(max_length=24)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    note = SealedText(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_move_once")]


class Comment(models.Model):
    """留言: `shared` with everyone who sees the case, or kept to the writer's own organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField()
    text = SealedText()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_comment_order")]


class Deadline(models.Model):
    """期限: the day, what is due, why that day, and the article or, where no law says so, "setting"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    state = models.CharField(max_length=24)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    due = models.DateField(null=True)
    """到期日: none where facts are missing; the reason then says which."""
    reason_zh = models.CharField(max_length=400)
    reason_en = models.CharField(max_length=600)
    article_zh = models.CharField(max_length=120, blank=True)
    article_en = models.CharField(max_length=200, blank=True)
    """依据的条文; empty where the day is a setting of heyue's own."""
    set = models.DateTimeField()
    done = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "done"], name="cases_deadline_open")]
