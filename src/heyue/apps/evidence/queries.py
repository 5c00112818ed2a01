"""材料里有什么: the pieces beside a thing, with their versions; the caller need not know the models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from heyue.apps.deeds import Actor, NotFound
from heyue.apps.deeds.both import both
from heyue.apps.evidence import subjects
from heyue.apps.evidence.messages import KINDS
from heyue.apps.evidence.models import Attachment, Version
from heyue.apps.search import index


def for_subject(actor: Actor, kind: str, key: UUID) -> list[dict[str, Any]]:
    """The pieces beside a thing, the newest first, each with its versions; nothing where this actor has no right to them."""
    try:
        owner = subjects.owner(actor, kind, key, "evidence.read")
    except NotFound:
        return []
    rows = list(
        Attachment.unscoped.filter(
            subject_kind=kind, subject=key, organisation_id=owner, removed__isnull=True
        ).order_by("-added", "pk")
    )
    held: dict[UUID, list[Version]] = {}
    for version in (
        Version.objects.filter(attachment__in=rows).select_related("by", "by_organisation").order_by("-number")
    ):
        held.setdefault(version.attachment_id, []).append(version)
    return [shown(row, held.get(row.pk, [])) for row in rows]


def may_see(actor: Actor, kind: str, key: UUID) -> bool:
    return _may(actor, kind, key, "evidence.read")


def may_add(actor: Actor, kind: str, key: UUID) -> bool:
    return _may(actor, kind, key, "evidence.add")


def _may(actor: Actor, kind: str, key: UUID, capability: str) -> bool:
    try:
        subjects.owner(actor, kind, key, capability)
    except NotFound:
        return False
    return True


def one(row: Attachment) -> dict[str, Any]:
    """A piece with all its versions; the caller has fetched it through access."""
    rows = Version.objects.filter(attachment=row).select_related("by", "by_organisation").order_by("-number")
    return shown(row, list(rows))


def shown(row: Attachment, versions: list[Version]) -> dict[str, Any]:
    """As parts/evidence.html takes it, with `versions` in the same form."""
    found = [
        {
            "id": version.pk,
            "address": f"/evidence/versions/{version.pk}" if version.gone is None else "",
            "name": version.name,
            "version": version.number,
            "size": version.size,
            "digest": version.digest,
            "added": version.added,
            "kind": KINDS[version.kind],
            "by": version.by.name if version.by else "",
            "organisation": version.by_organisation.name if version.by_organisation else "",
            "redrawn": version.digest != version.given,
        }
        for version in versions
    ]
    newest: dict[str, Any] = found[0] if found else {}
    return {
        **newest,
        "id": row.pk,
        "name": row.title,
        "dated": row.dated,
        "file": newest.get("name", ""),
        "versions": found,
        "removed": row.removed,
    }


def pieces(kind: str, key: UUID) -> int:
    """How many pieces stand beside a thing; for rules that ask for evidence, not for pages."""
    return Attachment.unscoped.filter(subject_kind=kind, subject=key, removed__isnull=True).count()


def counts(actor: Actor, kind: str, keys: Iterable[UUID]) -> dict[UUID, int]:
    """How many pieces stand beside each of these things of one kind, all of which the caller fetched for this actor."""
    rows = Attachment.objects.visible_to(actor).filter(subject_kind=kind, subject__in=list(keys), removed__isnull=True)
    return dict(rows.order_by().values("subject").annotate(n=Count("pk")).values_list("subject", "n"))


def found(actor: Actor, text: str, most: int = 20) -> list[dict[str, Any]]:
    """查找: papers in whose title or file name the words stand, beside things one may see."""
    words = index.asked(text)
    if not words or not actor.can("evidence.read"):
        return []
    titled = Q(*(Q(title__icontains=word) for word in words)) | Q(
        *(Q(versions__name__icontains=word) for word in words)
    )
    rows = Attachment.objects.visible_to(actor).filter(titled, removed__isnull=True).distinct().order_by("-added", "pk")
    kind = both("证明材料", "Evidence")
    return [
        {"title": row.title, "note": row.dated or "", "address": reverse("evidence:attachment", args=[row.pk]), "kind": kind}
        for row in rows[: most * 2]
        if _may(actor, row.subject_kind, row.subject, "evidence.read")
    ][:most]  # fmt: skip
