"""测试用的小企业: builds a Source from a few rows, as intake would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from heyue.law.facts import BUILDERS, people, source
from heyue.law.facts.source import Source

AS_OF = date(2026, 10, 31)
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def company(tables: Rows, *, as_of: date = AS_OF, place: str = "440105") -> Source:
    """Every column named in a table's rows counts as given."""
    frames = {name: pl.DataFrame(list(rows), infer_schema_length=None) for name, rows in tables.items() if rows}
    given = {name: frozenset(frames[name].columns) if name in frames else frozenset[str]() for name in tables}
    return source(frames, given, as_of=as_of, place=place)


def facts(grain: Any, tables: Rows, *, as_of: date = AS_OF) -> list[dict[str, Any]]:
    """The grain's rows for the tables."""
    given = company(tables, as_of=as_of)
    return BUILDERS[grain](given, people(given)).to_dicts()


def months(employee: str, first: date, count: int, **values: Any) -> list[dict[str, Any]]:
    """The same payroll row for a run of months."""
    rows = []
    for index in range(count):
        number = first.year * 12 + first.month - 1 + index
        rows.append({"employee": employee, "month": date(number // 12, number % 12 + 1, 1), **values})
    return rows
