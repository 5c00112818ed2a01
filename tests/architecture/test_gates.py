"""关卡: the gates of `make test`, and what a person sees who types one word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT

GATES = [gate.partition(":") for gate in os.environ.get("HEYUE_GATES", "").split()]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(not GATES, reason="the gates (ruff, mypy, import contracts, heyue lint) run in `make test`")
@pytest.mark.parametrize(("gate", "outcome"), [(name, outcome) for name, _, outcome in GATES] or [("all", "")])
def test_the_gate_is_green(gate: str, outcome: str):
    assert outcome == "passed", f"`make {gate}` says why"


def test_a_bare_heyue_prints_its_help():
    done = run(str(Path(sys.executable).with_name("heyue")))
    assert done.returncode == 0, done.stderr
    assert "checkup" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_bare_make_prints_its_help():
    if shutil.which("make") is None:
        pytest.skip("make is not installed here")
    done = run("make", "--no-print-directory")
    assert done.returncode == 0, done.stderr
    for target in ("setup", "demo", "test", "test-long", "check", "cites", "bench", "lock"):
        assert f"make {target} " in done.stdout


def test_every_target_of_make_says_what_it_does():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {
        line.split(":")[0] for line in text.splitlines() if line[:1].isalpha() and ": " in line and "=" not in line
    }
    helped = {line.split(":")[0] for line in text.splitlines() if line[:1].isalpha() and " ## " in line}
    assert targets - helped == set()


def test_continuous_integration_runs_what_the_readme_says():
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert [line for line in text.splitlines() if line.startswith("make ")] == [
        'make test 2>&1 | tee "$log" || status=$?'
    ]
    assert "HEYUE_REQUIRE=browser,office" in text
