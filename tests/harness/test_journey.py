"""从交表到复查，在浏览器里走完: upload → match columns → report → plan → evidence, task done → a better sheet → the re-check closes it.

On a phone, on a desktop, and once more without scripts.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from heyue.papers.template import write
from tests.district import District
from tests.harness.objects import work
from tests.harness.test_browser import as_who, browser

__all__ = ["as_who", "browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SINCE = date(2026, 3, 2)
NUMBERS = ("工号1", "工号2")
ROSTER = "编号,人名,哪天来的,底薪\n工号1,员工一,2026-03-02,6000\n工号2,员工二,2026-03-02,6000\n"
"""A roster whose columns no layout knows."""
COLUMNS = ("employee", "name", "started", "monthly_wage")
UNSIGNED = "书面劳动合同"


def workbook(*, contracts: tuple[str, ...], roster: bool) -> bytes:
    """The workbook of `heyue template` with the contracts of these people, signed in time."""
    person = {"started": SINCE, "form": "full_time", "monthly_wage": 600_000}
    contract = {"term": "fixed", "signed": SINCE, "starts": SINCE, "ends": date(2029, 3, 1), "wage": 600_000}
    rows = {"contracts": [{**contract, "employee": number} for number in contracts]}
    if roster:
        rows["roster"] = [{**person, "employee": number, "name": f"员工{number[-1]}"} for number in NUMBERS]
    out = io.BytesIO()
    write(out, rows=rows)
    return out.getvalue()


class Walk:
    """一个人走的一路: the page, and whether it has scripts."""

    def __init__(self, page: Any, *, scripts: bool) -> None:
        self.page, self.scripts = page, scripts

    def fits(self) -> None:
        """Nothing is wider than the screen."""
        if self.scripts:
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert self.page.evaluate(wide) <= 0, self.page.url

    def hand_in(self, *files: Path) -> None:
        self.page.goto("/checkups/new")
        self.fits()
        self.page.set_input_files("input[type=file]", [str(file) for file in files])
        self.page.get_by_role("button", name="开始检查").click()
        self.page.wait_for_url("**/checkups/*-*/")
        self.fits()

    def match_columns(self) -> None:
        """Says what the sheet is, and what each of its columns."""
        self.page.get_by_role("link", name="对一下列").click()
        self.page.wait_for_url("**/mapping")
        self.fits()
        if (
            self.scripts
        ):  # the form is drawn anew when the kind of sheet is chosen: what is chosen in the old one is lost
            self.page.evaluate("document.getElementById('mapping').dataset.old = 'yes'")
        self.page.select_option("#table-0", "roster")
        if self.scripts:
            expect(self.page.locator("#mapping[data-old]")).to_have_count(0)
        else:
            self.page.get_by_role("button", name="按上面的选择重新列出").click()
        for at, column in enumerate(COLUMNS):
            self.page.select_option(f"select[name=column-0-{at}]", column)
        self.page.get_by_role("button", name="就这样，继续检查").click()
        self.page.wait_for_url("**/checkups/*-*/")

    def make_a_plan(self) -> str:
        """Presses for a plan and opens its task about contracts; where the task is."""
        self.page.reload()
        self.fits()
        expect(self.page.locator("body")).to_contain_text(UNSIGNED)
        self.page.locator("form[action$='/plan'] button").first.click()
        self.page.wait_for_url("**/plans/*-*/")
        self.fits()
        self.page.locator("a[href*='/plans/tasks/']").filter(has_text=UNSIGNED).first.click()
        self.page.wait_for_url("**/plans/tasks/*-*/")
        self.fits()
        return str(self.page.url)

    def prove_and_finish(self, task: str, paper: Path) -> None:
        self.page.get_by_role("link", name="加一份材料").click()
        self.page.wait_for_url("**/evidence/**")
        self.fits()
        self.page.set_input_files("input[type=file]", str(paper))
        self.page.get_by_role("button", name="上传").click()
        self.page.wait_for_url(task)
        expect(self.page.locator(".evidence")).to_contain_text(paper.stem)
        self.page.locator("form[action$='/finish'] button").click()
        expect(self.page.get_by_role("button", name="重新打开")).to_be_visible()
        expect(self.page.locator("body")).to_contain_text("已办")


@pytest.mark.parametrize(("width", "scripts"), [(390, True), (1440, True), (390, False)], ids=["390", "1440", "plain"])
def test_an_owner_gets_from_a_sheet_to_a_task_that_the_next_check_up_closes(
    as_who: Callable[..., Any], district: District, tmp_path: Path, width: int, scripts: bool
) -> None:
    contracts, odd, better = tmp_path / "合同.xlsx", tmp_path / "人员.csv", tmp_path / "员工（补签）.xlsx"
    contracts.write_bytes(workbook(contracts=NUMBERS[:1], roster=False))
    odd.write_text(ROSTER, encoding="utf-8")
    better.write_bytes(workbook(contracts=NUMBERS, roster=True))
    paper = tmp_path / "补签的合同.txt"
    paper.write_text("双方于2026年11月20日补签劳动合同。", encoding="utf-8")
    walk = Walk(as_who("owner", width, scripts=scripts), scripts=scripts)

    walk.hand_in(contracts, odd)
    assert work() == ["needs_mapping"]
    walk.page.goto(walk.page.url)
    walk.match_columns()
    assert work() == ["done"]
    task = walk.make_a_plan()
    walk.prove_and_finish(task, paper)

    walk.hand_in(better)
    assert work() == ["done"]
    walk.page.goto(walk.page.url + "compare")
    walk.fits()
    walk.page.goto(task)
    expect(walk.page.locator("body")).to_contain_text("复查已消失")
