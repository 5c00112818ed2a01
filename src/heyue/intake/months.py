"""所属月份: the month a sheet is about, where no column says it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[年\-/._]\s*(0?[1-9]|1[0-2])(?:\s*月|(?=\D|$))")
_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
_MONTH = re.compile(r"(?<![\d第])(0?[1-9]|1[0-2])\s*月(?!结|日)")
_CHINESE_MONTH = re.compile(r"(?<!十)(十[一二]?|[一二三四五六七八九])月")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*年|(?!\d))")
_BEGINNING = re.compile(r"(?<!\d)(\d{1,2})[-/.月](\d{1,2})日?\s*(?:~|～|至|到|—|--?)")
_CHINESE = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}


def whole_month(text: str) -> date | None:
    """The first month with its year in a text: 2026年3月, 2026-03, 202603; None where there is none."""
    folded = unicodedata.normalize("NFKC", text)
    found = _FULL.search(folded) or _DIGITS.search(folded)
    return date(int(found[1]), int(found[2]), 1) if found else None


def year_in(text: str) -> int | None:
    found = _YEAR.search(unicodedata.normalize("NFKC", text))
    return int(found[1]) if found else None


def month_number(text: str) -> int | None:
    """A month without its year: 3月, 三月, 04-01 ～ 04-30."""
    folded = unicodedata.normalize("NFKC", text)
    found = _MONTH.search(folded)
    if found:
        return int(found[1])
    found = _CHINESE_MONTH.search(folded)
    if found:
        return _CHINESE[found[1]]
    found = _BEGINNING.search(folded)
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else None


def month_of(title: str, sheet: str | None, file: str) -> date | None:
    """The month of a sheet: from its title, its name, its file's name, in this order; a lone month takes the nearest year."""
    year = year_of(title, sheet, file)
    for text in (title, sheet or "", file):
        found = whole_month(text)
        if found:
            return found
        number = month_number(text)
        if number and year:
            return date(year, number, 1)
    return None


def year_of(title: str, sheet: str | None, file: str) -> int | None:
    """The year a sheet is about, for cells such as 3月."""
    return next((year for year in map(year_in, (title, sheet or "", file)) if year), None)
