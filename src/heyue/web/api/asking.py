"""谁在调用: by token or by session, whether the operation is open to them, and how often they may ask.

A token goes before a session. With a session, whatever changes something shows that it comes from this site (CSRF); a request
with a token cannot be made by another site and needs no such proof.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import Any

from django.http import HttpRequest
from ninja.utils import check_csrf

from heyue.apps.accounts import standing
from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN, Policy
from heyue.web.api.problems import Problem
from heyue.web.middleware import looks, needs_factor

A_MINUTE = {"token": 600, "session": 600, "nobody": 120}
"""每分钟最多几次: by kind of caller; in one process, so that several processes allow as many times more."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_TOKEN = 200


class Minutes:
    """一分钟里的次数: counted anew with each minute."""

    def __init__(self) -> None:
        self._lock, self._minute, self._counts = Lock(), -1, Counter[str]()

    def count(self, who: str, minute: int) -> int:
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[who] += 1
            return self._counts[who]


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
    count = MINUTES.count(who, seconds // 60)
    caller.rate = (most, max(0, most - count), left)
    if count > most:
        raise Problem("too-many", Retry_After=str(left))
