"""依法保留: organisations whose records must stay for now, whatever their term says; asked by every job that erases.

    holds.register("cases", organisations)        # in the app's AppConfig.ready: () -> ids of organisations

An app that knows of a reason (an open case) says so here; an app that erases asks `held()` and need not know the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

_SOURCES: dict[str, Callable[[], Iterable[UUID]]] = {}


def register(name: str, organisations: Callable[[], Iterable[UUID]]) -> None:
    """Adds a source of holds."""
    _SOURCES[name] = organisations


def held() -> frozenset[UUID]:
    """Every organisation under a hold at this moment."""
    return frozenset(one for source in _SOURCES.values() for one in source())
