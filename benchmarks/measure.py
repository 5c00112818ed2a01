"""量度: one process a contender, turns in drawn order, and what the kernel says about each process."""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import metadata, util
from pathlib import Path
from typing import Any

PACKAGES = ("polars", "numpy", "openfisca-core", "duckdb", "python-calamine")


@dataclass(slots=True)
class Series:
    """一组测量: seconds of every turn of one contender, its first run, processor seconds and peak memory."""

    name: str
    wall: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)
    not_run: str = ""

    def median(self) -> float:
        return statistics.median(self.wall)

    def as_json(self) -> dict[str, Any]:
        if self.not_run:
            return {"name": self.name, "not_run": self.not_run}
        return {
            "name": self.name,
            "seconds": round(self.median(), 5),
            "least": round(min(self.wall), 5),
            "most": round(max(self.wall), 5),
            "first": round(statistics.median(self.first), 5),
            "cpu": round(statistics.median(self.cpu), 5),
            "peak_mb": max(self.peak) // 1024,
        }


def timed(work: Callable[[], Any], runs: int) -> tuple[Any, dict[str, Any]]:
    """Runs the work once cold and `runs` times warm in this process; the answer, and what it took."""
    answer, times, used = None, [], []
    for _ in range(runs + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = work()
        times.append(time.perf_counter() - wall)
        used.append(time.process_time() - cpu)
    return answer, {
        "first": times[0],
        "wall": statistics.median(times[1:]),
        "cpu": statistics.median(used[1:]),
        "peak": peak(),
    }


def peak() -> int:
    """Peak resident memory of this process in kB (VmHWM)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def turn(words: Sequence[str]) -> dict[str, Any]:
    """One contender's turn in a process of its own; its last line of output is JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words], capture_output=True, text=True, check=False, cwd=root()
    )
    if done.returncode:
        raise SystemExit(f"benchmarks {' '.join(words)}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def root() -> Path:
    return Path(__file__).resolve().parents[1]


def rounds(contenders: Sequence[str], count: int, once: Callable[[str], dict[str, Any]]) -> dict[str, Series]:
    """Every contender once a round, in an order drawn anew each round."""
    found = {name: Series(name) for name in contenders}
    draw = random.Random(1)
    for at in range(count):
        order = list(contenders)
        draw.shuffle(order)
        for name in order:
            took = once(name)
            print(f"  {at + 1}/{count} {name}: {1000 * took['wall']:.0f} ms", file=sys.stderr)
            found[name].wall.append(took["wall"])
            found[name].first.append(took["first"])
            found[name].cpu.append(took["cpu"])
            found[name].peak.append(took["peak"])
    return found


def installed(module: str) -> bool:
    return util.find_spec(module) is not None


def machine() -> dict[str, Any]:
    """Where and when it ran; how busy the machine was by itself."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "day": time.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "processors": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "versions": versions,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = (
        [line for line in info.read_text(encoding="utf-8").splitlines() if "model name" in line]
        if info.exists()
        else []
    )
    return names[0].partition(":")[2].strip() if names else platform.processor()
