"""The district of tests/district.py, for every test below."""

from tests.district import (
    DAY,
    NOW,
    PASSWORD,
    District,
    _day_of_the_district,
    _events_may_be_emptied,
    add,
    district,
    program,
)

__all__ = [
    "DAY",
    "NOW",
    "PASSWORD",
    "District",
    "_day_of_the_district",
    "_events_may_be_emptied",
    "add",
    "district",
    "program",
]
