"""表与列的写法: what a table and a column of a company's records are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "date", "month", "money", "hours", "days", "months", "rate", "count", "flag", "choice"]


@dataclass(frozen=True, slots=True)
class Choice:
    """选项: one allowed value of a column, with what people write for it."""

    value: str
    zh: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """列: a header of the workbook, what it holds, and what an empty cell means.

    `blank` is the value an empty cell of a *given* column stands for ("0" for money paid); None leaves it unknown.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    choices: tuple[Choice, ...] = ()
    blank: str | None = None
    required: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """表: one sheet of the workbook and one table of the dataset.

    `shape` "rows" has a header row; "pairs" has an item in the first column and its content in the second.
    """

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    shape: Literal["rows", "pairs"] = "rows"
    help_zh: str = ""
    help_en: str = ""
    by_name: dict[str, Column] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})
