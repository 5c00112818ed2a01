"""用工资料: one company's tables as intake hands them to the law, with what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Problem:
    """读不出的地方: one cell, row or sheet that could not be used, where it is and what to do.

    `message` is the sentence in Chinese, `message_en` in English; both say what was read and what is expected.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    message: str
    message_en: str
    code: str = "unreadable"


@dataclass(slots=True)
class Records:
    """一家企业的资料: frames by table name, columns given by table, and problems.

    A frame has every column of its `heyue.law.tables` Table in its declared type (text and choice String, date and month
    Date, flag Boolean, all quantities Int64 of the unit's smallest part) plus `row`, the row number in its sheet, and `unread`,
    the row's columns whose cells could not be read ("birth,started"), which are null without being empty. `employee`
    is already one key a person across all frames: the roster's number, or `R17` (its row) where there is none or two alike.
    A table that was not given is absent from `frames`; a column whose header was not found is absent from `given` and null.
    """

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    given: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
