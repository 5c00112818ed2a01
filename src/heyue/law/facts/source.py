"""事实的来源: the records of one or many companies, brought into one regular form for the builders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from heyue.law.ask import Facts
from heyue.law.tables import TABLES
from heyue.law.tables.column import Table

DTYPES: dict[str, type[pl.DataType]] = {
    "text": pl.String,
    "choice": pl.String,
    "date": pl.Date,
    "month": pl.Date,
    "flag": pl.Boolean,
}
KEY = ["company_id", "employee"]


def schema(table: Table) -> dict[str, type[pl.DataType]]:
    """Column types of a table as frames and Parquet files hold them."""
    return {column.name: DTYPES.get(column.kind, pl.Int64) for column in table.columns}


@dataclass(frozen=True, slots=True)
class Source:
    """来源: every table with every column and a `company_id`; which columns were given; the as-of day."""

    frames: Mapping[str, pl.DataFrame]
    given: Mapping[str, frozenset[str]]
    as_of: date

    def table(self, name: str) -> pl.DataFrame:
        return self.frames[name]

    def has(self, table: str) -> pl.DataFrame:
        """Companies whose table was given: company_id and `present` (true)."""
        if table not in self.given:
            return pl.DataFrame(schema={"company_id": pl.String, "present": pl.Boolean})
        companies = self.frames["company"].select("company_id")
        if companies.height > 1:
            companies = self.frames[table].select("company_id").unique()
        return companies.with_columns(pl.lit(value=True).alias("present"))

    def flag(self, table: str, column: str) -> pl.Expr:
        """True where the column was given (an empty cell then means "not done"), else null."""
        known = column in self.given.get(table, frozenset())
        return pl.lit(True if known else None, dtype=pl.Boolean)


def source(
    frames: Mapping[str, pl.DataFrame], given: Mapping[str, frozenset[str]], *, as_of: date, place: str = ""
) -> Source:
    """Brings frames as intake or a dataset gives them into regular form; `place` overrides the company sheet's."""
    regular = {name: _regular(frames.get(name), table) for name, table in TABLES.items()}
    if regular["company"].is_empty():
        ids = regular["roster"].select("company_id").unique()
        ids = ids if ids.height else pl.DataFrame({"company_id": [""]})
        missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema(TABLES["company"]).items()]
        regular["company"] = ids.with_columns(missing)
    if place:
        regular["company"] = regular["company"].with_columns(pl.lit(place).alias("place"))
    return Source(regular, given, as_of)


def _regular(frame: pl.DataFrame | None, table: Table) -> pl.DataFrame:
    types: dict[str, type[pl.DataType]] = {"company_id": pl.String, "unread": pl.String, **schema(table)}
    if frame is None:
        return pl.DataFrame(schema=types)
    columns = []
    for name, dtype in types.items():
        if name in frame.columns:
            columns.append(pl.col(name).cast(dtype))
        else:
            columns.append(pl.lit("" if name in ("company_id", "unread") else None, dtype=dtype).alias(name))
    return frame.select(columns)


def only(frame: pl.DataFrame, facts: type[Facts], *keys: str) -> pl.DataFrame:
    """The keys and exactly the grain's facts, in their declared types."""
    names = [*keys, *(["place", "asked_on"]), *(name for name in facts.asks if name not in keys)]
    kinds = facts.schema()
    return frame.select([pl.col(n).cast(kinds[n]) if n in kinds else pl.col(n) for n in dict.fromkeys(names)])


def mean_half_up(value: pl.Expr) -> pl.Expr:
    """Mean of whole numbers as a whole number, half up; null of nothing."""
    total, count = value.sum(), value.count()
    return pl.when(count > 0).then((total * 2 + count) // (count * 2))


def known_sum(value: pl.Expr) -> pl.Expr:
    """Sum that is null, not zero, where every value is null."""
    return pl.when(value.is_not_null().any()).then(value.sum())
