"""快慢: how often one caller may do something, counted in the database for all processes together.

A stretch of time begins at fixed moments (each full hour for an hour), so that a count is one row and one update.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from heyue.apps.accounts.models import Tally

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """一种上限: its name, how often, and in how long."""

    name: str
    most: int
    stretch: timedelta


SIGN_UPS = Limit("sign-up", 10, timedelta(hours=1))
"""注册: by address; several firms of one building may share it."""
RESETS = Limit("reset", 10, timedelta(hours=1))
"""申请重设密码: by address."""
LETTERS = Limit("letters", 3, timedelta(hours=1))
"""同一个账户一小时内最多几封: reset links for one login; nothing shows whether it was reached."""


def add(key: str, since: datetime, number: int = 1) -> int:
    """Adds to a count and returns what it then is; callers at the same time get different answers or higher ones."""
    rows = Tally.objects.filter(key=key, since=since)
    if not rows.update(count=F("count") + number):
        Tally.objects.filter(since__lt=since - KEPT).delete()
        try:
            with transaction.atomic():
                Tally(key=key, since=since, count=number).save(force_insert=True)
        except IntegrityError:  # somebody else was the first in this stretch
            rows.update(count=F("count") + number)
    return rows.values_list("count", flat=True).first() or number


def reached(limit: Limit, who: str, now: datetime) -> datetime | None:
    """Counts one more; the moment from which it may be tried again where that is one too many, else None."""
    length = int(limit.stretch.total_seconds())
    start = datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)
    return start + limit.stretch if add(f"{limit.name}:{who}", start) > limit.most else None
