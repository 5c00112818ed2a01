"""文字报告: 40 lines of 100 columns whatever the input; what to do first, then by subject; what is cut is counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from heyue.papers.report_text import render_text
from tests.papers import model_reports as models

BUILDERS = [models.empty, models.nothing_checked, models.one, models.small, models.large]
Builder = Callable[[str], models.Report]


def widest(text: str) -> int:
    """Columns counted as the strictest Chinese terminal does: ambiguous characters two wide."""
    return max(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in text.splitlines())


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_report_fits_forty_lines_of_a_hundred_columns(build: Builder, lang: str, width: int):
    text = render_text(build(lang), lang=lang, width=width)
    assert len(text.splitlines()) <= 40
    assert widest(text) <= min(width, 100)
    assert text.endswith("\n")


def test_the_three_things_to_do_come_before_the_subjects():
    lines = render_text(models.small(), lang="zh").splitlines()
    first = lines.index("先办这 3 件")
    subjects = lines.index("按事项")
    assert first < subjects
    assert [line[:6] for line in lines[first:subjects] if line[:2] in ("1.", "2.", "3.")] == [
        "1. [高]",
        "2. [中]",
        "3. [中]",
    ]


def test_first_comes_severity_then_the_sum():
    text = render_text(models.small(), lang="zh")
    order = [
        text.index(title)
        for title in ("1. [高] 0017", "2. [中] 0019 号员工的试用期", "3. [中] 0008 号员工 10 月加班费")
    ]
    assert order == sorted(order)
    assert "同类另有 1 处，合计 ¥28,034.48" in text  # 19,924.14 + 8,110.34


def test_the_headline_and_the_total_are_those_of_the_summary():
    text = render_text(models.small(), lang="zh")
    assert "有 8 处需要处理，先办 2 处高风险" in text
    assert "风险金额（预计）：¥35,368.48，最多 ¥74,844.34" in text


def test_a_question_is_never_counted_as_a_finding():
    text = render_text(models.small(), lang="zh")
    assert "有 1 个问题要核对：合同文本是否交给了员工" in text
    assert "有 9 处" not in text


def test_no_finding_is_not_the_same_as_everything_in_order():
    text = render_text(models.empty(), lang="zh")
    assert "查过的 40 条都没有发现问题" in text
    assert "还有 12 条没查" in text
    assert "资料还不够，一条也没能查" in render_text(models.nothing_checked(), lang="zh")


def test_not_checked_passed_and_not_applicable_are_counted_apart_with_reasons():
    text = render_text(models.empty(), lang="zh")
    assert "40 条通过，12 条未检查，9 条不适用" in text
    assert "缺 考勤 表的 工作日加班小时 列" in text


def test_what_does_not_fit_is_counted_and_pointed_to():
    text = render_text(models.large(), lang="zh")
    assert "个事项，见完整报告" in text
    assert "另有 39 处，见完整报告" in text
    assert "--format html" in text


def test_colour_adds_codes_and_changes_no_word():
    plain = render_text(models.small(), lang="zh")
    coloured = render_text(models.small(), lang="zh", color=True)
    assert "\x1b[" not in plain
    for code in ("\x1b[1;31m", "\x1b[1m", "\x1b[33m", "\x1b[2m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_a_cell_cannot_steer_the_terminal():
    report = models.one()
    report["company"]["name"] = "坏\x1b[2J名\n字"
    report["findings"][0]["title"] = "标题\x1b]0;x\x07"
    assert not {"\x1b", "\x07", "\r"} & set(render_text(report, lang="zh"))


def test_the_english_report_has_no_chinese_frame_word():
    text = render_text(models.empty("en"), lang="en")
    assert not [c for c in text if "\u4e00" <= c <= "\u9fff"]
