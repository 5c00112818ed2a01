"""列映射: what a company says about its own sheets, kept in `NAME.mapping.yaml` beside the file.

```yaml
sheets:
  "Sheet1":                    # the sheet's name; "*" for every sheet, and for csv
    table: payroll             # roster contracts attendance payroll insurance leave company bodies; or `skip: true`
    header_row: 3              # where the header begins, counted from 1
    header_rows: 1             # 2 where the header has two rows
    month: "2026-03"           # where the sheet does not say it
    columns:
      "底薪": base             # label: column (its name, or its header in the template)
```
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from heyue.intake.cells import Unread, read_month
from heyue.intake.headers import normalise
from heyue.law.tables import TABLES, Table

LARGEST = 200_000
PERSON_EXTRAS = {"id_number", "@moment", "@day"}


class BadMapping(ValueError):
    """映射文件写错: where in it, and what is expected, in Chinese and English."""

    def __init__(self, file: str, zh: str, en: str) -> None:
        super().__init__(f"{file}: {en}")
        self.zh = f"{file}：{zh}"
        self.en = f"{file}: {en}"


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """一张表的映射: any part of what recognition would find out by itself."""

    table: str | None = None
    header_row: int | None = None
    header_rows: int = 1
    month: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    skip: bool = False


@dataclass(frozen=True, slots=True)
class CompanyMapping:
    """映射: by sheet name or pattern."""

    file: str
    sheets: Mapping[str, SheetMapping] = field(default_factory=dict)

    def of(self, sheet: str | None) -> SheetMapping | None:
        """The entry for a sheet; its own name goes before a pattern."""
        name = sheet or "csv"
        if name in self.sheets:
            return self.sheets[name]
        return next((entry for pattern, entry in self.sheets.items() if fnmatchcase(name, pattern)), None)


def beside(file: Path) -> Path:
    """Where the mapping of a file lies: 工资.xlsx has 工资.mapping.yaml."""
    return file.with_name(file.stem + ".mapping.yaml")


def load(file: Path) -> CompanyMapping:
    """A mapping file; raises BadMapping naming the key that is wrong."""
    name = file.name
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError:
        raise BadMapping(name, "映射文件打不开", "the mapping file cannot be opened") from None
    if len(content) > LARGEST:
        raise BadMapping(name, "映射文件太大", "the mapping file is too large")
    return parsed(name, content)


def parsed(name: str, content: bytes) -> CompanyMapping:
    try:
        tree = yaml.load(content, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadMapping(name, f"第 {line} 行不是合法的 YAML", f"line {line} is not valid YAML") from None
    if not isinstance(tree, dict) or not isinstance(tree.get("sheets"), dict):
        raise BadMapping(name, "应有 sheets: 一项", "a mapping `sheets:` is expected")
    return CompanyMapping(name, {str(key): _entry(name, str(key), value) for key, value in tree["sheets"].items()})


def _entry(file: str, sheet: str, value: Any) -> SheetMapping:
    if not isinstance(value, dict):
        raise BadMapping(
            file, f"sheets/{sheet} 下应写 table、columns 等", f"sheets/{sheet} should hold table, columns …"
        )
    unknown = set(map(str, value)) - {"table", "header_row", "header_rows", "month", "columns", "skip"}
    if unknown:
        raise BadMapping(file, f"sheets/{sheet} 下不认识 {min(unknown)}", f"sheets/{sheet}: unknown key {min(unknown)}")
    table = _table(file, sheet, value.get("table"))
    columns = value.get("columns") or {}
    if not isinstance(columns, dict):
        raise BadMapping(
            file, f"sheets/{sheet}/columns 应逐行写 表头: 列名", f"sheets/{sheet}/columns should be label: column"
        )
    return SheetMapping(
        table=table.name if table else None,
        header_row=_count(file, sheet, "header_row", value.get("header_row")),
        header_rows=_count(file, sheet, "header_rows", value.get("header_rows")) or 1,
        month=_month(file, sheet, value.get("month")),
        columns={str(label): _column(file, sheet, table, target) for label, target in columns.items()},
        skip=value.get("skip") is True,
    )


def _table(file: str, sheet: str, given: Any) -> Table | None:
    if given is None:
        return None
    for table in TABLES.values():
        if str(given) in {table.name, table.zh, table.en}:
            return table
    names = "、".join(TABLES)
    raise BadMapping(
        file, f"sheets/{sheet}/table 应为其中之一：{names}", f"sheets/{sheet}/table should be one of {names}"
    )


def _count(file: str, sheet: str, key: str, given: Any) -> int | None:
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= 50_000:
        raise BadMapping(
            file, f"sheets/{sheet}/{key} 应为行数，从 1 数起", f"sheets/{sheet}/{key} should be a number from 1"
        )
    return given


def _month(file: str, sheet: str, given: Any) -> date | None:
    if given is None:
        return None
    try:
        return read_month(str(given))
    except Unread:
        raise BadMapping(
            file, f'sheets/{sheet}/month 应写成 "2026-03"', f'sheets/{sheet}/month should read "2026-03"'
        ) from None


def _column(file: str, sheet: str, table: Table | None, given: Any) -> str:
    """The canonical name of a column given by its name or its template header."""
    wanted = str(given)
    for candidate in (table,) if table else TABLES.values():
        for column in candidate.columns:
            if wanted in {column.name, column.zh, column.en}:
                return column.name
    if wanted in PERSON_EXTRAS:
        return wanted
    raise BadMapping(
        file,
        f"sheets/{sheet}/columns 里没有“{wanted[:24]}”这一列；列名见模板",
        f'sheets/{sheet}/columns: there is no column "{wanted[:24]}"; the template lists them',
    )


def example(sheet: str | None, **parts: Any) -> str:
    """One line of YAML to copy: a flow mapping, quoted as JSON is."""
    body = json.dumps({sheet or "csv": parts}, ensure_ascii=False)
    return f"sheets: {body}"


def labels_example(labels: list[str], column: str) -> dict[str, str]:
    return {label: column for label in labels[:2] if normalise(label)[0]}
