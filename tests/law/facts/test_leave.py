"""休假的事实: a maternity leave recorded on several rows is one leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.law.facts.rows import facts

MOTHER = {"employee": "E1", "name": "甲", "sex": "female", "birth": date(1992, 5, 1), "started": date(2018, 1, 1)}


def leave(starts: date, ends: date | None, kind: str = "maternity", employee: str = "E1") -> dict[str, Any]:
    return {"employee": employee, "kind": kind, "starts": starts, "ends": ends}


def totals(*rows: dict[str, Any], as_of: date = date(2026, 10, 31)) -> list[tuple[bool | None, int | None]]:
    people = [MOTHER, {**MOTHER, "employee": "E2"}]
    found = facts("leave", {"roster": people, "leave": list(rows)}, as_of=as_of)
    return [(row["maternity_last"], row["maternity_total"]) for row in found]


def test_one_row_is_its_own_total() -> None:
    """女职工劳动保护特别规定第七条: 1 March to 6 June 2026 are 98 days."""
    assert totals(leave(date(2026, 3, 1), date(2026, 6, 6))) == [(True, 98)]


def test_the_rows_of_one_leave_are_summed_on_the_last() -> None:
    """Fifteen days before the birth and 83 after it."""
    before, after = leave(date(2026, 3, 1), date(2026, 3, 15)), leave(date(2026, 3, 16), date(2026, 6, 6))
    assert totals(before, after) == [(False, None), (True, 98)]
    assert totals(after, before) == [(True, 98), (False, None)]


def test_a_day_on_two_rows_counts_once() -> None:
    assert totals(
        leave(date(2026, 3, 1), date(2026, 3, 15)),
        leave(date(2026, 3, 10), date(2026, 3, 12)),
        leave(date(2026, 3, 15), date(2026, 6, 6)),
    ) == [(False, None), (False, None), (True, 98)]


def test_rows_more_than_two_hundred_days_apart_are_two_leaves() -> None:
    """1 January + 200 days is 20 July 2025."""
    first = leave(date(2025, 1, 1), date(2025, 1, 10))
    assert totals(first, leave(date(2025, 7, 20), date(2025, 7, 29))) == [(False, None), (True, 20)]
    assert totals(first, leave(date(2025, 7, 21), date(2025, 7, 30))) == [(True, 10), (True, 10)]


def test_an_unknown_end_on_any_row_leaves_the_total_unknown() -> None:
    assert totals(leave(date(2026, 3, 1), None), leave(date(2026, 3, 16), date(2026, 6, 6))) == [
        (False, None),
        (True, None),
    ]


def test_a_later_row_that_has_not_begun_keeps_the_leave_open() -> None:
    rows = leave(date(2026, 3, 1), date(2026, 3, 15)), leave(date(2026, 5, 1), date(2026, 7, 22))
    assert totals(*rows, as_of=date(2026, 4, 1)) == [(False, None)]


def test_other_people_and_other_leave_are_not_added() -> None:
    assert totals(
        leave(date(2026, 3, 1), date(2026, 3, 10)),
        leave(date(2026, 3, 11), date(2026, 3, 20), kind="sick"),
        leave(date(2026, 3, 11), date(2026, 3, 20), employee="E2"),
    ) == [(True, 10), (None, None), (True, 10)]
