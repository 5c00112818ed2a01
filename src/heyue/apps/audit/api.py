"""操作记录的接口: who did what, when and in whose right."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from heyue.apps.audit import listing, queries
from heyue.apps.deeds.both import lang
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.apps.lists.api import Asked, Page, Word, acting, checked, cut

record = Router()
ROUTERS = {"/record": record}


class LineShown(BaseModel):
    """记录的一行."""

    seq: int
    at: datetime
    verb: str
    what: str
    reads: bool
    who: str
    role: str
    whose: str
    right: str


class SearchingDeeds(Asked):
    """找一件事: by person, by app and by the mandate it was done under besides."""

    person: UUID | None = None
    mandate: UUID | None = None
    app: Word = ""


@record.get("", response=Page[LineShown])
@policy("audit.read", token=True)
def list_deeds(request: HttpRequest, asked: Query[SearchingDeeds]) -> Any:
    """The record of one's organisation, newest first; `q` searches the sentences, `chip` is changes, reads or others."""
    return _lines(request, queries.events(acting(request)), asked)


@record.get("/mine", response=Page[LineShown])
@policy(SIGNED_IN, token=True)
def own_deeds(request: HttpRequest, asked: Query[SearchingDeeds]) -> Any:
    """What one did oneself."""
    return _lines(request, queries.own(acting(request)), asked)


def _lines(request: HttpRequest, rows: Any, asked: SearchingDeeds) -> Any:
    actor = acting(request)
    checked(listing.RECORD, asked)
    if asked.person is not None:
        rows = rows.filter(person=asked.person)
    if asked.mandate is not None:
        rows = rows.filter(mandate=asked.mandate)
    if asked.app:
        rows = rows.filter(queries.verbs_of(asked.app))
    found = listing.shown(rows, asked.model_dump(include={"q", "chip", "sort"}), actor, lang())
    page = cut(found.rows, asked, lambda row: row)
    return {**page, "items": [_line(one) for one in queries.lines(actor, page["items"], lang())]}


def _line(one: queries.Line) -> LineShown:
    return LineShown(
        seq=one.seq,
        at=one.at,
        verb=one.verb,
        what=one.what,
        reads=one.read,
        who=one.who,
        role=one.role,
        whose=one.whose,
        right=one.right,
    )
