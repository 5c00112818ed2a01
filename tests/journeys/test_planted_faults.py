"""埋设问题全部查出: every planted fault is found with the right sum, and nothing that was not planted is reported.

The oracle is the sample's sidecar, whose sums the sample computed on its own; the check-up reads only the workbook file.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from heyue import sample
from heyue.intake.workbook import read
from heyue.law.checkup import check_up

AS_OF = date(2026, 10, 31)
SMALL = [(seed, 3 + seed * 7 % 23) for seed in range(1, 51)]
LARGE = [(seed, 300) for seed in range(1, 51)]

Key = tuple[str, str | None, str | None, str | None, bool]


def key(finding: dict[str, Any], *, dated: bool) -> Key:
    """What makes two findings the same: rule, person, period where the oracle gives one, sum, question or violation."""
    period = finding.get("period")
    span = f"{period['from']}..{period['to']}" if dated and period and period["from"] else None
    exposure = finding.get("exposure")
    amount = exposure.get("amount") if isinstance(exposure, dict) else exposure
    return finding["rule"], finding.get("employee"), span, amount, bool(finding.get("question"))


def disagreements(seed: int, employees: int, folder: Path) -> list[str]:
    """Findings missing from the check-up and findings it should not have, one line each."""
    company = sample.make_company(seed, employees, as_of=AS_OF)
    path = folder / "firm.xlsx"
    sample.write_workbook(company, path)
    sidecar = folder / "firm.faults.json"
    sample.write_sidecar(company, sidecar)
    planted = [f for fault in json.loads(sidecar.read_text("utf-8"))["faults"] for f in fault["findings"]]
    records = read([path])
    assert records.problems == []
    found = check_up(records, as_of=AS_OF)["findings"]
    dated = {(f["rule"], f.get("employee")) for f in planted if (f.get("period") or {}).get("from")}
    expected = sorted((key(f, dated=True) for f in planted), key=text)
    actual = sorted((key(f, dated=(f["rule"], f["employee"]) in dated) for f in found), key=text)
    lines = []
    for finding in expected:
        if finding in actual:
            actual.remove(finding)
        else:
            lines.append(f"seed {seed}: not found {finding}")
    return lines + [f"seed {seed}: not planted {finding}" for finding in actual]


def text(value: Key) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in value)


@pytest.mark.parametrize(("seed", "employees"), SMALL)
def test_a_small_firms_planted_faults_are_found_and_nothing_else(seed: int, employees: int, tmp_path: Path) -> None:
    assert disagreements(seed, employees, tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize(("seed", "employees"), LARGE)
def test_a_firm_of_300_has_its_planted_faults_found_and_nothing_else(seed: int, employees: int, tmp_path: Path) -> None:
    assert disagreements(seed, employees, tmp_path) == []
