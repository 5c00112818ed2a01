"""断电一样的中断: a process that imports is killed at a random moment; afterwards there is all of it or nothing, and it can go on.

A kill is the worst that can happen to a process, and it happens: out of memory, a restart, a machine taken away. The process
killed is the worker that `heyue serve` starts; what it left is taken up again by the clock and another worker, as in real use.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from heyue.apps.accounts import operations as accounts
from heyue.apps.audit import chain
from heyue.apps.audit.models import Event
from heyue.apps.checkups import operations, store
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, Finding, Report, UploadFile
from heyue.apps.deeds import SYSTEM
from heyue.apps.ledger import operations as ledger
from heyue.apps.ledger.models import Acceptance, Employee, Proposal, Record
from heyue.apps.notices import due
from tests.apps.ledger.firms import AS_OF, sample
from tests.conftest import long_runs
from tests.district import District, program
from tests.harness.objects import book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0
"""Seconds to wait for a word of a process before the test is given up."""
LATER = timedelta(minutes=30)
"""By when whatever a dead worker held is free again."""


def kills() -> int:
    """How many processes are killed in each test: 10, 150 in the long run."""
    return 150 if long_runs() else 10


class Processes:
    """会被杀的进程们: tests/harness/child.py, which forks one for each deed."""

    def __init__(self, said: Path) -> None:
        environment = {**os.environ, "CHILD_DATABASE": str(connection.settings_dict["NAME"]), "PYTHONPATH": str(ROOT)}
        self._said = said
        with said.open("w") as errors:
            self._mother = subprocess.Popen(
                [sys.executable, "-m", "tests.harness.child"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
            )
        self._heard = b""

    def loaded(self) -> None:
        self._hear("loaded")

    def end(self) -> None:
        self._mother.kill()
        self._mother.communicate()

    def whole(self, what: str, key: uuid.UUID) -> float:
        """Lets the deed be done undisturbed; how many seconds it took."""
        self._begun(what, key)
        began = time.monotonic()
        self._say("")
        self._hear("done")
        took = time.monotonic() - began
        self._say("")
        self._hear("gone")
        return took

    def killed(self, what: str, key: uuid.UUID, after: float) -> bool:
        """Kills the process `after` seconds into the deed; whether it had said that it was done."""
        number = self._begun(what, key)
        self._say("")
        time.sleep(after)
        os.killpg(number, signal.SIGKILL)
        told = self._line()
        if told == "done":
            self._hear("gone")
        _alone()
        return told == "done"

    def _begun(self, what: str, key: uuid.UUID) -> int:
        self._say(f"{what} {key}")
        return int(self._hear("ready").split()[1])

    def _say(self, line: str) -> None:
        assert self._mother.stdin is not None
        self._mother.stdin.write(f"{line}\n".encode())

    def _hear(self, word: str) -> str:
        line = self._line()
        assert line.partition(" ")[0] == word, f"{line!r} instead of {word!r}: {self._said.read_text()[-3000:]}"
        return line

    def _line(self) -> str:
        assert self._mother.stdout is not None
        descriptor, until = self._mother.stdout.fileno(), time.monotonic() + PATIENCE
        while b"\n" not in self._heard:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(descriptor, 4096) if ready else b""
            assert piece, f"the process says nothing: {self._said.read_text()[-3000:]}"
            self._heard += piece
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode()


def _alone() -> None:
    """Waits until the database serves nobody but this process: a server goes on with what it was last told, a commit perhaps,
    until it notices that whoever told it is dead."""
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + PATIENCE
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise AssertionError("somebody dead is still served")


@pytest.fixture(scope="module")
def processes(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Loaded once for all tests here: only what is forked has connections."""
    made = Processes(tmp_path_factory.mktemp("kills") / "said")
    try:
        made.loaded()
        yield made
    finally:
        made.end()


def moments(seconds: float) -> Iterator[float]:
    """When to kill: one moment in each stretch of the deed, drawn with a seed that stands here."""
    draw = random.Random(20261121)  # noqa: S311 - moments to kill at
    for turn in range(kills()):
        yield seconds * (turn + draw.random()) / kills()


def taken_up_again(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """What the clock does half an hour later (its rounds of every minute, not those of every day), and then a worker.

    Each kill has a minute of its own: the clock makes a round once a minute.
    """
    later = timezone.now() + LATER + timedelta(minutes=turn)
    with monkeypatch.context() as patch:
        patch.setattr(due, "REPEATS", {name: one for name, one in due.REPEATS.items() if one.every is not None})
        due.wake(SYSTEM("tests", later, later.date()))
    waiting = DBTaskResult.objects.filter(status="READY")
    for _ in range(50):
        call_command(
            "db_worker", batch=True, interval=0.01, startup_delay=False, verbosity=0, worker_id=uuid.uuid4().hex
        )
        if not waiting.exists():
            return
        time.sleep(0.1)  # a worker that finds the database locked once looks again later; this one, told to end, ends
    raise AssertionError(f"tasks are left in the queue: {list(waiting.values())}")


def sound() -> None:
    """The database itself is whole, and so is the record."""
    assert list(chain.verify()) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]


def told(ends: Counter[str], note: Callable[[str, object], None]) -> None:
    """Writes down how the kills fell; at least one must have fallen inside the deed, or nothing was tested."""
    note("killed, by what was left", str(dict(ends)))
    inside = sum(number for state, number in ends.items() if not state.startswith("acknowledged"))
    assert inside > 0, f"no kill fell inside the deed: {dict(ends)}"


def handed_in(district: District) -> uuid.UUID:
    owner, firm = district.actor("owner"), district.organisations["甲"].pk
    files = [Given("员工.xlsx", "xlsx", book())]
    return uuid.UUID(str(operations.start(owner, organisation=firm, place="", as_of=owner.day, files=files).pk))


def test_a_killed_worker_leaves_a_check_up_done_or_to_be_done_again(
    district: District,
    processes: Processes,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    first = handed_in(district)
    processes.whole("work", first)  # the first has caches to fill
    seconds = processes.whole("work", handed_in(district))
    findings = Finding.unscoped.filter(checkup=first).count()
    assert findings > 0
    ends: Counter[str] = Counter()
    for turn, moment in enumerate(moments(seconds)):
        key = handed_in(district)
        acknowledged = processes.killed("work", key, moment)
        row = Checkup.unscoped.get(pk=key)
        ends[f"{'acknowledged' if acknowledged else 'killed'}, {row.state}"] += 1
        there = (Report.unscoped.filter(checkup=key).count(), Finding.unscoped.filter(checkup=key).count())
        assert there == ((1, findings) if row.state == "done" else (0, 0)), f"kill {turn}: {row.state}, {there}"
        assert row.state == "done" or not acknowledged, f"kill {turn}: said done and is {row.state}"
        assert all(store.get(file.stored) for file in UploadFile.unscoped.filter(checkup=key))
        taken_up_again(monkeypatch, turn)
        left = list(DBTaskResult.objects.filter(args_kwargs__args__0=str(key)).values_list("status", flat=True))
        assert Checkup.unscoped.get(pk=key).state == "done", f"kill {turn} of {row.state}: its tasks are {left}"
        assert Finding.unscoped.filter(checkup=key).count() == findings
        assert Report.unscoped.filter(checkup=key).count() == 1
        assert Event.unscoped.filter(verb="checkups.finish", subject=str(key)).count() == 1
        assert Proposal.unscoped.filter(source=key).count() == 1
    sound()
    told(ends, record_property)


def test_a_killed_import_leaves_the_ledger_with_all_of_it_or_nothing(
    district: District,
    processes: Processes,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    facts = sample(5, 40)

    def proposed(number: int) -> Proposal:
        name = f"厂{number}（测试）"
        firm = accounts.register(program(), kind="enterprise", name=name, place="440105", demo=True)
        return ledger.propose(SYSTEM("tests", timezone.now(), AS_OF), firm.pk, facts, source=uuid.uuid4(), as_of=AS_OF)

    processes.whole("take", proposed(-2).pk)  # the first has caches to fill
    first = proposed(-1)
    seconds = processes.whole("take", first.pk)
    wanted = tally(first)
    assert min(wanted) > 0
    ends: Counter[str] = Counter()
    for turn, moment in enumerate(moments(seconds)):
        proposal = proposed(turn)
        acknowledged = processes.killed("take", proposal.pk, moment)
        there = tally(proposal)
        ends[f"{'acknowledged' if acknowledged else 'killed'}, {'all' if there == wanted else 'nothing'} there"] += 1
        assert there in {wanted, (0, 0, 0)}, f"kill {turn}: {there} of {wanted}"
        assert there == wanted or not acknowledged, f"kill {turn}: said done and is not"
        if Proposal.unscoped.get(pk=proposal.pk).state == "open":
            assert there == (0, 0, 0), f"kill {turn}: taken over, and may be taken over once more"
            actor = SYSTEM("tests", timezone.now(), AS_OF)
            ledger.take_over(actor, proposal.pk, version=0, choices=ledger.Choices())
        taken_up_again(monkeypatch, turn)
        assert tally(proposal) == wanted
    sound()
    told(ends, record_property)


def tally(proposal: Proposal) -> tuple[int, int, int]:
    """Acceptances, people and records of a proposal's firm."""
    firm = proposal.organisation_id
    return tuple(kind.unscoped.filter(organisation=firm).count() for kind in (Acceptance, Employee, Record))  # type: ignore[return-value]


def test_a_process_is_really_killed_inside_its_deed(district: District, processes: Processes) -> None:
    """The negative control: a worker stopped at its very beginning has done nothing, and its task is still in the queue."""
    key = handed_in(district)
    assert not processes.killed("work", key, 0.0)
    assert Checkup.unscoped.get(pk=key).state != "done"
    assert DBTaskResult.objects.exclude(status="SUCCESSFUL").filter(args_kwargs__args__0=str(key)).exists()
