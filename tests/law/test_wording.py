"""用语: how values read in either language."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from heyue.law import units
from heyue.law.ask import Ask, Flag, Month, Word
from heyue.law.registry import all_rules
from heyue.law.rule import Breach
from heyue.law.wording import fact_in_words, filled, in_words, item_names

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (None, units.YUAN, "–", "–"),
        (0, units.YUAN, "¥0.00", "¥0.00"),
        (1_234_560, units.YUAN, "¥12,345.60", "¥12,345.60"),
        (-5, units.YUAN, "¥-0.05", "¥-0.05"),
        (80_000, units.RATIO, "8%", "8%"),
        (15_000, units.RATIO, "1.5%", "1.5%"),
        (13, units.MONTHS, "6.5 个月", "6.5 months"),
        (2, units.MONTHS, "1 个月", "1 month"),
        (100, units.DAYS, "1 天", "1 day"),
        (150, units.DAYS, "1.5 天", "1.5 days"),
        (60, units.HOURS, "1 小时", "1 hour"),
        (20_000, units.YEARS, "2 年", "2 years"),
        (300, units.TIMES, "3 倍", "3 times"),
        (7, units.COUNT, "7", "7"),
        (True, units.FLAG, "是", "yes"),
        (False, units.FLAG, "否", "no"),
        (date(2026, 11, 21), units.DATE, "2026年11月21日", "21 Nov 2026"),
        ("micro", units.WORD, "微型", "micro"),
        (721, units.AGE, "60岁1个月", "60 years and 1 month"),
        (742, units.AGE, "61岁10个月", "61 years and 10 months"),
        (756, units.AGE, "63岁", "63 years"),
    ],
)
def test_a_value_reads_as_people_write_it(value: Any, unit: units.Unit, zh: str, en: str):
    assert (in_words(value, unit, "zh"), in_words(value, unit, "en")) == (zh, en)


def test_a_month_is_no_day():
    month = Ask(Month, zh="月份", en="Month")
    assert fact_in_words(month, date(2026, 3, 1), "zh") == "2026年3月"
    assert fact_in_words(month, date(2026, 3, 1), "en") == "Mar 2026"


def test_a_choice_reads_by_its_name_and_an_unknown_word_as_it_is():
    status = Ask(Word, zh="用工形式", en="Form")
    assert fact_in_words(status, "full_time", "zh") == "全日制"
    assert fact_in_words(status, "full_time", "en") == "full-time"
    assert fact_in_words(status, "其他", "en") == "其他"
    assert fact_in_words(Ask(Flag, zh="是否", en="Whether"), value=True, lang="en") == "yes"


def test_roster_columns_read_as_their_headers():
    assert item_names("phone,address,nothing", "en").count(",") == 1
    assert CHINESE.search(item_names("phone", "zh"))
    assert not CHINESE.search(item_names("phone,address", "en"))


def all_texts() -> list[Any]:
    return [text for texts in all_rules().values() for text in texts]


@pytest.mark.parametrize("text", all_texts(), ids=lambda text: f"{text.id} {text.place}{text.since}")
def test_every_rule_speaks_both_languages(text: Any):
    words = [text.title, *text.limits, *((step.zh, step.en) for step in text.trace.steps.values())]
    words += [(ask.zh, ask.en) for ask in text.facts.asks.values()]
    words += [(choice.zh, choice.en) for ask in text.facts.asks.values() for choice in ask.choices]
    if isinstance(text.trace.answer, Breach):
        empty: dict[str, Any] = {}
        words += [
            (filled(pair, text, empty, "zh"), filled(pair, text, empty, "en")) for pair in (text.explain, text.remedy)
        ]
    for zh, en in words:
        assert zh.strip()
        assert en.strip()
        assert not CHINESE.search(en), en
    for cite in text.cites:
        assert not CHINESE.search(cite.en), cite.en
