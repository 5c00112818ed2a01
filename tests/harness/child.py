"""会被杀掉的进程: does one deed in a process of its own and says when it begins and when it is done.

python -m tests.harness.child run <check-up>        what the worker does with a check-up
python -m tests.harness.child accept <employer>     takes a whole firm's facts into the ledger
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import django


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.harness.child_settings"
    django.setup()
    what, key = sys.argv[1:3]
    act = {"run": run, "accept": accept}[what](key)
    print("ready", flush=True)
    sys.stdin.readline()
    act()
    print("done", flush=True)
    return 0


def run(key: str) -> Callable[[], object]:
    from heyue.apps.checkups import reading, tasks  # noqa: F401 - loads Polars and the law before the clock starts

    return lambda: tasks.run.call(key)


def accept(key: str) -> Callable[[], object]:
    from heyue.apps.deeds import SYSTEM
    from heyue.apps.ledger import operations
    from tests.apps.ledger.firms import AS_OF, sample

    facts, now = sample(5, 40), datetime.now(UTC)
    return lambda: operations.accept(
        SYSTEM("tests", now, now.date()), uuid.UUID(key), facts, source=uuid.UUID(key), as_of=AS_OF
    )


if __name__ == "__main__":
    sys.exit(main())
