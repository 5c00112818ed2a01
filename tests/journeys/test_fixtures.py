"""三组示例文件: the real command on committed spreadsheets gives exactly what was worked out by hand from the statutes.

Each folder of tests/fixtures has its expected.yaml: findings (nothing missing, nothing extra, sums equal), problems with their
file, sheet, row and column, and for some checks whether they were checked and what was missing.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
FOLDERS = ("workbook", "exports", "broken")

Case = dict[str, Any]
Line = tuple[str, ...]


def cases() -> list[Any]:
    return [
        pytest.param(folder, case, id=case["name"])
        for folder in FOLDERS
        for case in yaml.load((FIXTURES / folder / "expected.yaml").read_bytes(), Loader=yaml.CSafeLoader)["cases"]
    ]


def unpacked(folder: str, name: str, into: Path) -> Path:
    """The committed file; a packed one (name.gz: text that is not UTF-8) is unpacked first."""
    path = FIXTURES / folder / name
    if path.is_file():
        return path
    (into / name).write_bytes(gzip.decompress(path.with_name(f"{name}.gz").read_bytes()))
    return into / name


def checkup(folder: str, case: Case, into: Path) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    files = [str(unpacked(folder, name, into)) for name in case["files"]]
    words = [sys.executable, "-m", "heyue.cli.main", "checkup", *files]
    words += ["--format", "json", "--as-of", case["as_of"]]
    if "place" in case:
        words += ["--place", case["place"]]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def amount(finding: dict[str, Any]) -> str | None:
    exposure = finding["exposure"]
    found = exposure["amount"] if isinstance(exposure, dict) else exposure
    return None if found is None else f"{Decimal(found):.2f}"


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


Reports = Callable[[str, Case], dict[str, Any]]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The report of a case; each command runs once and serves every test."""
    made: dict[str, dict[str, Any]] = {}

    def of(folder: str, case: Case) -> dict[str, Any]:
        if case["name"] not in made:
            done = checkup(folder, case, tmp_path_factory.mktemp("case"))
            assert done.returncode == case["exit"], done.stderr
            made[case["name"]] = json.loads(done.stdout)
        return made[case["name"]]

    return of


@pytest.mark.parametrize(("folder", "case"), checked_cases())
def test_the_findings_are_exactly_those_worked_out_by_hand(folder: str, case: Case, report: Reports) -> None:
    found = report(folder, case)
    wrong = difference(
        [finding_line(finding) for finding in case["findings"]], [finding_line(line) for line in found["findings"]]
    )
    assert not wrong, f"{case['name']}：\n{wrong}"


@pytest.mark.parametrize(("folder", "case"), checked_cases())
def test_every_unreadable_place_is_named_and_no_other(folder: str, case: Case, report: Reports) -> None:
    found = report(folder, case)

    def place(problem: dict[str, Any]) -> Line:
        return tuple(str(problem[part]) for part in ("file", "sheet", "row", "column"))

    wrong = difference([place(p) for p in case["problems"]], [place(p) for p in found["problems"]])
    assert not wrong, f"{case['name']}：\n{wrong}"
    messages = {place(problem): problem["message"] for problem in found["problems"]}
    silent = [
        (place(p), p["says"], messages[place(p)]) for p in case["problems"] if p["says"] not in messages[place(p)]
    ]
    assert not silent, silent


@pytest.mark.parametrize(("folder", "case"), checked_cases())
def test_what_was_not_checked_says_so_and_why(folder: str, case: Case, report: Reports) -> None:
    found = report(folder, case)
    lines = {line["rule"]: line for line in found["coverage"]}
    wrong = []
    for wanted in case["coverage"]:
        line = lines.get(wanted["rule"])
        if line is None:
            wrong.append(f"  {wanted['rule']}：没有这项检查")
            continue
        why = line["why"] or {}
        got = {**line, **{part: why.get(part) for part in ("code", "table", "column")}}
        wrong += [
            f"  {wanted['rule']}：{part} 应为 {wanted[part]}，得到 {got[part]}（{why.get('text')}）"
            for part in ("status", "code", "table", "column", "breaches", "passed")
            if part in wanted and wanted[part] != got[part]
        ]
    assert not wrong, f"{case['name']}：\n" + "\n".join(wrong)


def test_a_workbook_with_every_sheet_is_never_told_that_one_is_missing(report: Reports) -> None:
    folder, case = cases()[0].values
    found = report(folder, case)
    wrong = [
        f"  {line['rule']}：{line['why']['text']}"
        for line in found["coverage"]
        if line["why"] and line["why"]["code"] == "sheet_missing"
    ]
    assert not wrong, "八张表都给了：\n" + "\n".join(wrong)


def test_no_finding_ends_before_it_begins(report: Reports) -> None:
    for param in checked_cases():
        for finding in report(*param.values)["findings"]:
            first, last = finding["period"]["from"], finding["period"]["to"]
            assert first is None or last is None or first <= last, finding["id"]


@pytest.mark.parametrize(("folder", "case"), [param for param in cases() if param.values[1]["exit"] == 2])
def test_a_file_nobody_can_open_ends_in_one_clear_line(folder: str, case: Case, tmp_path: Path) -> None:
    done = checkup(folder, case, tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in case["says"]:
        assert word in done.stderr
