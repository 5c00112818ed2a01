"""可见范围: rows are reached through `objects.visible_to(actor)`; a query without an actor raises instead of answering.

Each model also has `unscoped`, for the few files named in tests/architecture (operations, tasks, migrations of data).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from heyue.apps.deeds.actor import Actor


class Unscoped(RuntimeError):
    """没有行为人的查询: somebody wrote Model.objects.filter(…) without saying for whom."""


class ScopedManager(models.Manager[Any]):
    """按人可见: `visible_to(actor)` is the only way in."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Any]:
        raise Unscoped(f"{self.model.__name__}.objects is reached by visible_to(actor); in a listed file by .unscoped")

    def visible_to(self, actor: Actor, capability: str | None = None) -> models.QuerySet[Any]:
        """The rows this actor may see (or use `capability` on); an empty set where there is no right at all."""
        rows = models.QuerySet(self.model, using=self._db)
        if actor.system:
            return rows
        wanted = capability or self.model.seen_with
        return self.model.within(rows, actor, wanted)


class Scoped(models.Model):
    """属于某个组织的数据: abstract; a subclass says which capability lets it be seen and, if not `organisation`, its owner."""

    seen_with: ClassVar[str]
    owner: ClassVar[str] = "organisation_id"

    unscoped = models.Manager()
    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"

    @classmethod
    def within(cls, rows: models.QuerySet[Any], actor: Actor, capability: str) -> models.QuerySet[Any]:
        """By default: the things of the organisations that the capability reaches."""
        reach = actor.reach(capability)
        return rows.filter(**{f"{cls.owner}__in": reach}) if reach else rows.none()
