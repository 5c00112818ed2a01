"""计量单位: the smallest parts that docs/decisions/0002 binds everything to, and how each is written out."""

from __future__ import annotations

import pytest

from heyue.law.units import UNITS

PARTS = {
    "yuan": 100,  # fen
    "hours": 60,  # minutes
    "days": 100,
    "months": 2,  # halves
    "years": 10_000,
    "age": 1,  # whole months
    "ratio": 1_000_000,
    "times": 100,
    "count": 1,
    "date": 1,
    "word": 1,
    "flag": 1,
}


def test_every_unit_has_the_smallest_part_that_was_decided() -> None:
    assert {name: unit.scale for name, unit in UNITS.items()} == PARTS


def test_money_rates_and_multipliers_leave_as_decimal_strings() -> None:
    assert {name for name, unit in UNITS.items() if unit.text} == {"yuan", "ratio", "times"}


@pytest.mark.parametrize(
    ("unit", "parts", "written"),
    [
        ("yuan", 500_000, "5000.00"),
        ("yuan", -1, "-0.01"),
        ("hours", 90, "1.5"),
        ("hours", 600, "10"),
        ("days", 2_175, "21.75"),
        ("months", 13, "6.5"),
        ("years", 100_000, "10"),
        ("ratio", 80_000, "0.08"),
        ("times", 150, "1.5"),
        ("count", 1_000, "1000"),
    ],
)
def test_a_quantity_is_written_and_read_back(unit: str, parts: int, written: str) -> None:
    assert UNITS[unit].show(parts) == written
    assert UNITS[unit].parse(f" {written} ") == parts


@pytest.mark.parametrize("written", ["", "五千", "NaN", "Infinity", "1e99999999999999999999"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        UNITS["yuan"].parse(written)


def test_half_of_the_smallest_part_is_rounded_away_from_zero() -> None:
    assert [UNITS["yuan"].parse(text) for text in ("0.005", "0.0049", "-0.005")] == [1, 0, -1]
