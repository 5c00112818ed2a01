"""数值写法: how money, dates, periods, quantities and articles read; the forms are those of the design's look page."""

from __future__ import annotations

import pytest

from heyue.papers.report_values import citations, day, money, period, plain, quantity
from heyue.papers.words import BOOK, Words

ZH, EN = Words("zh"), Words("en")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("12345.60", "¥12,345.60"),
        ("0", "¥0.00"),
        ("-1200", "−¥1,200.00"),
        (None, "–"),
        ("99999999999.99", "¥99,999,999,999.99"),
    ],
)
def test_money_has_its_sign_thousands_and_two_places(value: str | None, shown: str):
    assert money(value) == shown


def test_a_day_reads_as_people_write_it():
    assert day("2026-11-21", ZH) == "2026年11月21日"
    assert day("2026-11-21", EN) == "21 Nov 2026"


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ("2026-10-01", "2026-10-31", "2026年10月", "Oct 2026"),
        ("2024-02-01", "2024-02-29", "2024年2月", "Feb 2024"),
        ("2026-10-01", "2026-10-30", "2026年10月1日–10月30日", "1 Oct 2026 – 30 Oct 2026"),
        ("2025-12-01", "2026-11-30", "2025年12月–2026年11月", "Dec 2025–Nov 2026"),
        ("2026-12-31", "2026-12-31", "2026年12月31日", "31 Dec 2026"),
        ("2026-08-01", None, "2026年8月1日起", "since 1 Aug 2026"),
        (None, "2026-08-01", "截至2026年8月1日", "until 1 Aug 2026"),
        (None, None, "", ""),
    ],
)
def test_a_period_reads_as_months_only_when_they_are_whole(first: str | None, last: str | None, zh: str, en: str):
    assert period({"from": first, "to": last}, ZH) == zh
    assert period({"from": first, "to": last}, EN) == en


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("1234.50", "yuan", "¥1,234.50", "¥1,234.50"),
        (3, "months", "3 个月", "3 months"),
        (1, "months", "1 个月", "1 month"),
        (0.5, "months", "0.5 个月", "0.5 months"),
        ("21.75", "days", "21.75 天", "21.75 days"),
        (44, "hours", "44 小时", "44 hours"),
        ("0.08", "ratio", "8%", "8%"),
        ("0.085", "ratio", "8.5%", "8.5%"),
        ("1.5", "times", "1.5 倍", "1.5 times"),
        ("2026-08-01", "date", "2026年8月1日", "1 Aug 2026"),
        ("2026-10-01", "month", "2026年10月", "Oct 2026"),
        (True, "flag", "是", "yes"),
        (300, "count", "300", "300"),
        ("0017", "word", "0017", "0017"),
        (None, "yuan", "–", "–"),
    ],
)
def test_a_quantity_carries_its_unit(value: object, unit: str, zh: str, en: str):
    assert (quantity(value, unit, ZH), quantity(value, unit, EN)) == (zh, en)


def test_articles_of_one_law_name_the_law_once():
    cites = [
        {"law": "劳动合同法", "article": "10", "paragraph": None},
        {"law": "实施条例", "article": "6", "paragraph": "2"},
        {"law": "劳动合同法", "article": "82", "paragraph": "1"},
        {"law": "劳动合同法", "article": "10", "paragraph": None},
    ]
    assert citations(cites, ZH) == "劳动合同法第 10 条、第 82 条第 1 款；实施条例第 6 条第 2 款"
    assert citations(cites[1:3], EN) == "实施条例 art. 6 para. 2; 劳动合同法 art. 82 para. 1"


def test_text_loses_what_could_steer_a_terminal_or_turn_its_direction():
    assert plain("a\x1b[31mb\u202ec\r\nd\te") == "a[31mbc d e"


def test_a_language_we_do_not_speak_is_refused():
    with pytest.raises(ValueError, match="fr"):
        Words("fr")


def test_every_frame_word_exists_in_both_languages():
    assert all(2 <= len(entry) <= 3 for section in BOOK.values() for entry in section.values())
    for section, entries in BOOK.items():
        for key, entry in entries.items():
            blanks = section == "unit" and key == "count_name"
            assert blanks or all(entry), f"{section}.{key}"
