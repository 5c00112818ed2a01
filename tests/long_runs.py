"""长跑: the whole suite with its full numbers, the mutation run, and their dated summary in docs/long-runs/.

`make test-long` (or `python -m tests.long_runs --day 2026-11-21`). With `--write-only` the summary is written from what an
earlier run left in build/long, and nothing is run again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUILD, DOCS = ROOT / "build" / "long", ROOT / "docs" / "long-runs"
TESTS, MUTATION, RUN = BUILD / "tests.xml", BUILD / "mutation.json", BUILD / "run.json"
GOAL = 80.0
"""Per cent of the changes that tests must notice (docs/decisions/0005)."""


def run_all() -> int:
    """Runs everything; the two exit codes, times and the largest process go to build/long/run.json."""
    import resource

    BUILD.mkdir(parents=True, exist_ok=True)
    for old in (TESTS, MUTATION, RUN):
        old.unlink(missing_ok=True)
    steps = {
        "tests": [
            "make",
            "--no-print-directory",
            "test",
            f"ARGS=--junit-xml={TESTS.relative_to(ROOT)}",
            "POSTGRES_ARGS=",
        ],
        "mutation": ["make", "--no-print-directory", "mutation"],
    }
    told: dict[str, Any] = {}
    for name, command in steps.items():
        environment = os.environ | ({"HEYUE_LONG": "1"} if name == "tests" else {})
        began = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        told[name] = {"code": code, "seconds": round(time.monotonic() - began), "largest_mib": largest // 1024}
    RUN.write_text(json.dumps(told), encoding="utf-8")
    return max(step["code"] for step in told.values())


def summary(day: str) -> str:
    """The dated summary; whatever was not run is said not to have been run."""
    lines = [
        f"# 长跑小结 {day} · Long run",
        "",
        "`make test-long` 写的：完整数量的测试、改动测试，以及没有查出的改动。Written by `make test-long`: the tests with their full",
        "numbers, the mutation run, and every change that no test noticed.",
        "",
        f"机器 · machine: {os.cpu_count()} CPU, {platform.system()} {platform.machine()}, Python {platform.python_version()}.",
        "",
    ]
    return "\n".join([*lines, *_tests(), *_mutation()]).rstrip() + "\n"


def _tests() -> Iterator[str]:
    yield "## 测试 · Tests"
    yield ""
    if not TESTS.exists():
        yield "没有运行。 Not run."
        yield ""
        return
    suite = ET.parse(TESTS).getroot()
    cases = list(suite.iter("testcase"))
    ends = Counter(
        next((child.tag for child in case if child.tag in {"failure", "error", "skipped"}), "passed") for case in cases
    )
    told = json.loads(RUN.read_text(encoding="utf-8")).get("tests", {}) if RUN.exists() else {}
    seconds = sum(float(case.get("time", 0)) for case in cases)
    yield (
        f"{len(cases)} 项，通过 {ends['passed']}，失败 {ends['failure'] + ends['error']}，未运行 {ends['skipped']}；用时 {seconds:.0f} 秒"
        + (f"，最大的进程 {told['largest_mib']} MiB。" if told else "。")
    )
    yield (
        f"{len(cases)} tests: {ends['passed']} passed, {ends['failure'] + ends['error']} failed, {ends['skipped']} not run; {seconds:.0f} s"
        + (f"; largest process {told['largest_mib']} MiB." if told else ".")
    )
    yield ""
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    yield from (f"- 失败 · failed: `{case.get('classname')}::{case.get('name')}`" for case in failed)
    reasons = Counter(skipped.get("message", "") for case in cases for skipped in case.findall("skipped"))
    yield from (f"- 未运行 · not run: {count} × {reason}" for reason, count in sorted(reasons.items()))
    if failed or reasons:
        yield ""
    yield from _measured(suite, cases)


def _measured(suite: ET.Element, cases: list[ET.Element]) -> Iterator[str]:
    """What the long tests recorded of themselves, and the files that took longest."""
    yield "| 量到的 · measured | |"
    yield "|---|---|"
    for found in suite.iter("property"):
        yield f"| {found.get('name')} | {found.get('value')} |"
    by_file: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        by_file[str(case.get("classname"))].append(float(case.get("time", 0)))
    slowest = sorted(by_file.items(), key=lambda item: -sum(item[1]))[:8]
    yield from (f"| {name}: {len(times)} tests, seconds | {sum(times):.0f} |" for name, times in slowest)
    yield ""


def _mutation() -> Iterator[str]:
    yield "## 改动测试 · Mutation"
    yield ""
    if not MUTATION.exists():
        yield "没有运行。 Not run."
        return
    told = json.loads(MUTATION.read_text(encoding="utf-8"))
    verdicts: list[dict[str, Any]] = told["verdicts"]
    yield (
        f"每次只改一处（换运算符、比较、常数、相反的函数），看测试是否发现；目标 {GOAL:.0f} %。等价的改动算作没有发现。用时 {told['seconds']} 秒。"
    )
    yield (
        f"One place changed at a time; at least {GOAL:.0f} % must be noticed. Equivalent changes count as not noticed. {told['seconds']} s."
    )
    yield ""
    yield "| 模块 · module | 改动 | 发现 | 超时 | 没发现 | 等价 | 发现率 |"
    yield "|---|---|---|---|---|---|---|"
    for module in [*dict.fromkeys(v["module"] for v in verdicts), ""]:
        own = [v["outcome"] for v in verdicts if not module or v["module"] == module]
        words = [own.count(word) for word in ("killed", "timed_out", "survived", "equivalent")]
        share = 100 * (words[0] + words[1]) / len(own)
        yield f"| {module or '合计 · total'} | {len(own)} | " + " | ".join(map(str, words)) + f" | {share:.1f} % |"
    yield ""
    yield from _listed("没有发现的 · survived", [v for v in verdicts if v["outcome"] == "survived"])
    yield from _listed(
        "等价的，附理由 · equivalent, with the reason", [v for v in verdicts if v["outcome"] == "equivalent"]
    )


def _listed(title: str, verdicts: list[dict[str, Any]]) -> Iterator[str]:
    if not verdicts:
        return
    yield f"### {title}"
    yield ""
    for verdict in verdicts:
        reason = f": {verdict['reason']}" if verdict["reason"] else ""
        yield f"- {verdict['module']} `{verdict['change'].replace('`', '')}`{reason}"
    yield ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.long_runs")
    parser.add_argument("--day", required=True, help="the day the summary is named by, YYYY-MM-DD")
    parser.add_argument("--write-only", action="store_true", help="write the summary of the last run again")
    given = parser.parse_args()
    code = 0 if given.write_only else run_all()
    DOCS.mkdir(parents=True, exist_ok=True)
    path = DOCS / f"{given.day}.md"
    path.write_text(summary(given.day), encoding="utf-8")
    print(f"小结 · summary: {path.relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
