"""一家有资料的企业: invented records as intake would hand them over, for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from heyue.law.facts.source import schema
from heyue.law.records import Problem, Records
from heyue.law.tables import TABLES
from heyue.sample.company import make_company

AS_OF = date(2026, 10, 31)


def records(
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    without: Mapping[str, set[str]] | None = None,
    problems: Sequence[Problem] = (),
) -> Records:
    """Rows by table as frames; every column counts as given but those `without`. A row may say `unread` itself."""
    made = Records(problems=list(problems))
    for name, rows in tables.items():
        missing = (without or {}).get(name, set())
        types = schema(TABLES[name])
        columns = [
            pl.Series(column, [None if column in missing else row.get(column) for row in rows], dtype=types[column])
            for column in types
        ]
        columns.append(pl.Series("row", [row.get("row", at) for at, row in enumerate(rows, start=2)], dtype=pl.Int64))
        columns.append(pl.Series("unread", [row.get("unread", "") for row in rows], dtype=pl.String))
        made.frames[name] = pl.DataFrame(columns)
        made.given[name] = frozenset(set(types) - missing)
    return made


def sample(seed: int = 5, people: int = 12, **changes: Any) -> Records:
    """A whole invented firm with planted faults."""
    company = make_company(seed, people, as_of=AS_OF, **changes)
    without: dict[str, set[str]] = {}
    for table, column in company.dropped:
        without.setdefault(table, set()).add(column)
    return records({name: rows for name, rows in company.tables.items() if rows}, without=without)


def person(number: str, **values: Any) -> dict[str, Any]:
    """A roster row of somebody invented."""
    return {
        "employee": number, "name": f"员工{number}", "sex": "male", "birth": date(1990, 5, 3), "form": "full_time", "post": "worker",
        "started": date(2024, 3, 1), "enrolled": date(2024, 3, 5), "department": "车间", "monthly_wage": 600000, **values,
    }  # fmt: skip


def contract(number: str, starts: date, ends: date | None, **values: Any) -> dict[str, Any]:
    return {
        "employee": number,
        "term": "fixed" if ends else "open",
        "signed": starts,
        "starts": starts,
        "ends": ends,
        "wage": 600000,
        **values,
    }
