"""引用核对: are the statutes on file sound, and do the articles recorded exist in the stored texts.

`python -m heyue.law.cites [DIR]` compares every record with the texts in DIR (Markdown, one file a statute) and exits 1 on a
mismatch. Without the texts the records can only be held against themselves, which `check_statutes` does for `heyue lint`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from heyue.law.cite import statutes

if TYPE_CHECKING:
    from heyue.law.cite import Statute

TEXTS = Path("../shared/law/statutes")
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[零〇一二两三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"第({_NUMERAL}|\d+)条(?:之({_NUMERAL}))?(?=[\s　【]|$)")
_POINT = re.compile(rf"({_NUMERAL})、")
_ITEM = re.compile(rf"[（(](?:{_NUMERAL}|\d+)[）)]|\d+[.．、]|[①-⑳]|\|")
_SCHEDULE = re.compile(rf"(?:#+\s*)?附(?:表({_NUMERAL})?|录|件)?[:：]?(?=\s|　|$|[\u4e00-\u9fff])")


def number_of(numeral: str) -> int:
    """中文数字: 一百二十五 → 125, 十五 → 15, 二〇 → 20; plain digits pass. Raises ValueError on anything else."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if not numeral or any(char not in _DIGIT and char not in _SCALE for char in numeral):
        raise ValueError(f"不是中文数字：{numeral!r}")
    if not any(char in _SCALE for char in numeral):
        return int("".join(str(_DIGIT[char]) for char in numeral))
    total, digit, fresh = 0, 0, True
    for char in numeral:
        if char in _SCALE:
            total += (1 if fresh and digit == 0 else digit) * _SCALE[char]
            digit, fresh = 0, False
        else:
            digit, fresh = _DIGIT[char], False
    return total + digit


def paragraphs_by_article(text: str, divided: str = "article") -> dict[str, int]:
    """逐条数款: article number → paragraphs (款), from a stored text.

    An article starts at 第X条 at the head of a line (point: 一、), each further line that is not an item (（一）, 1., a table row)
    is one more paragraph, and a heading or 附 ends it. An inserted article is "276-1".
    """
    head = _POINT if divided == "point" else _ARTICLE
    counts: dict[str, int] = {}
    current: str | None = None
    for line in (raw.strip().strip("　") for raw in text.splitlines()):
        if found := head.match(line):
            current = str(number_of(found[1]))
            if divided == "article" and found[2]:
                current = f"{current}-{number_of(found[2])}"
            counts[current] = 1
        elif line.startswith("#") or _SCHEDULE.match(line):
            current = None
        elif current is not None and line and not _ITEM.match(line):
            counts[current] += 1
    return counts
