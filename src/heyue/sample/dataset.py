"""数据集: many sample companies as Parquet tables, with what a check-up of each must find."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import polars as pl

from heyue.law.tables import TABLES
from heyue.sample.company import DEFAULT_DAY, SampleCompany, make_company

BATCH = 200
FILES = {"company": "companies"}
"""Tables whose file has another name than the table."""
KINDS: dict[str, pl.DataType] = {
    "text": pl.String(),
    "choice": pl.String(),
    "date": pl.Date(),
    "month": pl.Date(),
    "flag": pl.Boolean(),
}
EXPECTED: dict[str, pl.DataType] = {
    "company_id": pl.String(),
    "fault": pl.String(),
    "rule": pl.String(),
    "employee": pl.String(),
    "from": pl.Date(),
    "to": pl.Date(),
    "exposure": pl.Int64(),
    "max": pl.Int64(),
    "question": pl.Boolean(),
}


def schema(table: str) -> dict[str, pl.DataType]:
    """Column types of one dataset table: the table's own, every quantity Int64, with `company_id` before them."""
    columns = {column.name: KINDS.get(column.kind, pl.Int64()) for column in TABLES[table].columns}
    return {"company_id": pl.String(), **columns}


def write_dataset(seed: int, companies: int, employees: int, out_dir: Path | str, *, as_of: date = DEFAULT_DAY) -> None:
    """A folder of Parquet tables of `companies` firms with `employees` people on average, and `expected.parquet`.

    Firm sizes are geometric around the average, at least three. Each firm depends on the seed and its number alone.
    """
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    frames: dict[str, list[pl.DataFrame]] = {name: [] for name in (*TABLES, "expected")}
    for first in range(0, companies, BATCH):
        batch = [
            (f"C{n:07d}", make_company(seed * 1_000_000 + n, _size(seed, n, employees), as_of=as_of))
            for n in range(first, min(first + BATCH, companies))
        ]
        for name in TABLES:
            frames[name].append(_frame(name, batch))
        frames["expected"].append(_expected(batch))
    for name, parts in frames.items():
        table = pl.concat(parts) if parts else pl.DataFrame(schema=EXPECTED if name == "expected" else schema(name))
        table.write_parquet(folder / f"{FILES.get(name, name)}.parquet")


def _size(seed: int, number: int, average: int) -> int:
    draw = int(Random(f"size {seed} {number}").expovariate(1 / max(1, average - 3)))
    return 3 + min(draw, 12 * average) if average > 3 else average


def _frame(table: str, batch: list[tuple[str, SampleCompany]]) -> pl.DataFrame:
    columns = schema(table)
    values: dict[str, list[object]] = {name: [] for name in columns}
    for key, company in batch:
        for row in company.tables[table]:
            values["company_id"].append(key)
            for name, value in row.items():
                values[name].append(value)
    return pl.DataFrame(values, schema=columns)


def _expected(batch: list[tuple[str, SampleCompany]]) -> pl.DataFrame:
    rows = [
        (key, fault.kind, f.rule, f.employee, f.first, f.last, f.exposure, f.most, f.question)
        for key, company in batch
        for fault in company.faults
        for f in fault.findings
    ]
    return pl.DataFrame(rows, schema=EXPECTED, orient="row")
