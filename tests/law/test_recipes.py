"""做法照着能做: each recipe of docs/recipes is followed in a copy of the package, touching only the files it names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.intake.books import ROSTER, book

RULE = '''"""没有高温津贴: no allowance is paid for work in the heat (an invented rule for the recipe)."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Date
from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule

FAIR = Cite("劳动法", 46, 1)


@rule(
    title=("工号以九开头", "A number that begins with nine"),
    facts=Employment,
    since="1995-01-01",
    cites=(FAIR,),
    severity="low",
    explain=("{started} 入职。", "Started on {started}."),
    remedy=("换一个工号。", "Choose another number."),
    limits=(("只是一个例子", "Only an example"),),
)
def heat_allowance(facts: Employment, law: Law) -> Breach:
    return law.breach(when=facts.started >= pl.date(2024, 4, 1), first=facts.started)
'''
EXAMPLES = """examples:
  - name: 四月一日以后
    kind: typical
    source: "例子自己的约定：2024-04-01 起"
    facts: {started: "2024-05-01"}
    value: breach
  - name: 四月一日当天
    kind: boundary
    source: "例子自己的约定：2024-04-01 起"
    facts: {started: "2024-04-01"}
    value: breach
  - name: 前一天
    kind: boundary
    source: "例子自己的约定：2024-04-01 起"
    facts: {started: "2024-03-31"}
    value: passed
  - name: 没说哪天入职
    kind: missing
    source: "没有入职日就不下结论"
    facts: {}
    value: null
    missing: [started]
  - name: 施行前
    kind: before
    source: "劳动法1995年1月1日起施行"
    date: "1994-12-31"
    facts: {started: "1994-01-01"}
    error: not in force
"""
FIGURE = """code: "4117"
zh: "驻马店市"
en: "Zhumadian"
figures:
  housing_fund.base_ceiling:
    values:
      - from: "2026-07-01"
        until: "2027-06-30"
        value: "12345"
        status: secondary
        source: ["例文〔2026〕1号"]
        checked: "2026-11-21"
"""
LAYOUT = """id: "example_people"
zh: "例子软件 人员表"
en: "Example software staff list"
table: "roster"
priority: 30
sheets: ["*人员*"]
markers: ["例子编号", "例子姓名"]
any_of: ["例子到岗日"]
columns:
  employee: ["例子编号"]
  name: ["例子姓名"]
  started: ["例子到岗日"]
"""


class Copy:
    """一份副本: the package in a folder of its own, run from there."""

    def __init__(self, folder: Path, repository: Path) -> None:
        self.folder = folder
        self.package = folder / "heyue"
        shutil.copytree(repository / "src" / "heyue", self.package, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, name: str, text: str) -> None:
        path = self.package / name
        assert not path.exists(), "a recipe adds a file; it changes none"
        path.write_text(text, "utf-8")

    def run(self, *words: object, status: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-P", "-m", "heyue.cli.main", *map(str, words)]
        ended = subprocess.run(
            command, capture_output=True, encoding="utf-8", cwd=self.folder, env=environment, timeout=120, check=False
        )
        assert ended.returncode == status, ended.stdout + ended.stderr
        return ended.stdout

    def json(self, *words: object) -> Any:
        return json.loads(self.run(*words))


@pytest.fixture
def copy(tmp_path: Path, repository: Path) -> Copy:
    return Copy(tmp_path, repository)


def test_the_copy_is_the_package_that_runs(copy: Copy):
    (copy.package / "__init__.py").write_text('"""副本."""\n__version__ = "copy"\n', "utf-8")
    assert copy.run("--version").strip() == "heyue copy"


def test_a_rule_is_two_files_and_appears_everywhere(copy: Copy, tmp_path: Path):
    """docs/recipes/add-a-rule.md"""
    copy.add("law/rules/pay/heat_allowance.py", RULE)
    copy.add("law/rules/pay/heat_allowance.yaml", EXAMPLES)
    listed = {entry["id"]: entry for entry in copy.json("law", "list", "--json")}
    assert listed["pay.heat_allowance"]["kind"] == "check"
    assert "劳动法" in copy.run("law", "show", "pay.heat_allowance")
    assert copy.json("law", "pay.heat_allowance", "started=2024-05-01", "--json")["value"] == "breach"
    copy.run("lint")
    path = book(tmp_path / "名单.xlsx", {"花名册": ROSTER})  # A1 started 2024-03-01, A2 2024-04-01
    report = copy.json("checkup", path, "--format", "json", "--as-of", "2026-10-31")
    found = [f["employee"] for f in report["findings"] if f["rule"] == "pay.heat_allowance"]
    assert found == ["A2"]
    assert "pay.heat_allowance" in {line["rule"] for line in report["coverage"]}


def test_a_rule_without_examples_or_with_a_wrong_one_is_named_by_lint(copy: Copy):
    copy.add("law/rules/pay/heat_allowance.py", RULE)
    assert "pay.heat_allowance: has no example of the kind typical" in copy.run("lint", status=1)
    copy.add("law/rules/pay/heat_allowance.yaml", EXAMPLES.replace("value: passed", "value: breach"))
    told = copy.run("lint", status=1)
    assert "pay.heat_allowance: example 前一天" in told
    assert "has no example" not in told


def test_a_rule_that_cites_no_known_article_is_named_by_lint(copy: Copy):
    copy.add("law/rules/pay/heat_allowance.py", RULE.replace('Cite("劳动法", 46, 1)', 'Cite("劳动法", 999)'))
    copy.add("law/rules/pay/heat_allowance.yaml", EXAMPLES)
    assert "pay.heat_allowance" in copy.run("lint", status=1)


def test_a_figure_is_one_file_and_every_look_up_finds_it(copy: Copy):
    """docs/recipes/add-a-figure.md"""
    copy.add("law/places/cn4117_zhumadian.yaml", FIGURE)
    places = copy.json("places", "411702", "--json")
    told = {figure["figure"]: figure for figure in places["figures"]}["housing_fund.base_ceiling"]
    assert [(value["value"], value["from"]) for value in told["values"]] == [("12345", "2026-07-01")]
    assert "例文〔2026〕1号" in copy.run("places", "驻马店市")
    assert "4117" in {row["code"] for row in copy.json("places", "--json")}
    copy.run("lint")


def test_a_figure_without_source_or_first_day_is_named_by_lint(copy: Copy):
    copy.add("law/places/cn4117_zhumadian.yaml", FIGURE.replace('source: ["例文〔2026〕1号"]', "source: []"))
    told = copy.run("lint", status=1)
    assert "cn4117_zhumadian.yaml" in told
    assert "no source" in told


def test_this_years_minimum_wage_is_found_by_the_rules_that_use_it(copy: Copy):
    """A later value stands below the earlier one, which still governs the earlier months."""
    path = next(path for path in (copy.package / "law" / "places").glob("cn44_*.yaml"))
    before = {month: minimum(copy, month) for month in ("2026-03", "2028-03")}
    text = path.read_text("utf-8")
    assert "minimum_wage.monthly:" in text
    lines = text.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith("  minimum_wage.monthly:"))
    end = next(
        (n for n in range(start + 1, len(lines)) if lines[n][:3].strip() and not lines[n].startswith("    ")),
        len(lines),
    )
    block = lines[start:end]
    values = max(n for n, line in enumerate(block) if line.strip() == "values:")
    tiers = [line for line in block[values:] if "by_tier" in line]
    assert tiers
    grown = [
        '      - from: "2028-01-01"\n',
        "        by_tier: {" + ", ".join(f'"{name}": "3000"' for name in names_of(tiers[-1])) + "}\n",
        "        status: secondary\n",
        '        source: ["例文〔2027〕1号"]\n',
        '        checked: "2026-11-21"\n',
    ]
    path.write_text("".join([*lines[:end], *grown, *lines[end:]]), "utf-8")
    assert minimum(copy, "2028-03") == "3000.00"
    assert minimum(copy, "2026-03") == before["2026-03"] == "2500.00"
    copy.run("lint")


def names_of(line: str) -> list[str]:
    """The tiers of a line `by_tier: {"一类": "2500", …}`."""
    return [part.partition(":")[0].strip().strip('"') for part in line.partition("{")[2].partition("}")[0].split(",")]


def minimum(copy: Copy, month: str) -> Any:
    words = ["law", "pay.minimum", f"month={month}", "hours_type=monthly", "--place", "440105", "--json"]
    return copy.json(*words)["value"]


def test_an_export_format_is_one_file_and_is_recognised(copy: Copy, tmp_path: Path):
    """docs/recipes/add-an-export-format.md"""
    rows = [("例子编号", "例子姓名", "例子到岗日"), ("A1", "甲一", "2024-03-01"), ("A2", "乙二", "2024-04-01")]
    path = book(tmp_path / "导出.xlsx", {"全部人员": rows})
    copy.run("checkup", path, status=2)
    copy.add("intake/layouts/example_people.yaml", LAYOUT)
    report = copy.json("checkup", path, "--format", "json", "--as-of", "2026-10-31")
    assert report["summary"]["employees"] == 2
    assert report["problems"] == []
