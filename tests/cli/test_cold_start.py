"""冷启动: what a check-up in a fresh process loads, and the copy of the process that reads the files beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from heyue.intake import aside
from heyue.intake.workbook import Unusable, read
from heyue.law.records import Records

WORKBOOK = Path(__file__).parents[1] / "fixtures" / "workbook" / "体检工作簿.xlsx"
BROKEN = Path(__file__).parents[1] / "fixtures" / "broken" / "截断.xlsx"

_LOADED = """
import json, sys
from heyue.cli.main import main
status = main(["checkup", sys.argv[1], "--as-of", "2026-10-31", "--format", "json", "-o", sys.argv[2]])
print(json.dumps([status, [name for name in ("numpy", "xlsxwriter", "openpyxl") if name in sys.modules]]))
"""

_READ = """
import json, os, sys
from pathlib import Path
from heyue.intake import aside
if sys.argv[2] == "dies":
    aside._read = lambda *_: os._exit(1)
started = aside.start([Path(sys.argv[1])])
copied = bool(started.pid)
from heyue.intake.unusable import Unusable
try:
    records = started.records()
except Unusable as unusable:
    print(json.dumps([copied, unusable.message_zh]))
else:
    frames = {name: frame.write_json() for name, frame in records.frames.items()}
    given = {name: sorted(columns) for name, columns in records.given.items()}
    print(json.dumps([copied, frames, given, [problem.message for problem in records.problems]]))
"""


def in_a_fresh_process(script: str, *words: str) -> list[object]:
    """What the script printed, a JSON list; Polars is not loaded when it starts."""
    run = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True, timeout=120
    )
    answer: list[object] = json.loads(run.stdout)
    return answer


def as_told(records: Records) -> list[object]:
    return [
        {name: frame.write_json() for name, frame in records.frames.items()},
        {name: sorted(columns) for name, columns in records.given.items()},
        [problem.message for problem in records.problems],
    ]


def test_a_check_up_loads_no_numpy_and_no_spreadsheet_writer(tmp_path: Path) -> None:
    """Each costs a cold check-up a tenth of its time."""
    assert in_a_fresh_process(_LOADED, str(WORKBOOK), str(tmp_path / "report.json")) == [0, []]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a copy of the process made")
def test_a_workbook_read_aside_gives_the_records_of_one_read_here() -> None:
    assert in_a_fresh_process(_READ, str(WORKBOOK), "") == [True, *as_told(read([WORKBOOK]))]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a copy of the process made")
def test_a_copy_that_dies_leaves_its_work_to_the_command() -> None:
    assert in_a_fresh_process(_READ, str(WORKBOOK), "dies") == [True, *as_told(read([WORKBOOK]))]


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a copy of the process made")
def test_a_file_that_cannot_be_read_aside_is_refused_in_the_same_words() -> None:
    with pytest.raises(Unusable) as refused:
        read([BROKEN])
    assert in_a_fresh_process(_READ, str(BROKEN), "") == [True, refused.value.message_zh]


def test_no_copy_is_made_of_a_process_that_has_loaded_polars() -> None:
    """Its threads would be missing from the copy."""
    assert pl.__name__ in sys.modules
    assert aside.start([WORKBOOK]).pid == 0
