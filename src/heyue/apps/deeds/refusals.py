"""拒绝: the three ways a deed ends without being done. web/middleware.py turns each into a page or a problem+json answer."""

from __future__ import annotations

from heyue.apps.deeds.both import Pair, both


class NotFound(LookupError):
    """没有找到: there is no such thing, or none that this person may know of; the two look alike to the one who asks."""


class Refused(PermissionError):
    """不能这样做: the thing may be seen but not this done to it; `why` says what to do instead, as a (zh, en) pair."""

    def __init__(self, why: Pair) -> None:
        super().__init__(why[1])
        self.why = both(*why)


class Conflict(RuntimeError):
    """已被改动: somebody else was quicker; nothing was done. The page is to be read again."""

    def __init__(self, why: Pair) -> None:
        super().__init__(why[1])
        self.why = both(*why)
