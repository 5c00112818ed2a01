"""`python -m benchmarks [w1|xlsx|case|web] --rows 1000000 --rounds 5 --json OUT`: all of them when none is named."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import case, w1, web, xlsx

KINDS: dict[str, ModuleType] = {"w1": w1, "xlsx": xlsx, "case": case, "web": web}


def main(words: list[str]) -> int:
    """Runs the benchmarks asked for and prints their tables; `turn` is the inside of one process of a contender."""
    if words[:1] == ["turn"]:
        _, kind, contender, folder = words
        print(json.dumps(KINDS[kind].turn(contender, Path(folder))))
        return 0
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("kind", nargs="*", choices=[*KINDS, []], help="w1, xlsx, case, web; all when left out")
    parser.add_argument("--rows", type=int, default=1_000_000, help="employee-months of w1")
    parser.add_argument("--rounds", type=int, default=5, help="turns of every contender of w1; xlsx takes at least 9")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write every number to a file")
    chosen = parser.parse_args(words)
    reports: list[dict[str, Any]] = []
    for kind in chosen.kind or KINDS:
        report = KINDS[kind].run(chosen.rows, chosen.rounds, chosen.seed)
        print(KINDS[kind].table(report))
        reports.append(report)
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(reports, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
