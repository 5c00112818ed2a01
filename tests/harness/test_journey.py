"""从交表到复查，在浏览器里走完: upload → match → report → plan → task done → a better sheet → the re-check closes it; phone and desktop."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from heyue.papers.template import write
from tests.district import District
from tests.harness.objects import book, strange, work
from tests.harness.test_browser import as_who, browser

__all__ = ["as_who", "browser"]
# Still being built: runs with the full numbers (make test-long) until every case of it is agreed.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]


def signed() -> bytes:
    """The same two people, the second with a contract signed in time: nothing is missing any more (劳动合同法第10条)."""
    since = date(2026, 3, 2)
    person = {"started": since, "form": "full_time", "monthly_wage": 600_000}
    contract = {"term": "fixed", "signed": since, "starts": since, "ends": date(2029, 3, 1), "wage": 600_000}
    out = io.BytesIO()
    numbers = ("工号1", "工号2")
    roster = [{**person, "employee": number, "name": f"员工{at}"} for at, number in enumerate(numbers, start=1)]
    write(out, rows={"roster": roster, "contracts": [{**contract, "employee": number} for number in numbers]})
    return out.getvalue()


def fits(page: Any) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, page.url


def hand_in(page: Any, files: list[Path]) -> None:
    page.goto("/checkups/new")
    fits(page)
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.get_by_role("button", name="开始检查").click()
    page.wait_for_url("**/checkups/*-*/")
    fits(page)


@pytest.mark.parametrize("width", [390, 1440])
def test_an_owner_gets_from_a_sheet_to_a_task_that_the_next_check_up_closes(
    as_who: Callable[..., Any], district: District, tmp_path: Path, width: int
) -> None:
    one, odd, better = tmp_path / "员工.xlsx", tmp_path / "混.csv", tmp_path / "员工（补签）.xlsx"
    one.write_bytes(book())
    odd.write_bytes(strange(""))
    better.write_bytes(signed())
    page = as_who("owner", width)

    hand_in(page, [one, odd])
    assert work() == ["needs_mapping"]
    page.reload()
    page.goto(page.url + "mapping")
    fits(page)
    page.locator("button[name=skip-all]").click()
    page.wait_for_url("**/checkups/*-*/")
    assert work() == ["done"]

    page.goto(page.url)
    fits(page)
    assert page.locator("body").inner_text().count("书面劳动合同") > 0
    page.locator("form[action$='/plan'] button").first.click()
    page.wait_for_url("**/plans/*-*/")
    fits(page)
    page.locator("a[href*='/plans/tasks/']").first.click()
    page.wait_for_url("**/plans/tasks/*-*/")
    fits(page)
    task = page.url
    page.locator("form[action$='/finish'] button").click()
    page.wait_for_url(task)
    assert "已办" in page.locator("body").inner_text()

    hand_in(page, [better])
    assert work() == ["done"]
    page.goto(page.url + "compare")
    fits(page)
    page.goto(task)
    assert "复查已消失" in page.locator("body").inner_text()
