"""用语: values, facts and articles in words a reader understands, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from heyue.law import units
from heyue.law.ask import Ask
from heyue.law.rule import Rule
from heyue.law.tables import TABLES

LANGUAGES = ("zh", "en")
_STATUS = {
    "full_time": ("全日制", "full-time"),
    "part_time": ("非全日制", "part-time"),
    "dispatched": ("劳务派遣", "dispatched"),
    "rehired": ("超龄用工", "over retirement age"),
    "intern": ("实习", "intern"),
    "contractor": ("劳务或承揽", "contractor"),
    "workday": ("工作日", "working day"),
    "restday": ("休息日", "rest day"),
    "holiday": ("法定节假日", "public holiday"),
}
_SIZES = {
    "large": ("大型", "large"),
    "medium": ("中型", "medium"),
    "small": ("小型", "small"),
    "micro": ("微型", "micro"),
}
_ITEM_LISTS = ("missing_items", "missing_columns")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def pick(words: tuple[str, str], lang: str) -> str:
    return words[0] if lang == "zh" else words[1]


def in_words(value: Any, unit: units.Unit, lang: str) -> str:
    """A stored value as a reader reads it: ¥12,345.60, 2026年11月21日, 6.5 个月, 是."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, date):
        return day_in_words(value, lang)
    if isinstance(value, str):
        if value in _SIZES:
            return pick(_SIZES[value], lang)
        return value
    if unit is units.YUAN:
        return f"¥{Decimal(value) / 100:,.2f}"
    if unit is units.AGE:
        return _age_in_words(value, lang)
    if unit is units.RATIO:
        return f"{(Decimal(value) / 10_000).normalize():f}%"
    text = unit.show(value)
    if lang == "zh":
        return f"{text} {unit.zh}".strip()
    name = unit.en[:-1] if text == "1" and unit.en.endswith("s") else unit.en
    return f"{text} {name}".strip()


def _age_in_words(age: int, lang: str) -> str:
    """Whole months as 60岁1个月, 60 years and 1 month; full years without months."""
    years, months = divmod(age, 12)
    if lang == "zh":
        return f"{years}岁{months}个月" if months else f"{years}岁"
    words = f"{years} {'year' if years == 1 else 'years'}"
    return words if not months else f"{words} and {months} {'month' if months == 1 else 'months'}"


def day_in_words(day: date, lang: str) -> str:
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def fact_in_words(ask: Ask, value: Any, lang: str) -> str:
    """A fact's value, with its choice or item names instead of codes."""
    if isinstance(value, str):
        if ask.name in _ITEM_LISTS:
            return item_names(value, lang)
        for choice in ask.choices:
            if choice.value == value:
                return choice.zh if lang == "zh" else choice.en
        if value in _STATUS and ask.kind.name == "choice":
            return pick(_STATUS[value], lang)
    if ask.kind.name == "month" and isinstance(value, date):
        return f"{value.year}年{value.month}月" if lang == "zh" else f"{_MONTHS[value.month - 1]} {value.year}"
    return in_words(value, ask.kind.unit, lang)


def item_names(codes: str, lang: str) -> str:
    """Roster columns named by code ("phone,address") as their headers."""
    columns = TABLES["roster"].by_name
    names = [(columns[c].zh if lang == "zh" else columns[c].en) for c in codes.split(",") if c in columns]
    return ("、" if lang == "zh" else ", ").join(names)


def filled(words: tuple[str, str], text: Rule, values: Mapping[str, Any], lang: str) -> str:
    """A rule's sentence with its named steps and facts put in; what is unknown reads “–”."""
    return pick(words, lang).format_map(_Named(text, values, lang))


class _Named(dict[str, str]):
    def __init__(self, text: Rule, values: Mapping[str, Any], lang: str) -> None:
        super().__init__()
        self._text, self._values, self._lang = text, values, lang

    def __missing__(self, name: str) -> str:
        step = self._text.trace.steps.get(name)
        value = self._values.get(name)
        ask = self._text.facts.asks.get(name)
        if step is None and ask is None:
            raise KeyError(f"{self._text.id}: its words name {{{name}}}, which is neither a step nor a fact")
        if step is not None:
            if isinstance(value, str) and name in _ITEM_LISTS:
                return item_names(value, self._lang)
            return in_words(value, step.unit, self._lang)
        return fact_in_words(self._text.facts.asks[name], value, self._lang)
