"""改动测试: changes the money and law core in one place at a time and asks whether its tests notice.

`make mutation` (or `python -m tests.mutation.run [--only law/money] [--every 5] [--json FILE]`). One warm process imports the
libraries, then forks a child for each change: the child runs only the tests named for that module and stops at the first
failure. Nothing is written to the sources. Why not a ready-made runner: docs/decisions/0005.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import yaml

from tests.mutation.changes import Change, changes

ROOT = Path(__file__).resolve().parents[2]
LAW, FACTS = "tests/law", "tests/law/facts"
PAY = (f"{FACTS}/test_pay_month.py", f"{FACTS}/test_pay_month_gaps.py", "tests/law/test_pay_month_checks.py")
SCHEDULES = f"{LAW}/test_schedules.py"
EXAMPLES = f"{LAW}/test_examples.py"
TARGETS: dict[str, tuple[str, ...]] = {
    "law/money": (SCHEDULES, f"{LAW}/test_money.py", f"{LAW}/test_scale_of_rates.py"),
    "law/dates": (SCHEDULES, f"{LAW}/test_dates.py", f"{LAW}/test_month_number.py"),
    "law/grade": (SCHEDULES, f"{LAW}/test_grade.py"),
    "law/units": (f"{LAW}/test_units.py", f"{LAW}/test_question.py"),
    "law/retirement": (SCHEDULES, f"{LAW}/test_retirement.py"),
    "law/scale_of_rates": (SCHEDULES, f"{LAW}/test_scale_of_rates.py"),
    "law/calendar": (f"{LAW}/test_calendar.py",),
    "law/rule": (f"{LAW}/test_rule.py", f"{LAW}/test_question.py", f"{LAW}/test_engine.py"),
    "law/engine": (
        f"{LAW}/test_states.py",
        f"{LAW}/test_many_rows.py",
        f"{LAW}/test_question.py",
        f"{LAW}/test_engine.py",
    ),
    "law/question": (f"{LAW}/test_question.py", f"{LAW}/test_question_edges.py", EXAMPLES),
    "law/facts/tax_year": (f"{FACTS}/test_tax_year.py", *PAY),
    "law/facts/build_pay_month": PAY,
    "law/facts/build_employment": (f"{FACTS}/test_employment.py", f"{FACTS}/test_employment_edges.py"),
    "law/facts/build_contract": (f"{FACTS}/test_other_grains.py", f"{FACTS}/test_contract_edges.py"),
}
"""Module → the tests that speak of it, the quickest first; a file that does not exist is left out."""
OPTIONS = (
    *("-x", "-q", "--assert=plain", "-c", "tests/mutation/pytest.ini", "--rootdir=.", "--confcutdir=."),
    *("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:django"),
)
LEAST_SECONDS, TIMES_SLOWER = 30.0, 6.0
MEMORY = 3 << 30
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")


@dataclass(frozen=True, slots=True)
class Verdict:
    """一处改动的结果: "killed" by a failing test, "timed_out", "survived", or "equivalent" with the reason on record."""

    module: str
    line: int
    change: str
    outcome: str
    seconds: float
    reason: str = ""


class Changed(importlib.machinery.SourceFileLoader):
    """改过的模块: loads the changed tree in place of the file's own text."""

    def __init__(self, fullname: str, path: str, change: Change) -> None:
        super().__init__(fullname, path)
        self.change = change

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.change.tree, self.path, "exec", dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    """Answers for one module name with its changed form."""

    def __init__(self, fullname: str, path: Path, change: Change) -> None:
        self.fullname, self.path, self.change = fullname, path, change

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.fullname:
            return None
        loader = Changed(fullname, str(self.path), self.change)
        return importlib.util.spec_from_file_location(fullname, self.path, loader=loader)


def warm() -> None:
    """Imports what every child needs. No expression is evaluated here: its threads would not live on in a fork."""
    for name in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    for name in ("numpy", "polars", "hypothesis", "pytest", "openpyxl", "xlsxwriter", "python_calamine"):
        importlib.import_module(name)
    if any(name.partition(".")[0] == "heyue" for name in sys.modules):
        raise RuntimeError("the package was imported before the fork; the changes would not be seen")


def child(tests: Sequence[str], finder: Finder | None) -> int:
    """Runs the tests in this (forked) process, silently; 0 where all passed."""
    import resource

    import pytest

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    silence = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(silence, descriptor)
    if finder is not None:
        sys.meta_path.insert(0, finder)
    return int(pytest.main([*OPTIONS, *tests]))


def begin(tests: Sequence[str], finder: Finder | None) -> int:
    """Forks a run of the tests; its process number."""
    process = os.fork()
    if process == 0:
        code = 99
        try:
            code = child(tests, finder)
        finally:
            os._exit(code)
    return process


def attempts(
    tests: Sequence[str], finders: Iterable[Finder | None], limit: float, processes: int
) -> Iterator[tuple[Finder | None, str, float]]:
    """Forked runs, so many at a time: each with "passed", "failed" or "timed_out", and its seconds."""
    waiting, running = iter(finders), dict[int, tuple[Finder | None, float]]()
    more = True
    while running or more:
        while more and len(running) < processes:
            try:
                finder = next(waiting)
            except StopIteration:
                more = False
                break
            running[begin(tests, finder)] = (finder, time.monotonic())
        for process, (finder, began) in list(running.items()):
            done, status = os.waitpid(process, os.WNOHANG)
            spent = time.monotonic() - began
            if not done and spent <= limit:
                continue
            if not done:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
            del running[process]
            yield finder, ("timed_out" if not done else "passed" if status == 0 else "failed"), spent
        time.sleep(0.01)


def equivalents() -> dict[str, dict[str, str]]:
    """Changes that alter nothing anybody can see, with the reason, by module."""
    found: dict[str, dict[str, str]] = yaml.load(EQUIVALENT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found or {}


def noticed(path: Path | None) -> dict[str, dict[str, float]]:
    """Changes an earlier run saw noticed, with their seconds, by module; those that also survived under one name are left out."""
    found: dict[str, dict[str, float]] = {}
    if path is None:
        return found
    verdicts = json.loads(path.read_text(encoding="utf-8"))["verdicts"]
    missed = {(v["module"], v["change"]) for v in verdicts if v["outcome"] != "killed"}
    for v in verdicts:
        if (v["module"], v["change"]) not in missed:
            found.setdefault(v["module"], {})[v["change"]] = v["seconds"]
    return found


def run_module(module: str, every: int, before: dict[str, float], processes: int) -> Iterable[Verdict]:
    path = ROOT / "src" / "heyue" / f"{module}.py"
    tests = [test for test in TARGETS[module] if (ROOT / test).exists()]
    ((_, outcome, seconds),) = attempts(tests, [None], 600, 1)
    if outcome != "passed":
        raise RuntimeError(f"{module}: its own tests do not pass unchanged: {' '.join(tests)}")
    limit = max(LEAST_SECONDS, TIMES_SLOWER * seconds)
    known = equivalents().get(module, {})
    fullname = "heyue." + module.replace("/", ".")
    made = list(changes(path.read_text(encoding="utf-8")))
    if gone := known.keys() - {change.name for change in made}:
        raise RuntimeError(f"{EQUIVALENT.name} names changes of {module} that no longer exist: {sorted(gone)}")
    to_try = []
    for change in made[::every]:
        if change.name in known:
            yield Verdict(module, change.line, change.name, "equivalent", 0.0, known[change.name])
        elif change.name in before:
            yield Verdict(module, change.line, change.name, "killed", before[change.name])
        else:
            to_try.append(Finder(fullname, path, change))
    for finder, outcome, seconds in attempts(tests, to_try, limit, processes):
        if finder is not None:
            word = {"passed": "survived", "failed": "killed", "timed_out": "timed_out"}[outcome]
            yield Verdict(module, finder.change.line, finder.change.name, word, round(seconds, 2))


def table(verdicts: Sequence[Verdict]) -> str:
    """One line a module: changes, noticed, survived, equivalent, per cent noticed."""
    lines = []
    for module in [*dict.fromkeys(v.module for v in verdicts), ""]:
        own = [v for v in verdicts if not module or v.module == module]
        count = {
            word: sum(v.outcome == word for v in own) for word in ("killed", "timed_out", "survived", "equivalent")
        }
        lines.append(f"{module or 'total':28} {len(own):5} {count} {percent(own):5.1f} %")
    return "\n".join(lines)


def percent(verdicts: Sequence[Verdict]) -> float:
    """Share of all changes that tests noticed; changes listed as equivalent count as not noticed."""
    noticed = sum(v.outcome in {"killed", "timed_out"} for v in verdicts)
    return 100 * noticed / len(verdicts) if verdicts else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.run")
    parser.add_argument("--only", action="append", choices=sorted(TARGETS), help="one module (may be repeated)")
    parser.add_argument("--every", type=int, default=1, help="try every n-th change only")
    parser.add_argument("--again", type=Path, help="try again only what this earlier --json does not show as noticed")
    parser.add_argument("--json", type=Path, help="write every verdict to this file")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="so many changes at a time")
    parser.add_argument("--at-least", type=float, default=80.0, help="per cent that must be noticed")
    given = parser.parse_args()
    os.chdir(ROOT)
    warm()
    began = time.monotonic()
    verdicts: list[Verdict] = []
    before = noticed(given.again)
    for module in given.only or TARGETS:
        for verdict in run_module(module, given.every, before.get(module, {}), given.processes):
            verdicts.append(verdict)
            if verdict.outcome in {"survived", "timed_out"}:
                print(f"{verdict.outcome} {module}:{verdict.line} {verdict.change}", flush=True)
        print(f"{time.monotonic() - began:.0f} s: {module} done", flush=True)
        if given.json:  # after each module: what was found out is kept where the run is stopped
            given.json.parent.mkdir(parents=True, exist_ok=True)
            body = {"seconds": round(time.monotonic() - began), "verdicts": [asdict(v) for v in verdicts]}
            given.json.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(table(verdicts))
    return 0 if percent(verdicts) >= given.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
