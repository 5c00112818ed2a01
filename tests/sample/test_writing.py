"""写出的文件: workbook, sidecar and dataset as other programs read them."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from heyue.law.tables import TABLES
from heyue.sample import SampleCompany, make_company, write_dataset, write_sidecar, write_workbook


@pytest.fixture(scope="module")
def company() -> SampleCompany:
    return make_company(2, 8, kind="restaurant")


@pytest.fixture(scope="module")
def workbook(company: SampleCompany, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "firm.xlsx"
    write_workbook(company, path)
    return path


def test_sheets_and_headers_are_those_of_the_tables(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == [table.zh for table in TABLES.values()]
    header = [cell.value for cell in book["工资"][1]]
    assert header == [column.zh for column in TABLES["payroll"].columns]


def test_cells_hold_dates_numbers_and_text(company: SampleCompany, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    payroll, roster = book["工资"], book["花名册"]
    names = [cell.value for cell in payroll[1]]
    month, gross = payroll.cell(2, names.index("工资月份") + 1), payroll.cell(2, names.index("应发工资") + 1)
    first = company.tables["payroll"][0]
    assert isinstance(month.value, datetime)
    assert month.value.date() == first["month"]
    assert isinstance(first["gross"], int)
    assert round(float(gross.value) * 100) == first["gross"]
    assert gross.number_format == "#,##0.00"
    identity = roster.cell(2, [cell.value for cell in roster[1]].index("公民身份号码") + 1)
    assert isinstance(identity.value, str)
    assert identity.number_format == "@"


def test_a_column_the_company_does_not_keep_is_not_in_the_workbook(tmp_path: Path) -> None:
    company = make_company(2, 6, faults=["roster_column_absent"])
    write_workbook(company, tmp_path / "firm.xlsx")
    header = [cell.value for cell in openpyxl.load_workbook(tmp_path / "firm.xlsx")["花名册"][1]]
    assert "户籍地址" not in header
    assert "现住址" in header


@pytest.mark.office
def test_libreoffice_opens_the_workbook(workbook: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(workbook)], check=True, capture_output=True, timeout=120)
    text = next(tmp_path.glob("*.csv")).read_text(encoding="utf-8")
    assert "企业名称" in text


def test_the_sidecar_lists_faults_with_money_as_decimal_strings(company: SampleCompany, tmp_path: Path) -> None:
    write_sidecar(company, tmp_path / "firm.faults.json")
    data = json.loads((tmp_path / "firm.faults.json").read_text(encoding="utf-8"))
    assert data["as_of"] == "2026-10-31"
    assert data["kind"] == "restaurant"
    assert len(data["faults"]) == len(company.faults)
    for fault in data["faults"]:
        assert fault["what_zh"]
        assert fault["what_en"]
        assert fault["sheets"]
        assert fault["findings"]
        for finding in fault["findings"]:
            assert finding["exposure"] is None or finding["exposure"].split(".")[1].isdigit()
            if finding["period"]:
                assert date.fromisoformat(finding["period"]["from"]) <= date.fromisoformat(finding["period"]["to"])


def test_a_dataset_has_one_parquet_file_a_table_with_company_ids(tmp_path: Path) -> None:
    write_dataset(1, 5, 6, tmp_path)
    files = {path.stem for path in tmp_path.glob("*.parquet")}
    assert files == {"companies", "expected", *TABLES} - {"company"}
    roster = pl.read_parquet(tmp_path / "roster.parquet")
    assert roster.get_column("company_id").n_unique() == 5
    assert roster.schema["monthly_wage"] == pl.Int64
    assert roster.schema["started"] == pl.Date
    expected = pl.read_parquet(tmp_path / "expected.parquet")
    assert {"company_id", "rule", "employee", "from", "to", "exposure"} <= set(expected.columns)
    assert expected.height > 0


def test_a_dataset_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_dataset(9, 2, 4, tmp_path / name)
    for path in (tmp_path / "a").glob("*.parquet"):
        assert pl.read_parquet(path).equals(pl.read_parquet(tmp_path / "b" / path.name))
