"""外来的列: what the apps above tell about a client or an employer, shown as columns of the worklists here.

An app above (check-ups, plans …) offers a column in its AppConfig.ready:

    columns.offer(Column("last_checkup", both("最近体检", "Last check-up"), {"clients", "district"}, queries.last_checkups))

where `read(actor, ids)` answers a mapping from organisation to a text or a ready piece of markup, in a fixed number of queries,
with only what this actor may know. Nothing here imports the apps above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from heyue.apps.deeds import Actor

Read = Callable[[Actor, Sequence[UUID]], Mapping[UUID, object]]


@dataclass(frozen=True, slots=True)
class Column:
    """一列: its name, its heading, on which lists it stands ("clients", "district"), and how its cells are read."""

    name: str
    words: str
    lists: frozenset[str]
    read: Read


_OFFERED: dict[str, Column] = {}


def offer(column: Column) -> None:
    """Adds a column; one of the same name is put in its place."""
    _OFFERED[column.name] = column


def cells(where: str, actor: Actor, ids: Sequence[UUID]) -> tuple[list[str], dict[UUID, list[object]]]:
    """The headings of one list's extra columns and, for each organisation, its cells in that order."""
    shown = [column for column in _OFFERED.values() if where in column.lists]
    answers = [column.read(actor, ids) for column in shown]
    return [column.words for column in shown], {key: [answer.get(key, "") for answer in answers] for key in ids}
