"""读取: starts one limited child for each file and collects the sheets it read.

The children run while the caller imports what it needs; `start` returns at once, `Reading.collect` waits. A child that dies
or takes too long costs its file one sentence and nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

Cell = int | float | str | None
WALL_SECONDS = 40
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Upload:
    """上传的文件: a file's name as the user knows it, and its bytes."""

    name: str
    content: bytes


Source = str | Path | Upload


@dataclass(slots=True)
class Sheet:
    """工作表: cells by row, all rows equally wide; `merged` are boxes (top, left, bottom, right) near the top, 0-based."""

    file: str
    name: str | None
    rows: list[list[Cell]]
    merged: list[list[int]] = field(default_factory=list)
    epoch1904: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """没有读的文件: its name, the reason's code and what its sentence needs."""

    file: str
    code: str
    detail: dict[str, object]


def name_of(source: Source) -> str:
    return source.name if isinstance(source, Upload) else Path(source).name


def _anonymous() -> IO[bytes]:
    """A file without a name; in memory where the system can, so that wages are not written to a disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("heyue"), "w+b")
    import tempfile  # noqa: PLC0415  only where memory files are unknown

    return tempfile.TemporaryFile()


def _environment() -> dict[str, str]:
    return {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}


class Job:
    """一个文件的读取: one child at work on one file."""

    def __init__(self, source: Source) -> None:
        self.file = name_of(source)
        self.refused: Refusal | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.output = _anonymous()
        try:
            given = _opened(source)
        except FileNotFoundError:
            self.refused = Refusal(self.file, "missing_file", {})
            return
        except OSError:
            self.refused = Refusal(self.file, "unreadable_file", {})
            return
        with given:
            self.process = subprocess.Popen(  # noqa: S603  our own script, by its path, with fixed arguments
                [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py")), _calamine_folder()],
                stdin=given,
                stdout=self.output,
                stderr=subprocess.PIPE,
                env=_environment(),
            )

    def result(self) -> list[Sheet] | Refusal:
        """The file's sheets, or why there are none."""
        with self.output:
            if self.process is None:
                return self.refused or Refusal(self.file, "unreadable_file", {})
            try:
                _, complaint = self.process.communicate(timeout=WALL_SECONDS)
            except subprocess.TimeoutExpired:
                self.stop()
                return Refusal(self.file, "too_slow", {})
            if self.process.returncode != 0:
                return Refusal(self.file, _death(self.process.returncode, complaint), {})
            self.output.seek(0)
            answer: dict[str, Any] = json.loads(self.output.read())
        if "refused" in answer:
            return Refusal(self.file, answer["refused"], answer["detail"])
        epoch = bool(answer.get("epoch1904"))
        return [Sheet(self.file, s["name"], s["rows"], s["merged"], epoch) for s in answer["sheets"]]

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def _opened(source: Source) -> IO[bytes]:
    if isinstance(source, Upload):
        held = _anonymous()
        held.write(source.content)
        held.flush()
        held.seek(0)
        return held
    if Path(source).is_dir():
        raise IsADirectoryError(str(source))
    return Path(source).open("rb")


def _calamine_folder() -> str:
    spec = find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise RuntimeError("python-calamine is not installed")
    return str(Path(spec.origin).parent.parent)


def _death(code: int, complaint: bytes) -> str:
    """Why a child ended without an answer: out of time, out of memory, or a file its reader could not bear."""
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "too_slow"
    if (
        code in {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGXFSZ, -signal.SIGBUS}
        or b"emory" in complaint
        or b"too large" in complaint
    ):
        return "too_much_memory"
    return "damaged"


class Reading:
    """正在读取的文件: children at work, at most four at once, answers in the order of the files."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = list(sources)
        self.jobs = [Job(source) for source in self.sources[:AT_ONCE]]

    def collect(self) -> list[list[Sheet] | Refusal]:
        answers: list[list[Sheet] | Refusal] = []
        try:
            for at in range(len(self.sources)):
                answers.append(self.jobs[at].result())
                if len(self.jobs) < len(self.sources):
                    self.jobs.append(Job(self.sources[len(self.jobs)]))
        finally:
            for job in self.jobs:
                job.stop()
        return answers


def start(sources: Sequence[Source]) -> Reading:
    """Begin reading; call this before importing anything heavy."""
    return Reading(sources)
