"""导出的表格: whatever people typed is a text in every csv and xlsx that leaves the platform, never a formula.

A spreadsheet program takes a cell that begins with one of a few signs for a formula, also after blanks and signs that cannot be
seen, and in full width. The firm's every field begins with one of them; every address that answers with a table is asked for it.
"""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest

from tests import district as ground
from tests.harness import personas, walking
from tests.harness.asking import ask
from tests.harness.objects import Firm, furnish

pytestmark = pytest.mark.django_db

STARTS = (
    "=1+1", "+1", "-1", "@SUM(1)", "|cmd", "%0A=1", "＝1+1", "＋1", "－1", "＠x", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "\ufeff=1+1", "\u3000=1+1", "\u200b=1+1", "'=1+1", '"=1+1',
)  # fmt: skip
"""二十种开头: what a spreadsheet program may take for a formula."""
LIVE = re.compile("^[\\x00-\\x20\\u00a0\\u200b\\u3000\\ufeff]*[=+\\-@|%＝＋－＠]")
OWN = re.compile(r"^=SUM\(([A-Z]+)\d+:\1\d+\)$")
"""Our own totals, over one column of sums: the only formulas there are (papers/report_xlsx.py)."""
NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")


class Calculating(Firm):
    """一家填满公式的企业: each use of its mark is the next beginning of a formula."""

    turn = 0

    @property  # type: ignore[override]
    def mark(self) -> str:
        Calculating.turn += 1
        return STARTS[Calculating.turn % len(STARTS)]

    @mark.setter
    def mark(self, value: str) -> None:
        del value


def test_no_cell_of_any_table_that_leaves_is_a_formula(db: None, still: None) -> None:
    district = ground.build()
    personas.settle(district)
    firm = furnish(district, "甲", "owner", "employee", "正", "agency_head", kind=Calculating)
    asked, live = 0, []
    for address, who in walking.walk("GET", ("200",)):
        client = personas.client(district, who)
        for kind in ("csv", "xlsx"):
            answer = ask(client, "GET", walking.path(firm, address), {"format": kind})
            if answer.content[:2] == b"PK" and answer.headers.get("Content-Disposition", "").find(".xlsx") > 0:
                asked += 1
                live += [f"{address.name}: {cell}" for cell in formulas_of_workbook(answer.content)]
            elif answer.headers.get("Content-Type", "").startswith("text/csv"):
                asked += 1
                live += [f"{address.name}: {cell!r}" for cell in formulas_of_csv(answer.content)]
    assert asked >= 10, "too few addresses answer with a table: the parameter may have another name now"
    assert live == []


def formulas_of_workbook(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and not OWN.match(str(cell.value))
    ]


def formulas_of_csv(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig")
    return [
        cell
        for row in csv.reader(io.StringIO(text, newline=""))
        for cell in row
        if LIVE.match(cell) and not NUMBER.match(cell)
    ]


def test_a_formula_would_be_found() -> None:
    """The negative control: the readers above see what a careless writer makes."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    assert formulas_of_workbook(out.getvalue()) == ["Sheet!A1"]
    assert formulas_of_csv("名称,数\r\n=1+1,-5\r\n\u200b＝2,'=3\r\n".encode()) == ["=1+1", "\u200b＝2"]
