"""断电一样的中断: a process that imports is killed at a random moment; afterwards there is all of it or nothing, and it can go on.

A kill is the worst that can happen to a process, and it happens: out of memory, a restart, a machine taken away.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from heyue.apps.accounts import operations as accounts
from heyue.apps.audit import chain
from heyue.apps.audit.models import Event
from heyue.apps.checkups import operations, store, tasks
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, Finding, Report, UploadFile
from heyue.apps.deeds import SYSTEM
from heyue.apps.ledger.models import Acceptance, Employee, Record
from tests.conftest import long_runs
from tests.district import District, program
from tests.harness.objects import book

# Still being built: runs with the full numbers (make test-long) until every case of it is agreed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database, pytest.mark.long]
ROOT = Path(__file__).resolve().parents[2]


def kills() -> int:
    """How many processes are killed in each test: 5 of each kind, 150 in the long run."""
    return 150 if long_runs() else 5


@contextmanager
def child(what: str, key: uuid.UUID) -> Iterator[subprocess.Popen[str]]:
    """A process that has loaded everything and waits for a line to begin."""
    environment = {**os.environ, "CHILD_DATABASE": str(connection.settings_dict["NAME"]), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.harness.child", what, str(key)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.stderr.read() if process.stderr else ""
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def whole(what: str, key: uuid.UUID) -> float:
    """Lets the deed be done undisturbed; how many seconds it took."""
    with child(what, key) as process:
        began = time.monotonic()
        begin(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n", process.stderr.read() if process.stderr else ""
        return time.monotonic() - began


def killed(what: str, key: uuid.UUID, after: float) -> bool:
    """Kills the process `after` seconds into the deed; whether it had said that it was done."""
    with child(what, key) as process:
        begin(process)
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
        told, _ = process.communicate()
        return "done" in told


def sound() -> None:
    """The database itself is whole, and so is the record."""
    assert list(chain.verify()) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]


def handed_in(district: District) -> uuid.UUID:
    owner, firm = district.actor("owner"), district.organisations["甲"].pk
    return operations.start(
        owner, organisation=firm, place="", as_of=owner.day, files=[Given("员工.xlsx", "xlsx", book())]
    ).pk


def test_a_killed_worker_leaves_a_check_up_done_or_to_be_done_again(
    district: District, record_property: pytest.FixtureRequest
) -> None:
    first = handed_in(district)
    seconds = whole("run", first)
    findings = Finding.unscoped.filter(checkup=first).count()
    assert findings > 0
    draw = random.Random(20261121)  # noqa: S311 - moments to kill at
    ends: dict[str, int] = {}
    for turn in range(kills()):
        key = handed_in(district)
        acknowledged = killed("run", key, draw.uniform(0, seconds * 1.1))
        row = Checkup.unscoped.get(pk=key)
        ends[row.state] = ends.get(row.state, 0) + 1
        there = (Report.unscoped.filter(checkup=key).count(), Finding.unscoped.filter(checkup=key).count())
        assert there == ((1, findings) if row.state == "done" else (0, 0)), f"kill {turn}: {row.state}, {there}"
        assert row.state == "done" or not acknowledged, f"kill {turn}: said done and is {row.state}"
        assert all(store.get(file.stored) for file in UploadFile.unscoped.filter(checkup=key))
        if row.state != "done":
            later = timezone.now() + timedelta(minutes=30)
            operations.resume(SYSTEM("tests", later, later.date()), key)
            assert tasks.run.call(str(key)) == "done"
            assert Finding.unscoped.filter(checkup=key).count() == findings
            assert Report.unscoped.filter(checkup=key).count() == 1
        assert Event.unscoped.filter(verb="checkups.finish", subject=str(key)).count() == 1
    sound()
    record_property("killed workers, by the state they left", str(ends))  # type: ignore[operator]


def test_a_killed_import_leaves_the_ledger_with_all_of_it_or_nothing(district: District) -> None:
    first = firm(0)
    seconds = whole("accept", first)
    wanted = tally(first)
    assert min(wanted) > 0
    draw = random.Random(20261122)  # noqa: S311 - moments to kill at
    for turn in range(kills()):
        key = firm(turn + 1)
        acknowledged = killed("accept", key, draw.uniform(0, seconds * 1.1))
        there = tally(key)
        assert there in {wanted, (0, 0, 0)}, f"kill {turn}: {there} of {wanted}"
        assert there == wanted or not acknowledged, f"kill {turn}: said done and is not"
        if there != wanted:
            whole("accept", key)
            assert tally(key) == wanted
    sound()


def firm(number: int) -> uuid.UUID:
    return accounts.register(program(), kind="enterprise", name=f"厂{number}（测试）", place="440105", demo=True).pk


def tally(key: uuid.UUID) -> tuple[int, int, int]:
    """Acceptances, people and records of a firm."""
    return tuple(kind.unscoped.filter(organisation=key).count() for kind in (Acceptance, Employee, Record))  # type: ignore[return-value]
