"""一个人的一笔账: one case through one rule with all its steps, in a process that has asked before."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import measure

RULE, DAY, PLACE = "severance", date(2026, 6, 30), "110105"
FACTS: dict[str, object] = {"started": "2018-03-12", "ended": "2026-06-30", "average_wage": "5000"}
FIGURES: dict[str, object] = {"average_wage.monthly": "4500"}
TARGET = 0.005
REPEATS = 300


def run(rows: int, count: int, seed: int) -> dict[str, Any]:
    """The median of many answers, beside the least a one-row Polars expression costs."""
    del rows, seed
    from heyue.law.question import ask

    start = time.perf_counter()
    outcome = ask(RULE, FACTS, place=PLACE, day=DAY, figure_values=FIGURES)
    first = time.perf_counter() - start
    assert outcome.value is not None, outcome.missing
    frame = pl.DataFrame({"wage": [950000]})
    answer = _median(lambda: ask(RULE, FACTS, place=PLACE, day=DAY, figure_values=FIGURES), count)
    bare = _median(lambda: frame.select(pl.col("wage") * 17 // 2), count)
    return {
        "benchmark": "case",
        "machine": measure.machine(),
        "rule": RULE,
        "steps": len(outcome.steps),
        "seconds": round(answer, 6),
        "first": round(first, 5),
        "ratios": {"to target": round(answer / TARGET, 2), "to one bare expression": round(answer / bare, 1)},
    }


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(REPEATS * max(rounds, 1) // 5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def table(report: Mapping[str, Any]) -> str:
    """The report as lines a person reads."""
    return (
        f"case · {report['rule']} with {report['steps']} steps: {1000 * report['seconds']:.1f} ms (first "
        f"{1000 * report['first']:.0f} ms), {report['ratios']['to target']:.2f} of the {1000 * TARGET:.0f} ms aimed at, "
        f"{report['ratios']['to one bare expression']:.0f} times one bare Polars expression"
    )


def turn(contender: str, folder: Path) -> dict[str, Any]:
    """Has no contenders; here so that every benchmark is asked the same way."""
    raise SystemExit(f"case has no contender {contender!r} ({folder})")
