"""读到的资料: a company's tables as plain lists, after the sheets are joined and before there are frames; no Polars here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from heyue.law.records import Problem

Stored = int | str | bool | None
_FIRST = date(1970, 1, 1).toordinal()


@dataclass(slots=True)
class Filled:
    """填好的表: columns in stored form, each row's number in its sheet and its unreadable columns, and the columns given.

    A stored day is its number from 1970-01-01, as Polars keeps it; every other quantity is its unit's smallest part.
    """

    columns: dict[str, list[Stored]]
    rows: list[int]
    unread: list[str]
    given: frozenset[str]


@dataclass(slots=True)
class Gathered:
    """读到的资料: every table that had rows, and what could not be read."""

    tables: dict[str, Filled]
    problems: list[Problem]


def day_number(day: date) -> int:
    """A day as it is stored."""
    return day.toordinal() - _FIRST
