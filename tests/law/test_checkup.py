"""体检结果: the JSON that interfaces promise, the same in every format, and nobody's name or number in it."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import polars as pl
import pytest

from heyue import sample
from heyue.intake.workbook import read
from heyue.law.checkup import check_up
from heyue.law.records import Records
from heyue.papers.report_html import render_html
from heyue.papers.report_text import render_text
from heyue.papers.report_xlsx import write_xlsx
from tests.intake.books import ROSTER, book

AS_OF = date(2026, 10, 31)
SEEDS = (1, 2, 3, 4)
CHINESE = re.compile("[\u4e00-\u9fff]+")
Report = dict[str, Any]

TOP = {"company", "as_of", "law", "problems", "coverage", "findings", "summary", "demo"}
COMPANY = {"name", "uscc", "place", "place_name", "size"}
PROBLEM = {"file", "sheet", "row", "column", "message"}
COVERAGE = {"rule", "status", "why", "subject", "subject_title", "title", "severity", "question"}
COUNTS = {"breaches", "passed", "not_applicable", "not_checked"}
WHY = {"code", "table", "column", "text"}
FINDING = {"id", "rule", "subject", "severity", "question", "employee", "period", "exposure", "cites", "steps", "title"}
FINDING |= {"explanation", "remedy", "due", "due_kind", "limits"}
STEP = {"name", "label", "value", "text", "unit", "cite", "input"}
CITE = {"law", "article", "paragraph", "text"}
SUMMARY = {"score", "grade", "grade_text", "exposure", "exposure_max", "by_subject", "by_month", "employees", "months"}
SUMMARY |= {"checked", "not_checked", "not_applicable"}
"""What the promise names, and what the reports need besides; a key that comes or goes is a change of the promise."""


@cache
def firm(seed: int) -> Records:
    """A sample firm as intake hands it over."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "firm.xlsx"
        sample.write_workbook(sample.make_company(seed, 10 + 15 * seed, as_of=AS_OF), path)
        return read([path])


@cache
def report(seed: int, lang: str = "zh") -> Report:
    return check_up(firm(seed), as_of=AS_OF, lang=lang)


def with_column(records: Records, table: str, values: dict[str, Any]) -> Records:
    """The records with some columns of one table set to one value."""
    changed = records.frames[table].with_columns(
        pl.lit(value).cast(records.frames[table].schema[name]).alias(name) for name, value in values.items()
    )
    given = records.given[table] | values.keys()
    return Records({**records.frames, table: changed}, {**records.given, table: given}, records.problems)


# --- the shape ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_report_has_the_promised_keys_and_no_others(seed: int, lang: str):
    made = report(seed, lang)
    assert set(made) == TOP
    assert set(made["company"]) == COMPANY
    assert set(made["law"]) == {"version", "as_of"}
    assert set(made["summary"]) == SUMMARY
    for line in made["coverage"]:
        assert set(line) == COVERAGE | COUNTS
        assert line["status"] in {"checked", "not_checked", "not_applicable"}
        assert line["why"] is None or set(line["why"]) == WHY
    for finding in made["findings"]:
        assert set(finding) == FINDING
        assert finding["severity"] in {"high", "medium", "low"}
        assert set(finding["period"]) == {"from", "to"}
        assert set(finding["exposure"]) in ({"amount"}, {"amount", "max"})
        assert finding["cites"]
        assert all(set(cite) == CITE for cite in finding["cites"])
        assert all(set(step) == STEP for step in finding["steps"])
        assert all(finding[key] for key in ("title", "explanation", "remedy"))
        for day in (*finding["period"].values(), finding["due"]):
            assert day is None or date.fromisoformat(day)
        for amount in finding["exposure"].values():
            assert amount is None or re.fullmatch(r"\d+\.\d\d", amount)
    assert json.loads(json.dumps(made)) == made


def test_a_problem_names_its_file_sheet_row_and_column(tmp_path: Path):
    rows = [*ROSTER, ("A3", "丙三", "生产部", "不知道")]
    made = check_up(read([book(tmp_path / "名单.xlsx", {"花名册": rows})]), as_of=AS_OF)
    problem = next(p for p in made["problems"] if p["row"] is not None)
    assert set(problem) == PROBLEM
    assert (problem["file"], problem["sheet"], problem["row"], problem["column"]) == (
        "名单.xlsx",
        "花名册",
        4,
        "用工起始日期",
    )
    assert "不知道" in problem["message"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rule_of_the_check_up_is_covered_once(seed: int):
    names = [line["rule"] for line in report(seed)["coverage"]]
    assert len(names) == len(set(names))
    assert {finding["rule"] for finding in report(seed)["findings"]} <= set(names)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_file_gives_the_same_report_whatever_the_language(seed: int):
    again = check_up(firm(seed), as_of=AS_OF)
    assert again == report(seed)
    figures = ("id", "exposure", "period", "employee", "severity", "due")
    chinese = [[f[key] for key in figures] for f in report(seed)["findings"]]
    english = [[f[key] for key in figures] for f in report(seed, "en")["findings"]]
    assert chinese == english


@pytest.mark.parametrize("seed", SEEDS)
def test_every_finding_has_an_id_of_its_own(seed: int):
    found = [finding["id"] for finding in report(seed)["findings"]]
    assert found
    assert len(found) == len(set(found))


def test_the_id_of_a_finding_outlives_the_closing_of_another():
    """A re-check after one person's findings were dealt with keeps the ids of all the others."""
    before = report(2)
    someone = next(f["employee"] for f in before["findings"] if f["employee"])
    frames = {
        name: frame.filter(pl.col("employee") != someone) if "employee" in frame.columns else frame
        for name, frame in firm(2).frames.items()
    }
    after = check_up(Records(frames, firm(2).given, []), as_of=AS_OF)
    kept = {f["id"] for f in before["findings"] if f["employee"] not in {someone, None}}
    assert kept == {f["id"] for f in after["findings"] if f["employee"] is not None}


# --- nobody's name ------------------------------------------------------------------------------------------------------


def private(records: Records) -> set[str]:
    """Names, identity numbers and telephone numbers of everyone on the roster."""
    roster = records.frames["roster"]
    columns = [name for name in ("name", "id_number", "phone") if name in roster.columns]
    return {str(value) for name in columns for value in roster.get_column(name).drop_nulls()}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_name_and_no_number_of_a_person_leaves_in_any_format(seed: int, lang: str, tmp_path: Path):
    made = report(seed, lang)
    write_xlsx(made, tmp_path / "report.xlsx", lang=lang)
    book_ = openpyxl.load_workbook(tmp_path / "report.xlsx")
    cells = "\n".join(str(cell.value) for sheet in book_ for row in sheet.iter_rows() for cell in row if cell.value)
    formats = {
        "json": json.dumps(made, ensure_ascii=False),
        "text": render_text(made, lang=lang),
        "html": render_html(made, lang=lang),
        "xlsx": cells,
    }
    people = private(firm(seed))
    assert len(people) > 20
    for kind, text in formats.items():
        assert [each for each in people if each in text] == [], kind


def test_a_finding_names_the_roster_number():
    numbers = set(firm(1).frames["roster"].get_column("employee"))
    named = {finding["employee"] for finding in report(1)["findings"]} - {None}
    assert named
    assert named <= numbers


def test_a_roster_without_numbers_is_named_by_row(tmp_path: Path):
    rows = [("姓名", "用工起始日期", "劳动合同签订日期"), ("甲一", "2026-01-05", ""), ("乙二", "2026-01-05", "")]
    contracts = [("姓名", "合同起始日期", "签订日期"), ("甲一", "2026-01-05", "2026-04-05")]
    path = book(tmp_path / "名单.xlsx", {"花名册": rows, "劳动合同": contracts})
    named = {finding["employee"] for finding in check_up(read([path]), as_of=AS_OF)["findings"]} - {None}
    assert named
    assert named <= {"R2", "R3"}


def test_two_alike_numbers_are_told_apart_by_row(tmp_path: Path):
    rows = [("工号", "姓名", "用工起始日期"), ("A1", "甲一", "2026-01-05"), ("A1", "乙二", "2026-01-05")]
    contracts = [("工号", "姓名", "合同起始日期", "签订日期"), ("A9", "丙三", "2026-01-05", "2026-04-05")]
    path = book(tmp_path / "名单.xlsx", {"花名册": rows, "劳动合同": contracts})
    named = {finding["employee"] for finding in check_up(read([path]), as_of=AS_OF)["findings"]} - {None}
    assert {"R2", "R3"} <= named
    assert "A1" not in named


# --- sums ---------------------------------------------------------------------------------------------------------------


def total(findings: list[Report]) -> Decimal:
    return sum((Decimal(f["exposure"]["amount"]) for f in findings if f["exposure"]["amount"]), Decimal(0))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_summary_adds_up_what_the_findings_say(seed: int):
    made = report(seed)
    real = [f for f in made["findings"] if not f["question"]]
    summary = made["summary"]
    assert total(real) > 0
    assert Decimal(summary["exposure"]) == total(real)
    assert total([f for f in made["findings"] if f["question"]]) == 0
    assert sum(Decimal(s["exposure"]) for s in summary["by_subject"].values()) == total(real)
    assert sum(s["findings"] for s in summary["by_subject"].values()) == len(real)
    assert sum(s["high"] for s in summary["by_subject"].values()) == sum(f["severity"] == "high" for f in real)
    assert sum(map(Decimal, summary["by_month"].values())) <= total(real)
    assert Decimal(summary["exposure_max"]) >= total(real)
    for status in ("checked", "not_checked", "not_applicable"):
        assert summary[status] == sum(line["status"] == status for line in made["coverage"])
    breaches = {line["rule"]: line["breaches"] for line in made["coverage"]}
    for rule in {f["rule"] for f in made["findings"]}:
        assert breaches[rule] == sum(f["rule"] == rule for f in made["findings"])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_format_carries_the_same_findings_and_the_same_total(seed: int, tmp_path: Path):
    made = report(seed)
    real = [f for f in made["findings"] if not f["question"]]
    exposure = f"¥{Decimal(made['summary']['exposure']):,.2f}"
    html = render_html(made, lang="zh")
    assert sorted(re.findall(r'data-finding="([^"]+)"', html)) == sorted(f["id"] for f in made["findings"])
    assert exposure in html
    text = render_text(made, lang="zh")
    assert f"有 {len(real)} 处需要处理" in text
    assert exposure in text
    write_xlsx(made, tmp_path / "report.xlsx", lang="zh")
    rows = [
        (sheet.title, row[0].value, row[6].value)
        for sheet in openpyxl.load_workbook(tmp_path / "report.xlsx")
        for row in sheet.iter_rows()
        if len(row) > 6
    ]
    assert sum(kind == "发现" for _, kind, _ in rows) == len(real)
    assert sum(kind == "要核对" for _, kind, _ in rows) == len(made["findings"]) - len(real)
    sums = [Decimal(str(amount)) for _, kind, amount in rows if kind == "发现" and amount not in (None, "")]
    assert sum(sums).quantize(Decimal("0.01")) == total(real)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_english_report_is_english(seed: int):
    """Chinese remains only in the firm's own name and place and in the cells it wrote itself."""
    made = report(seed, "en")
    own = {str(made["company"]["place_name"]), "和"}  # the name's own sign stands at the head of the page
    for frame in firm(seed).frames.values():
        for column in frame.select(pl.col(pl.String)).iter_columns():
            own |= {value for value in column.drop_nulls() if CHINESE.search(value)}
    written = re.compile("|".join(re.escape(name) for name in sorted(own, key=len, reverse=True)))
    chinese: list[tuple[str, str]] = []

    def walk(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{path}.{key}", inner)
        elif isinstance(value, list):
            for inner in value:
                walk(path, inner)
        elif isinstance(value, str) and CHINESE.search(written.sub("", value)):
            chinese.append((path, value))

    walk("", {key: value for key, value in made.items() if key != "problems"})
    assert chinese == []
    assert CHINESE.findall(written.sub("", render_text(made, lang="en"))) == []
    html = re.sub(r"<style.*?</style>", "", render_html(made, lang="en"), flags=re.DOTALL)
    assert CHINESE.findall(written.sub("", html)) == []


# --- size and demonstration ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("industry", "revenue", "assets", "size"),
    [
        ("C33", 300_000_000, None, "small"),  # industry: 20 people and 3 million make small, 20 million and 300 medium
        ("C33", 299_999_999, None, "micro"),  # a fen below 3 million
        ("C33", None, None, None),  # manufacturing goes by people and revenue
        ("H62", 100_000_000, None, "small"),  # catering: 10 people and a million
        ("E47", 100_000_000, None, None),  # construction goes by revenue and assets
        ("E47", 600_000_000_00, 500_000_000_00, "medium"),  # construction: 60 and 50 million yuan reach medium
        ("J66", 100_000_000, 100, None),  # finance is not in the table
        ("F", 100_000_000, 100, None),  # wholesale or retail: the letter alone does not say
        (None, 100_000_000, 100, None),
    ],
)
def test_the_size_follows_the_table_of_sizes(
    industry: str | None, revenue: int | None, assets: int | None, size: str | None
):
    """国统字〔2017〕213号 划分表, for a firm of 25 to 30 people."""
    records = with_column(firm(1), "company", {"industry": industry, "revenue": revenue, "assets": assets})
    made = check_up(records, as_of=AS_OF)
    assert 20 <= made["summary"]["employees"] < 50
    assert made["company"]["size"] == size


def test_a_firm_without_a_company_sheet_has_no_size(tmp_path: Path):
    made = check_up(read([book(tmp_path / "r.xlsx", {"花名册": ROSTER})]), as_of=AS_OF)
    assert made["company"] == {"name": None, "uscc": None, "place": None, "place_name": None, "size": None}
    assert made["demo"] is False


@pytest.mark.parametrize(
    ("name", "demo"), [("某某公司（演示）", True), ("某某公司(演示)", True), ("演示设备公司", False), (None, False)]
)
def test_only_a_firm_that_says_so_is_a_demonstration(name: str | None, demo: bool):
    made = check_up(with_column(firm(1), "company", {"name": name}), as_of=AS_OF)
    assert made["demo"] is demo
    assert ("演示数据" in render_text(made, lang="zh")) is demo
    assert ("Demonstration data" in render_html(made, lang="en")) is False or demo
