"""检查范围: what was not given is said to be not checked, by rule, sheet and column; three words are never confused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from heyue import sample
from heyue.intake.workbook import read
from heyue.law.checkup import GRAIN_TABLES, check_up
from heyue.law.records import Records
from heyue.law.registry import all_rules, checks
from heyue.law.rule import Breach
from heyue.law.tables import TABLES
from tests.intake.books import ROSTER, Rows, book

AS_OF = date(2026, 10, 31)
Line = dict[str, Any]


@cache
def firm() -> Records:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "firm.xlsx"
        sample.write_workbook(sample.make_company(5, 30, as_of=AS_OF), path)
        return read([path])


def without(*tables: str) -> Records:
    frames = {name: frame for name, frame in firm().frames.items() if name not in tables}
    return Records(frames, {name: given for name, given in firm().given.items() if name not in tables}, [])


def without_column(table: str, column: str) -> Records:
    """The records as intake hands them over where a header was not found: null everywhere and not among the given."""
    frames = dict(firm().frames)
    frames[table] = frames[table].with_columns(
        frames[table].get_column(column).clear(frames[table].height).alias(column)
    )
    return Records(frames, {**firm().given, table: firm().given[table] - {column}}, [])


def lines(records: Records, *, lang: str = "zh", place: str = "") -> dict[str, Line]:
    return {line["rule"]: line for line in check_up(records, as_of=AS_OF, place=place, lang=lang)["coverage"]}


def sources(rule: str) -> set[str]:
    """Sheets and columns the facts come from on which a rule's breach rests."""
    text = all_rules()[rule][0]
    return {source for ask in text.trace.reads.values() for source in ask.source}


def test_all_checks_of_the_registry_are_covered_and_nothing_else():
    wanted = {name for name, texts in all_rules().items() if isinstance(texts[0].trace.answer, Breach)}
    assert {name for grain in GRAIN_TABLES for name in checks(grain)} == wanted
    assert set(lines(firm())) == wanted


@pytest.mark.parametrize(("table", "grain"), [("contracts", "contract"), ("attendance", "day"), ("leave", "leave")])
def test_without_a_sheet_every_check_of_its_rows_is_not_checked(table: str, grain: Any):
    found = lines(without(table))
    assert checks(grain)
    for rule in checks(grain):
        assert found[rule]["status"] == "not_checked"
        assert (found[rule]["why"]["code"], found[rule]["why"]["table"]) == ("sheet_missing", table)
        assert TABLES[table].zh in found[rule]["why"]["text"]
        assert found[rule]["breaches"] == found[rule]["passed"] == 0


@pytest.mark.parametrize("table", ["contracts", "attendance", "payroll", "insurance", "leave", "bodies"])
def test_a_missing_sheet_is_named_as_the_reason_and_makes_nothing_pass(table: str):
    whole, found = lines(firm()), lines(without(table))
    changed = [rule for rule in found if found[rule]["status"] != whole[rule]["status"]]
    assert changed, "some check rests on every sheet"
    for rule in changed:
        assert found[rule]["status"] == "not_checked", rule
        assert found[rule]["why"]["code"] in {"sheet_missing", "cells_missing"}, rule
    assert any(found[rule]["why"]["table"] == table for rule in changed)
    for rule in found:
        assert found[rule]["passed"] <= whole[rule]["passed"], rule


@pytest.mark.parametrize(
    "table",
    [
        "contracts",
        "attendance",
        "payroll",
        "insurance",
        "leave",
        "bodies",
        "company",
    ],
)
def test_what_is_not_given_is_never_held_against_the_firm(table: str):
    """Fewer sheets never bring new violations, only questions that were not asked."""
    before = {f["id"] for f in check_up(firm(), as_of=AS_OF)["findings"]}
    after = {f["id"] for f in check_up(without(table), as_of=AS_OF, place="440106")["findings"] if not f["question"]}
    rules = {identity.partition(":")[0] for identity in after - before}
    assert rules == set()


@pytest.mark.parametrize(
    ("table", "column", "rule"),
    [
        ("contracts", "copy_given", "contracts.copy_not_given"),
        ("contracts", "signed", "contracts.written_missing"),
        ("roster", "birth", "minors.protected"),
        ("payroll", "pay_date", "pay.late"),
    ],
)
def test_a_missing_column_is_named_by_sheet_and_column(table: str, column: str, rule: str):
    whole, found = lines(firm())[rule], lines(without_column(table, column))[rule]
    assert whole["status"] != "not_checked"
    assert found["status"] == "not_checked"
    assert (found["why"]["code"], found["why"]["table"], found["why"]["column"]) == ("column_missing", table, column)
    assert TABLES[table].by_name[column].zh in found["why"]["text"]
    english = lines(without_column(table, column), lang="en")[rule]["why"]
    assert TABLES[table].by_name[column].en in english["text"]


@pytest.mark.parametrize("rule", ["contracts.written_missing", "contracts.deemed_open_ended"])
def test_a_contract_without_its_signing_date_is_not_checked_and_the_column_is_named(rule: str, tmp_path: Path):
    """Whether it was signed in time (劳动合同法第十条、第十四条第三款) cannot be seen: neither a breach nor nothing to check."""
    people = [("工号", "姓名", "用工形式", "用工起始日期"), ("E1", "甲", "全日制", "2024-03-01")]
    contract = [
        ("工号", "姓名", "签订日期", "期限类型", "合同起始日期", "合同终止日期"),
        ("E1", "甲", None, "固定期限", "2024-03-01", "2027-02-28"),
    ]
    records = read([book(tmp_path / "店.xlsx", {"花名册": people, "劳动合同": contract})])
    assert "signed" in records.given["contracts"], "the column is there; its one cell is empty"
    line = lines(records)[rule]
    assert (line["status"], line["not_checked"], line["not_applicable"]) == ("not_checked", 1, 0)
    why = line["why"]
    assert (why["code"], why["table"], why["column"]) == ("cells_missing", "contracts", "signed")
    assert "签订日期" in why["text"]
    assert "igning date" in lines(records, lang="en")[rule]["why"]["text"]


def test_without_a_place_checks_that_need_a_local_figure_are_not_checked():
    records = without("company")
    found = lines(records)
    unknown = {rule for rule, line in found.items() if line["why"] and line["why"]["code"] == "figure_unknown"}
    assert "pay.minimum_monthly" in unknown
    for rule in unknown:
        assert found[rule]["why"]["column"], "names the figure"
    with_place = lines(records, place="440106")
    assert with_place["pay.minimum_monthly"]["status"] == "checked"


def test_an_unknown_place_is_a_problem_and_no_figure_is_taken_from_elsewhere(tmp_path: Path):
    company = [("企业名称", "示例商行"), ("用工所在地", "鼓楼区")]
    path = book(tmp_path / "店.xlsx", {"企业信息": company, "花名册": ROSTER})
    made = check_up(read([path]), as_of=AS_OF)
    problem = next(p for p in made["problems"] if p["sheet"] == "企业信息")
    assert "鼓楼区" in problem["message"]
    assert made["company"]["place"] is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_roster_alone_is_checked_for_what_a_roster_can_tell(lang: str, tmp_path: Path):
    records = read([book(tmp_path / "名单.xlsx", {"花名册": ROSTER})])
    made = check_up(records, as_of=AS_OF, lang=lang)
    assert made["summary"]["employees"] == 2
    assert made["summary"]["months"] == 0
    assert made["summary"]["checked"] > 0
    assert made["summary"]["not_checked"] > made["summary"]["checked"]
    assert made["summary"]["grade"] == "–" or made["summary"]["checked"] >= 20
    for line in made["coverage"]:
        if line["status"] == "not_checked":
            assert line["why"]["code"] in {
                "sheet_missing",
                "column_missing",
                "cells_missing",
                "figure_unknown",
                "rows_missing",
            }
            assert line["why"]["text"]
    for line in made["coverage"]:
        if line["why"] and line["why"]["code"] == "sheet_missing":
            assert line["why"]["table"] not in records.given


def test_a_roster_of_nobody_gives_no_findings_of_persons(tmp_path: Path):
    headers: Sequence[Rows] = (("工号", "姓名", "部门", "用工起始日期"),)
    path = book(tmp_path / "空.xlsx", {"花名册": headers, "企业信息": [("企业名称", "示例商行")]})
    made = check_up(read([path]), as_of=AS_OF)
    assert [f for f in made["findings"] if f["employee"]] == []
    assert made["summary"]["employees"] == 0


@pytest.mark.parametrize("records", ["whole", "no contracts", "no payroll", "no company"])
def test_the_three_words_are_told_apart_by_the_counts(records: str):
    given = {
        "whole": firm(),
        "no contracts": without("contracts"),
        "no payroll": without("payroll"),
        "no company": without("company"),
    }[records]
    for rule, line in lines(given).items():
        judged = line["breaches"] + line["passed"]
        if line["status"] == "checked":
            assert judged > 0, rule
        elif line["status"] == "not_checked":
            assert judged == 0, rule
            assert line["why"]["code"] != "nothing_applicable", rule
        else:
            assert judged == 0, rule
            assert line["not_checked"] == 0, rule
            assert line["why"]["code"] == "nothing_applicable", rule
        assert (line["why"] is None) == (line["not_checked"] == 0 and line["status"] == "checked"), rule


def test_a_findings_rule_is_always_checked():
    made = check_up(firm(), as_of=AS_OF)
    status = {line["rule"]: line["status"] for line in made["coverage"]}
    assert {status[f["rule"]] for f in made["findings"]} == {"checked"}
