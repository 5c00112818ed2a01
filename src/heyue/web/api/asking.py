"""谁在调用: by token or by session, whether the operation is open to them, and how often they may ask.

A token goes before a session. With a session, whatever changes something shows that it comes from this site (CSRF); a request
with a token cannot be made by another site and needs no such proof.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest
from ninja.utils import check_csrf

from heyue.apps.accounts import limits, standing
from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN, Policy
from heyue.web.api.problems import Problem
from heyue.web.middleware import looks, needs_factor

A_MINUTE = {"token": 600, "session": 600, "nobody": 120}
"""每分钟最多几次: by kind of caller, for all processes together."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_TOKEN = 200
LOTS = 30
"""一分钟的次数分几批领: a process takes the calls of a minute in lots, so that one call in twenty asks the database."""
log = logging.getLogger("heyue.api")


class Minutes:
    """一分钟里的次数, of all processes: numbers are taken from the database in lots and given out one by one.

    What a process took and did not use is lost until the next minute: several processes may allow a little less than the
    most, never more. While the database is busy a process counts on by itself.
    """

    def __init__(self) -> None:
        self._lock, self._minute, self._lots = Lock(), -1, dict[str, tuple[int, int]]()

    def count(self, who: str, minute: int, most: int) -> int:
        """Which call of this minute it is."""
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._lots.clear()
            last, end = self._lots.get(who, (0, 0))
            if last >= end and last <= most:
                last, end = self._lot(who, minute, max(1, most // LOTS), last)
            self._lots[who] = (last + 1, end)
            return last + 1

    def _lot(self, who: str, minute: int, size: int, last: int) -> tuple[int, int]:
        try:
            end = limits.add(f"api:{who}", datetime.fromtimestamp(minute * 60, UTC), size)
        except OperationalError:
            log.warning("the calls of a minute were counted in one process only")
            return last, last + size
        return end - size, end


MINUTES = Minutes()


def identify(request: HttpRequest) -> str:
    """Puts the actor of the token on the request, where one is sent; "token", "session" or "nobody"."""
    sent = request.headers.get("Authorization", "")
    caller: Any = request
    if not sent:
        return "session" if caller.actor.signed_in else "nobody"
    scheme, _, value = sent.partition(" ")
    actor = caller.actor
    found = None
    if scheme.lower() == "bearer" and 0 < len(value) <= LONGEST_TOKEN:
        found = standing.bearer(value.strip(), now=actor.now, day=actor.day, lang=actor.lang, address=actor.address)
    if found is None:
        _within(request, "nobody", f"address:{actor.address}")
        raise Problem("unknown-caller", WWW_Authenticate='Bearer error="invalid_token"')
    caller.token, caller.actor = found
    return "token"


def let_in(request: HttpRequest, policy: Policy | None) -> None:
    """Nothing where the caller may go on; otherwise the Problem that says why not. Without a policy nobody may."""
    kind = identify(request)
    caller: Any = request
    actor = caller.actor
    who = {"token": lambda: f"token:{caller.token.pk}", "session": lambda: f"person:{actor.person}"}.get(
        kind, lambda: f"address:{actor.address}"
    )
    _within(request, kind, who())
    if policy is None:
        raise Problem("absent")
    if policy.asks == PUBLIC:
        return
    if kind == "nobody":
        raise Problem("unknown-caller", WWW_Authenticate="Bearer")
    if kind == "session" and request.method not in SAFE and check_csrf(request) is not None:
        raise Problem("other-site")
    if policy.asks == SIGNED_IN or actor.can(policy.asks) or (kind == "session" and looks(request, policy)):
        return
    raise Problem("second-factor" if kind == "session" and needs_factor(request, policy.asks) else "not-open")


def _within(request: HttpRequest, kind: str, who: str) -> None:
    """Counts the call; Problem where there were too many this minute."""
    caller: Any = request
    seconds = int(caller.actor.now.timestamp())
    most, left = A_MINUTE[kind], 60 - seconds % 60
    count = MINUTES.count(who, seconds // 60, most)
    caller.rate = (most, max(0, most - count), left)
    if count > most:
        raise Problem("too-many", Retry_After=str(left))
