"""数值写法: money, dates, periods, quantities and articles of the report model as people read them.

The model carries money and rates as decimal strings, dates as ISO 8601 text, other quantities as numbers; `None` is unknown.
Nothing here computes with binary floats: numbers are read with `Decimal(str(value))`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from heyue.papers.words import Words

MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NUMBERED = re.compile(r"\d+(?:[-–.]\d+)*")
COUNTED = ("months", "days", "hours", "times")


def plain(value: object) -> str:
    """One line of text without control or formatting characters, so that no cell can break a line or steer a terminal."""
    text = " ".join(str(value).split())
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def number(value: object) -> Decimal | None:
    """The exact number behind a model value, or None where it is unknown or no number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    return exact if exact.is_finite() else None


def iso_date(value: object) -> date | None:
    """The day of an ISO date ("2026-10-31") or of a month ("2026-10": its first day); None where it is neither."""
    text = str(value or "")
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text[:10])
    except ValueError:
        return None


def short(value: Decimal) -> str:
    """A number as short as exact, thousands apart: 1,234.5."""
    text = f"{value:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def money(value: object) -> str:
    """¥12,345.60; an unknown sum is a dash."""
    exact = number(value)
    if exact is None:
        return "–"
    return f"{'−' if exact < 0 else ''}¥{abs(exact):,.2f}"


def percent(value: Decimal) -> str:
    return f"{short(value * 100)}%"


def day(value: object, say: Words) -> str:
    """2026年11月21日 or 21 Nov 2026."""
    found = iso_date(value)
    if found is None:
        return say("none") if value is None else plain(value)
    if say.lang == "zh":
        return f"{found.year}年{found.month}月{found.day}日"
    return f"{found.day} {MONTHS_EN[found.month - 1]} {found.year}"


def month(value: object, say: Words) -> str:
    """2026年11月 or Nov 2026."""
    found = iso_date(value)
    if found is None:
        return say("none") if value is None else plain(value)
    return f"{found.year}年{found.month}月" if say.lang == "zh" else f"{MONTHS_EN[found.month - 1]} {found.year}"


def month_end(found: date) -> bool:
    """Whether a day is the last one of its month."""
    return date.fromordinal(found.toordinal() + 1).day == 1


def period(value: Mapping[str, Any] | None, say: Words) -> str:
    """A stretch of time in words: whole months as months, one day as a day, open ends as since and until."""
    first, last = (iso_date(value.get(end)) if value else None for end in ("from", "to"))
    if first is None and last is None:
        return ""
    if first is None or last is None:
        known = first or last
        return say("from_day" if first else "until_day", date=day(known, say))
    if first == last:
        return day(first, say)
    if first.day == 1 and month_end(last):
        one_month = (first.year, first.month) == (last.year, last.month)
        return month(first, say) if one_month else f"{month(first, say)}–{month(last, say)}"
    end = day(last, say)
    if say.lang == "zh" and first.year == last.year:
        end = end.partition("年")[2]
    return f"{day(first, say)}–{end}" if say.lang == "zh" else f"{day(first, say)} – {end}"


def quantity(value: object, unit: str | None, say: Words) -> str:
    """A step's value with its unit: ¥1,234.50, 3 个月, 8%, 1.5 倍, 2026年11月21日, 是."""
    if value is None:
        return say("none")
    if unit == "flag" or isinstance(value, bool):
        return say("yes" if value in (True, "true", 1, "1") else "no")
    if unit == "date":
        return day(value, say)
    if unit == "month":
        return month(value, say)
    exact = number(value)
    if exact is None or unit == "word":
        return plain(value)
    if unit == "yuan":
        return money(exact)
    if unit == "ratio":
        return percent(exact)
    if unit in COUNTED:
        return say(f"unit.{unit}", 1 if exact == 1 else 2, amount=short(exact))
    return short(exact)


def capital(text: str) -> str:
    """The first letter in capital; Chinese stays as it is."""
    return text[:1].upper() + text[1:]


def citation(cite: Mapping[str, Any] | None, say: Words) -> str:
    """劳动合同法第 82 条第 1 款 or Labour Contract Law art. 82, para. 1; numbers get their word, other text stays."""
    return citations([cite], say) if cite else ""


def citations(cites: Iterable[Mapping[str, Any]], say: Words) -> str:
    """Articles in a row, each law named once: 劳动合同法第 10 条、第 82 条第 1 款；实施条例第 6 条."""
    by_law: dict[str, list[str]] = {}
    for cite in cites:
        spot = _spot(cite, say)
        spots = by_law.setdefault(plain(cite.get("law") or ""), [])
        if spot and spot not in spots:
            spots.append(spot)
    gap = "" if say.lang == "zh" else " "
    return say("semicolon").join((law + gap + say("list").join(spots)).strip() for law, spots in by_law.items())


def _spot(cite: Mapping[str, Any], say: Words) -> str:
    parts = []
    for key in ("article", "paragraph"):
        text = plain(cite.get(key) or "")
        if text:
            parts.append(say(key, no=text) if NUMBERED.fullmatch(text) else text)
    return ("" if say.lang == "zh" else " ").join(parts)


def place_name(company: Mapping[str, Any]) -> str:
    """The place in words, with its code where there is one: 广州市番禺区 440113."""
    return " ".join(plain(company[key]) for key in ("place_name", "place") if company.get(key))


def size_name(company: Mapping[str, Any], say: Words) -> str:
    size = str(company.get("size") or "")
    return say(f"about.size_{size}") if size in ("large", "medium", "small", "micro") else plain(size)


def days_until(due: object, as_of: object) -> int | None:
    """Whole days from the day of the report to a deadline; negative once it has passed."""
    last, today = iso_date(due), iso_date(as_of)
    return None if last is None or today is None else (last - today).days


def days_words(due: object, as_of: object, say: Words, *, short_form: bool = False) -> str:
    """还有 2 天, 就是今天, 已过 5 天: how a deadline stands on the day of the report."""
    left = days_until(due, as_of)
    if left is None:
        return ""
    if left == 0:
        return say("today")
    if left < 0:
        return say("days_over_short" if short_form else "days_over", n=-left)
    return say("days_left", n=left)


def step_value(step: Mapping[str, object]) -> object:
    """A step's value for the reader: words where it holds the code of a choice, else the value itself."""
    return step["text"] if step.get("unit") == "word" and step.get("text") else step.get("value")
