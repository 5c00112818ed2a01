"""测速的诚实: before anything is timed, heyue and the plain-Python reference must find the same, rule by rule."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks import kernel
from benchmarks.generate import MONTHS, generate
from benchmarks.parameters import parameters
from benchmarks.reference import RULES, check
from heyue.law import engine
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


def test_the_table_holds_the_columns_of_a_pay_month_in_their_types_with_words_coded(frame: pl.DataFrame) -> None:
    schema = {name: pl.Categorical() if kind == pl.String else kind for name, kind in PayMonth.schema().items()}
    assert {name: kind for name, kind in frame.schema.items() if name in schema} == {
        name: schema[name] for name in frame.columns if name in schema
    }


def test_coded_words_and_plain_ones_give_the_same(frame: pl.DataFrame) -> None:
    checks = kernel.rules(list(RULES))
    assert kernel.check(frame.cast({pl.Categorical: pl.String}), checks) == kernel.check(frame, checks)


def test_checks_that_reach_few_rows_are_judged_alike_alone_and_in_one_pass(
    frame: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = kernel.rules(list(RULES))
    prepared = engine.prepare(frame, [text for texts in checks.values() for text in texts])
    together = engine.states(prepared, checks)
    monkeypatch.setattr(engine, "MANY", 0)
    assert engine.states(prepared, checks).equals(together)


def test_sums_in_columns_are_the_sums_of_the_findings_row_by_row(frame: pl.DataFrame) -> None:
    checks = kernel.rules(list(RULES))
    everything = [text for texts in checks.values() for text in texts]
    judged = engine.judge(engine.prepare(frame, everything, sums=False), checks)
    full = engine.prepare(frame, everything).frame.with_row_index("row")
    for name, texts in checks.items():
        found = engine.amounts(judged, texts)
        broken = full.filter(judged.verdicts.get_column(name) == engine.BREACH)
        assert found.get_column("row").to_list() == broken.get_column("row").to_list(), name
        assert found.get_column("amount").to_list() == [one.amount for one in engine.details(broken, texts[0])], name


def test_the_same_seed_gives_the_same_table(frame: pl.DataFrame) -> None:
    assert frame.equals(generate(ROWS, seed=7))
    assert not frame.equals(generate(ROWS, seed=8))
