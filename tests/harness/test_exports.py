"""导出的表格: whatever people typed is a text in every csv and xlsx that leaves the platform, never a formula.

A spreadsheet program takes a cell that begins with one of a few signs for a formula, also after blanks and signs that cannot be
seen, and in full width. The firm's every field, its name and its people's begin with one of them; every address that answers with
a table is asked for it, and every file is read by openpyxl and, where it is installed, opened and calculated by LibreOffice.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from heyue.apps.accounts.models import Organisation, Person
from tests import district as ground
from tests.harness import personas, walking
from tests.harness.asking import Answer, ask
from tests.harness.objects import Firm, furnish, sent

STARTS = (
    "=1+1", "+1", "-1", "@SUM(1)", "|cmd", "%0A=1", "＝1+1", "＋1", "－1", "＠x", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "\ufeff=1+1", "\u3000=1+1", "\u200b=1+1", "'=1+1", '"=1+1',
)  # fmt: skip
"""二十种开头: what a spreadsheet program may take for a formula."""
LIVE = re.compile("^[\\x00-\\x20\\u00a0\\u200b\\u3000\\ufeff]*[=+\\-@|%＝＋－＠]")
TOTAL = re.compile(r"^=SUM\(([A-Z]+)\d+:\1\d+\)$")
TOTAL_IN_OFFICE = re.compile(r"^of:=SUM\(\[\.([A-Z]+)\d+:\.\1\d+\]\)$")
"""Our own totals, over one column of sums: the only formulas there are (papers/report_xlsx.py)."""
NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?%?$")
FORMULA_IN_OFFICE = re.compile(r'table:formula="([^"]*)"')
CSV_IN = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1,true"
"""How LibreOffice reads a csv here: UTF-8, and whatever looks like a formula is one (the last word)."""


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


_LEFT: dict[str, bytes] = {}


@pytest.fixture
def tables(db: None, still: None) -> dict[str, bytes]:
    """Every table that leaves, by the name of its address and its kind; asked for once a process."""
    if not _LEFT:
        _LEFT.update(everything_that_leaves())
    return _LEFT


def everything_that_leaves() -> dict[str, bytes]:
    district = ground.build()
    personas.settle(district)
    firm = furnish(district, "甲", "owner", "employee", "正", "agency_head", kind=Calculating)
    for turn, person in enumerate(Person.objects.order_by("login")):
        Person.objects.filter(pk=person.pk).update(name=f"{STARTS[turn % len(STARTS)]}{person.name}")
    Organisation.unscoped.filter(pk=firm.organisation.pk).update(name="=1+1（演示）")
    found: dict[str, bytes] = {}
    clients = {who: personas.client(district, who) for who in walking.FIRST}
    for address, who in walking.walk("GET", ("200",)):
        forms = [{}] if address.name.startswith("api:") else [{"format": "csv"}, {"format": "xlsx"}]
        for form in forms:
            answer = ask(clients[who], "GET", walking.path(firm, address), {**sent(firm, address.name, "GET"), **form})
            found |= {f"{address.name}.{ending}": content for ending, content in held(answer).items()}
    for who in ("owner", "agency_head"):
        answer = ask(clients[who], "POST", "/accounts/me/export")
        found |= {f"my data of {who}.{ending}": content for ending, content in held(answer).items()}
    return found


def held(answer: Answer) -> dict[str, bytes]:
    """The tables in an answer, by their ending: itself, or those in its archive."""
    kind, name = (answer.headers.get(head, "") for head in ("Content-Type", "Content-Disposition"))
    if kind.startswith("text/csv"):
        return {"csv": answer.content}
    if answer.content[:2] != b"PK":
        return {}
    if ".zip" not in name:
        return {"xlsx": answer.content}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        books = [archive.read(one) for one in archive.namelist() if one.endswith(".xlsx")]
    assert len(books) == 1, "an archive with several workbooks needs a name for each here"
    return {"xlsx": books[0]}


@pytest.mark.django_db
def test_no_cell_of_any_table_that_leaves_is_a_formula(tables: dict[str, bytes]) -> None:
    assert {
        "checkups:download.xlsx",
        "ledger:people.csv",
        "ledger:people.xlsx",
        "audit:list.csv",
        "my data of owner.xlsx",
    } <= set(tables)
    assert len(tables) >= 20, "too few addresses answer with a table: the parameter may have another name now"
    live = [f"{name}: {cell}" for name, content in tables.items() for cell in formulas(name, content)]
    assert live == []
    texts = "".join(content.decode("utf-8-sig") for name, content in tables.items() if name.endswith(".csv"))
    assert "'=1+1" in texts, "what was typed did not come out at all"


@pytest.mark.django_db
@pytest.mark.office
def test_libreoffice_calculates_no_cell_of_them(tables: dict[str, bytes], soffice: Path, tmp_path: Path) -> None:
    careless = openpyxl.Workbook()
    careless.active["A1"] = "=1+1"
    out = io.BytesIO()
    careless.save(out)
    control = {"control.xlsx": out.getvalue(), "control.csv": "名称,数\r\n=1+1,2\r\n".encode()}
    found = calculated({**tables, **control}, soffice, tmp_path)
    assert [len(found.pop(name)) for name in control] == [1, 1], (
        "LibreOffice no longer runs what it is given: look again"
    )
    assert len(found) == len(tables)
    assert {name: cells for name, cells in found.items() if cells} == {}


def calculated(files: dict[str, bytes], soffice: Path, folder: Path) -> dict[str, list[str]]:
    """What LibreOffice takes for a formula in each file, our own totals aside."""
    names = {name: f"{number}{Path(name).suffix}" for number, name in enumerate(sorted(files))}
    for name, content in files.items():
        (folder / names[name]).write_bytes(content)
    for ending, more in (("xlsx", []), ("csv", [f"--infilter={CSV_IN}"])):
        own = [f"-env:UserInstallation=file://{folder}/profile", "--headless", *more]
        given = [str(path) for path in sorted(folder.glob(f"*.{ending}"))]
        command = [str(soffice), *own, "--convert-to", "fods", "--outdir", str(folder / ending), *given]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
    found = {}
    for name, stored in names.items():
        text = (folder / stored.rpartition(".")[2] / f"{Path(stored).stem}.fods").read_text(encoding="utf-8")
        found[name] = [cell for cell in FORMULA_IN_OFFICE.findall(text) if not TOTAL_IN_OFFICE.match(cell)]
    return found


def formulas(name: str, content: bytes) -> list[str]:
    return formulas_of_csv(content) if name.endswith(".csv") else formulas_of_workbook(content)


def formulas_of_workbook(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and not TOTAL.match(str(cell.value))
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
