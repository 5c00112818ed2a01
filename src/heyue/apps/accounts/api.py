"""账户的接口: who one is, one's organisation and clients, mandates and the requests for them."""

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
from heyue.apps.lists.api import Given, Openness, Page, Paging, Short, Word, acting, cut, said, yuan
from heyue.law import divisions

me, organisations, mandates = Router(), Router(), Router()
ROUTERS = {"/me": me, "/organisations": organisations, "/mandates": mandates}

Scope = Annotated[list[Word], Field(min_length=1, max_length=20)]
Persons = Annotated[list[UUID], Field(max_length=200, default_factory=list)]


class Named(BaseModel):
    """一个组织的名字."""

    id: UUID
    name: str


class Me(BaseModel):
    """我: the person, the organisation worked in, and what may be done there."""

    id: UUID
    name: str
    organisation: Named | None
    kind: str
    roles: list[str]
    capabilities: list[str]
    clients: list[UUID]


class OrganisationShown(BaseModel):
    """一个组织, as its own members see it."""

    id: UUID
    name: str
    kind: str
    uscc: str | None
    household: bool
    place: str
    place_name: str
    industry: str
    employees: int | None
    revenue: str | None
    assets: str | None
    openness: str
    size: str | None


class Searching(Paging):
    """找名称或代码."""

    q: Short = ""


class ClientShown(BaseModel):
    """一个客户."""

    id: UUID
    name: str
    place: str
    until: date
    soon: bool
    last_deed: datetime | None
    mandates: list[str]


class EmployerShown(BaseModel):
    """辖区的一家企业; trade and size only where it opened a summary."""

    id: UUID
    name: str
    household: bool
    place: str
    openness: str
    industry: str | None
    size: str | None


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


# ---- me and my organisation ----------------------------------------------------------------------------------------


@me.get("", response=Me)
@policy(SIGNED_IN, token=True)
def whoami(request: HttpRequest) -> Any:
    """Who the token or session is, in which organisation, and what it may do."""
    actor = acting(request)
    person, held = access.me(actor), access.working_in(actor)
    may = actor.may if actor.token_scopes is None else actor.may & actor.token_scopes
    return Me(
        id=person.id,
        name=person.name,
        organisation=Named(id=held.id, name=held.name) if held else None,
        kind=actor.kind,
        roles=sorted(actor.roles),
        capabilities=sorted(may),
        clients=sorted({grant.client for grant in actor.grants}),
    )


@organisations.get("/mine", response=OrganisationShown)
@policy("accounts.organisation", token=True)
def own_organisation(request: HttpRequest) -> Any:
    """The organisation one works in, with its size by the official rule."""
    return _organisation(acting(request), access.own_organisation(acting(request)))


class OpennessGiven(Given):
    """公开程度."""

    openness: Openness


@organisations.put("/mine/openness", response=OrganisationShown)
@policy("accounts.organisation", "PUT", token=True)
def set_openness(request: HttpRequest, data: OpennessGiven) -> Any:
    """How much the bureau of the place sees."""
    actor = acting(request)
    return _organisation(actor, operations.change_openness(actor, access.own_organisation(actor), data.openness))


def _organisation(actor: Any, row: Any) -> OrganisationShown:
    size = queries.size(row, actor.day).word
    return OrganisationShown(
        id=row.id,
        name=row.name,
        kind=row.kind,
        uscc=row.uscc,
        household=row.household,
        place=row.place,
        place_name=divisions.full_name(row.place),
        industry=row.industry,
        employees=row.employees,
        revenue=yuan(row.revenue),
        assets=yuan(row.assets),
        openness=row.openness,
        size=said(size) if size else None,
    )


@organisations.get("/clients", response=Page[ClientShown])
@policy("accounts.clients", token=True)
def clients(request: HttpRequest, asked: Query[Searching]) -> Any:
    """An agency's clients with a mandate in force, the one that ends first on top."""
    return cut(queries.clients(acting(request), asked.q), asked, _client)


def _client(one: Any) -> ClientShown:
    return ClientShown(
        id=one.organisation.id,
        name=one.organisation.name,
        place=one.place,
        until=one.until,
        soon=one.soon,
        last_deed=one.last,
        mandates=[mandate.number for mandate in one.mandates],
    )


@organisations.get("/employers", response=Page[EmployerShown])
@policy("accounts.district", token=True)
def employers(request: HttpRequest, asked: Query[Searching]) -> Any:
    """The employers of the place a bureau or park answers for; of a private one nothing but name, kind and place."""
    actor = acting(request)
    rows = queries.employers(actor).filter(name__icontains=asked.q) if asked.q else queries.employers(actor)
    return cut(rows.order_by("name", "pk"), asked, lambda row: _employer(queries.shown(row, actor.day)))


@organisations.get("/employers/{uuid:key}", response=EmployerShown)
@policy("accounts.district", token=True)
def employer(request: HttpRequest, key: UUID) -> Any:
    """One employer of the place."""
    actor = acting(request)
    return _employer(queries.shown(access.employer(actor, key), actor.day))


def _employer(one: queries.Employer) -> EmployerShown:
    return EmployerShown(
        id=one.id, name=one.name, household=one.household, place=one.place, openness=one.openness,
        industry=said(one.industry) if one.industry else None, size=said(one.size) if one.size else None,
    )  # fmt: skip


@organisations.get("/agencies", response=Page[Named])
@policy("accounts.mandates", token=True)
def agencies(request: HttpRequest, asked: Query[Paging]) -> Any:
    """HR-service agencies that a mandate may be given to, those of one's own city first."""
    return cut(queries.agencies(acting(request)), asked, _named)


# ---- mandates ------------------------------------------------------------------------------------------------------


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
    """One mandate that one's organisation gave or holds."""
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


def _named(row: Any) -> Named:
    return Named(id=row.id, name=row.name)


def _mandate(actor: Any, row: Any) -> MandateShown:
    return MandateShown(
        id=row.id,
        number=row.number,
        client=_named(row.client),
        agency=_named(row.agency),
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
        agency=_named(row.agency),
        typed=row.typed,
        scope=row.scope,
        until=row.until,
        asked=row.asked,
        answer=row.answer,
    )
