"""列表: what an address may ask is what the listing declares; counts, pages and files follow the same filters."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from heyue.apps.accounts.models import Organisation
from heyue.apps.deeds import Refused
from heyue.apps.deeds.both import both
from heyue.apps.lists import Chip, Column, Listing, download, saved
from heyue.apps.lists.listing import searchable
from tests.district import NOW, program

FIRMS = Listing(
    "firms",
    columns=(
        Column("name", both("名称", "Name"), lambda row: row.name, sort="name", link=lambda row: f"/firms/{row.pk}"),
        Column("staff", both("人数", "Staff"), lambda row: row.employees, kind="number", sort="employees"),
        Column("sum", both("营业收入", "Revenue"), lambda row: row.revenue, kind="yuan", sort=("-revenue", "name")),
        Column("level", both("规模", "Size"), lambda row: ("low", ("小", "small")), kind="level"),
        Column("secret", both("内部", "Internal"), lambda row: "x", export=False),
    ),
    order="name",
    search=("name", "uscc__exact"),
    chips=(Chip("all", both("全部", "All")), Chip("large", both("50 人以上", "50 and more"), Q(employees__gte=50))),
    size=10,
)


@pytest.fixture(autouse=True)
def _chinese():
    """Whatever language the request of an earlier test left behind."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def firms(db):
    Organisation.unscoped.bulk_create(
        Organisation(kind="enterprise", name=f"企业{n:03}", place="440105", employees=n, revenue=n * 100, created=NOW)
        for n in range(1, 61)
    )
    return Organisation.unscoped.filter(kind="enterprise")


def names(shown):
    return [line.row.name for line in shown.lines]


def test_a_list_shows_its_first_page_in_its_own_order(firms):
    shown = FIRMS.show(firms, {})
    assert names(shown)[0] == "企业001"
    assert (shown.total, shown.pages, shown.first, shown.last) == (60, 6, 1, 10)
    assert shown.previous == ""
    assert shown.following == "?page=2"


@pytest.mark.parametrize(
    ("page", "shown_page"), [("0", 1), ("-1", 1), ("x", 1), ("６", 1), ("6", 6), ("7", 6), ("9" * 40, 1)]
)
def test_a_page_that_does_not_exist_is_the_nearest_one(firms, page, shown_page):
    assert FIRMS.show(firms, {"page": page}).page == shown_page


def test_a_chip_filters_and_every_chip_counts_what_was_searched(firms):
    shown = FIRMS.show(firms, {"q": "企业05", "chip": "large"})
    assert names(shown) == [f"企业05{n}" for n in range(10)]
    assert [(chip["count"], chip["current"]) for chip in shown.chips] == [(10, False), (10, True)]
    assert FIRMS.show(firms, {"q": "企业049"}).counts == {"": 1, "all": 1, "large": 0}


def test_every_word_of_a_search_must_be_found(firms):
    assert FIRMS.show(firms, {"q": "企业 007"}).total == 1
    assert FIRMS.show(firms, {"q": "企业 没有"}).total == 0


@pytest.mark.parametrize("sort", ["level", "revenue", "password", "--name", "name;drop", "person__login"])
def test_only_a_declared_column_sorts(firms, sort):
    assert FIRMS.show(firms, {"sort": sort}).sort == "name"


def test_a_sort_turns_round_and_its_head_says_so(firms):
    shown = FIRMS.show(firms, {"sort": "-staff"})
    assert names(shown)[0] == "企业060"
    head = next(head for head in shown.heads if head.column.name == "staff")
    assert (head.turned, head.address) == (True, "?sort=staff")
    assert names(FIRMS.show(firms, {"sort": "-sum"}))[0] == "企业001"  # the declared order is downwards


def test_links_keep_what_was_asked_and_escape_it(firms):
    shown = FIRMS.show(firms, {"q": "企业&x=1", "month": "2026-10", "evil": "1"}, keep=("month",))
    assert shown.address(page=2) == "?month=2026-10&q=%E4%BC%81%E4%B8%9A%26x%3D1&page=2"


def test_a_page_costs_two_queries_whatever_the_number_of_rows(firms):
    for rows in (firms.filter(employees__lte=1), firms):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert FIRMS.show(rows, {"q": "企业", "chip": "all"}).lines
        assert len(queries) == 2


def test_a_listing_that_searches_or_sorts_by_an_absent_field_is_found_out(firms):
    searchable(FIRMS, firms)
    broken = Listing("broken", columns=(Column("a", "a", str, sort="no_such_field"),), order="a")
    with pytest.raises(Exception, match="broken"):
        searchable(broken, firms)


def test_a_listing_ordered_by_an_unknown_column_is_refused_at_once():
    with pytest.raises(ValueError, match="which no column sorts by"):
        Listing("x", columns=(Column("a", "a", str),), order="a")
    with pytest.raises(ValueError, match="is no kind"):
        Column("a", "a", str, kind="float")


def test_a_file_holds_all_rows_as_filtered_and_no_column_kept_out(firms):
    shown = FIRMS.show(firms, {"chip": "large", "sort": "-staff"})
    answer = download(shown, "xlsx", program(), title="企业")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == ("名称", "人数", "营业收入", "规模")
    assert rows[1] == ("企业060", 60, 60, "小")
    assert len(rows) == 12
    assert "attachment" in answer["Content-Disposition"]
    assert download(shown, "csv", program(), title="企业").content.decode().splitlines()[1] == "企业060,60,60.00,小"


def test_a_list_too_long_for_a_file_is_refused_with_the_way_out(firms, monkeypatch):
    monkeypatch.setattr(saved, "MOST", 59)
    with pytest.raises(Refused) as refusal:
        download(FIRMS.show(firms, {}), "csv", program(), title="企业")
    assert "请先筛选" in str(refusal.value.why)
