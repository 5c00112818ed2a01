"""三组示例文件: the real command on committed spreadsheets gives exactly what was worked out by hand from the statutes.

Each folder of tests/fixtures has its expected.yaml: findings (nothing missing, nothing extra, sums equal), problems with their
file, sheet, row and column, and for some checks whether they were checked and what was missing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
FOLDERS = ("workbook", "exports", "broken")

Case = dict[str, Any]
Line = tuple[str, ...]


def cases() -> list[Any]:
    found = []
    for folder in FOLDERS:
        source = (FIXTURES / folder / "expected.yaml").read_bytes()
        for case in yaml.load(source, Loader=yaml.CSafeLoader)["cases"]:  # noqa: S506  the C loader is the safe one
            found.append(pytest.param(folder, case, id=case["name"]))
    return found


def checkup(folder: str, case: Case) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    words = [sys.executable, "-m", "heyue.cli.main", "checkup", *(str(FIXTURES / folder / name) for name in case["files"])]
    words += ["--format", "json", "--as-of", case["as_of"]]
    if "place" in case:
        words += ["--place", case["place"]]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def report_of(folder: str, case: Case) -> dict[str, Any]:
    done = checkup(folder, case)
    assert done.returncode == case["exit"], done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def amount(finding: dict[str, Any]) -> str | None:
    exposure = finding["exposure"]
    found = exposure["amount"] if isinstance(exposure, dict) else exposure
    return None if found is None else f"{float(found):.2f}"


def finding_line(finding: dict[str, Any]) -> Line:
    """What makes two findings the same, as one printable line."""
    period = finding["period"]
    return (
        finding["rule"],
        finding["employee"] or "单位",
        f"{period['from'] or '-'}..{period['to'] or '-'}",
        amount(finding) or "无金额",
        finding["severity"],
        "请核对" if finding["question"] else "问题",
    )


def difference(expected: list[Line], got: list[Line]) -> str:
    """Both sides of every mismatch, one a line; empty where there is none."""
    missing, extra = list(expected), []
    for line in got:
        if line in missing:
            missing.remove(line)
        else:
            extra.append(line)
    lines = [f"  应有而没有  {'  '.join(line)}" for line in sorted(missing)]
    return "\n".join([*lines, *(f"  不应有而有  {'  '.join(line)}" for line in sorted(extra))])


def checked_cases() -> list[Any]:
    return [param for param in cases() if param.values[1]["exit"] == 0]


@pytest.fixture(scope="module")
def reports() -> dict[str, dict[str, Any]]:
    """Each command runs once; its report serves every test of its case."""
    return {}


def run_once(reports: dict[str, dict[str, Any]], folder: str, case: Case) -> dict[str, Any]:
    if case["name"] not in reports:
        reports[case["name"]] = report_of(folder, case)
    return reports[case["name"]]


@pytest.mark.parametrize(("folder", "case"), checked_cases())
def test_the_findings_are_exactly_those_worked_out_by_hand(
    folder: str, case: Case, reports: dict[str, dict[str, Any]]
) -> None:
    report = run_once(reports, folder, case)
    wrong = difference(
        [finding_line(finding) for finding in case["findings"]], [finding_line(found) for found in report["findings"]]
    )
    assert not wrong, f"{case['name']}：\n{wrong}"


@pytest.mark.parametrize(("folder", "case"), checked_cases())
def test_every_unreadable_place_is_named_and_no_other(
    folder: str, case: Case, reports: dict[str, dict[str, Any]]
) -> None:
    report = run_once(reports, folder, case)

    def place(problem: dict[str, Any]) -> Line:
        return tuple(str(problem[part]) for part in ("file", "sheet", "row", "column"))

    wrong = difference([place(p) for p in case["problems"]], [place(p) for p in report["problems"]])
    assert not wrong, f"{case['name']}：\n{wrong}"
    messages = {place(problem): problem["message"] for problem in report["problems"]}
    silent = [(place(p), p["says"], messages[place(p)]) for p in case["problems"] if p["says"] not in messages[place(p)]]
    assert not silent, silent


@pytest.mark.parametrize(("folder", "case"), checked_cases())
def test_what_was_not_checked_says_so_and_why(folder: str, case: Case, reports: dict[str, dict[str, Any]]) -> None:
    report = run_once(reports, folder, case)
    lines = {line["rule"]: line for line in report["coverage"]}
    wrong = []
    for wanted in case["coverage"]:
        line = lines.get(wanted["rule"])
        if line is None:
            wrong.append(f"  {wanted['rule']}：没有这项检查")
            continue
        why = line["why"] or {}
        got = {**line, **{part: why.get(part) for part in ("code", "table", "column")}}
        for part in ("status", "code", "table", "column", "breaches", "passed"):
            if part in wanted and wanted[part] != got[part]:
                wrong.append(f"  {wanted['rule']}：{part} 应为 {wanted[part]}，得到 {got[part]}（{why.get('text')}）")
    assert not wrong, f"{case['name']}：\n" + "\n".join(wrong)


@pytest.mark.parametrize(("folder", "case"), [param for param in cases() if param.values[1]["exit"] == 2])
def test_a_file_nobody_can_open_ends_in_one_clear_line(folder: str, case: Case) -> None:
    done = checkup(folder, case)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in case["says"]:
        assert word in done.stderr
