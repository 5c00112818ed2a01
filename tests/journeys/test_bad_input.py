"""坏文件，整条命令: whatever is handed to `heyue checkup` ends in one line or in listed problems, in bounded time and memory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.intake.books import ROSTER, book

GIB = 1 << 30
WATCHED = """
import json, os, resource, subprocess, sys, threading, time
peak, running = 0, True

def tree(pid):
    found = [pid]
    for each in found:
        try:
            for task in os.listdir(f"/proc/{each}/task"):
                with open(f"/proc/{each}/task/{task}/children") as children:
                    found += [int(child) for child in children.read().split()]
        except OSError:
            pass
    return found

def resident(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0

child = subprocess.Popen(sys.argv[2:])
while child.poll() is None:
    peak = max(peak, sum(map(resident, tree(child.pid))))
    time.sleep(0.02)
with open(sys.argv[1], "w") as out:
    json.dump({"tree": peak, "largest": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024}, out)
sys.exit(child.returncode)
"""
"""Runs a command and measures it: proportional memory of the whole tree, sampled, and the largest single process."""


@dataclass(frozen=True)
class Run:
    """一次运行: what the command printed, how it ended, and what it took."""

    status: int
    out: str
    err: str
    seconds: float
    memory: int

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    def problems(self) -> str:
        return "\n".join(" ".join(str(part) for part in p.values()) for p in self.report["problems"])


def checkup(folder: Path, *words: object, seconds: float = 60, lang: str = "zh") -> Run:
    """`heyue checkup … --format json` in its own process, held to a time and to 1 GiB for the whole tree of processes."""
    measured = folder / "measured.json"
    command = [sys.executable, "-m", "heyue.cli.main", "--lang", lang, "checkup", *map(str, words)]
    command += ["--as-of", "2026-10-31", "--format", "json"]
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, str(measured), *command],
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    taken = json.loads(measured.read_text())
    run = Run(ended.returncode, ended.stdout, ended.stderr, time.monotonic() - begun, max(taken.values()))
    assert "Traceback" not in run.err
    assert "程序出了错" not in run.err
    assert run.memory < GIB, f"{run.memory >> 20} MiB"
    return run


def refused(run: Run) -> str:
    """The one line of a refusal."""
    assert run.status == 2, run
    assert run.out == ""
    lines = run.err.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("heyue: ")
    return lines[0]


def accepted(run: Run) -> str:
    """The problems of a file that was read as far as it went."""
    assert (run.status, run.err) == (0, ""), run
    return run.problems()


def zipped(path: Path, parts: dict[str, bytes], *, source: Path | None = None) -> Path:
    """A workbook with parts replaced or added."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        if source is not None:
            with zipfile.ZipFile(source) as old:
                for name in old.namelist():
                    new.writestr(name, parts.get(name, old.read(name)))
                parts = {name: part for name, part in parts.items() if name not in old.namelist()}
        for name, part in parts.items():
            new.writestr(name, part)
    return path


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return book(tmp_path / "名单.xlsx", {"花名册": ROSTER})


# --- files that cannot be used ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        ("空.xlsx", b"", "空的", "empty"),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n....", "PNG", "PNG"),
        ("合同.pdf", b"%PDF-1.7 ...", "PDF", "PDF"),
        ("坏.xlsx", b"PK\x03\x04 not really", "损坏", "damaged"),
        (
            "加密.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "密码",
            "password",
        ),
        ("随笔.csv", "今天天气很好，我们去公园".encode(), "没有认出", "recogni"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_a_file_that_is_no_spreadsheet_ends_in_one_line_that_names_it(
    name: str, content: bytes, zh: str, en: str, lang: str, tmp_path: Path
):
    path = tmp_path / name
    path.write_bytes(content)
    line = refused(checkup(tmp_path, path, lang=lang))
    assert name in line
    assert (zh if lang == "zh" else en) in line


def test_an_empty_sheet_ends_in_one_line(tmp_path: Path):
    assert "空表.xlsx" in refused(checkup(tmp_path, book(tmp_path / "空表.xlsx", {"花名册": []})))


def test_a_workbook_without_a_roster_says_what_to_give(tmp_path: Path):
    payroll = (("工号", "姓名", "月份", "应发工资", "实发工资"), ("A1", "甲一", "2026-09", 5000, 4600))
    line = refused(checkup(tmp_path, book(tmp_path / "工资.xlsx", {"工资": payroll})))
    assert "工资.xlsx：没有找到花名册（认出了：工资）" in line
    assert "heyue template" in line


def test_the_password_protected_fixture_is_told_what_it_is(repository: Path, tmp_path: Path):
    broken = repository / "tests" / "fixtures" / "broken"
    for path in broken.glob("*密码*.xlsx"):
        assert "密码" in refused(checkup(tmp_path, path))


# --- files that can be read in part -------------------------------------------------------------------------------------


def test_a_sheet_is_known_by_its_headers_whatever_its_name(tmp_path: Path):
    run = checkup(tmp_path, book(tmp_path / "名单.xlsx", {"Sheet1": ROSTER}))
    accepted(run)
    assert run.report["summary"]["employees"] == 2


def test_two_headers_alike_are_a_problem_that_names_the_column(tmp_path: Path):
    rows = [("工号", "姓名", "用工起始日期", "用工起始日期"), ("A1", "甲一", "2024-03-01", "2025-03-01")]
    run = checkup(tmp_path, book(tmp_path / "名单.xlsx", {"花名册": rows}))
    told = accepted(run)
    assert "用工起始日期" in told


def test_two_header_rows_alike_do_not_make_a_person(tmp_path: Path):
    run = checkup(tmp_path, book(tmp_path / "名单.xlsx", {"花名册": [ROSTER[0], ROSTER[0], *ROSTER[1:]]}))
    accepted(run)
    assert run.report["summary"]["employees"] == 2


def test_a_roster_without_names_is_read_or_refused_in_words(tmp_path: Path):
    rows = [("工号", "用工起始日期"), ("A1", "2024-03-01")]
    run = checkup(tmp_path, book(tmp_path / "名单.xlsx", {"花名册": rows}))
    if run.status == 2:
        assert "姓名" in refused(run)
    else:
        accepted(run)
        assert run.report["summary"]["employees"] == 1


def test_a_date_in_1900_is_a_problem_with_row_and_column(tmp_path: Path):
    rows = [*ROSTER, ("A3", "丙三", "生产部", "1900-01-00"), ("A4", "丁四", "生产部", 1)]
    run = checkup(tmp_path, book(tmp_path / "名单.xlsx", {"花名册": rows}))
    accepted(run)
    where = {(p["sheet"], p["row"], p["column"]) for p in run.report["problems"]}
    assert {("花名册", 4, "用工起始日期"), ("花名册", 5, "用工起始日期")} <= where


def test_negative_hours_are_a_problem_with_row_and_column(tmp_path: Path):
    attendance = [("工号", "姓名", "日期", "工作时长(小时)", "加班小时"), ("A1", "甲一", "2026-09-01", -8, -2)]
    run = checkup(tmp_path, book(tmp_path / "考勤.xlsx", {"花名册": ROSTER, "考勤": attendance}))
    accepted(run)
    assert any(p["sheet"] == "考勤" and p["row"] == 2 for p in run.report["problems"])
    assert "hours" not in {f["subject"] for f in run.report["findings"]}


# --- files made to hurt -------------------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_unfolds(roster: Path, tmp_path: Path):
    bomb = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 12_000_000 + b"</sheetData></worksheet>"
    path = zipped(tmp_path / "炸弹.xlsx", {"xl/worksheets/sheet1.xml": bomb}, source=roster)
    del bomb
    assert path.stat().st_size < 4_000_000
    run = checkup(tmp_path, path, seconds=30)
    assert "炸弹.xlsx" in refused(run)


def test_an_external_entity_is_not_fetched(roster: Path, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("THE-SECRET")
    with zipfile.ZipFile(roster) as old:
        shared = old.read("xl/sharedStrings.xml").decode()
    head = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file://{secret}">]>'
    changed = shared.replace("<sst", head + "<sst", 1).replace("生产部", "&x;")
    run = checkup(
        tmp_path, zipped(tmp_path / "外部实体.xlsx", {"xl/sharedStrings.xml": changed.encode()}, source=roster)
    )
    assert run.status in {0, 2}
    assert "THE-SECRET" not in run.out + run.err


def test_entities_that_multiply_are_not_unfolded(roster: Path, tmp_path: Path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with zipfile.ZipFile(roster) as old:
        shared = old.read("xl/sharedStrings.xml").decode()
    head = f'<!DOCTYPE sst [<!ENTITY l0 "哈">{laughs}]>'
    changed = shared.replace("<sst", head + "<sst", 1).replace("生产部", "&l9;")
    run = checkup(
        tmp_path, zipped(tmp_path / "笑.xlsx", {"xl/sharedStrings.xml": changed.encode()}, source=roster), seconds=30
    )
    assert run.status in {0, 2}


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path: Path):
    path = tmp_path / "远格.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("花名册")
        for at, row in enumerate(ROSTER):
            sheet.write_row(at, 0, row)
        sheet.write(1_048_575, 16_383, "远")
    assert path.stat().st_size < 10_000
    run = checkup(tmp_path, path, seconds=30)
    assert run.status in {0, 2}
    if run.status == 0:
        assert run.report["summary"]["employees"] == 2
    else:
        assert "远格.xlsx" in refused(run)


def million() -> list[tuple[str, str, str]]:
    return [(f"A{number}", f"员工{number}", "2024-03-01") for number in range(1_000_000)]


def bounded(run: Run, name: str) -> None:
    """Read or refused: both are answers; a file with a million people is beyond one company's check-up."""
    if run.status == 2:
        assert name in refused(run)
    else:
        assert run.report["summary"]["employees"] > 0


def test_a_million_rows_of_text_end_in_bounded_time_and_memory(tmp_path: Path):
    path = tmp_path / "百万.csv"
    text = io.StringIO()
    text.write("工号,姓名,用工起始日期\n")
    text.writelines(f"{number},{name},{day}\n" for number, name, day in million())
    path.write_text(text.getvalue(), "utf-8")
    bounded(checkup(tmp_path, path, seconds=120), "百万.csv")


@pytest.mark.long
def test_a_million_rows_of_a_workbook_end_in_bounded_time_and_memory(tmp_path: Path):
    path = tmp_path / "百万.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("花名册")
        sheet.write_row(0, 0, ("工号", "姓名", "用工起始日期"))
        for at, row in enumerate(million(), start=1):
            sheet.write_row(at, 0, row)
    bounded(checkup(tmp_path, path, seconds=240), "百万.xlsx")


def test_the_measure_sees_what_a_process_takes(tmp_path: Path):
    """A guard of the guard: 300 MB taken by a child of a child are seen."""
    grandchild = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; b = bytearray(300_000_000); time.sleep(0.5)'])"
    measured = tmp_path / "measured.json"
    subprocess.run(
        [sys.executable, "-c", WATCHED, str(measured), sys.executable, "-c", grandchild], check=True, timeout=60
    )
    assert max(json.loads(measured.read_text()).values()) > 290_000_000
