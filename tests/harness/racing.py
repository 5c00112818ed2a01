"""赛跑: many threads, each with its own connection, do the same thing to the same row at the same moment; and how a guard is taken away.

A race test that has never seen the race proves nothing. `careless` and `unlocked` take the guard away for a while; every race test
has its negative control, in which the double must happen.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connection, models

from tests.conftest import long_runs

PAUSE = 0.03
"""Seconds between a check and the write that rests on it, where the guard is taken away: long enough for every rival to check."""


def rounds() -> int:
    """How often a race is run: 20 times, 200 in the long run."""
    return 200 if long_runs() else 20


def racers() -> int:
    return 16 if long_runs() else 8


def race(act: Callable[[int], Any], many: int) -> Counter[str]:
    """Lets `many` threads begin at once; how each ended: "done", or the name of what was raised."""
    start = threading.Barrier(many)
    ended: list[str] = []

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(30)
            act(number)
            ended.append("done")
        except Exception as error:  # noqa: BLE001 - how it ended is the result
            ended.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "a racer waits for ever"
    return Counter(ended)


def needs_rivals() -> None:
    """SQLite lets one writer in at a time, whatever the program does; a control that must fail needs PostgreSQL."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: the negative control runs on PostgreSQL (make check-postgres)")


@contextmanager
def careless(model: type[models.Model]) -> Iterator[None]:
    """Takes a conditional update apart, for one model: the condition is looked at first, and the row written a moment later."""
    whole = models.QuerySet.update

    def update(rows: Any, **fields: Any) -> int:
        if rows.model is not model:
            return int(whole(rows, **fields))
        keys = list(rows.values_list("pk", flat=True))
        time.sleep(PAUSE)
        return int(whole(models.QuerySet(model).filter(pk__in=keys), **fields))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.QuerySet, "update", update)
        yield


@contextmanager
def unlocked() -> Iterator[None]:
    """Takes every row lock away: rows are read, and nobody waits."""

    def read(rows: Any, *args: Any, **kwargs: Any) -> Any:
        if not hasattr(rows, "_chain"):
            rows = rows.get_queryset()
        return rows.all()

    whole = models.QuerySet.get

    def get(rows: Any, *args: Any, **kwargs: Any) -> Any:
        found = whole(rows, *args, **kwargs)
        time.sleep(PAUSE)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.QuerySet, "select_for_update", read)
        patch.setattr(models.Manager, "select_for_update", read, raising=False)
        patch.setattr(models.QuerySet, "get", get)
        yield


@contextmanager
def unguarded(*kinds: type[models.Model]) -> Iterator[None]:
    """Takes the locks and the conditional updates of these models away together, where a deed is guarded by both."""
    with ExitStack() as stack:
        stack.enter_context(unlocked())
        for kind in kinds:
            stack.enter_context(careless(kind))
        yield
