"""到期表: what is to be done at a certain time, and the waking that does it.

    queue_due(deed, f"cases.deadline:{deadline.pk}", at, "cases.remind", {"deadline": str(deadline.pk)})   # in a deed
    @handler("cases.remind")                                                                               # in an app's tasks.py
    def remind(actor: Actor, payload: dict[str, Any]) -> None: ...

    @daily("ledger.retention", at=time(3, 10))                     # every day, once, at that time of the installation's zone
    def retention(actor: Actor, payload: dict[str, Any]) -> None: ...

A handler runs in one transaction with the mark that it is done: killed half-way, neither is kept and it runs again. One that
fails is tried again after growing pauses and given up after TRIES. A day on which nothing ran is not made up for: daily
handlers look at dates, not at their last run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.utils import timezone

from heyue.apps.audit.operation import Deed
from heyue.apps.deeds import Actor
from heyue.apps.notices.models import TRIES, Due

Handler: TypeAlias = Callable[[Actor, dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repeat:
    """重复的事: every so long, or every day at a time."""

    every: timedelta | None
    at: time | None


REPEATS: dict[str, Repeat] = {}


def handler(name: str) -> Callable[[Handler], Handler]:
    """Registers what is called for due rows of that name."""

    def register(body: Handler) -> Handler:
        if HANDLERS.get(name, body) is not body:
            raise RuntimeError(f"{name}: two handlers of that name")
        HANDLERS[name] = body
        return body

    return register


def daily(name: str, *, at: time) -> Callable[[Handler], Handler]:
    """Registers what runs once a day."""
    REPEATS[name] = Repeat(None, at)
    return handler(name)


def every(name: str, *, minutes: int) -> Callable[[Handler], Handler]:
    """Registers what runs once in each stretch of so many minutes."""
    REPEATS[name] = Repeat(timedelta(minutes=minutes), None)
    return handler(name)


def queue_due(deed: Deed, key: str, at: datetime, handler: str, payload: dict[str, Any] | None = None) -> None:
    """Sets or moves what is due under `key`; what was already done under it stays done unless its time is another one."""
    row, fresh = Due.objects.get_or_create(
        key=key, defaults={"at": at, "next": at, "handler": handler, "payload": payload or {}}
    )
    if not fresh and (row.at, row.handler, row.payload) != (at, handler, payload or {}):
        Due.objects.filter(pk=row.pk).update(
            at=at, next=at, handler=handler, payload=payload or {}, done=None, given_up=False, attempts=0, trouble=""
        )


def drop_due(deed: Deed, key: str) -> None:
    """Takes back what is due under `key`; nothing where it was done or never set."""
    Due.objects.filter(key=key, done__isnull=True).delete()


def wake(actor: Actor, most: int = 500) -> int:
    """Runs what is due at `actor.now`, each row in a transaction of its own; returns how many rows were taken up."""
    _plan_repeats(actor)
    for turn in range(most):
        if not _one(actor):
            return turn
    return most


def _plan_repeats(actor: Actor) -> None:
    local = timezone.localtime(actor.now)
    rows = []
    for name, repeat in REPEATS.items():
        if repeat.every is not None:
            slot = int(actor.now.timestamp() // repeat.every.total_seconds())
        elif repeat.at is not None and local.time() < repeat.at:
            continue
        else:
            slot = int(actor.day.strftime("%Y%m%d"))
        rows.append(Due(key=f"repeat:{name}:{slot}", at=actor.now, next=actor.now, handler=name, payload={}))
    known = set(Due.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    Due.objects.bulk_create([row for row in rows if row.key not in known], ignore_conflicts=True)


def _one(actor: Actor) -> bool:
    """Takes up the row that has waited longest; False where nothing is due."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = Due.objects.select_for_update(skip_locked=skip).filter(
            done__isnull=True, given_up=False, next__lte=actor.now
        )
        row = rows.order_by("next", "pk").first()
        if row is None:
            return False
        try:
            with transaction.atomic():
                HANDLERS[row.handler](actor, row.payload)
        except Exception as error:
            row.attempts += 1
            row.trouble = type(error).__name__[:60]
            row.next = actor.now + pause(row.attempts)
            row.given_up = row.attempts >= TRIES
            log.exception("due %s failed, attempt %s", row.handler, row.attempts)
        else:
            row.done, row.trouble = actor.now, ""
        row.save(update_fields=["attempts", "trouble", "next", "given_up", "done"])
    return True


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failures: 1, 4, 16 … minutes, at most 12 hours."""
    return min(timedelta(minutes=4 ** max(0, attempts - 1)), timedelta(hours=12))


def drop_old(actor: Actor, days: int = 60) -> None:
    """Forgets what was done long ago, so that the table stays small."""
    Due.objects.filter(done__lt=actor.now - timedelta(days=days)).delete()
