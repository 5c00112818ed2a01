"""行: a company's frames as rows of plain values, and back again without a difference.

A row is {"v": {column: value}, "u": [columns whose cell could not be read]}; a column in neither is one the file did not have.
Dates are ISO text, quantities whole numbers of the unit's smallest part, as the frames hold them.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from heyue.apps.ledger.tables import ALL, key_of
from heyue.law.facts.source import schema
from heyue.law.records import Problem, Records

Row: TypeAlias = dict[str, Any]
_DAYS = frozenset({"date", "month"})


@dataclass(slots=True)
class Sheet:
    """一张表的行: columns given; for each frame row whose it is, its key, its row in the file and its values, in order."""

    given: list[str]
    who: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    lines: list[int | None] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def groups(self) -> dict[tuple[str, str], list[int]]:
        """Positions of the rows of each (person, key), in order."""
        found: dict[tuple[str, str], list[int]] = {}
        for at, pair in enumerate(zip(self.who, self.keys, strict=True)):
            found.setdefault(pair, []).append(at)
        return found


def sheets_of(records: Records) -> dict[str, Sheet]:
    """Every frame of the records as rows; `who` is the frame's own employee key, empty where the table has none."""
    found = {}
    for name, frame in records.frames.items():
        given = sorted(records.given.get(name, frozenset()))
        columns = [column for column in ALL[name].columns if column.name in given and column.name != "employee"]
        sheet = Sheet(given)
        for raw in frame.iter_rows(named=True):
            unread = [one for one in str(raw.get("unread") or "").split(",") if one]
            values = {
                column.name: plain(raw[column.name])
                for column in columns
                if not (column.name in unread and raw[column.name] is None)
            }
            sheet.who.append(str(raw.get("employee") or ""))
            sheet.keys.append(key_of(name, values))
            sheet.lines.append(raw.get("row"))
            sheet.rows.append({"v": values, "u": unread})
        found[name] = sheet
    return found


def records_of(sheets: Mapping[str, Sheet], problems: Sequence[Mapping[str, Any]] = ()) -> Records:
    """Rows as frames in the types that intake gives them; what a row does not know is null, what it could not read unread."""
    made = Records(problems=[Problem(**problem) for problem in problems])
    for name, sheet in sheets.items():
        table = ALL[name]
        types = schema(table)
        series = []
        for column in table.columns:
            if column.name == "employee":
                series.append(pl.Series("employee", sheet.who, dtype=pl.String))
                continue
            values = [row["v"].get(column.name) for row in sheet.rows]
            if column.kind in _DAYS:
                values = [None if value is None else date.fromisoformat(value) for value in values]
            series.append(pl.Series(column.name, values, dtype=types[column.name]))
        series.append(pl.Series("row", sheet.lines, dtype=pl.Int64))
        series.append(pl.Series("unread", [",".join(row["u"]) for row in sheet.rows], dtype=pl.String))
        made.frames[name] = pl.DataFrame(series)
        made.given[name] = frozenset(sheet.given)
    return made


def problems_of(records: Records) -> list[dict[str, Any]]:
    """The problems as plain values."""
    names = ("file", "sheet", "row", "column", "message", "message_en", "code")
    return [{name: getattr(problem, name) for name in names} for problem in records.problems]


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def packed(value: object) -> str:
    """Plain values as compressed text, to be sealed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode()


def unpacked(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(text)))


def payload(sheets: Mapping[str, Sheet], problems: Sequence[Mapping[str, Any]]) -> str:
    """A whole proposal as text, to be sealed."""
    tables = {
        name: {"given": sheet.given, "who": sheet.who, "keys": sheet.keys, "lines": sheet.lines, "rows": sheet.rows}
        for name, sheet in sheets.items()
    }
    return packed({"tables": tables, "problems": list(problems)})


def read_payload(text: str) -> tuple[dict[str, Sheet], list[dict[str, Any]]]:
    """What `payload` wrote."""
    whole = unpacked(text)
    return {name: Sheet(**sheet) for name, sheet in whole["tables"].items()}, whole["problems"]


def merged(old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """What is known after a file said `new` of what was known as `old`: a column the file had not, or could not read, stays.

    Rows of one key are matched in their order; where their number differs the file's stand alone.
    """
    if len(old) != len(new):
        return [dict(row) for row in new]
    whole = []
    for before, after in zip(old, new, strict=True):
        values = {**before["v"], **after["v"]}
        whole.append({"v": values, "u": sorted((set(before["u"]) | set(after["u"])) - set(values))})
    return whole


def altered(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[str, Any, Any]]:
    """Values that were known otherwise: (column, before, after); a column known for the first time is none of them."""
    found = []
    for before, after in zip(old, new, strict=False):
        found += [
            (name, before["v"][name], value)
            for name, value in after["v"].items()
            if name in before["v"] and before["v"][name] != value
        ]
    return found
