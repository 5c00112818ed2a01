"""模板标签: words in the reader's language, days around today, sums, and what may not slip through."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import strip_tags

from heyue.apps.deeds.both import both
from heyue.web import tags

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _chinese():
    """Whatever language the request of an earlier test left behind."""
    with translation.override("zh-hans"):
        yield


def drawn(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "你好，<b>&lt;甲&gt;</b>"), ("en", "Hello <b>&lt;甲&gt;</b>")]
)
def test_a_text_is_said_in_the_readers_language_and_its_values_are_escaped(language, words):
    with translation.override(language):
        assert drawn('{% t "你好，<b>{who}</b>" "Hello <b>{who}</b>" who=who %}', who="<甲>") == words


def test_english_knows_one_from_many():
    with translation.override("en"):
        assert [tags.count(n, "{n} 份", "{n} file", "{n} files") for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (date(2026, 11, 20), "已过 1 天", "1 day ago"),
        (date(2026, 11, 21), "今天", "today"),
        (date(2026, 11, 22), "还有 1 天", "1 day left"),
        ("2026-12-15", "还有 24 天", "24 days left"),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), "还有 1 天", "1 day left"),  # already the 22nd in Shanghai
        (None, "", ""),
    ],
)
def test_days_are_counted_from_today(value, zh, en):
    assert tags.days_left(value, TODAY) == zh
    with translation.override("en"):
        assert tags.days_left(value, TODAY) == en


@pytest.mark.parametrize(
    ("value", "shown"),
    [(123_456_789, "¥1,234,567.89"), (-5, "−¥0.05"), (0, "¥0.00"), ("468.97", "¥468.97"), (None, ""), ("", "")],
)
def test_a_sum_is_exact_to_the_fen(value, shown):
    assert shown in str(tags.yuan(value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 KB"), (999_499, "999 KB"), (1_000_000, "1.0 MB"), (3_249_999, "3.2 MB")],
)
def test_a_files_size_is_said_in_two_or_three_figures(value, shown):
    assert tags.size(value) == shown


def test_any_shape_of_text_can_be_said():
    assert [tags.say(one) for one in (("中", "en"), {"zh": "中", "en": "en"}, both("中", "en"), "中", None, 7)] == [
        "中",
        "中",
        "中",
        "中",
        "",
        "7",
    ]


@pytest.mark.parametrize(
    ("extra", "address"),
    [
        ("undo=/plans/1/reopen", "/plans/1/reopen"),
        ("undo=//evil.example", ""),
        ("undo=https://evil.example", ""),
        ("", ""),
        ("small", ""),
    ],
)
def test_only_an_address_of_this_site_undoes(extra, address):
    assert tags.undo(SimpleNamespace(extra_tags=extra)) == address


def test_a_part_wraps_what_stands_between_and_leaves_nothing_behind():
    text = drawn('{% wrap "banner" level="high" %}<i>{{ name }}</i>{% endwrap %}|{{ level }}|{{ body }}', name="<甲>")
    assert 'data-level="high"' in text
    assert "<i>&lt;甲&gt;</i>" in text
    assert text.endswith("||")


def test_a_browser_is_named_in_two_words():
    wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0"
    assert tags.device(wechat) == "微信 WeChat · iPhone"
    assert tags.device("curl/8") == "不认识的程序"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [("2026-12-12", "12月12日 周六", "12 Dec Sat"), ("2027-01-01", "2027年1月1日", "1 Jan 2027"), (None, "", "")],
)
def test_a_day_to_plan_by_has_its_weekday_and_another_year_its_year(value, zh, en):
    with translation.override("zh-hans"):
        assert strip_tags(tags.dated(value, date(2026, 11, 21))) == zh
    with translation.override("en"):
        assert strip_tags(tags.dated(value, date(2026, 11, 21))) == en
