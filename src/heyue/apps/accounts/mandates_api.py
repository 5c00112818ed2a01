"""授权的接口: mandates given and held, the requests for them, and what was done under each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from heyue.apps.accounts import access, operations, queries
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.apps.lists.api import Given, Page, Paging, Short, Word, acting, cut

mandates = Router()

Scope = Annotated[list[Word], Field(min_length=1, max_length=20)]
Persons = Annotated[list[UUID], Field(max_length=200, default_factory=list)]


class Named(BaseModel):
    """一个组织的名字."""

    id: UUID
    name: str


class MandateShown(BaseModel):
    """一份授权."""

    id: UUID
    number: str
    client: Named
    agency: Named
    scope: list[str]
    persons: list[UUID]
    since: date
    until: date
    state: str
    ended: datetime | None


class RequestShown(BaseModel):
    """一份授权请求. `client` only once it answered."""

    id: UUID
    agency: Named
    typed: str
    scope: list[str]
    until: date
    asked: datetime
    answer: str


@mandates.get("/given", response=Page[MandateShown])
@policy("accounts.mandates", token=True)
def given(request: HttpRequest, asked: Query[Paging]) -> Any:
    """Mandates one's organisation gave, those in force first."""
    actor = acting(request)
    return cut(queries.given(actor), asked, lambda row: _mandate(actor, row))


@mandates.get("/requests", response=Page[RequestShown])
@policy(SIGNED_IN, token=True)
def requests(request: HttpRequest, asked: Query[Paging]) -> Any:
    """Requests that wait for one's answer (employers), or that one's agency made and that were not given."""
    actor = acting(request)
    rows = queries.asked_by_us(actor) if actor.kind == "agency" else queries.asked_of_us(actor)
    return cut(rows, asked, _request)


class Request(Given):
    """机构的请求: `client` is the employer's exact name or code."""

    client: Short
    scope: Scope
    persons: Persons
    until: date


@mandates.post("/requests", response={201: RequestShown})
@policy("accounts.clients", "POST", token=True)
def ask(request: HttpRequest, data: Request) -> Any:
    """An agency asks for a mandate; the answer is the same whether or not there is such an employer."""
    actor = acting(request)
    agency = access.working_in(actor)
    if agency is None:
        raise NotFound
    return _request(
        operations.ask_mandate(
            actor, agency=agency, typed=data.client, scope=data.scope, persons=data.persons, until=data.until
        )
    )


@mandates.post("/requests/{uuid:key}/decline", response=RequestShown)
@policy("accounts.mandates", "POST", token=True)
def decline(request: HttpRequest, key: UUID) -> Any:
    """The client says no."""
    actor = acting(request)
    operations.decline_mandate(actor, access.mandate_request(actor, key))
    return _request(access.mandate_request(actor, key))


@mandates.post("/requests/{uuid:key}/withdraw", response=RequestShown)
@policy("accounts.clients", "POST", token=True)
def withdraw(request: HttpRequest, key: UUID) -> Any:
    """The agency takes its request back."""
    actor = acting(request)
    row = access.mandate_request(actor, key)
    if row.agency_id != actor.organisation:
        raise NotFound
    operations.withdraw_request(actor, row)
    return _request(access.mandate_request(actor, key))


class MandateGiven(Given):
    """授权: to an agency, or in answer to its request."""

    agency: UUID | None = None
    request: UUID | None = None
    scope: Scope
    persons: Persons
    until: date


@mandates.post("", response={201: MandateShown})
@policy("accounts.mandates", "POST", token=True)
def give(request: HttpRequest, data: MandateGiven) -> Any:
    """Gives a mandate from today on. With `request` the agency is the one that asked."""
    actor = acting(request)
    client = access.working_in(actor)
    row = access.mandate_request(actor, data.request) if data.request else None
    if row is not None and (row.client_id != actor.organisation or row.answer):
        raise NotFound
    agency = (
        row.agency if row is not None else next((one for one in queries.agencies(actor) if one.id == data.agency), None)
    )
    if client is None or agency is None:
        raise NotFound
    made = operations.give_mandate(
        actor, client=client, agency=agency, scope=data.scope, persons=data.persons, until=data.until, request=row
    )
    return _mandate(actor, made)


@mandates.get("/{uuid:key}", response=MandateShown)
@policy(SIGNED_IN, token=True)
def mandate(request: HttpRequest, key: UUID) -> Any:
    """One mandate that one's organisation gave or holds; what was done under it stands at /record?mandate=…"""
    return _mandate(acting(request), access.mandate(acting(request), key))


class Until(Given):
    """续期到哪天."""

    until: date


@mandates.post("/{uuid:key}/renew", response={201: MandateShown})
@policy("accounts.mandates", "POST", token=True)
def renew(request: HttpRequest, key: UUID, data: Until) -> Any:
    """A further mandate of the same scope after this one."""
    actor = acting(request)
    return _mandate(actor, operations.renew_mandate(actor, access.mandate(actor, key), data.until))


@mandates.post("/{uuid:key}/end", response=MandateShown)
@policy(SIGNED_IN, "POST", token=True)
def end(request: HttpRequest, key: UUID) -> Any:
    """Ends it at once: the client what it gave, the agency what it holds."""
    actor = acting(request)
    operations.end_mandate(actor, access.mandate(actor, key))
    return _mandate(actor, access.mandate(actor, key))


def named(row: Any) -> Named:
    """一个组织 as its id and name."""
    return Named(id=row.id, name=row.name)


def _mandate(actor: Any, row: Any) -> MandateShown:
    return MandateShown(
        id=row.id,
        number=row.number,
        client=named(row.client),
        agency=named(row.agency),
        scope=row.scope,
        persons=[person.id for person in row.persons.all()],
        since=row.since,
        until=row.until,
        state=queries.state(row, actor.day),
        ended=row.ended,
    )


def _request(row: Any) -> RequestShown:
    return RequestShown(
        id=row.id,
        agency=named(row.agency),
        typed=row.typed,
        scope=row.scope,
        until=row.until,
        asked=row.asked,
        answer=row.answer,
    )
