"""列表导出: no text of an exported list runs in a spreadsheet; numbers, sums and days stay what they are."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from heyue.papers.listed import csv_text, inert, xlsx_bytes

# The signs spreadsheets run, alone and behind what shows nothing (security.md row 12), half and full width.
PREFIXES = (
    "=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", "\x00=", " =", "\u00a0=", "\ufeff=", "\u3000=", "\u200b=", "　＝",
)  # fmt: skip


def cells(text: str) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")))]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_text_that_looks_like_a_formula_is_text_in_both_formats(prefix):
    evil = f"{prefix}cmd|' /C calc'!A0"
    written = cells(csv_text([evil], [[evil]]))
    assert all(one.startswith("'") for one in written)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("t", [evil], [[evil]], note=evil))).active
    assert [cell.data_type for row in sheet for cell in row] == ["s", "s"]


def test_an_ordinary_text_is_not_touched():
    assert inert("禾苗五金制品厂") == "禾苗五金制品厂"
    assert inert("a=b") == "a=b"


def test_numbers_sums_and_days_can_be_added_up_and_sorted():
    row = [Decimal("-1234.50"), 7, date(2026, 11, 21), datetime(2026, 11, 21, 14, 5, tzinfo=UTC), None, True]
    assert next(csv.reader([csv_text(["a"], [row]).splitlines()[1]])) == [
        "-1234.50",
        "7",
        "2026-11-21",
        "2026-11-21 14:05",
        "",
        "1",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("t", list("abcdef"), [row]))).active
    written = [cell.value for cell in list(sheet)[1]]
    assert (*written[:2], *written[4:]) == (-1234.5, 7, None, 1)
    assert [str(one) for one in written[2:4]] == ["2026-11-21 00:00:00", "2026-11-21 14:05:00"]


def test_csv_opens_as_utf_8_in_a_spreadsheet_and_keeps_one_row_a_line():
    text = csv_text(["名称"], [["第一行\n第二行"]])
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == 2
    assert "\n第二行" not in text


def test_a_text_longer_than_a_cell_may_be_is_cut_with_a_mark():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("t", ["a"], [["长" * 40_000]]))).active
    assert len(sheet["A2"].value) == 32_767
    assert sheet["A2"].value.endswith("…")
