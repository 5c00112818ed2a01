"""体检内核: heyue's own engine over the prepared table: figures, states of every check, then the sums of the breaches."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from heyue.law import engine
from heyue.law.registry import variants
from heyue.law.rule import Breach, Rule

Found = dict[str, tuple[int, int]]
BATCH = 1_200_000


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
    prepared = engine.prepare(frame, [text for texts in checks.values() for text in texts])
    verdicts = engine.states(prepared, checks)
    found: Found = {}
    for name, texts in checks.items():
        broken = verdicts.get_column(name) == engine.BREACH
        found[name] = (int(broken.sum()), sum(_fen(prepared.frame, broken, text, texts) for text in texts))
    return found


def _fen(frame: pl.DataFrame, broken: pl.Series, text: Rule, texts: tuple[Rule, ...]) -> int:
    """The sums of the findings of one text: only the columns its amount reads, only the rows that broke it."""
    trace, answer = text.trace, text.trace.answer
    if not isinstance(answer, Breach) or answer.amount is None:
        return 0
    amount, governs = trace.known(answer.amount), engine.in_force(text, texts)
    read = [*trace.roots(amount), *trace.roots(governs)]
    rows = frame.select(pl.col(*dict.fromkeys(read)).gather(broken.arg_true()))
    if len(texts) > 1:
        rows = rows.filter(governs)
    staged = engine.stage(rows, [(text, [amount])])
    return int(staged.select(amount.sum()).item() or 0)
