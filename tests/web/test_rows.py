"""表格的行: every kind of cell, what is missing, what would be markup, and the same marks as the parts that templates include."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from heyue.apps.deeds.both import both
from heyue.apps.lists import Column
from heyue.apps.lists.listing import Row
from heyue.web.rows import list_rows

HOSTILE = "<img src=x onerror=ran=1>"
ESCAPED = "&lt;img src=x onerror=ran=1&gt;"


def drawn(*cells: tuple[Column, Any, Any], address: str = "") -> str:
    """One row with these cells after a plain first one."""
    first = (Column("name", "名称", lambda row: row), "甲", "")
    return str(list_rows(SimpleNamespace(lines=[Row(None, address, (first, *cells))])))  # type: ignore[arg-type]


def cell(kind: str, value: Any, note: Any = "", **more: Any) -> str:
    return drawn((Column("x", "一列", lambda row: row, kind=kind, **more), value, note)).partition("</th>")[2]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("text", "词", '<td data-label="一列"><span>词</span></td></tr>'),
        ("text", None, '<td data-label="一列"><span>–</span></td></tr>'),
        ("number", 0, '<td class="n" data-label="一列"><span>0</span></td></tr>'),
        ("yuan", 1234560, '<data value="12345.60">¥12,345.60</data>'),
        ("yuan", 0, '<data value="0.00">¥0.00</data>'),
        ("yuan", None, "<span>–</span>"),
        ("day", date(2026, 11, 21), '<time datetime="2026-11-21">2026年11月21日</time>'),
        ("day", None, "<span>–</span>"),
        ("moment", datetime(2026, 11, 21, 6, 5, tzinfo=UTC), "2026年11月21日 14:05</time>"),
        ("level", ("high", ""), '<td><span class="tag" data-level="high">高</span></td></tr>'),
    ],
)
def test_each_kind_of_cell_is_shown_as_it_is_read(kind: str, value: Any, shown: str) -> None:
    assert shown in cell(kind, value)


def test_the_words_are_those_of_the_reader() -> None:
    told = (Column("x", both("一列", "A column"), lambda row: row), both("是", "yes"), ("备注", "a note"))
    assert '<td data-label="一列"><span>是<small>备注</small></span></td>' in drawn(told)
    with translation.override("en"):
        assert '<td data-label="A column"><span>yes<small>a note</small></span></td>' in drawn(told)


@pytest.mark.parametrize("kind", ["text", "number", "person", "organisation"])
def test_what_somebody_wrote_stays_text(kind: str) -> None:
    assert HOSTILE not in cell(kind, HOSTILE, HOSTILE)
    assert cell(kind, HOSTILE, HOSTILE).count(ESCAPED) == 2
    head = drawn(address='/x"onclick="ran')
    assert head.startswith('<tr><th scope="row"><a href="/x&quot;onclick=&quot;ran">甲</a></th>')


def test_a_column_that_a_phone_leaves_out_says_so() -> None:
    assert '<td class="wide-only" data-label="一列">' in cell("text", "词", phone=False)
    assert '<td class="n wide-only" data-label="一列">' in cell("number", 3, phone=False)


@pytest.mark.parametrize("kind", ["person", "organisation"])
@pytest.mark.parametrize("name", ["林经理", "甲 & 乙", ""])
def test_marks_are_those_of_the_parts(kind: str, name: str) -> None:
    chip = render_to_string("parts/chip.html", {"name": name, "kind": kind, "note": "", "address": ""}).strip()
    assert chip in cell(kind, name)


@pytest.mark.parametrize("level", ["high", "medium", "low", "good", "none", "", None])
@pytest.mark.parametrize("word", ["", ("已办", "Done")])
def test_levels_are_those_of_the_part(level: str | None, word: Any) -> None:
    part = render_to_string("parts/level.html", {"level": level, "word": word}).strip()
    assert part in cell("level", (level, word))
