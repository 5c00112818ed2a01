"""消息能做的事: mark as read, choose what one is told, and set up the programs that listen."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Actor, NotFound, Refused
from heyue.apps.notices import access
from heyue.apps.notices.kinds import kinds, listenable
from heyue.apps.notices.models import TRIES, Delivery, Endpoint, Outbox, Setting
from heyue.apps.notices.outbox import members, queue
from heyue.apps.notices.wire import Unsafe, checked

MOST_ENDPOINTS = 10
KEEP = timedelta(days=400)
"""消息保留多久: messages read longer ago than this are forgotten."""
SAID = {"paused": ("暂停了", "paused"), "running": ("恢复了", "resumed"), "ended": ("停用了", "removed")}
UNSAFE = {
    "unreadable": (
        "地址读不懂；应当像 https://example.com/hook",
        "This address cannot be read; it should look like https://example.com/hook",
    ),
    "not_https": ("只能推送到 https:// 开头的地址", "Messages go to addresses beginning with https:// only"),
    "port": ("端口只能是 443 或 8443", "The port must be 443 or 8443"),
}


@operation("notices.read_marked")
def mark_read(deed: Deed, key: UUID | None = None) -> int:
    """One message, or all that this person can see here; returns how many were unread."""
    rows = Outbox.objects.visible_to(deed.actor).filter(read__isnull=True)
    if key is not None:
        access.message(deed.actor, key)
        rows = rows.filter(pk=key)
    n: int = rows.update(read=deed.now)
    deed.about("notices.outbox", organisation=deed.actor.organisation, data={"n": n})
    return n


@operation("notices.settings_changed")
def choose(deed: Deed, wanted: Mapping[str, tuple[bool, bool]]) -> None:
    """Kind → (on the page, by e-mail), for the kinds named; the others stay as they are."""
    if deed.actor.person is None:
        raise NotFound
    for name, (app, mail) in wanted.items():
        found = kinds().get(name)
        if found is None:
            raise Refused(("没有这种消息", "there is no such kind of message"))
        Setting.unscoped.update_or_create(
            person_id=deed.actor.person, kind=name, defaults={"app": app or found.always, "mail": mail}
        )
    deed.about("notices.setting", organisation=deed.actor.organisation, data={"kinds": sorted(wanted)})


@operation("notices.endpoint_added")
def add_endpoint(deed: Deed, *, name: str, url: str, events: Iterable[str]) -> tuple[Endpoint, str]:
    """A new endpoint and its secret, which is shown this once."""
    organisation = deed.actor.organisation
    if organisation is None or not deed.actor.can("notices.webhooks"):
        raise NotFound
    wanted = sorted(set(events))
    if not wanted or not set(wanted) <= set(listenable()):
        raise Refused(("请至少选一种事件", "Choose at least one kind of event"))
    try:
        checked(url)
    except Unsafe as error:
        raise Refused(UNSAFE.get(error.code, UNSAFE["unreadable"])) from error
    if Endpoint.unscoped.filter(organisation_id=organisation, ended__isnull=True).count() >= MOST_ENDPOINTS:
        raise Refused(
            (
                f"最多 {MOST_ENDPOINTS} 个推送地址，先停用一个",
                f"There may be {MOST_ENDPOINTS} webhooks; remove one first",
            )
        )
    secret = f"whsec_{secrets.token_urlsafe(32)}"
    row = Endpoint(
        organisation_id=organisation,
        name=name.strip()[:60],
        url=url,
        secret=secret,
        events=wanted,
        made=deed.now,
        made_by=deed.actor.person,
    )
    row.save(force_insert=True)
    deed.about(row, organisation=organisation, data={"events": wanted})
    return row, secret


@operation("notices.endpoint_changed")
def change_endpoint(deed: Deed, key: UUID, state: str) -> Endpoint:
    """ "paused", "running" or "ended"; what is ended does not come back."""
    row = Endpoint.unscoped.select_for_update().get(pk=access.endpoint(deed.actor, key).pk)
    if row.ended is not None:
        raise NotFound
    if state == "ended":
        row.ended = deed.now
    elif state == "paused":
        row.paused = row.paused or deed.now
    elif state == "running":
        row.paused = None
    else:
        raise Refused(("没有这种状态", "there is no such state"))
    row.save(update_fields=["ended", "paused"])
    zh, en = SAID[state]
    deed.about(row, organisation=row.organisation_id, data={"state": state, "zh": zh, "en": en})
    return row


@operation("notices.endpoint_tested")
def try_endpoint(deed: Deed, key: UUID) -> Delivery:
    """Puts a test message (event notices.ping) in the queue of the endpoint."""
    row = access.endpoint(deed.actor, key)
    if row.paused is not None:
        raise Refused(("推送已暂停，先恢复再测试", "This webhook is paused; resume it first"))
    mark = uuid.uuid4()
    body = {
        "id": str(mark),
        "event": "notices.ping",
        "at": deed.now.isoformat(),
        "organisation": str(row.organisation_id),
        "data": {},
    }
    delivery = Delivery(
        endpoint=row,
        organisation_id=row.organisation_id,
        event=mark,
        verb="notices.ping",
        body=body,
        made=deed.now,
        next=deed.now,
    )
    delivery.save(force_insert=True)
    deed.about(row, organisation=row.organisation_id)
    return delivery


@operation("notices.delivery_repeated")
def repeat(deed: Deed, key: UUID) -> Delivery:
    """Another round of attempts for a message that was not taken."""
    row = access.delivery(deed.actor, key)
    if row.taken is not None:
        raise Refused(("这条已经送达", "this message was delivered"))
    Delivery.unscoped.filter(pk=row.pk, taken__isnull=True).update(attempts=0, next=deed.now, trouble="")
    deed.about(row, organisation=row.organisation_id)
    return row


@operation("notices.delivery_given_up")
def note_given_up(deed: Deed, key: UUID) -> None:
    """Writes down that a delivery was given up, and tells the organisation, once a day for each endpoint."""
    row = Delivery.unscoped.select_related("endpoint").get(pk=key)
    zh = f"推送“{row.endpoint.name}”试了 {TRIES} 次没有送达，请检查对方地址"
    en = f"A message to webhook “{row.endpoint.name}” failed {TRIES} times; please check the address"
    told = members(row.organisation_id, "notices.webhooks")
    key_of_day = f"notices.delivery_given_up:{row.endpoint_id}:{deed.day.isoformat()}"
    queue(deed, told, key_of_day, zh, en, f"/notices/webhooks/{row.endpoint_id}/")
    deed.about(row, organisation=row.organisation_id, data={"verb": row.verb})


def forget_old(actor: Actor) -> int:
    """Forgets messages read long ago and e-mails long sent, in the daily round; the record of deeds keeps what happened."""
    long_ago = actor.now - KEEP
    gone, _ = Outbox.unscoped.filter(Q(read__lt=long_ago) | Q(sent__lt=long_ago)).delete()
    gone_too, _ = Delivery.unscoped.filter(made__lt=actor.now - timedelta(days=90)).delete()
    return gone + gone_too
