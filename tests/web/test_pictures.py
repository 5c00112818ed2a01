"""文档里的截图: the script's pages are addresses of the platform, its pictures are there and small enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import resolve

from benchmarks import pages
from heyue.web import demo

KEPT = Path(__file__).resolve().parents[2] / "docs" / "pages"
MOST = 2_500_000


@pytest.mark.parametrize("picture", pages.PAGES, ids=lambda one: one.name)
def test_a_page_of_the_script_is_an_address_of_the_platform(picture):
    assert resolve(picture.path).view_name
    assert picture.zh
    assert picture.en


def test_the_script_shows_ten_pages_to_people_of_the_demonstration():
    assert len({one.name for one in pages.PAGES}) == len(pages.PAGES) == 10
    known = {"", "officer", *(f"owner{n:02d}" for n in range(1, demo.FIRMS + 1)), "specialist1a"}
    assert {one.who for one in pages.PAGES} <= known


def test_the_pictures_are_all_there_together_under_their_limit():
    wanted = {f"{one.name}-{width}.png" for one in pages.PAGES for width in pages.WIDTHS}
    wanted |= {f"{one.name}-1440-en.png" for one in pages.PAGES if one.english}
    there = {one.name: one.stat().st_size for one in KEPT.glob("*.png")}
    assert set(there) == wanted
    assert sum(there.values()) <= MOST
    described = (KEPT / "README.md").read_text(encoding="utf-8")
    assert all(name in described for name in wanted)
