"""比较: closed only where it was looked for."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.apps.checkups.comparing import Scope, Seen, compare, key_of

ALL = Scope(frozenset({"pay.late", "insurance.injury_missing"}), frozenset({"A1", "A2"}), frozenset({"2026-01"}))
JANUARY = Seen("pay.late:A1:2026-01-01", "pay.late", "A1", date(2026, 1, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("id_", "key"),
    [
        ("insurance.injury_missing:C019:2025-11-13..2026-11-21", "insurance.injury_missing:C019:2025-11-13"),
        ("rules.fines:-:-..-", "rules.fines:-:-"),
        ("pay.late:A1:2026-01-01..2026-01-31#2", "pay.late:A1:2026-01-01#2"),
    ],
)
def test_the_last_day_is_no_part_of_the_key(id_: str, key: str) -> None:
    assert key_of({"id": id_}) == key


def test_what_goes_on_is_still_open_though_its_last_day_moved() -> None:
    before = Seen(
        key_of({"id": "insurance.injury_missing:A1:2025-11-13..2026-10-31"}), "insurance.injury_missing", "A1"
    )
    after = Seen(key_of({"id": "insurance.injury_missing:A1:2025-11-13..2026-11-21"}), "insurance.injury_missing", "A1")
    assert compare([before], [after], ALL).still == [before.key]


def test_what_was_looked_for_and_not_found_is_closed() -> None:
    assert compare([JANUARY], [], ALL).closed == [JANUARY.key]


@pytest.mark.parametrize(
    "scope",
    [
        Scope(frozenset(), ALL.employees, ALL.months),
        Scope(ALL.rules, frozenset({"A2"}), ALL.months),
        Scope(ALL.rules, ALL.employees, frozenset({"2026-02"})),
    ],
    ids=["rule not checked", "employee not given", "month not given"],
)
def test_what_was_not_looked_for_is_neither_closed_nor_open(scope: Scope) -> None:
    found = compare([JANUARY], [], scope)
    assert found.unseen == [JANUARY.key]
    assert not found.closed


def test_what_was_not_there_before_is_new() -> None:
    assert compare([], [JANUARY], ALL).new == [JANUARY.key]
