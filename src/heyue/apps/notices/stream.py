"""消息流: what /notices/stream says in one answer.

A worker that serves pages by WSGI must not be held by one reader, so the answer is short: what is new since `Last-Event-ID`, a
`retry:` of three seconds, and the end; the browser asks again by itself, as the protocol provides. An app adds its own progress
by `progress_of(name, read)`, where `read(actor, since)` yields (id, data) of its jobs that moved.

An id is the moment of the newest message and the first signs of those told lately: transactions may end in another order than
they began, so the last half minute is looked at again and what was told is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from heyue.apps.deeds import Actor
from heyue.apps.notices.models import Outbox

RETRY = 3000
AGAIN = timedelta(seconds=30)
OLDEST = timedelta(minutes=10)
Read: TypeAlias = Callable[[Actor, datetime], Iterable[tuple[str, Mapping[str, Any]]]]
_SOURCES: dict[str, Read] = {}


def progress_of(name: str, read: Read) -> None:
    """Registers an app's source of progress."""
    _SOURCES[name] = read


def answer(actor: Actor, last: str) -> Iterator[str]:
    """The text of one answer, event by event."""
    yield f"retry: {RETRY}\n\n"
    since, told = _read_id(last, actor.now)
    rows = Outbox.objects.visible_to(actor).filter(read__isnull=True)
    unread = rows.count()
    if last:
        fresh = [
            row for row in rows.filter(made__gt=since - AGAIN).order_by("made", "pk")[:20] if _sign(row) not in told
        ]
    else:
        fresh = []
    newest = max([since, *(row.made for row in fresh)])
    lately = [*told, *(_sign(row) for row in fresh)][-40:]
    mark = f"{newest.timestamp():.6f}.{'.'.join(lately)}"
    for row in fresh:
        data = {"id": str(row.pk), "text": row.en if actor.lang == "en" else row.zh, "link": row.link, "unread": unread}
        yield _event("notice", data, mark)
    for read in _SOURCES.values():
        for key, data in read(actor, since - AGAIN):
            yield _event("progress", {"id": key, **data}, mark)
    yield _event("unread", {"unread": unread}, mark)


def _event(name: str, data: Mapping[str, Any], mark: str) -> str:
    return f"id: {mark}\nevent: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


def _sign(row: Outbox) -> str:
    return row.pk.hex[:8]


def _read_id(last: str, now: datetime) -> tuple[datetime, list[str]]:
    """The moment and the signs of an id; now where there is none or none of ours."""
    whole, _, rest = last[:600].partition(".")
    fraction, _, signs = rest.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 11 and fraction.isascii() and fraction.isdigit()):
        return now, []
    since = datetime.fromtimestamp(int(whole), UTC) + timedelta(microseconds=int(fraction[:6].ljust(6, "0")))
    return min(max(since, now - OLDEST), now), [sign for sign in signs.split(".") if sign]
