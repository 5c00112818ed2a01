"""测速的诚实: before anything is timed, heyue and the plain-Python reference must find the same, rule by rule."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks import kernel
from benchmarks.generate import MONTHS, generate
from benchmarks.parameters import parameters
from benchmarks.reference import RULES, check
from heyue.law.facts.pay_month import PayMonth

ROWS = 2_000


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return generate(ROWS, seed=7)


def test_heyue_finds_what_plain_python_finds_in_count_and_fen(frame: pl.DataFrame) -> None:
    reference = check(frame.to_dicts(), parameters())
    assert kernel.check(frame, kernel.rules(list(RULES))) == reference


def test_every_rule_of_the_dozen_finds_something_and_no_rule_finds_everything(frame: pl.DataFrame) -> None:
    for name, (count, _) in check(frame.to_dicts(), parameters()).items():
        assert 0 < count < frame.height // 5, name


def test_batches_of_whole_employees_add_up_to_the_whole(frame: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = kernel.rules(list(RULES))
    whole = kernel.check(frame, checks)
    monkeypatch.setattr(kernel, "BATCH", 10 * MONTHS)
    assert kernel.check(frame, checks) == whole


def test_the_table_holds_the_columns_of_a_pay_month_in_their_types(frame: pl.DataFrame) -> None:
    schema = PayMonth.schema()
    assert {name: kind for name, kind in frame.schema.items() if name in schema} == {
        name: schema[name] for name in frame.columns if name in schema
    }


def test_the_same_seed_gives_the_same_table(frame: pl.DataFrame) -> None:
    assert frame.equals(generate(ROWS, seed=7))
    assert not frame.equals(generate(ROWS, seed=8))
