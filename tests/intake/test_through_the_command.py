"""坏文件，走整条命令: a sample of the changed files goes through `heyue checkup` itself, its real child and its real limits.

The quick reader (reader.py) forks a warm child; here nothing is warm and nothing is ours but the file: what ends the command, what
it says, what it takes, and what it leaves behind are those of a user's own run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.intake.corpus import Seed, seeds, workbook
from tests.intake.reader import changed
from tests.intake.test_corpus import CHINESE, CPU_SECONDS, MEMORY_KIB, UNSEEN

FEW, MANY = 4, 320
START_SECONDS = 10
"""Processor time the command itself may take beside its child: starting, loading the rules, checking a handful of people."""

WATCHED = """
import os, resource, sys
notes, took = int(sys.argv.pop(1)), int(sys.argv.pop(1))
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.system", "os.exec",
            "socket.connect", "socket.bind", "shutil.", "tempfile.", "urllib.", "http.")

def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & WRITING or event.startswith(CHANGING):
        os.write(notes, f"{event} {arguments!r:.200}\\n".encode("utf-8", "replace"))

sys.addaudithook(hook)
from heyue.cli.main import main
try:
    sys.exit(main())
finally:
    with open("/proc/self/status") as lines:
        own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    os.write(took, str(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)).encode())
"""
"""Runs the command and notes each file it would write, move or take away by name, and each address it would reach; at the end the
largest memory of one process, which `wait4` cannot tell: there a process begins at the peak of the one that started it."""


@dataclass(frozen=True)
class Run:
    """一次运行: how the command ended, what it said, what it did by name, and the most its processes took."""

    status: int
    out: str
    err: str
    notes: str
    memory: int
    cpu: float


def checkup(area: Path, file: str, *words: str) -> Run:
    """`heyue checkup FILE --format json` in a folder of its own; memory in KiB (of the largest process), CPU in seconds (of all)."""
    streams = [os.memfd_create(name) for name in ("out", "err", "notes", "took")]
    out, err, notes, took = streams
    command = [sys.executable, "-c", WATCHED, str(notes), str(took), "checkup", file]
    command += ["--as-of", "2026-10-31", "--format", "json", *words]
    process = subprocess.Popen(
        command,
        cwd=area,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        pass_fds=(notes, took),
        env={"HOME": str(area), "TMPDIR": str(area), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said = [os.pread(stream, os.lseek(stream, 0, os.SEEK_END), 0).decode("utf-8") for stream in streams]
    for stream in streams:
        os.close(stream)
    return Run(process.returncode, *said[:3], memory=int(said[3]), cpu=usage.ru_utime + usage.ru_stime)


def in_order(run: Run, file: str, what: str) -> str:
    """The run ended with a report, or with one line; returns which."""
    assert run.notes == "", (what, run.notes)
    assert run.memory <= MEMORY_KIB, (what, run.memory)
    assert run.cpu <= CPU_SECONDS + START_SECONDS, (what, run.cpu)
    if run.status == 0:
        assert run.err == "", (what, run.err)
        report: dict[str, Any] = json.loads(run.out)
        for problem in report["problems"]:
            text = " ".join(str(part) for part in problem.values())
            assert CHINESE.search(text), (what, problem)
            assert not UNSEEN.search(text), (what, problem)
            assert file in text, (what, problem)
        return "reported"
    assert run.status == 2, (what, run)
    assert run.out == "", (what, run.out)
    (only,) = run.err.removesuffix("\n").split("\n")
    assert only.startswith("heyue: "), (what, only)
    assert CHINESE.search(only), (what, only)
    assert not UNSEEN.search(only), (what, only)
    assert file in only, (what, only)
    return "refused"


def chosen() -> list[Seed]:
    """Seeds of every kind in turn, so that a short sample holds them all."""
    by_kind: dict[str, list[Seed]] = {}
    for seed in seeds():
        if not seed.heavy:
            by_kind.setdefault(seed.kind, []).append(seed)
    longest = max(map(len, by_kind.values()))
    return [held[at] for at in range(longest) for held in by_kind.values() if at < len(held)]


def try_many(area: Path, draws: range) -> dict[str, float]:
    counts: Counter[str] = Counter()
    given, seen = chosen(), set()
    peak, most, began = 0, 0.0, time.monotonic()
    for draw in draws:
        seed = given[draw % len(given)]
        content = changed(seed.content, draw)
        seen.add(content)
        name = f"送来{Path(seed.file).suffix}"
        folder = area / f"{draw}"
        folder.mkdir()
        (folder / name).write_bytes(content)
        run = checkup(folder, name)
        counts[in_order(run, name, f"{seed.file}, draw {draw}")] += 1
        peak, most = max(peak, run.memory), max(most, run.cpu)
        assert [path.name for path in folder.iterdir()] == [name]
        assert (folder / name).read_bytes() == content
    assert sorted(path.name for path in area.iterdir()) == sorted(str(draw) for draw in draws)
    return {
        "mutants through the command": len(seen),
        **{f"mutants through the command, {name}": count for name, count in sorted(counts.items())},
        "command, peak memory of a process, MiB": round(peak / 1024),
        "command, longest CPU time with its child, s": round(most, 2),
        "command, seconds": round(time.monotonic() - began),
    }


def test_a_few_changed_files_end_in_order_through_the_command(tmp_path: Path):
    try_many(tmp_path, range(FEW))


def test_the_watch_sees_a_file_being_written(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(workbook())
    run = checkup(tmp_path, "a.xlsx", "-o", "report.json")
    assert run.status == 0
    assert "report.json" in run.notes
    assert 10_000 < run.memory < MEMORY_KIB


@pytest.mark.long
def test_hundreds_of_changed_files_end_in_order_through_the_command(tmp_path: Path, record_testsuite_property: Any):
    for name, value in try_many(tmp_path, range(2_000_000, 2_000_000 + MANY)).items():
        record_testsuite_property(name, value)
