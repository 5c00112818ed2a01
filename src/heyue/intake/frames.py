"""成表: what was gathered as Polars frames, the Records the law reads."""

from __future__ import annotations

import polars as pl

from heyue.intake.gathered import Filled, Gathered
from heyue.law.records import Records
from heyue.law.tables import TABLES, Table

_TYPES: dict[str, type[pl.DataType]] = {"text": pl.String, "choice": pl.String, "flag": pl.Boolean}
_DAYS = frozenset({"date", "month"})


def records(gathered: Gathered) -> Records:
    """The company's Records; its frames are empty where nothing could be used."""
    return Records(
        {name: frame(TABLES[name], filled) for name, filled in gathered.tables.items()},
        {name: filled.given for name, filled in gathered.tables.items()},
        gathered.problems,
    )


def frame(table: Table, filled: Filled) -> pl.DataFrame:
    """Every column of the table in its type, `row` and `unread`."""
    series = []
    for column in table.columns:
        values = filled.columns[column.name]
        if column.kind in _DAYS:
            series.append(pl.Series(column.name, values, dtype=pl.Int32).cast(pl.Date))
        else:
            series.append(pl.Series(column.name, values, dtype=_TYPES.get(column.kind, pl.Int64)))
    series += [pl.Series("row", filled.rows, dtype=pl.Int64), pl.Series("unread", filled.unread, dtype=pl.String)]
    return pl.DataFrame(series)
