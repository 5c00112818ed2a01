"""整改的表: one plan for each source (a check-up), its tasks, and every move of a task."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from heyue.apps.accounts.models import Organisation
from heyue.apps.cases.models import Case
from heyue.apps.deeds import Scoped
from heyue.apps.sealed import SealedText
from heyue.catalog.workflows import workflow

STATES = tuple(workflow("rectification").states)
"""待办、已办、不适用、有异议、异议成立、复查已消失、并入新计划: catalog/workflows/rectification.yaml says who moves a task where."""


class Plan(Scoped):
    """整改计划: what one check-up asks to be put right. `source` is that check-up's id; there is one plan for each."""

    seen_with = "plans.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.UUIDField(unique=True)
    as_of = models.DateField()
    made = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["organisation", "-made"], name="plans_plan_newest")]


class Task(Scoped):
    """整改任务: one kind of finding, with everybody it concerns. `findings` are comparison keys, see checkups/comparing.py."""

    seen_with = "plans.read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    rule = models.CharField(max_length=80)
    severity = models.CharField(max_length=8)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    remedy_zh = models.TextField()
    remedy_en = models.TextField()
    reason_zh = models.CharField(max_length=400, blank=True)
    reason_en = models.CharField(max_length=500, blank=True)
    """期限的理由: why this day, with the article."""
    employees = models.JSONField(default=list)
    """涉及的工号: numbers only, never names."""
    findings = models.JSONField(default=list)
    exposure = models.BigIntegerField(default=0)
    due = models.DateField(null=True)
    due_kind = models.CharField(max_length=10, blank=True)
    """statutory 法定、advised 建议、own 自己定的."""
    minutes = models.IntegerField()
    assignee = models.UUIDField(null=True)
    state = models.CharField(max_length=16, default="open")
    why = SealedText(null=True)
    """不适用或有异议的理由: free text, which may name somebody, and is therefore sealed."""
    dispute = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    """异议事项: where the objection is answered."""
    answer = SealedText(null=True)
    """对异议的答复: the reason with which it was accepted or rejected; sealed like the objection."""
    moved = models.DateTimeField(null=True)
    moved_by = models.UUIDField(null=True)
    closed_by = models.UUIDField(null=True)
    """哪一次复查没有再发现."""
    version = models.IntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "rule"], name="plans_task_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="plans_task_state"),
        ]
        indexes = [models.Index(fields=["organisation", "state", "due"], name="plans_task_due")]


class Move(models.Model):
    """任务的变动: from which state to which, by whom and when; by nobody where a re-check did it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="moves")
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    old = models.CharField(max_length=16)
    new = models.CharField(max_length=16)
