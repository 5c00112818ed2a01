"""工资月的检查成批跑: texts chosen row by row, and nothing concluded from nothing."""

from __future__ import annotations

from datetime import date

import polars as pl

from heyue.law.engine import BREACH, prepare, states
from heyue.law.facts.pay_month import PayMonth
from heyue.law.registry import checks, text_for, variants


def rows(*months: date) -> pl.DataFrame:
    known = {
        "month": list(months),
        "month_end": list(months),
        "has_fund": [True] * len(months),
        "fund_base": [600_000] * len(months),
        "fund_employer": [18_000] * len(months),
        "fund_employee": [18_000] * len(months),
        "place": ["440105"] * len(months),
        "asked_on": [date(2026, 11, 21)] * len(months),
    }
    schema = {**PayMonth.schema(), "place": pl.String, "asked_on": pl.Date}
    return pl.DataFrame({name: known.get(name, [None] * len(months)) for name in schema}, schema=schema)


def test_both_texts_find_the_low_rate_and_only_the_earlier_is_a_violation() -> None:
    texts = variants("fund.rate_low")
    prepared = prepare(rows(date(2026, 9, 1), date(2026, 10, 1)), texts)
    assert states(prepared, {"fund.rate_low": texts}).get_column("fund.rate_low").to_list() == [BREACH, BREACH]
    earlier, later = (text_for("fund.rate_low", "440105", day) for day in (date(2026, 9, 1), date(2026, 10, 1)))
    assert earlier is not None
    assert later is not None
    assert not earlier.question
    assert later.question


def test_a_month_of_which_nothing_is_known_breaches_no_rule() -> None:
    found = checks("pay_month")
    empty = rows(date(2026, 5, 1)).with_columns(
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in PayMonth.schema().items() if name != "month"
    )
    prepared = prepare(empty, [text for texts in found.values() for text in texts])
    answers = states(prepared, found).row(0, named=True)
    assert [name for name, state in answers.items() if state == BREACH] == []


def test_no_month_before_july_2026_is_judged_by_the_rules_on_over_age_workers() -> None:
    """超龄劳动者基本权益保障暂行规定 is in force from 2026-07-01: a finding for an earlier month must not cite it."""
    citing = {
        name: [text.since for text in texts if any(cite.law.startswith("超龄劳动者") for cite in text.cites)]
        for name, texts in {**checks("pay_month"), **checks("day")}.items()
    }
    assert {name: since for name, since in citing.items() if any(day < date(2026, 7, 1) for day in since)} == {}
    assert set(citing["pay.late"]) == set(citing["pay.unpaid"]) == {date(2026, 7, 1)}
