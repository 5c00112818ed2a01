"""服务事项的接口: the list, a new case, one case with what may be done now, its moves and comments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from heyue.apps.cases import access, operations, parties, queries
from heyue.apps.deeds.policy import policy
from heyue.apps.lists.api import Asked, Given, Long, Page, Short, Version, Word, acting, paged, said, shown

cases = Router()
ROUTERS = {"/cases": cases}


class Party(BaseModel):
    """参与的组织或人."""

    id: UUID
    name: str


class CaseLine(BaseModel):
    """列表里的一个事项."""

    id: UUID
    title: str
    workflow: str
    kind: str
    state: str
    state_words: str
    version: int
    organisation: Party
    assignee: Party | None
    due: date | None
    opened: datetime
    moved: datetime
    closed: datetime | None


class MoveOpen(BaseModel):
    """现在可以走的一步."""

    name: str
    words: str
    to: str
    needs: list[str]


class CaseDeadline(BaseModel):
    """事项的一个期限."""

    title: str
    due: date | None
    reason: str
    article: str | None
    late: bool
    done: datetime | None


class EventShown(BaseModel):
    """发生过的一件事."""

    when: datetime
    who: str
    what: str
    note: str


class CaseShown(CaseLine):
    """一个事项."""

    wish: str
    agency: Party | None
    authority: Party | None
    moves: list[MoveOpen]
    assignable: list[Party]
    deadlines: list[CaseDeadline]
    history: list[EventShown]


class WorkflowShown(BaseModel):
    """可以提出的一种事项, for whom and to whom."""

    name: str
    title: str
    put_to: str
    organisations: list[Party]
    agencies: list[Party]


@cases.get("", response=Page[CaseLine])
@policy("cases.read", token=True)
def list_cases(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Cases one may see; `chip` is all, open, mine, soon, late or closed."""
    actor = acting(request)
    return paged(shown(queries.listing(actor), queries.cases(actor), asked), asked, lambda row: CaseLine(**_line(row)))


@cases.get("/workflows", response=list[WorkflowShown])
@policy("cases.open", token=True)
def workflows(request: HttpRequest) -> Any:
    """What one's role may open, for which employers and to which agencies."""
    actor = acting(request)
    clients, agencies = queries.choices(actor)
    return [
        WorkflowShown(
            name=flow.name,
            title=said(flow.title),
            put_to=flow.put_to or "",
            organisations=_all(clients),
            agencies=_all(agencies),
        )
        for flow in queries.openable(actor)
    ]


class Opening(Given):
    """提出事项. `title` is one line without names."""

    workflow: Word
    organisation: UUID
    agency: UUID | None = None
    authority: UUID | None = None
    title: Annotated[Short, Field(min_length=1)]
    wish: Long = ""


@cases.post("", response={201: CaseShown})
@policy("cases.open", "POST", token=True)
def open_case(request: HttpRequest, data: Opening) -> Any:
    """Opens a case for one's own organisation or a client."""
    actor = acting(request)
    access.offered(actor, data.workflow)
    made = operations.open_case(
        actor,
        name=data.workflow,
        organisation=data.organisation,
        agency=data.agency,
        authority=data.authority,
        title=data.title,
        wish=data.wish,
    )
    return _case(actor, made.pk)


@cases.get("/{uuid:key}", response=CaseShown)
@policy("cases.read", token=True)
def case(request: HttpRequest, key: UUID) -> Any:
    """One case: where it stands, what may be done now, what is due, and what happened."""
    return _case(acting(request), key)


class Stepping(Given):
    """走一步: its name among `moves`, the version that was seen, and what it needs."""

    move: Word
    version: Version
    note: Long = ""
    assignee: UUID | None = None


@cases.post("/{uuid:key}/moves", response=CaseShown)
@policy("cases.read", "POST", token=True)
def move(request: HttpRequest, key: UUID, data: Stepping) -> Any:
    """Makes one move."""
    actor = acting(request)
    operations.move(actor, key, data.move, data.version, note=data.note, assignee=data.assignee)
    return _case(actor, key)


class Commenting(Given):
    """留言: for all parties, or kept to one's own organisation."""

    text: Annotated[Long, Field(min_length=1)]
    shared: bool = True


@cases.post("/{uuid:key}/comments", response={201: CaseShown})
@policy("cases.comment", "POST", token=True)
def comment(request: HttpRequest, key: UUID, data: Commenting) -> Any:
    """Says something about a case."""
    actor = acting(request)
    operations.comment(actor, key, data.text, shared=data.shared)
    return _case(actor, key)


class Assigning(Given):
    """安排经办人: nobody, where `person` is null."""

    version: Version
    person: UUID | None


@cases.post("/{uuid:key}/assign", response=CaseShown)
@policy("cases.assign", "POST", token=True)
def assign(request: HttpRequest, key: UUID, data: Assigning) -> Any:
    """Puts the case in somebody's hands."""
    actor = acting(request)
    operations.assign(actor, key, data.version, data.person)
    return _case(actor, key)


def _case(actor: Any, key: UUID) -> CaseShown:
    """The case as it is now. A move may have taken it out of one's sight: then NotFound."""
    found = access.case(actor, key)
    assigns = queries.may(actor, found, "cases.assign") and found.closed is None
    return CaseShown(
        **_line(found),
        wish=found.wish or "",
        agency=_party(found.agency),
        authority=_party(found.authority),
        moves=[
            MoveOpen(name=step.name, words=said(step.words), to=step.to, needs=sorted(step.needs))
            for step in queries.moves(actor, found)
        ],
        assignable=_all(parties.assignable(found, actor)) if assigns else [],
        deadlines=[
            CaseDeadline(
                title=said(one["title"]),
                due=one["due"],
                reason=said(one["reason"]),
                article=said(one["article"]) if one["article"] else None,
                late=one["late"],
                done=one["done"],
            )
            for one in queries.deadlines(found, actor.day)
        ],
        history=[
            EventShown(when=one["when"], who=said(one["who"]), what=said(one["what"]), note=one["note"])
            for one in queries.history(actor, found)
        ],
    )


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "workflow": row.workflow,
        "kind": said(queries.kind_words(row)),
        "state": row.state,
        "state_words": said(queries.state_words(row.workflow, row.state)),
        "version": row.version,
        "organisation": _party(row.organisation),
        "assignee": _party(row.assignee),
        "due": row.due,
        "opened": row.opened,
        "moved": row.moved,
        "closed": row.closed,
    }


def _party(row: Any) -> Party | None:
    return Party(id=row.pk, name=row.name) if row is not None else None


def _all(pairs: list[tuple[UUID, str]]) -> list[Party]:
    return [Party(id=key, name=name) for key, name in pairs]
