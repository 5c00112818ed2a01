"""赛跑: many threads, each with its own connection, do the same thing to the same row at the same moment; and how a guard is taken away.

A race test that has never seen the race proves nothing. Every deed here is run twice over: with its guard, and with the guard
taken away, and in both the racers are held up at the same places and for as long (`Meeting`): all of them right before what the
deed looks at, and again between that look and the write that rests on it. The guard is the only difference.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import pytest
from django.db import connection, models

from tests.conftest import long_runs

TOGETHER, PAUSE = 20.0, 0.12
"""Seconds: how long the racers wait for one another before they look, and how long whoever has looked waits for the others to look too.

A lock lets only one of them look; he waits the whole pause, and the others wait for him."""

GUARD = "the guard"


def rounds(short: int = 20) -> int:
    """How often a race is run: 200 times in the long run. SQLite lets one writer in at a time, where a few times tell as much."""
    return 200 if long_runs() else short if can_meet() else min(short, 3)


def racers() -> int:
    return 16 if long_runs() else 8


class Meeting:
    """碰头的地方: whoever comes to a place of that name waits until all have come there or are done with racing, or his patience ends.

    A place opens once and stays open; a racer who comes to it again (a deed that is tried anew) walks through.
    """

    def __init__(self, many: int) -> None:
        self._many, self._done = many, 0
        self._news = threading.Condition()
        self._open: set[str] = set()
        self.came: dict[str, set[int]] = {}

    def come(self, place: str, patience: float) -> None:
        me = threading.get_ident()
        with self._news:
            if place in self._open or me in self.came.setdefault(place, set()):
                return
            self.came[place].add(me)
            self._look_round()
            self._news.wait_for(lambda: place in self._open, patience)
            self._open.add(place)
            self._news.notify_all()

    def leave(self) -> None:
        """One racer is done."""
        with self._news:
            self._done += 1
            self._look_round()

    def _look_round(self) -> None:
        self._open |= {place for place, came in self.came.items() if len(came) + self._done >= self._many}
        self._news.notify_all()

    def was_at(self, place: str) -> bool:
        """Whether this racer has been there."""
        return threading.get_ident() in self.came.get(place, ())

    @property
    def met(self) -> int:
        """How many stood at the guard together."""
        return len(self.came.get(GUARD, ()))


@dataclass(frozen=True)
class Guard:
    """看守: what keeps a deed from being done twice: row locks on these models, conditional updates of those."""

    locks: tuple[type[models.Model], ...] = ()
    updates: tuple[type[models.Model], ...] = ()

    @contextmanager
    def held_up(self, meeting: Meeting, *, taken_away: bool) -> Iterator[None]:
        """Makes the racers meet at the guard, and takes it away if so wished.

        A conditional update is taken apart: first the rows are looked up that fulfil the condition, then everybody meets, then
        the rows are written: with the condition, or, taken away, without. Before a row lock everybody meets; the rows are read,
        with the lock or without; then whoever has read waits for the others. Where a deed has several guards, everybody meets
        at the first that he comes to; an update that only makes sure of a lock already held is believed to have been done.
        """
        update, lock, fetch = models.QuerySet.update, models.QuerySet.select_for_update, models.QuerySet._fetch_all

        def updating(rows: Any, **fields: Any) -> int:
            if rows.model not in self.updates:
                return int(update(rows, **fields))
            keys = list(rows.values_list("pk", flat=True))
            if meeting.was_at(GUARD) and self.locks:
                meeting.come(f"second update of {rows.model.__name__}", PAUSE)
            meeting.come(GUARD, TOGETHER)
            if not taken_away:
                return int(update(rows, **fields))
            written = int(update(models.QuerySet(rows.model).filter(pk__in=keys), **fields))
            return max(1, written) if rows.model in self.locks else written

        def locking(rows: Any, *args: Any, **kwargs: Any) -> Any:
            if rows.model not in self.locks:
                return lock(rows, *args, **kwargs)
            meeting.come(GUARD, TOGETHER)
            read = rows.all() if taken_away else lock(rows, *args, **kwargs)
            read.query.waits_for_the_others = rows.model.__name__
            return read

        def fetching(rows: Any) -> None:
            fresh = rows._result_cache is None
            fetch(rows)
            name = getattr(rows.query, "waits_for_the_others", "")
            if fresh and name:
                meeting.come(f"after reading {name}", PAUSE)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(models.QuerySet, "update", updating)
            patch.setattr(models.QuerySet, "select_for_update", locking)
            patch.setattr(models.QuerySet, "_fetch_all", fetching)
            yield


class Track:
    """跑道: the racers, each a thread with a connection that it keeps from round to round."""

    def __init__(self, many: int | None = None) -> None:
        self.many = many or racers()
        self._threads = ThreadPoolExecutor(self.many)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._all(lambda number: connection.close())
        self._threads.shutdown()

    def race(self, act: Callable[[int], Any], meeting: Meeting | None = None) -> Counter[str]:
        """Lets all begin at once; how each ended: "done", or the name of what was raised."""

        def run(number: int) -> str:
            try:
                act(number)
            except Exception as error:  # noqa: BLE001 - how it ended is the result
                return type(error).__name__
            finally:
                if meeting is not None:
                    meeting.leave()
            return "done"

        return Counter(self._all(run))

    def against(self, guard: Guard, act: Callable[[int], Any], *, taken_away: bool) -> tuple[Counter[str], int]:
        """A race at a guard: how each ended, and how many stood at it together."""
        if not can_meet():
            return self.race(act), 0
        meeting = Meeting(self.many)
        with guard.held_up(meeting, taken_away=taken_away):
            ended = self.race(act, meeting)
        return ended, meeting.met

    def _all(self, act: Callable[[int], Any]) -> list[Any]:
        """Every thread does it once: none is through before all have begun."""
        start = threading.Barrier(self.many)

        def begin(number: int) -> Any:
            start.wait(60)
            return act(number)

        asked = [self._threads.submit(begin, number) for number in range(self.many)]
        return [one.result(120) for one in asked]


def can_meet() -> bool:
    """Whether several can be inside a deed at once: SQLite lets one writer in at a time, whatever the program does."""
    return bool(connection.vendor != "sqlite")


def needs_rivals() -> None:
    """A control that must fail needs PostgreSQL."""
    if not can_meet():
        pytest.skip("SQLite has one writer at a time: the negative control runs on PostgreSQL (make check-postgres)")
