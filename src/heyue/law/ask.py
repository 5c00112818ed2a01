"""事实: the facts a rule reads, and the questions that obtain them.

An `Ask` is a descriptor: on a Facts *class* it is the question (its words, kind and choices yield the form, the CLI option and
the docs), on a Facts *instance* reading it yields the Polars column and notes that the rule read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, overload

import polars as pl

from heyue.law import units
from heyue.law.tables.column import Choice


@dataclass(frozen=True, slots=True)
class Kind:
    """事实的种类: what a fact is, its unit and how it is stored."""

    name: str
    unit: units.Unit

    @property
    def dtype(self) -> type[pl.DataType]:
        return _DTYPES.get(self.name, pl.Int64)

    def parse(self, value: object, choices: tuple[Choice, ...] = ()) -> int | str | bool | date:
        """A stored value from what a person, a JSON file or a YAML example wrote; ValueError says what is expected."""
        if self.name in {"date", "month"}:
            return _parse_date(value, month=self.name == "month")
        if self.name == "flag":
            return _parse_flag(value)
        if self.name in {"text", "choice"}:
            return _parse_choice(str(value), choices)
        if isinstance(value, bool):
            raise ValueError(f"{value!r} is not a number")
        return self.unit.parse(value)


_DTYPES: dict[str, type[pl.DataType]] = {
    "date": pl.Date,
    "month": pl.Date,
    "flag": pl.Boolean,
    "text": pl.String,
    "choice": pl.String,
}
_TRUE = {"true", "yes", "y", "1", "是", "有"}
_FALSE = {"false", "no", "n", "0", "否", "无"}


def _parse_date(value: object, *, month: bool) -> date:
    if isinstance(value, date):
        return value.replace(day=1) if month else value
    text = str(value).strip()
    try:
        if month:
            return date.fromisoformat(f"{text[:7]}-01")
        return date.fromisoformat(text)
    except ValueError as error:
        expected = "a month like 2026-03" if month else "a date like 2026-03-31"
        raise ValueError(f"{text!r} is not {expected}") from error


def _parse_flag(value: object) -> bool:
    text = str(value).strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(f"{value!r} is neither yes nor no")


def _parse_choice(text: str, choices: tuple[Choice, ...]) -> str:
    if not choices:
        return text
    for choice in choices:
        if text in (choice.value, choice.zh, choice.en, *choice.also):
            return choice.value
    raise ValueError(f"{text!r} is none of {', '.join(c.value for c in choices)}")


Date = Kind("date", units.DATE)
Month = Kind("month", units.DATE)
Money = Kind("money", units.YUAN)
Hours = Kind("hours", units.HOURS)
Days = Kind("days", units.DAYS)
Months = Kind("months", units.MONTHS)
Years = Kind("years", units.YEARS)
Rate = Kind("rate", units.RATIO)
Count = Kind("count", units.COUNT)
Flag = Kind("flag", units.FLAG)
Text = Kind("text", units.WORD)
Word = Kind("choice", units.WORD)

_REQUIRED: Any = object()


class Ask:
    """所问的事实: one fact a rule may read.

    absent: stated default where the fact is not given; None makes the fact optional and leaves it null for the rule to handle.
    one_of: name of a group of alternatives of which one suffices.
    source: the sheet columns it comes from ("payroll.gross"), named when it is missing in a check-up.
    """

    name: str = ""

    def __init__(
        self,
        kind: Kind,
        *,
        zh: str,
        en: str,
        one_of: str | None = None,
        absent: Any = _REQUIRED,
        choices: tuple[Choice, ...] = (),
        source: str | tuple[str, ...] = (),
    ) -> None:
        self.kind, self.zh, self.en, self.one_of = kind, zh, en, one_of
        self.absent, self.choices = absent, choices
        self.source = (source,) if isinstance(source, str) else source
        self.derived = False

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @property
    def required(self) -> bool:
        return self.absent is _REQUIRED and self.one_of is None

    @property
    def default(self) -> int | str | bool | date | None:
        return None if self.absent is _REQUIRED else self.absent

    @overload
    def __get__(self, instance: None, owner: type) -> Ask: ...
    @overload
    def __get__(self, instance: Facts, owner: type) -> pl.Expr: ...
    def __get__(self, instance: Facts | None, owner: type) -> Ask | pl.Expr:
        if instance is None:
            return self
        instance.reads[self.name] = self
        column = pl.col(self.name)
        return column if self.default is None else column.fill_null(pl.lit(self.default, dtype=self.kind.dtype))


class Derived(Ask):
    """推导的事实: filled by the grain's builder from other rows or sheets; a single case may give it directly."""

    def __init__(
        self, kind: Kind, *, zh: str, en: str, absent: Any = _REQUIRED, source: str | tuple[str, ...] = ()
    ) -> None:
        super().__init__(kind, zh=zh, en=en, absent=absent, source=source)
        self.derived = True


Grain = Literal["employment", "contract", "pay_month", "day", "leave", "company"]


class Facts:
    """一组事实: the facts of one question, or of one row of a grain's table.

    Every question also has a place (`place`) and a day it is asked for (`asked_on`, the check-up's as-of day).
    """

    asks: ClassVar[dict[str, Ask]] = {}
    grain: ClassVar[Grain | None] = None

    def __init_subclass__(cls, grain: Grain | None = None) -> None:
        cls.grain = grain if grain is not None else cls.grain
        cls.asks = {**cls.asks, **{name: value for name, value in vars(cls).items() if isinstance(value, Ask)}}

    def __init__(self) -> None:
        self.reads: dict[str, Ask] = {}

    @property
    def place(self) -> pl.Expr:
        return pl.col("place")

    @property
    def asked_on(self) -> pl.Expr:
        return pl.col("asked_on")

    @classmethod
    def schema(cls) -> dict[str, type[pl.DataType]]:
        return {name: ask.kind.dtype for name, ask in cls.asks.items()}
