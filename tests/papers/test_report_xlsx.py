"""表格报告: one sheet per subject with the working of each sum; numbers are numbers, names stay text."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from heyue.papers.report_xlsx import write_xlsx
from tests.papers import model_reports as models

Builder = Callable[[str], models.Report]


def opened(report: models.Report, tmp_path: Path, lang: str = "zh") -> Any:
    path = tmp_path / "report.xlsx"
    write_xlsx(report, path, lang=lang)
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a subject's sheet by the words of its header, which stands on the third line."""
    head = [cell.value for cell in sheet[3]]
    return [dict(zip(head, line, strict=True)) for line in sheet.iter_rows(min_row=4, values_only=True)]


def test_there_is_a_summary_a_sheet_per_subject_the_coverage_and_the_problems(tmp_path: Path):
    book = opened(models.small(), tmp_path)
    assert book.sheetnames == ["摘要", "劳动合同", "试用期", "加班费", "工资", "工时", "休假", "检查范围", "没读出来的"]
    english = opened(models.small("en"), tmp_path, "en")
    assert english.sheetnames[:2] == ["Summary", "Contracts"]


@pytest.mark.parametrize("build", [models.one, models.small, models.large])
def test_every_finding_has_its_sum_as_a_number(build: Builder, tmp_path: Path):
    report = build("zh")
    book = opened(report, tmp_path)
    written = {}
    for sheet in book.worksheets[1:-2]:
        written |= {row["编号"]: row["金额（元）"] for row in rows(sheet) if row["编号"]}
    assert written.keys() == {finding["id"] for finding in report["findings"]}
    for finding in report["findings"]:
        expected = Decimal((finding["exposure"] or {}).get("amount") or 0)
        assert Decimal(str(written[finding["id"]] or 0)) == expected


def test_the_working_of_a_sum_follows_it_step_by_step(tmp_path: Path):
    lines = rows(opened(models.small(), tmp_path)["加班费"])
    start = next(place for place, row in enumerate(lines) if row["编号"] == "pay.overtime_shortfall:0008:2026-10-01")
    steps = lines[start + 1 : start + 13]
    assert {row["行"] for row in steps} == {"算法"}
    # 5,220.00 ÷ 21.75 ÷ 8 = 30.00; 30 × (20 × 1.5 + 16 × 2 + 8 × 3) = 2,580.00, less 1,200.00 paid = 1,380.00
    assert [row["数值"] for row in steps] == [5220, 21.75, 30, 20, 1.5, 16, 2, 8, 3, 2580, 1200, 1380]
    assert [row["来源"] for row in steps[:2]] == ["表格", "算出"]
    assert steps[1]["依据"] == "劳动法第 44 条"
    assert [row["单位"] for row in steps[:4]] == ["元", "天", "元", "小时"]


def test_dates_are_dates_and_sums_have_a_format(tmp_path: Path):
    sheet = opened(models.small(), tmp_path)["劳动合同"]
    finding = rows(sheet)[0]
    assert finding["从"].date() == date(2026, 8, 1)
    assert finding["最后一天"].date() == date(2026, 11, 23)
    assert sheet["G4"].value == 19924.14
    assert sheet["G4"].number_format == '"¥"#,##0.00'


def test_the_only_formulas_are_our_totals(tmp_path: Path):
    book = opened(models.small(), tmp_path)
    formulas = {
        (s.title, c.coordinate): c.value for s in book for line in s.iter_rows() for c in line if c.data_type == "f"
    }
    assert set(formulas) == {(name, f"G{book[name].max_row}") for name in book.sheetnames[1:-2]}
    assert all(value.startswith("=SUM(G4:G") for value in formulas.values())


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path):
    report = models.one()
    report["company"]["name"] = "=1+1"
    report["findings"][0] |= {"title": '=HYPERLINK("http://x","y")', "employee": "+86", "remedy": "@SUM(A1)"}
    report["problems"] = [{"file": "-1", "sheet": None, "row": None, "column": None, "message": "http://example.com/"}]
    book = opened(report, tmp_path)
    for value in ("=1+1", '=HYPERLINK("http://x","y")', "+86", "@SUM(A1)", "-1", "http://example.com/"):
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == value]
        assert cells, value
        assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}


def test_a_subject_with_an_impossible_sheet_name_gets_a_possible_one(tmp_path: Path):
    report = models.small()
    report["summary"]["by_subject"]["contracts"]["title"] = "[合同]/期限?*" + "很长" * 30
    report["summary"]["by_subject"]["probation"]["title"] = "摘要"
    names = opened(report, tmp_path).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_coverage_says_passed_not_checked_and_not_applicable_with_reasons(tmp_path: Path):
    lines = list(opened(models.small(), tmp_path)["检查范围"].iter_rows(min_row=2, values_only=True))
    assert len(lines) == 91
    words = [line[2] for line in lines]
    assert [words.count(word) for word in ("通过", "有发现", "要核对", "未检查", "不适用")] == [63, 6, 1, 12, 9]
    assert all(line[3] for line in lines if line[2] in ("未检查", "不适用"))


def test_headers_stay_in_sight_and_paper_is_a4_across(tmp_path: Path):
    book = opened(models.small(), tmp_path)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref or sheet.title == "没读出来的"


def test_a_clean_company_still_gets_its_workbook(tmp_path: Path):
    book = opened(models.empty(), tmp_path)
    assert book.sheetnames == ["摘要", "检查范围", "没读出来的"]
    assert "都读出来了" in book["没读出来的"]["A2"].value


def test_the_same_report_gives_the_same_file(tmp_path: Path):
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(models.small(), tmp_path / name, lang="zh")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.office
def test_libreoffice_opens_it_and_its_totals_agree(soffice: Path, tmp_path: Path):
    write_xlsx(models.small(), tmp_path / "report.xlsx", lang="zh")
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [str(soffice), home, "--headless", "--convert-to", filter_, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.xlsx")], check=True, capture_output=True, timeout=180)
    contracts = (tmp_path / "report-劳动合同.csv").read_text(encoding="utf-8")
    assert ",28034.48," in contracts  # 19,924.14 + 8,110.34, as LibreOffice itself adds them
    assert ",1984," in (tmp_path / "report-加班费.csv").read_text(encoding="utf-8")
