"""谁能看哪份材料: whoever may see the thing it belongs to, with the right to evidence; looked up thing by thing."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.deeds import Actor, NotFound
from heyue.apps.evidence import subjects
from heyue.apps.evidence.models import Attachment, Version


def attachment(actor: Actor, key: UUID, capability: str = "evidence.read") -> Attachment:
    """The piece of evidence, if this actor may see it (or use `capability` on its thing); NotFound otherwise."""
    found = Attachment.unscoped.select_related("organisation").filter(pk=key).first()
    if found is None:
        raise NotFound
    if subjects.owner(actor, found.subject_kind, found.subject, capability) != found.organisation_id:
        raise NotFound
    return found


def version(actor: Actor, key: UUID) -> Version:
    """One version whose file is still there; NotFound otherwise."""
    found = Version.objects.select_related("attachment").filter(pk=key, gone__isnull=True).first()
    if found is None or attachment(actor, found.attachment_id).removed is not None:
        raise NotFound
    return found
