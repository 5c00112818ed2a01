"""日历订阅: a private address for a calendar program, told once, ended at any time."""

from __future__ import annotations

import secrets
from uuid import UUID

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import access
from heyue.apps.ledger.models import Feed
from heyue.apps.sealed import digest

MOST = 5


@operation("ledger.subscribe")
def subscribe(deed: Deed, *, lang: str, names: bool) -> tuple[Feed, str]:
    """新建订阅: for oneself in the organisation one works in. Returns the feed and its token, which is not kept."""
    person, organisation = deed.actor.person, deed.actor.organisation
    if person is None or organisation is None or not deed.actor.can("ledger.read"):
        raise NotFound
    if Feed.unscoped.filter(person_id=person, organisation_id=organisation, ended__isnull=True).count() >= MOST:
        raise Refused((f"最多同时有 {MOST} 个订阅，请先停用一个", f"at most {MOST} feeds at a time; end one first"))
    token = secrets.token_urlsafe(32)
    made = Feed.unscoped.create(
        person_id=person, organisation_id=organisation, token=digest("ledger.feed", token), lang="en" if lang == "en" else "zh",
        names=names, made=deed.now,
    )  # fmt: skip
    deed.about(made, organisation=organisation, data={"names": names})
    return made, token


@operation("ledger.unsubscribe")
def unsubscribe(deed: Deed, key: UUID) -> Feed:
    """停用订阅: the address answers nothing from now on."""
    feed = access.feed(deed.actor, key)
    if Feed.unscoped.filter(pk=key, ended__isnull=True).update(ended=deed.now) != 1:
        raise Conflict(("这个订阅已经停用", "this feed has ended already"))
    deed.about(feed, organisation=feed.organisation_id)
    return feed


@operation("ledger.read_feed")
def read_feed(deed: Deed, token: str) -> Feed:
    """读取订阅: by a calendar program; noted once a day and whenever it names people."""
    feed = access.feed_of(deed.actor, token)
    Feed.unscoped.filter(pk=feed.pk).update(last_read=deed.now)
    deed.about(feed, organisation=feed.organisation_id, data={"names": feed.names})
    return feed
