"""命令的退出码和一行话: what a user meets at the command line, also where the words make no sense."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import heyue
from heyue import sample
from heyue.cli.main import COMMANDS, main
from tests.intake.books import ROSTER, book

FAULT = re.compile("程序出了错|the program failed")
"""The line of last resort: no test may meet it."""


def heyue_run(*words: str, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a shell runs it."""
    command = [sys.executable, "-m", "heyue.cli.main", *words]
    surroundings = {**os.environ, **(env or {})}
    encoding = (env or {}).get("PYTHONIOENCODING", "utf-8")
    return subprocess.run(
        command, input=stdin, capture_output=True, encoding=encoding, timeout=120, check=False, env=surroundings
    )


def one_line(result: subprocess.CompletedProcess[str], status: int = 2) -> str:
    """The one line a command stops with; nothing else is printed and there is no traceback."""
    assert result.returncode == status, result
    assert "Traceback" not in result.stderr
    assert not FAULT.search(result.stderr), result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("heyue: ")
    return lines[0]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm of fifteen with planted faults, some of them at high risk."""
    path = tmp_path_factory.mktemp("firm") / "firm.xlsx"
    sample.write_workbook(sample.make_company(1, 15), path)
    return path


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster of two names: little to find."""
    return book(tmp_path_factory.mktemp("quiet") / "roster.xlsx", {"花名册": ROSTER})


# --- help, versions, languages ------------------------------------------------------------------------------------------


def test_the_bare_command_prints_its_help_and_is_content():
    result = heyue_run()
    assert (result.returncode, result.stderr) == (0, "")
    for name, (zh, en) in COMMANDS.items():
        assert name in result.stdout
        assert zh in result.stdout
        assert en in result.stdout.replace("\n" + " " * 24, " ")


def test_the_version_is_the_packages():
    assert heyue_run("--version").stdout.strip() == f"heyue {heyue.__version__}"


@pytest.mark.parametrize("words", [["-h"], *([name, "--help"] for name in COMMANDS), ["law", "severance", "-h"]])
def test_every_command_explains_itself(words: list[str]):
    result = heyue_run(*words)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_the_language_may_stand_before_or_after_the_command():
    wanted = heyue_run("--lang", "en", "law", "show", "severance").stdout
    assert "Basis: " in wanted
    for words in (
        ["law", "--lang", "en", "show", "severance"],
        ["law", "show", "severance", "--lang=en"],
        ["--lang=en", "law", "show", "severance"],
    ):
        assert heyue_run(*words).stdout == wanted


@pytest.mark.parametrize("words", [["--lang"], ["--lang", "fr", "law", "list"], ["law", "list", "--lang="]])
def test_a_language_it_does_not_speak_is_refused(words: list[str]):
    line = one_line(heyue_run(*words))
    assert "zh" in line
    assert "en" in line


# --- one clear line -----------------------------------------------------------------------------------------------------

REFUSED: list[tuple[list[str], str, str]] = [
    (["nonsense"], "没有命令“nonsense”", "no command"),
    (["chekup"], "checkup", "checkup"),
    (["--nonsense"], "没有命令", "no command"),
    (["checkup"], "还缺 FILE", "required: FILE"),
    (["checkup", ""], "文件名是空的", "is empty"),
    (["checkup", "/"], "文件名是空的", "is empty"),
    (["checkup", "没有.xlsx"], "没有.xlsx：找不到", "no such file"),
    (["checkup", "FIRM", "--as-of", "2026-02-30"], "2026-02-30", "2026-02-30"),
    (["checkup", "FIRM", "--as-of", "昨天"], "请写成 2026-10-31", "write 2026-10-31"),
    (["checkup", "FIRM", "--place", "999999"], "999999", "999999"),
    (["checkup", "FIRM", "--place", "鼓楼区"], "鼓楼区", "鼓楼区"),
    (["checkup", "FIRM", "--format", "xlsx"], "-o", "-o"),
    (["checkup", "FIRM", "--format", "pdf"], "-o", "-o"),
    (["checkup", "FIRM", "--format", "docx"], "可以是", "choose from"),
    (["checkup", "FIRM", "--fail-on", "all"], "可以是", "choose from"),
    (["checkup", "FIRM", "--mapping", "没有.yaml"], "没有.yaml", "没有.yaml"),
    (["checkup", "FIRM", "--format", "json", "-o", "NOWHERE/a.json"], "没有文件夹", "no folder"),
    (["checkup", "FIRM", "--format", "html", "-o", "NOWHERE/a.html"], "没有文件夹", "no folder"),
    (["checkup", "FIRM", "--format", "xlsx", "-o", "NOWHERE/a.xlsx"], "没有文件夹", "no folder"),
    (["checkup", "FIRM", "-o", "FOLDER"], "是文件夹", "is a folder"),
    (["checkup", "FOLDER"], "打不开", "open"),
    (["template", "-o", "NOWHERE/a.xlsx"], "没有文件夹", "no folder"),
    (["template", "-o", "FOLDER"], "是文件夹", "is a folder"),
    (["template", "-o"], "后面要写一个值", "expected one argument"),
    (["sample"], "还缺 -o/--output", "required: -o"),
    (["sample", "-o", "NOWHERE/a.xlsx"], "没有文件夹", "no folder"),
    (["sample", "--employees", "many", "-o", "a.xlsx"], "要填整数", "invalid int"),
    (["sample", "--employees", "2", "-o", "a.xlsx"], "3 到 300", "3 to 300"),
    (["sample", "--companies", "0", "-o", "set"], "1 或更多", "1 or more"),
    (["law", "severence"], "severance", "severance"),
    (["law", "pay.overtme"], "pay.overtime", "pay.overtime"),
    (["law", "annual_days"], "leave.annual_days", "leave.annual_days"),
    (["law", "show"], "还缺 RULE", "required: RULE"),
    (["law", "show", "holidays.day"], "没有规则", "no rule"),
    (["law", "list", "more"], "不认识 more", "unrecognized"),
    (["law", "severance", "wage"], "事实=值", "fact=value"),
    (["law", "severance", "salary=1"], "没有这个事实：salary", "unknown fact: salary"),
    (["law", "severance", "started=昨天"], "日期，如 2026-03-31", "not a date"),
    (["law", "severance", "average_wage=1e30"], "大得不合理", "too large"),
    (["law", "severance", "started=0026-03-01"], "1900", "1900"),
    (["law", "severance", "--date", "9999-12-31"], "1900", "1900"),
    (["law", "severance", "average_wage=-1"], "是负数", "negative"),
    (["law", "severance", "started=2026-02-01", "ended=2026-01-31"], "早于", "before started"),
    (["law", "severance", "average_wage.montly=1"], "average_wage.monthly", "average_wage.monthly"),
    (["law", "severance", "average_wage.monthly=much"], "读不懂", "not a number"),
    (["law", "severance", "ended=2007-12-31"], "2008-01-01 起", "not in force"),
    (["law", "retirement.date", "category=man"], "male_60", "male_60"),
    (["law", "severance", "--date", "soon"], "soon", "soon"),
    (["law", "severance", "--place", "火星"], "火星", "火星"),
    (["law", "severance", "--facts", "没有.json"], "打不开", "cannot be opened"),
    (["law", "severance", "--facts", "FOLDER"], "打不开", "cannot be opened"),
    (["law", "severance", "--facts", "FIRM"], "读不出 JSON", "not JSON"),
    (["places", "火星"], "火星", "火星"),
    (["places", "44", "31"], "不认识 31", "unrecognized"),
    (["lint", "now"], "不认识 now", "unrecognized"),
]


def placed(words: list[str], workbook: Path, folder: Path) -> list[str]:
    """The words with the firm's workbook, an existing folder and one that does not exist put in."""
    stands_for = {"FIRM": str(workbook), "FOLDER": str(folder)}
    return [stands_for.get(word, word.replace("NOWHERE", str(folder / "没有"))) for word in words]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("words", "zh", "en"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_unusable_input_is_answered_with_one_line_and_status_2(
    words: list[str], zh: str, en: str, lang: str, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    status = main(["--lang", lang, *placed(words, workbook, tmp_path)])
    out, err = capsys.readouterr()
    line = one_line(subprocess.CompletedProcess(words, status, out, err))
    assert (zh if lang == "zh" else en) in line


@pytest.mark.parametrize("words", [words for words, _, _ in REFUSED if "NOWHERE" in "".join(words) or len(words) == 1])
def test_a_shell_sees_the_same_line_and_status(words: list[str], workbook: Path, tmp_path: Path):
    one_line(heyue_run(*placed(words, workbook, tmp_path)))


def test_facts_nested_without_end_are_refused(tmp_path: Path):
    assert "JSON" in one_line(heyue_run("law", "severance", "--facts", "-", stdin="[" * 200_000))


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_a_console_that_lacks_a_character_shows_a_question_mark_instead(encoding: str):
    words = ["law", "tax.annual_bonus", "bonus=36000", "--date", "2026-10-31"]
    result = heyue_run(*words, env={"PYTHONIOENCODING": encoding})
    assert (result.returncode, result.stderr) == (0, "")
    assert "1,080.00" in result.stdout


def test_a_reader_that_goes_away_early_is_no_error():
    command = f"{sys.executable} -m heyue.cli.main law list --json | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (result.stdout, result.stderr) == ("[\n", "")


# --- fail-on ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["high", "medium", "low"])
@pytest.mark.parametrize("which", ["firm", "quiet"])
def test_fail_on_fails_exactly_where_such_a_finding_is_no_question(
    level: str, which: str, workbook: Path, quiet: Path, tmp_path: Path
):
    out = tmp_path / "report.json"
    path = workbook if which == "firm" else quiet
    result = heyue_run(
        "checkup", str(path), "--as-of", "2026-10-31", "--format", "json", "-o", str(out), "--fail-on", level
    )
    levels = ("high", "medium", "low")[: ("high", "medium", "low").index(level) + 1]
    found = json.loads(out.read_text("utf-8"))["findings"]
    wanted = any(f["severity"] in levels and not f["question"] for f in found)
    assert result.returncode == int(wanted)
    assert (result.stdout, result.stderr) == ("", "")


def test_without_fail_on_findings_are_no_failure(workbook: Path):
    assert heyue_run("checkup", str(workbook), "--as-of", "2026-10-31").returncode == 0


def test_options_may_stand_between_the_files(workbook: Path, quiet: Path):
    words = ["checkup", str(quiet), "--as-of", "2026-10-31", str(workbook), "--format", "json"]
    result = heyue_run(*words)
    assert result.returncode == 0
    json.loads(result.stdout)


# --- any words at all ---------------------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.sampled_from(
        [
            *COMMANDS,
            "list",
            "show",
            "severance",
            "pay.overtime",
            "enterprise.size",
            "contracts.written_missing",
            "retirement.date",
            "--json",
            "--lang",
            "en",
            "--place",
            "440105",
            "--date",
            "2026-10-31",
            "--as-of",
            "--format",
            "--facts",
            "/dev/null",
            "started=0001-01-01",
            "ended=9999-12-31",
            "born=9999-12-31",
            "month=9999-12",
            "day=0001-01-01",
            "wage=1e15",
            "average_wage=9999999999999",
            "monthly_base=0",
            "=",
            "--",
            "-",
            "",
        ]
    ),
    st.text(max_size=12).filter(lambda word: "\0" not in word),
)


@given(words=st.lists(WORDS, max_size=7))
@example(words=["law", "list", "--json", "--", "--"])
@example(words=["law", "leave.annual_days", "day=9999-12-31", "first_worked=0001-01-01"])
@example(words=["law", "disputes.limitation", "known=9999-12-31"])
@example(words=["law", "retirement.date", "born=9999-12-31", "category=male_60"])
@settings(max_examples=300)
def test_no_words_whatever_bring_out_a_traceback(words: list[str]):
    if {"template", "sample", "lint", "serve", "manage"} & set(words[:3]):
        return  # they write files, take long or start the platform; their arguments are tested apart
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as stopped:
            status = stopped.code
    assert status in {0, 1, 2}
    assert "Traceback" not in err.getvalue()
    assert not FAULT.search(err.getvalue()), err.getvalue()
    if status == 2:
        assert out.getvalue() == ""
        assert len(err.getvalue().splitlines()) <= (4 if "usage" in err.getvalue() else 1)


AMOUNTS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.dates().map(str),
    st.sampled_from(["true", "C", "male_60", "", "0", "1e400000", "2026-13", "9999-12"]),
)


@given(data=st.data())
@settings(max_examples=200)
def test_no_value_of_any_fact_brings_out_a_traceback(data: st.DataObject):
    from heyue.law.registry import all_rules

    rules = all_rules()
    rule = data.draw(st.sampled_from(sorted(rules)))
    names = list(rules[rule][0].facts.asks)
    facts = data.draw(st.dictionaries(st.sampled_from(names), AMOUNTS)) if names else {}
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["law", rule, "--place", "440105", *(f"{name}={value}" for name, value in facts.items())])
    assert status in {0, 2}
    assert not FAULT.search(err.getvalue()), (rule, facts, err.getvalue())
