"""谁能看哪条消息、哪个推送地址."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.deeds import Actor, NotFound
from heyue.apps.notices.models import Delivery, Endpoint, Outbox


def message(actor: Actor, key: UUID) -> Outbox:
    """One's own message; NotFound otherwise."""
    found: Outbox | None = Outbox.objects.visible_to(actor).filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def endpoint(actor: Actor, key: UUID) -> Endpoint:
    """An endpoint of the organisation one works in that has not been ended; NotFound otherwise."""
    found: Endpoint | None = Endpoint.objects.visible_to(actor).filter(pk=key, ended__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def delivery(actor: Actor, key: UUID) -> Delivery:
    """A delivery of an endpoint of the organisation one works in; NotFound otherwise."""
    rows = Delivery.objects.visible_to(actor).filter(endpoint__ended__isnull=True).select_related("endpoint")
    found: Delivery | None = rows.filter(pk=key).first()
    if found is None:
        raise NotFound
    return found
