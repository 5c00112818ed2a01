"""表头: finding the header row under titles and merged cells, and bringing its labels into one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from heyue.intake.cells import Cell, unit_of

SEARCHED_ROWS = 15
_UNIT = re.compile(r"\(([^()]{1,8})\)$")
_DROP = re.compile(r"[\s*:：]+")


@dataclass(frozen=True, slots=True)
class Label:
    """表头里的一格: the label as compared, its unit, its group in a two-row header, as written, and `group/text` as path."""

    text: str
    unit: str | None = None
    group: str = ""
    shown: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """表头行: first row (0-based), number of rows, and one label for each column (text "" where there is none)."""

    row: int
    height: int
    labels: tuple[Label, ...]

    @property
    def data_row(self) -> int:
        return self.row + self.height


@lru_cache(maxsize=4096)
def normalise(label: str) -> tuple[str, str | None]:
    """A label folded (NFKC, no spaces, breaks, asterisks or colons, lower case) and the unit in its last brackets."""
    text = _DROP.sub("", unicodedata.normalize("NFKC", label)).lower()
    found = _UNIT.search(text)
    if found:
        unit = unit_of(found.group(1))
        if unit:
            return text[: found.start()], unit
    return text, None


def written(cell: Cell) -> str:
    """A header cell as text; tagged values and errors are no labels."""
    if cell is None:
        return ""
    text = str(cell)
    return "" if text[:1] < " " else text


def single(rows: Sequence[Sequence[Cell]], at: int) -> Header:
    labels = []
    for cell in rows[at]:
        shown = written(cell)
        text, unit = normalise(shown) if shown else ("", None)
        labels.append(Label(text, unit, "", " ".join(shown.split()), text))
    return Header(at, 1, tuple(labels))


def double(rows: Sequence[Sequence[Cell]], at: int, merged: Sequence[Sequence[int]]) -> Header | None:
    """Two header rows as one, the upper filled to the right under merges (or over empty cells where merges are unknown)."""
    if at + 1 >= len(rows):
        return None
    upper = [written(cell) for cell in rows[at]]
    lower = [written(cell) for cell in rows[at + 1]]
    filled = list(upper)
    spans = [box for box in merged if box[0] <= at <= box[2]]
    for top, left, bottom, right in spans:
        for column in range(left, min(right + 1, len(filled))):
            if top == at:
                filled[column] = upper[left]
            if bottom > at:
                lower[column] = ""
    if not merged:
        for column in range(1, len(filled)):
            if not filled[column] and lower[column]:
                filled[column] = filled[column - 1]
    labels = []
    for top_text, low_text in zip(filled, lower, strict=True):
        group, group_unit = normalise(top_text) if top_text else ("", None)
        text, unit = normalise(low_text) if low_text else ("", None)
        shown = " ".join((low_text or top_text).split())
        if text and group and text != group:
            labels.append(Label(text, unit or group_unit, group, shown, f"{group}/{text}"))
        else:
            labels.append(Label(text or group, unit or group_unit, "", shown, text or group))
    return Header(at, 2, tuple(labels))


def titles(rows: Sequence[Sequence[Cell]], header: Header) -> str:
    """What stands above the header: title, period, unit."""
    found = [str(cell) for row in rows[: header.row] for cell in row if cell is not None]
    return " ".join(text.lstrip("\x01\x02\x03") for text in found)[:2000]
