"""列表导出: rows of a list as CSV or as a workbook. The one writer of lists, so that no exported text can turn into a formula.

A spreadsheet runs a cell that begins with = + - @ (and, after an import, some more signs) as a formula. In a workbook every
text is written as text; in CSV, which knows no types, such a text gets an apostrophe in front, as spreadsheets write it.
Numbers, sums and days are written as what they are, so that they can be added up.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

import xlsxwriter

from heyue.papers.report_values import plain

Cell: TypeAlias = str | int | Decimal | date | datetime | bool | None
"""A cell: sums are Decimal yuan, days are dates, moments are in local time without a zone, all else is text or a number."""

RUNS = re.compile(
    "^[\\x00-\\x20\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]*[=+\\-@|%＝＋－＠\u2212\uff05\uff5c]"
)
"""What a spreadsheet may take for the beginning of a formula, behind any signs that show nothing."""
CELL = 32_767
MARK = "\ufeff"


def inert(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it."""
    return f"'{text}" if RUNS.match(text) else text


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The list as CSV with a byte order mark (so that spreadsheets read it as UTF-8) and CR LF line ends."""
    out = io.StringIO()
    out.write(MARK)
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([inert(plain(head)) for head in heads])
    for row in rows:
        write([_in_csv(cell) for cell in row])
    return out.getvalue()


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, int):
        return str(cell)
    return inert(plain(cell))


def xlsx_bytes(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, note: str = "") -> bytes:
    """The list as a workbook of one sheet; `note` (who exported it, when) stands in the foot of each printed page."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plain(title), "comments": plain(note), "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    sheet = book.add_worksheet()
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
    head = book.add_format(base | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F766E", "text_wrap": True})
    kinds = {
        str: book.add_format(base),
        Decimal: book.add_format(base | {"num_format": '"¥"#,##0.00'}),
        date: book.add_format(base | {"num_format": "yyyy-mm-dd", "align": "left"}),
        datetime: book.add_format(base | {"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    }
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{plain(note).replace('&', '&&')[:200]}&R&P / &N")
    for column, words in enumerate(heads):
        sheet.set_column(column, column, max(12, min(40, 2 * len(words) + 4)))
        sheet.write_string(0, column, _short(words), head)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, line, column, cell, kinds)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if heads:
        sheet.autofilter(0, 0, line, len(heads) - 1)
    book.close()
    return out.getvalue()


def _write(sheet: object, line: int, column: int, cell: Cell, kinds: dict[type, object]) -> None:
    put = sheet.write_string, sheet.write_number, sheet.write_datetime  # type: ignore[attr-defined]
    text, number, moment = put
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        number(line, column, int(cell), kinds[str])
    elif isinstance(cell, datetime):
        moment(line, column, cell.replace(tzinfo=None), kinds[datetime])
    elif isinstance(cell, date):
        moment(line, column, cell, kinds[date])
    elif isinstance(cell, Decimal):
        number(line, column, cell, kinds[Decimal])
    elif isinstance(cell, int):
        number(line, column, cell, kinds[str])
    else:
        text(line, column, _short(cell), kinds[str])


def _short(value: str) -> str:
    text = plain(value)
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
