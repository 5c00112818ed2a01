"""现成的行: a list of rows put together in Python is searched, filtered, sorted and saved as one from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from heyue.apps.deeds.both import both
from heyue.apps.lists import Chip, Column, Listing, download, kept
from tests.district import program


@dataclass(frozen=True)
class Firm:
    name: str
    until: date | None
    late: bool = False


ROWS = (
    Firm("乙餐饮", date(2027, 3, 1)),
    Firm("甲零售", None),
    Firm("丙餐饮", date(2026, 12, 1), late=True),
    Firm("=丁", date(2027, 1, 1)),
)
LISTING = Listing(
    "firms",
    columns=(
        Column("name", both("名称", "Name"), lambda row: row.name, sort="name"),
        Column("until", both("到", "Until"), lambda row: row.until, kind="day", sort="until"),
        Column("plain", both("别的", "Other"), lambda row: "x"),
    ),
    order="until",
    chips=(Chip("all", both("全部", "All")), Chip("late", both("已过", "Late"))),
    size=3,
)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def shown(**asked: str):
    return kept(LISTING, ROWS, asked, text=lambda row: row.name, where={"late": lambda row: row.late})


def names(**asked: str) -> list[str]:
    return [line.row.name for line in shown(**asked).lines]


def test_rows_without_a_value_come_last_whichever_way_they_are_turned():
    assert names() == ["丙餐饮", "=丁", "乙餐饮"]
    assert names(page="2") == ["甲零售"]
    assert names(sort="-until") == ["乙餐饮", "=丁", "丙餐饮"]
    assert names(sort="-until", page="2") == ["甲零售"]


def test_every_word_of_the_search_must_be_there_and_the_counts_follow_it():
    found = shown(q="餐饮")
    assert (found.total, found.counts["all"], found.counts["late"]) == (2, 2, 1)
    assert names(q="餐饮 丙") == ["丙餐饮"]
    assert shown(q="戊").total == 0
    assert shown(q="戊").asked


def test_a_chip_holds_the_rows_it_says_and_an_unknown_one_is_the_first():
    assert names(chip="late") == ["丙餐饮"]
    assert shown(chip="nonsense").total == len(ROWS)


@pytest.mark.parametrize("asked", [{"sort": "plain"}, {"sort": "--until"}, {"page": "-1"}, {"page": "99999999999"}])
def test_what_an_address_may_not_ask_is_the_first_page_in_the_first_order(asked):
    assert names(**asked) == names()


def test_the_page_after_the_last_is_the_last():
    assert names(page="9") == ["甲零售"]


def test_a_file_holds_all_rows_as_filtered_and_no_formula():
    body = download(shown(), "csv", program(), title="企业").content.decode()
    lines = body.removeprefix("\ufeff").splitlines()
    assert len([line for line in lines if "餐饮" in line or "零售" in line or "丁" in line]) == len(ROWS)
    assert not any(line.startswith("=") for line in lines)
    only = download(shown(chip="late"), "csv", program(), title="企业").content.decode()
    assert "丙餐饮" in only
    assert "乙餐饮" not in only
