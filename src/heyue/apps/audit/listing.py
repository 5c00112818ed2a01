"""操作记录的列表: its columns and filters.

The sentences of a page are made together, so that names cost the same for one as for fifty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from heyue.apps.audit import queries
from heyue.apps.audit.models import Event
from heyue.apps.audit.verbs import verbs
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.lists import Chip, Column, Listing, Shown
from heyue.apps.lists.listing import Row

BATCH = 500


def _kind(event: Any) -> tuple[str, tuple[str, str]]:
    return ("low", ("查看", "Read")) if event.line.read else ("none", ("改动", "Change"))


RECORD = Listing(
    name="record",
    columns=(
        Column(
            "what",
            both("做了什么", "What"),
            lambda event: event.line.what,
            note=lambda event: event.line.right or event.line.elsewhere,
        ),
        Column("at", both("时间", "When"), lambda event: event.line.at, kind="moment", sort=("at", "seq")),
        Column(
            "who", both("谁", "Who"), lambda event: event.line.who, kind="person", note=lambda event: event.line.role
        ),
        Column("kind", both("类别", "Kind"), _kind, kind="level"),
    ),
    order="-at",
    chips=(
        Chip("all", both("全部", "All")),
        Chip("changes", both("改动", "Changes"), ~queries.reading()),
        Chip("reads", both("查看", "Looks"), queries.reading()),
        Chip(
            "others",
            both("代办和临时查看", "Under a mandate or staff look"),
            Q(mandate__isnull=False) | Q(power__isnull=False),
        ),
    ),
    size=50,
    search_words=both("找一件事", "Search what was done"),
    hint=both("如 授权、密码", "such as mandate, password"),
)


IN_FILES = replace(
    RECORD,
    columns=(
        Column("seq", both("编号", "Number"), lambda event: event.line.seq, kind="number"),
        *RECORD.columns,
        Column("role", both("角色", "Role"), lambda event: event.line.role),
        Column("whose", both("谁的事", "Whose"), lambda event: event.line.whose),
        Column("right", both("以什么名义", "In whose right"), lambda event: event.line.right),
    ),
)
"""文件里的列: what a page says in a second line stands in columns of its own."""


@dataclass(frozen=True, slots=True)
class Record(Shown):
    """一次显示, whose events bear their sentences as `line`."""

    actor: Actor | None = None
    lang: str = "zh"

    @property
    def lines(self) -> list[Row]:
        first = (self.page - 1) * self.listing.size
        return [self._line(event) for event in self._told(list(self.rows[first : first + self.listing.size]))]

    def every(self, most: int) -> Iterator[Any]:
        rows = self.rows[:most].iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            yield from self._told(batch)

    def _told(self, batch: list[Any]) -> list[Any]:
        assert self.actor is not None  # noqa: S101 - set by shown()
        for event, line in zip(batch, queries.lines(self.actor, batch, self.lang), strict=True):
            event.line = line
        return batch


def shown(rows: QuerySet[Event], asked: Any, actor: Actor, lang: str) -> Record:
    """One showing of these events; the search is over the sentences of the verbs, in both languages."""
    text = " ".join(str(asked.get("q", "")).split())[:80].casefold()
    if text:
        rows = rows.filter(
            verb__in=[
                verb.name for verb in verbs().values() if text in verb.zh.casefold() or text in verb.en.casefold()
            ]
        )
    base = RECORD.show(rows, asked, keep=("person", "app"))
    return Record(**{one.name: getattr(base, one.name) for one in fields(base)}, actor=actor, lang=lang)
