"""体检内核: heyue's own engine over the prepared table: figures, states of every check, then the sums of the breaches."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from benchmarks.generate import BATCH
from heyue.law import engine
from heyue.law.registry import variants
from heyue.law.rule import Rule

Found = dict[str, tuple[int, int]]


def rules(names: Sequence[str]) -> dict[str, tuple[Rule, ...]]:
    """The rules by id, already traced."""
    found = {name: variants(name) for name in names}
    for texts in found.values():
        for text in texts:
            text.trace  # noqa: B018 - tracing runs the rule's function; a firm's check-up does it once a process
    return found


def check(frame: pl.DataFrame, checks: dict[str, tuple[Rule, ...]]) -> Found:
    """Findings and fen of every rule, in batches of whole employees (twelve rows each)."""
    total: Found = dict.fromkeys(checks, (0, 0))
    for start in range(0, frame.height, BATCH):
        for name, (count, fen) in _batch(frame.slice(start, BATCH), checks).items():
            total[name] = (total[name][0] + count, total[name][1] + fen)
    return total


def _batch(frame: pl.DataFrame, checks: dict[str, tuple[Rule, ...]]) -> Found:
    prepared = engine.prepare(frame, [text for texts in checks.values() for text in texts], sums=False)
    judged = engine.judge(prepared, checks)
    found: Found = {}
    for name, texts in checks.items():
        broken = engine.amounts(judged, texts)
        found[name] = (broken.height, int(broken.get_column("amount").sum() or 0))
    return found
