"""W1 体检内核: a million employee-months against a dozen rules, in heyue and in three other ways, findings equal per rule."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import measure
from benchmarks.generate import BATCH, MONTHS, generate
from benchmarks.parameters import Parameters, parameters
from benchmarks.reference import RULES, check

CONTENDERS = {
    "heyue": "heyue.law.engine",
    "openfisca": "openfisca_core",
    "python": "json",
}
"""contender → the module it cannot run without"""
PYTHON_ROWS = 120_000
SLICE = 60_000
Found = dict[str, tuple[int, int]]


def expected(frame: pl.DataFrame, local: Parameters) -> Found:
    """What the plain-Python rules find, in slices so that the dicts fit into memory."""
    total: Found = dict.fromkeys(RULES, (0, 0))
    for start in range(0, frame.height, SLICE):
        for name, (count, fen) in check(frame.slice(start, SLICE).to_dicts(), local).items():
            total[name] = (total[name][0] + count, total[name][1] + fen)
    return total


def run(rows: int, count: int, seed: int) -> dict[str, Any]:
    """Generates the table, runs every contender that is installed, and compares; raises SystemExit where findings differ."""
    report: dict[str, Any] = {"benchmark": "w1", "machine": measure.machine(), "seed": seed}
    with tempfile.TemporaryDirectory(prefix="heyue-bench-") as name:
        folder = Path(name)
        print("W1: generating and judging by the plain-Python rules …", file=sys.stderr)
        frame, local = generate(rows, seed), parameters()
        frame.write_parquet(folder / "rows.parquet", row_group_size=BATCH)
        (folder / "parameters.json").write_text(json.dumps(local), encoding="utf-8")
        truth = {"all": expected(frame, local), "head": expected(frame.head(min(PYTHON_ROWS, rows)), local)}
        report["rows"] = frame.height
        report["findings"] = {
            name: {"count": n, "fen": fen, "share": round(n / frame.height, 4)}
            for name, (n, fen) in truth["all"].items()
        }
        del frame
        missing = {name for name, needs in CONTENDERS.items() if not measure.installed(needs)}

        def once(contender: str) -> dict[str, Any]:
            took = measure.turn(["turn", "w1", contender, str(folder)])
            _compare(contender, took.pop("found"), truth["head" if contender == "python" else "all"])
            return took

        series = measure.rounds([name for name in CONTENDERS if name not in missing], count, once)
    for name in missing:
        series[name] = measure.Series(name, not_run=f"{CONTENDERS[name]} is not installed")
    report["contenders"] = [one.as_json() for one in series.values()]
    report["ratios"] = _ratios(series, report["rows"])
    return report


def _compare(contender: str, found: Mapping[str, list[int]], truth: Found) -> None:
    different = [
        f"{name}: {found.get(name)} instead of {list(pair)}"
        for name, pair in truth.items()
        if found.get(name) != list(pair)
    ]
    if different:
        raise SystemExit(f"{contender} does not find what the reference finds:\n  " + "\n  ".join(different))


def _ratios(series: Mapping[str, measure.Series], rows: int) -> dict[str, dict[str, float]]:
    """How many times faster heyue is a row: of the medians, and between the extremes of the turns."""
    own = series["heyue"]
    found = {}
    for name, other in series.items():
        if name == "heyue" or other.not_run:
            continue
        scale = rows / min(PYTHON_ROWS, rows) if name == "python" else 1.0
        found[name] = {
            "median": round(other.median() * scale / own.median(), 2),
            "least": round(min(other.wall) * scale / max(own.wall), 2),
            "most": round(max(other.wall) * scale / min(own.wall), 2),
        }
    return found


def turn(contender: str, folder: Path) -> dict[str, Any]:
    """One contender in this process: everything it needs in memory first, then the timed work."""
    frame = pl.read_parquet(folder / "rows.parquet")
    local: Parameters = json.loads((folder / "parameters.json").read_text(encoding="utf-8"))
    if contender == "heyue":
        from benchmarks import kernel

        checks = kernel.rules(list(RULES))
        found, took = measure.timed(lambda: kernel.check(frame, checks), 3)
    elif contender == "openfisca":
        from benchmarks.fisca import Fisca

        simulation = Fisca(frame, local)
        del frame

        def forget_and_check() -> Found:
            simulation.fresh()
            return simulation.check()

        found, took = measure.timed(forget_and_check, 3)
    else:
        rows = frame.head(PYTHON_ROWS).to_dicts()
        found, took = measure.timed(lambda: check(rows, local), 1)
    return {**took, "found": found}


def table(report: Mapping[str, Any]) -> str:
    """The report as lines a person reads."""
    lines = [f"W1 · {report['rows']:,} employee-months ({report['rows'] // MONTHS:,} employees), {len(RULES)} rules"]
    for one in report["contenders"]:
        if "not_run" in one:
            lines.append(f"  {one['name']:10} not run: {one['not_run']}")
            continue
        rows = min(PYTHON_ROWS, report["rows"]) if one["name"] == "python" else report["rows"]
        lines.append(
            f"  {one['name']:10} {1000 * one['seconds']:8.0f} ms ({1000 * one['least']:.0f}–{1000 * one['most']:.0f}), first "
            f"{1000 * one['first']:.0f} ms, processor {1000 * one['cpu']:.0f} ms, {rows / one['seconds'] / 1e6:6.2f} M rows/s, "
            f"peak {one['peak_mb']} MB" + (f"  [{rows:,} rows]" if rows != report["rows"] else "")
        )
    for name, ratio in report["ratios"].items():
        lines.append(
            f"  heyue is {ratio['median']:.1f} times as fast as {name} ({ratio['least']:.1f}–{ratio['most']:.1f})"
        )
    lines.append("  findings and sums equal for every rule")
    return "\n".join(lines)
