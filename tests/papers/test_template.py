"""空白工作簿: what is written is what intake reads back, in both languages, and office programs open it."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyue.intake.workbook import Unusable, Upload, read
from heyue.law.tables import TABLES, Column
from heyue.papers.template import write
from tests.intake.books import ID_WOMAN

TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
DAYS = st.integers(0, 20_000).map(lambda days: date(1990, 1, 1) + timedelta(days=days))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT.map(lambda text: "字" + text),
    "date": DAYS,
    "month": DAYS.map(lambda day: day.replace(day=1)),
    "money": st.integers(0, 10**11),
    "hours": st.integers(0, 60 * 24),
    "days": st.integers(0, 3_100),
    "count": st.integers(0, 10_000),
    "flag": st.booleans(),
}


def values(column: Column) -> st.SearchStrategy[Any]:
    """Any value of a column, or None; what is checked by its own digits is left to other tests."""
    if column.name in {"uscc", "id_number", "birth", "sex"}:
        return st.none()
    filled = st.sampled_from([choice.value for choice in column.choices]) if column.choices else VALUES[column.kind]
    return filled if column.required else st.none() | filled


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows for every table: three people, a row each in every sheet."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for name, table in TABLES.items():
        count = 1 if table.shape == "pairs" else 3
        rows = [{column.name: draw(values(column)) for column in table.columns} for _ in range(count)]
        for at, row in enumerate(rows):
            if "employee" in table.by_name:
                row |= {"employee": f"A{at}", "name": f"员工{at}"}
            if name == "attendance":
                row |= {"month": date(2026, 3, 1), "day": None}
        if table.shape == "pairs":
            rows[0][table.columns[0].name] = rows[0][table.columns[0].name] or (
                "某某公司" if name == "company" else True
            )
        tables[name] = rows
    return tables


def expected(column: Column, value: Any) -> Any:
    """What an empty cell stands for, in smallest parts; every `blank` is a whole number."""
    if value is not None or column.blank is None:
        return value
    return int(column.blank) * {"money": 100, "hours": 60, "days": 100}.get(column.kind, 1)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(rows=workbooks(), lang=st.sampled_from(["zh", "en"]))
def test_what_is_written_is_read_back(rows: dict[str, list[dict[str, Any]]], lang: Any):
    buffer = io.BytesIO()
    write(buffer, lang=lang, rows=rows)
    records = read([Upload("a.xlsx", buffer.getvalue())])
    assert records.problems == []
    for name, table in TABLES.items():
        frame = records.frames[name]
        assert frame.columns == [*(column.name for column in table.columns), "row", "unread"]
        for at, row in enumerate(rows[name]):
            found = frame.row(at, named=True)
            for column in table.columns:
                assert found[column.name] == expected(column, row[column.name]), (name, column.name)


def test_an_identity_number_is_kept_as_text_and_gives_birth_and_sex():
    buffer = io.BytesIO()
    write(buffer, rows={"roster": [{"name": "甲一", "id_number": ID_WOMAN, "started": date(2024, 3, 1)}]})
    roster = read([Upload("a.xlsx", buffer.getvalue())]).frames["roster"]
    assert roster.select("id_number", "birth", "sex").row(0) == (ID_WOMAN, date(1949, 12, 31), "female")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_empty_workbook_has_all_sheets_and_holds_no_data(lang: Any, tmp_path: Path):
    path = tmp_path / "t.xlsx"
    write(path, lang=lang)
    book = openpyxl.load_workbook(path)
    names = [table.zh if lang == "zh" else table.en for table in TABLES.values()]
    assert book.sheetnames == [
        "说明" if lang == "zh" else "Instructions",
        *names,
        "选项" if lang == "zh" else "Options",
    ]
    assert book[book.sheetnames[-1]].sheet_state == "hidden"
    for table, name in zip(TABLES.values(), names, strict=True):
        sheet = book[name]
        assert sheet.freeze_panes is not None
        if table.shape == "rows":
            assert [cell.value for cell in sheet[1]] == [
                column.zh if lang == "zh" else column.en for column in table.columns
            ]
            assert sheet.max_row == 1
            assert all(cell.comment and cell.comment.text for cell in sheet[1])
        listed = sum(1 for column in table.columns if column.choices or column.kind == "flag")
        assert len(sheet.data_validations.dataValidation) == listed
    roster = book[names[1]]
    assert roster.column_dimensions["C"].number_format == "@"
    with pytest.raises(Unusable):
        read([path])


def test_text_that_looks_like_a_formula_stays_text():
    buffer = io.BytesIO()
    write(buffer, rows={"roster": [{"name": "甲一", "department": "=1+1", "started": date(2024, 3, 1)}]})
    sheet = openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))["花名册"]
    cell = sheet.cell(2, [c.name for c in TABLES["roster"].columns].index("department") + 1)
    assert (cell.data_type, cell.value) == ("s", "=1+1")


@pytest.mark.office
def test_an_office_program_opens_it_and_what_it_saves_is_read(tmp_path: Path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here")
    path = tmp_path / "t.xlsx"
    rows = {
        "roster": [
            {"employee": "001", "name": "甲一", "id_number": ID_WOMAN, "started": date(2024, 3, 1), "form": "full_time"}
        ],
        "payroll": [{"employee": "001", "name": "甲一", "month": date(2026, 3, 1), "gross": 500_050, "net": 450_000}],
    }
    write(path, rows=rows)
    for kind in ("xls", "xlsx"):
        out = tmp_path / kind
        command = [
            program,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        records = read([out / f"t.{kind}"])
        assert records.problems == []
        assert records.frames["roster"].select("employee", "id_number", "started", "form").row(0) == (
            "001",
            ID_WOMAN,
            date(2024, 3, 1),
            "full_time",
        )
        assert records.frames["payroll"].select("month", "gross", "net").row(0) == (date(2026, 3, 1), 500_050, 450_000)
