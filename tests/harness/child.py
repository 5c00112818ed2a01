"""会被杀掉的进程: does one deed in a process of its own and says when it begins and when it is done.

    python -m tests.harness.child

waits for lines "<what> <key>" and forks a process for each, so that loading the law, a few seconds, is paid for once:

    work <check-up>     what the worker does with all that stands in its queue
    take <proposal>     a firm's facts are taken into the ledger, and the worker does what that leaves for it
    …                   the deeds of `DEEDS`

The process says "ready <its number>", waits for a line, does the deed, says "done", waits for another and ends. Nothing of
Polars runs before the fork, and no connection is open: its threads and sockets would not survive it.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import BinaryIO

import django


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.harness.child_settings"
    django.setup()
    _load()
    with open(0, "rb", buffering=0, closefd=False) as orders:
        print("loaded", flush=True)
        while line := orders.readline():
            number = os.fork()
            if number == 0:
                _one(orders, *line.decode().split())
            os.waitpid(number, 0)
            print("gone", flush=True)
    return 0


def _load() -> None:
    from heyue.apps.checkups import reading, tasks  # noqa: F401
    from heyue.apps.ledger import operations  # noqa: F401
    from heyue.law import rules  # noqa: F401


def _one(orders: BinaryIO, what: str, key: str) -> None:
    """The forked process: it ends here, whatever happens."""
    status = 1
    try:
        os.setsid()
        act = DEEDS[what](uuid.UUID(key))
        print("ready", os.getpid(), flush=True)
        orders.readline()
        act()
        print("done", flush=True)
        orders.readline()
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def work(key: uuid.UUID) -> Callable[[], object]:
    """干活: what `heyue serve` starts as its worker, until the queue is empty."""
    from django.core.management import call_command

    options = {"batch": True, "interval": 0.01, "startup_delay": False, "reload": False, "verbosity": 0}
    return lambda: call_command("db_worker", **options, worker_id=uuid.uuid4().hex)


def take(key: uuid.UUID) -> Callable[[], object]:
    """入账: by the program, which may."""
    from heyue.apps.deeds import SYSTEM
    from heyue.apps.ledger import operations

    now = datetime.now(UTC)
    finish = work(key)

    def act() -> None:
        operations.take_over(SYSTEM("tests", now, now.date()), key, version=0, choices=operations.Choices())
        finish()

    return act


DEEDS: dict[str, Callable[[uuid.UUID], Callable[[], object]]] = {"work": work, "take": take}

if __name__ == "__main__":
    sys.exit(main())
