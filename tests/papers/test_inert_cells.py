"""单元格不会被当成公式: whatever a company, a person, a job or a department is called, no spreadsheet program computes it.

Twenty openings that spreadsheet programs take for a formula, a command or a link, alone or behind characters that they skip,
go through a whole check-up: from the workbook that is read to every paper that is written.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from heyue import sample
from heyue.intake.workbook import Upload, read
from heyue.law.checkup import check_up
from heyue.papers.report_html import render_html
from heyue.papers.report_text import render_text
from heyue.papers.report_xlsx import write_xlsx
from heyue.papers.template import write
from tests.papers import model_reports as models

OPENINGS = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://127.0.0.1/x","y")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "|calc",
    "%0A=1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    " =1+1",
    "\u3000=1+1",
    "＝1+1",
    "{=1+1}",
    "http://127.0.0.1/x",
    "internal:Sheet1!A1",
)
PLACES = ("name", "department", "job", "address", "household_address")
AS_OF = date(2026, 10, 31)
FORMULA = re.compile(rb"<f[ >/]")
OUTWARD = re.compile(rb'TargetMode="External"|externalLink|ddeLink|oleLink|webPublish|<control[ >/]')


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def formulas(content: bytes) -> list[str]:
    """The formulas of a workbook as another library understands it, and as the bytes say; both must agree.

    Links may lead to the workbook's own sheets, and nothing may lead outside.
    """
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [str(c.value) for sheet in book for line in sheet.iter_rows() for c in line if c.data_type == "f"]
    written = sum(len(FORMULA.findall(part)) for name, part in parts(content).items() if "worksheets/" in name)
    assert written == len(found)
    links = [c.hyperlink for sheet in book for line in sheet.iter_rows() for c in line if c.hyperlink]
    assert {(link.location or "").split("!")[0].strip("'") for link in links} <= set(book.sheetnames)
    assert [name for name, part in parts(content).items() if OUTWARD.search(part)] == []
    return found


def strings(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {str(c.value) for sheet in book for line in sheet.iter_rows() for c in line if c.data_type == "s"}


@pytest.fixture(scope="module")
def company() -> sample.SampleCompany:
    """A firm in which every second name begins as a formula does; numbers stay alike in all sheets."""
    made = sample.make_company(3, 40)
    made.tables["company"][0]["name"] = OPENINGS[0]
    numbers = {row["employee"]: opening_of(at) + str(row["employee"]) for at, row in enumerate(made.tables["roster"])}
    names = {row["employee"]: opening_of(at) + str(row["name"]) for at, row in enumerate(made.tables["roster"])}
    for rows in made.tables.values():
        for row in rows:
            old = row.get("employee")
            if old not in numbers:
                continue
            opening = numbers[old].removesuffix(str(old))
            row.update({place: opening + str(row[place]) for place in PLACES if row.get(place)})
            row["employee"] = numbers[old]
            if row.get("name"):
                row["name"] = names[old]
    return made


def opening_of(at: int) -> str:
    return OPENINGS[at % len(OPENINGS)]


@pytest.fixture(scope="module")
def sample_bytes(company: sample.SampleCompany, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("inert") / "firm.xlsx"
    sample.write_workbook(company, path)
    return path.read_bytes()


@pytest.fixture(scope="module", params=["zh", "en"])
def report(request: pytest.FixtureRequest, sample_bytes: bytes) -> tuple[str, dict[str, Any]]:
    return request.param, check_up(read([Upload("firm.xlsx", sample_bytes)]), as_of=AS_OF, lang=request.param)


def report_bytes(found: dict[str, Any], lang: str, tmp_path: Path) -> bytes:
    path = tmp_path / "report.xlsx"
    write_xlsx(found, path, lang=lang)
    return path.read_bytes()


def only_our_totals(content: bytes) -> bool:
    return all(re.fullmatch(r"=SUM\(G4:G\d+\)", formula) for formula in formulas(content))


def test_there_are_twenty_openings():
    assert len(set(OPENINGS)) == 20


def test_the_sample_workbook_holds_no_formula(sample_bytes: bytes):
    assert formulas(sample_bytes) == []
    held = strings(sample_bytes)
    for opening in OPENINGS:
        body = opening.lstrip("\x00\r\n\t \u3000")
        assert any(body in text for text in held), opening


def test_the_report_of_such_a_firm_holds_only_our_own_sums(report: tuple[str, dict[str, Any]], tmp_path: Path):
    lang, found = report
    assert found["company"]["name"] == OPENINGS[0]
    content = report_bytes(found, lang, tmp_path)
    assert only_our_totals(content)
    people = {finding["employee"] for finding in found["findings"] if finding["employee"]}
    risky = {number for number in people if number[0] in "=+-@|"}
    assert len(risky) >= 5
    shown = "\n".join(strings(content))
    assert all(number in shown for number in risky)


@pytest.mark.parametrize("opening", OPENINGS, ids=repr)
def test_no_word_of_a_report_becomes_a_formula(opening: str, tmp_path: Path):
    found = models.one()
    text = opening + "x"
    found["company"] |= {"name": text}
    found["findings"][0] |= {"title": text, "employee": text, "remedy": text, "explanation": text, "limits": [text]}
    for step in found["findings"][0]["steps"]:
        step |= {"label": text}
    found["problems"] = [{"file": text, "sheet": text, "row": 1, "column": text, "message": text}]
    for row in found["coverage"]["rules"] if isinstance(found["coverage"], dict) else found["coverage"]:
        row |= {"title": text}
    content = report_bytes(found, "zh", tmp_path)
    assert only_our_totals(content)
    assert any("x" in each and opening.strip("\x00\r\n\t \u3000\ufeff\u200b")[:4] in each for each in strings(content))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_filled_with_such_words_holds_no_formula(lang: Any):
    rows = {
        "roster": [
            {"employee": f"{opening}{at}", "started": date(2024, 3, 1), **dict.fromkeys(PLACES, opening + "x")}
            for at, opening in enumerate(OPENINGS)
        ]
    }
    buffer = io.BytesIO()
    write(buffer, lang=lang, rows=rows)
    assert formulas(buffer.getvalue()) == []


class Active(HTMLParser):
    """Collects whatever a browser would run, load or follow out of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (tag, attrs) == ("link", [("rel", "icon"), ("href", "data:,")]):  # keeps a browser from asking for an icon
            return
        if tag in {"script", "iframe", "object", "embed", "link", "img", "form", "base"}:
            self.found.append((tag, "", None))
        for name, value in attrs:
            leaves = name in {"href", "src", "action", "formaction", "xlink:href"} and not (value or "").startswith("#")
            if leaves or name.startswith("on"):
                self.found.append((tag, name, value))


def test_the_page_runs_nothing_and_leads_nowhere(report: tuple[str, dict[str, Any]]):
    lang, found = report
    page = Active()
    page.feed(render_html(found, lang=lang))
    assert page.found == []


@pytest.mark.parametrize(
    "opening", [*OPENINGS, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'], ids=repr
)
def test_no_word_of_a_page_becomes_markup(opening: str):
    found = models.one()
    found["company"] |= {"name": opening}
    found["findings"][0] |= {"title": opening, "employee": opening, "remedy": opening, "explanation": opening}
    found["problems"] = [{"file": opening, "sheet": opening, "row": 1, "column": opening, "message": opening}]
    page = Active()
    page.feed(render_html(found, lang="zh"))
    assert page.found == []


def test_the_printed_report_and_the_data_carry_no_control_characters(report: tuple[str, dict[str, Any]]):
    lang, found = report
    for text in (render_text(found, lang=lang), json.dumps(found, ensure_ascii=False)):
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f\x9b]", text) == []
