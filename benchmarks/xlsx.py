"""一家企业: fifty people and a year of records, from the xlsx file to the JSON report, in a process that starts from nothing.

The file cache is warm and the bytecode compiled, as after an installation. Besides the whole command, shorter programs
that do only the first part of its work are measured the same way: what one adds to another is what that part costs. The
child that parses the file runs while the parent imports, so the parts do not add up to the whole exactly.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import measure

EMPLOYEES = 50
TARGET, STRETCH = 0.5, 0.3
FILE = "firm.xlsx"
COMMAND = [
    sys.executable,
    "-m",
    "heyue.cli.main",
    "checkup",
    FILE,
    "--as-of",
    "2026-11-21",
    "--format",
    "json",
    "-o",
    "report.json",
]
_READ = "from pathlib import Path; from heyue.intake.workbook import read; read([Path('firm.xlsx')])"
_LAW = (
    "import heyue.law.checkup as c; from heyue.law.registry import checks\n"
    "for grain in c.GRAIN_TABLES:\n for texts in checks(grain).values():\n  for text in texts: text.trace"
)
PARTS: dict[str, list[str]] = {
    "python": [sys.executable, "-c", "pass"],
    "import polars": [sys.executable, "-c", "import polars"],
    "import polars, numpy": [sys.executable, "-c", "import polars, numpy"],
    "read the workbook": [sys.executable, "-c", _READ],
    "load and trace the rules": [sys.executable, "-c", _LAW],
    "whole command": COMMAND,
}


def run(rows: int, count: int, seed: int) -> dict[str, Any]:
    """Writes the sample firm, then every part `count` times (nine at least) in drawn order."""
    del rows
    report: dict[str, Any] = {"benchmark": "xlsx", "machine": measure.machine(), "employees": EMPLOYEES, "seed": seed}
    with tempfile.TemporaryDirectory(prefix="heyue-bench-") as name:
        folder = Path(name)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        make = [
            sys.executable,
            "-m",
            "heyue.cli.main",
            "sample",
            "--employees",
            str(EMPLOYEES),
            "--seed",
            str(seed),
            "-o",
            FILE,
        ]
        subprocess.run(make, check=True, cwd=folder, env=environment, capture_output=True)
        report["file_kb"] = round((folder / FILE).stat().st_size / 1024)
        for words in PARTS.values():  # writes the bytecode, fills the file cache
            _once(words, folder, environment)
        series = measure.rounds(list(PARTS), max(count, 9), lambda part: _once(PARTS[part], folder, environment))
    report["parts"] = [one.as_json() for one in series.values()]
    whole = series["whole command"]
    polars = series["import polars"].median()
    report["ratios"] = {
        "whole to target": round(whole.median() / TARGET, 2),
        "whole to import polars": round(whole.median() / polars, 2),
    }
    return report


def _once(words: list[str], folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """One process from start to end, its children included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, cwd=folder, env=dict(environment), capture_output=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    largest = after.ru_maxrss // (1024 if platform.system() == "Darwin" else 1)
    return {"wall": wall, "first": wall, "cpu": cpu, "peak": largest}


def table(report: Mapping[str, Any]) -> str:
    """The report as lines a person reads."""
    lines = [f"xlsx · {report['employees']} people, {report['file_kb']} kB, cold process, median"]
    lines += [
        f"  {one['name']:26} {1000 * one['seconds']:6.0f} ms ({1000 * one['least']:.0f}–{1000 * one['most']:.0f}), "
        f"processor {1000 * one['cpu']:.0f} ms"
        for one in report["parts"]
    ]
    ratios = report["ratios"]
    lines.append(
        f"  the whole is {ratios['whole to target']:.2f} of the {TARGET} s aimed at (stretch {STRETCH} s) and "
        f"{ratios['whole to import polars']:.1f} times `import polars` alone"
    )
    return "\n".join(lines)


def turn(contender: str, folder: Path) -> dict[str, Any]:
    """One part in a folder that holds the workbook."""
    return _once(PARTS[contender], folder, os.environ)
