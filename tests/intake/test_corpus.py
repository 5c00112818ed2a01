"""坏文件大全的测试: every malformed file, and thousands of changed ones, end in Records or one clear line, within the limits.

The promise (docs/intake.md): no file ends the program; a child takes at most 768 MB and 20 s of processor time; once it has
begun to read it opens no file and no connection; what is not read is said in Chinese with sheet, row and column.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from heyue.intake import child, sheets
from heyue.intake.company import records_of
from heyue.intake.messages import PROBLEMS, REFUSED
from heyue.intake.sheets import Refusal, Sheet, Upload
from heyue.intake.workbook import line
from heyue.law.records import Problem, Records
from tests.intake.corpus import Seed, seeds
from tests.intake.corpus_ends import ENDS, ends
from tests.intake.test_fuzz import keeps_its_promise

MEMORY_KIB = 768 * 1024
CPU_SECONDS = 20
CHINESE = re.compile(r"[\u4e00-\u9fff]")
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
"""Line breaks, control characters and those that hide or turn text: none of them belongs into a sentence."""
PEOPLE = [("甲一", date(2024, 3, 1)), ("乙二", date(2024, 4, 1))]
OF_ONE_CELL = {"unreadable", "id_damaged", "id_old", "id_length", "id_check", "id_birth", "single_punch", "day_hours"}
FEW, MANY = 200, 20_000


class Readers:
    """快读的另一端: writes the seeds to a folder of their own and reads them, changed or not, one answer a task."""

    def __init__(self, area: Path, given: Sequence[Seed]) -> None:
        self.area, self.given = area, list(given)
        area.mkdir()
        for at, seed in enumerate(self.given):
            (area / f"{at:04}.bin").write_bytes(seed.content)
        script = Path(__file__).with_name("reader.py")
        command = [sys.executable, "-I", "-S", str(script), child.__file__, sheets._calamine_folder(), str(area)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=area,
            env={"HOME": str(area), "TMPDIR": str(area)},
        )

    def read(self, at: int, draw: int | None = None) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"seed": f"{at:04}.bin", "draw": draw}).encode() + b"\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        """Ends the reader; whatever the files asked for, nothing new may lie in the folder."""
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0
        assert sorted(path.name for path in self.area.iterdir()) == [f"{at:04}.bin" for at in range(len(self.given))]


def light() -> list[Seed]:
    return [seed for seed in seeds() if not seed.heavy]


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readers]:
    made = Readers(tmp_path_factory.mktemp("corpus") / "area", light())
    yield made
    made.close()


def within_limits(answer: dict[str, Any], what: str) -> None:
    assert answer["memory"] <= MEMORY_KIB, (what, answer["memory"])
    assert answer["cpu"] <= CPU_SECONDS + 1, (what, answer["cpu"])
    assert answer["attempts"] == [], (what, answer["attempts"])


def answered(file: str, answer: dict[str, Any]) -> list[Sheet] | Refusal:
    """What the parent makes of a child's end, as `sheets.Job` does."""
    if answer["code"] != 0:
        return Refusal(file, sheets._death(answer["code"], answer["complaint"].encode()), {})
    output = json.loads(answer["output"])
    if "refused" in output:
        return Refusal(file, output["refused"], output["detail"])
    return [Sheet(file, s["name"], s["rows"], s["merged"], bool(output.get("epoch1904"))) for s in output["sheets"]]


def records_from(file: str, answer: dict[str, Any]) -> Records:
    return records_of([Upload(file, b"")], [answered(file, answer)], [None])


def says_it_in_order(records: Records, file: str) -> None:
    """Every problem is one Chinese line with its place; a file without use has at least one."""
    keeps_its_promise(records)
    assert records.frames or records.problems
    for problem in records.problems:
        zh, en = line(problem)
        assert CHINESE.search(problem.message), problem
        assert zh.startswith(file), problem
        for text in (zh, en):
            assert not UNSEEN.search(text), problem
        if problem.code in OF_ONE_CELL:
            assert problem.row is not None, problem
            assert problem.row >= 1, problem
            assert problem.column, problem
            assert f"第 {problem.row} 行" in zh, problem


def place(problem: Problem) -> tuple[str | None, int | None, str | None]:
    return problem.sheet, problem.row, problem.column


def ended(records: Records) -> set[str]:
    """How a file ended, in the words of corpus_ends.py."""
    if not records.frames:
        return {problem.code for problem in records.problems}
    roster = records.frames.get("roster")
    if roster is None or records.problems:
        return {"read"}
    people = roster.select("name", "started").rows()[: len(PEOPLE)]
    return {"read", "intact"} if people == PEOPLE[: len(people)] else {"read"}


def as_expected(seed: Seed, records: Records) -> None:
    """A seed says with which word it is refused, or which place must be named, or corpus_ends.py says how it may end."""
    if seed.says:
        assert not records.frames, seed.file
        assert seed.says in " ".join(line(problem)[0] for problem in records.problems), (seed.file, records.problems)
    elif seed.at:
        assert seed.at in [place(problem) for problem in records.problems], (seed.file, records.problems)
    else:
        assert ended(records) & set(ends(seed.file)), (seed.file, ended(records), records.problems)


@pytest.mark.parametrize("at", range(len(light())), ids=[seed.file for seed in light()])
def test_a_malformed_file_ends_in_order(readers: Readers, at: int):
    seed = readers.given[at]
    answer = readers.read(at)
    within_limits(answer, seed.file)
    records = records_from(seed.file, answer)
    says_it_in_order(records, seed.file)
    as_expected(seed, records)


def test_the_corpus_has_the_number_and_the_kinds_it_promises():
    found = Counter(seed.kind for seed in seeds())
    assert found.total() >= 150
    assert len(found) >= 12
    assert min(found.values()) >= 5
    contents = Counter(seed.content for seed in light())
    assert max(contents.values()) == 1


def test_every_seed_has_an_answer_and_no_answer_is_left_without_a_seed():
    silent = [seed.file for seed in seeds() if not (seed.says or seed.at)]
    used = {next(pattern for pattern, _ in ENDS if fnmatchcase(file, pattern)) for file in silent}
    assert used == {pattern for pattern, _ in ENDS}
    known = {"intact", "read", *REFUSED, *PROBLEMS}
    assert {end for _, found in ENDS for end in found} <= known


@pytest.mark.enable_socket
def test_no_file_reaches_out_to_the_address_it_names(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        naming = [seed for seed in seeds(address) if not seed.heavy and address.encode() in unpacked(seed.content)]
        assert len(naming) >= 20
        readers = Readers(tmp_path / "area", naming)
        for at, seed in enumerate(naming):
            within_limits(readers.read(at), seed.file)
        readers.close()
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


def unpacked(content: bytes) -> bytes:
    """The bytes of a file, and of every part where it is an archive that can be opened."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return content


def change_many(readers: Readers, first: int, wanted: int) -> dict[str, float]:
    """Reads `wanted` changed seeds, no two alike, three times in four one that can be read as it is; returns what became of them."""
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    peak, most, longest, began = 0, 0.0, 0.0, time.monotonic()
    sound = [at for at, seed in enumerate(readers.given) if records_from(seed.file, readers.read(at)).frames]
    for draw in count(first):
        at = draw // 4 % len(readers.given) if draw % 4 == 0 else sound[draw % len(sound)]
        seed = readers.given[at]
        what = f"{seed.file}, draw {draw}"
        answer = readers.read(at, draw)
        if answer["digest"] in seen:
            continue
        seen.add(answer["digest"])
        within_limits(answer, what)
        peak, most = max(peak, answer["memory"]), max(most, answer["cpu"])
        before = time.process_time()
        try:
            records = records_from(seed.file, answer)
            longest = max(longest, time.process_time() - before)
            assert longest <= CPU_SECONDS
            says_it_in_order(records, seed.file)
        except BaseException as error:
            error.add_note(what)
            raise
        counts["ended by a limit" if answer["code"] else "read" if records.frames else "refused"] += 1
        if len(seen) == wanted:
            break
    return {
        "mutants, no two alike": len(seen),
        **{f"mutants {name}": number for name, number in sorted(counts.items())},
        "peak memory of a child, MiB": round(peak / 1024),
        "longest CPU time of a child, s": round(most, 2),
        "longest CPU time of the parent over one answer, s": round(longest, 2),
        "mutants, seconds": round(time.monotonic() - began),
    }


def test_changed_files_end_in_order(readers: Readers):
    assert change_many(readers, 0, FEW)["mutants, no two alike"] == FEW


@pytest.mark.long
def test_many_changed_files_end_in_order(readers: Readers, record_testsuite_property: Any):
    record_testsuite_property("seeds", len(seeds()))
    for name, value in change_many(readers, 1_000_000, MANY).items():
        record_testsuite_property(name, value)


@pytest.mark.long
def test_the_heavy_files_end_in_order(tmp_path: Path, record_testsuite_property: Any):
    heavy = [seed for seed in seeds() if seed.heavy]
    readers = Readers(tmp_path / "area", heavy)
    peak, most = 0, 0.0
    for at, seed in enumerate(heavy):
        answer = readers.read(at)
        within_limits(answer, seed.file)
        peak, most = max(peak, answer["memory"]), max(most, answer["cpu"])
        records = records_from(seed.file, answer)
        says_it_in_order(records, seed.file)
        as_expected(seed, records)
    readers.close()
    record_testsuite_property("heavy seeds", len(heavy))
    record_testsuite_property("heavy seeds, peak memory of a child, MiB", round(peak / 1024))
    record_testsuite_property("heavy seeds, longest CPU time of a child, s", round(most, 2))
