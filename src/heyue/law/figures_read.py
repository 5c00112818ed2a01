"""取用的公布标准: which published figures one question reads, for which day and place, from which source, and which are not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from heyue.law import figures, units
from heyue.law.divisions import chain
from heyue.law.engine import stage
from heyue.law.place_files import Figure, Value
from heyue.law.rule import FigureUse, Rule
from heyue.law.wording import in_words

UNITS = {"yuan": units.YUAN, "rate": units.RATIO, "ratio": units.RATIO, "count": units.COUNT}


@dataclass(frozen=True, slots=True)
class FigureRead:
    """取用的一个标准.

    day: the day it was read for, None while a fact that decides the day is missing. value: None where not known here.
    stated: the value the question itself gives, as written; it goes before the published one. needed: false where the rule
    can do without it.
    """

    figure: Figure
    day: date | None
    value: Value | None
    stated: str | None
    needed: bool


def figures_read(
    text: Rule, row: Mapping[str, Any], *, place: str, day: date, stated: Mapping[str, str]
) -> list[FigureRead]:
    """The figures one text of a rule reads for a case.

    row: the case's facts in stored form (question.read_facts). stated: figures given with the question, by name or alias.
    """
    given = {figures.ALIASES.get(name, (name, 0))[0]: value for name, value in stated.items()}
    frame = pl.DataFrame(
        {**{name: [value] for name, value in row.items()}, "place": [place], "asked_on": [day]},
        schema={**text.facts.schema(), "place": pl.String, "asked_on": pl.Date},
    )
    found: dict[tuple[str, date | None], FigureRead] = {}
    for use in text.trace.figures.values():
        on = _read_on(text, use, frame)
        where = place if isinstance(use.place, str) else frame.select(use.place).item()
        value = None
        if on is not None and chain(where or ""):
            on = figures.shift_years(on, use.year)
            value = figures.lookup(use.figure, where, on)
        found.setdefault(
            (use.figure.name, on),
            FigureRead(use.figure, on, value, given.get(use.figure.name), not use.optional),
        )
    return list(found.values())


def _read_on(text: Rule, use: FigureUse, frame: pl.DataFrame) -> date | None:
    """The day a figure is read for; an expression may read steps that themselves need no figure."""
    if isinstance(use.on, str):
        found = frame.get_column(use.on).item()
    else:
        found = stage(frame, [(text, [use.on])]).select(use.on).item()
    return found if isinstance(found, date) else None


def asked_as(figure: Figure, uses: Mapping[str, FigureUse]) -> str:
    """The name under which a question gives this figure: the alias where a rule reads another year's and one exists."""
    years = {use.year for use in uses.values() if use.figure.name == figure.name}
    for alias, (name, year) in figures.ALIASES.items():
        if name == figure.name and years == {year}:
            return alias
    return figure.name


def in_unit(amount: int, figure: Figure, lang: str) -> str:
    """A figure's amount as a reader reads it: ¥2,500.00, 8%, 1."""
    return in_words(amount, UNITS[figure.unit], lang)
