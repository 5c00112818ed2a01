"""测试用工作簿: writes small workbooks as companies and products write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
ID_WOMAN = "11010519491231002X"
"""The example of GB 11643-1999: born 1949-12-31, an even order number, check character X."""
ID_MAN = "440524188001010014"
"""The second example of GB 11643-1999, born 1880: too early for an employee, right in its check digit."""


def identity(first_17: str) -> str:
    """A made-up identity number with its check character, by the weights GB 11643-1999 prints."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first_17, weights, strict=True))
    return first_17 + "10X98765432"[total % 11]


def book(
    path: Path,
    sheets: dict[str, Rows],
    *,
    merges: dict[str, Sequence[tuple[int, int, int, int]]] | None = None,
    settings: dict[str, Any] | None = None,
) -> Path:
    """A workbook; dates become date cells, text stays text, merges are (top, left, bottom, right) from 0."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, **(settings or {})}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, datetime.combine(value, time()), day)
                    elif isinstance(value, str):
                        sheet.write_string(at, column, value)
                    elif value is not None:
                        sheet.write(at, column, value)
            for top, left, bottom, right in (merges or {}).get(name, ()):
                sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


ROSTER: Rows = (
    ("工号", "姓名", "部门", "用工起始日期"),
    ("A1", "甲一", "生产部", "2024-03-01"),
    ("A2", "乙二", "销售部", "2024-04-01"),
)


def messages(problems: Sequence[Any]) -> str:
    return "\n".join(f"{p.code} {p.sheet} {p.row} {p.column} {p.message} {p.message_en}" for p in problems)
