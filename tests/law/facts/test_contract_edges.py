"""劳动合同事实的边界: the day the law began, unknown days, and probations in order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.law.facts.rows import facts

WORKER = {"employee": "E1", "name": "甲", "sex": "male", "birth": date(1980, 5, 1), "started": date(2007, 3, 2)}


def term(starts: date | None, ends: date | None, kind: str | None = "fixed", **more: Any) -> dict[str, Any]:
    return {"employee": "E1", "term": kind, "signed": starts, "starts": starts, "ends": ends, **more}


def built(*contracts: dict[str, Any]) -> list[dict[str, Any]]:
    return facts("contract", {"roster": [WORKER], "contracts": list(contracts)})


@pytest.mark.parametrize(
    ("starts", "before"),
    [
        (date(2007, 12, 31), 0),
        (date(2008, 1, 1), 1),  # 劳动合同法第九十七条、第九十八条: in force from this day
        (date(2008, 1, 20), 1),
        (date(2008, 6, 1), 1),
    ],
)
def test_fixed_terms_count_from_the_day_the_law_is_in_force(starts: date, before: int) -> None:
    rows = built(term(starts, date(2009, 12, 31)), term(date(2010, 1, 1), date(2011, 12, 31)))
    assert [row["fixed_terms_before"] for row in rows] == [0, before]


def test_a_contract_of_unknown_term_or_day_is_not_counted() -> None:
    last = term(date(2013, 1, 1), date(2015, 12, 31))
    for unclear in (term(date(2010, 1, 1), date(2012, 12, 31), None), term(None, date(2012, 12, 31))):
        row = next(row for row in built(unclear, last) if row["starts"] == date(2013, 1, 1))
        assert row["fixed_terms_before"] == 0


def test_a_contract_of_unknown_term_between_two_fixed_ones_breaks_the_row() -> None:
    """劳动合同法第十四条第二款第三项: two fixed terms in a row; what is not known to be fixed does not join them."""
    between = term(date(2013, 1, 1), date(2015, 12, 31), None)
    rows = built(term(date(2010, 1, 1), date(2012, 12, 31)), between, term(date(2016, 1, 1), date(2018, 12, 31)))
    assert [row["fixed_terms_before"] for row in rows] == [0, 0, 0]


def test_an_unknown_end_leaves_no_gap() -> None:
    rows = built(term(date(2010, 1, 1), None), term(date(2013, 1, 1), date(2015, 12, 31)))
    assert [row["fixed_terms_before"] for row in rows] == [0, 1]


def test_a_contract_without_a_first_day_stands_last() -> None:
    rows = built(term(None, None), term(date(2010, 1, 1), date(2012, 12, 31)))
    assert {row["order"]: row["starts"] for row in rows} == {1: date(2010, 1, 1), 2: None}


def test_only_an_earlier_contracts_probation_is_an_earlier_probation() -> None:
    """劳动合同法第十九条第二款: one probation with the same worker."""
    rows = built(
        term(date(2010, 1, 1), date(2012, 12, 31)),
        term(date(2013, 1, 1), date(2015, 12, 31), probation_ends=date(2013, 3, 31)),
        term(date(2016, 1, 1), date(2018, 12, 31)),
    )
    assert [row["previous_probation"] for row in rows] == [False, False, True]
