"""账户的接口: oneself and one's tokens, one's organisation, an agency's clients, the employers of a district.

Members and invitations stand in members_api.py, mandates in mandates_api.py.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from heyue.apps.accounts import access, operations, queries
from heyue.apps.accounts.forms import PersonForm, ProfileForm, profile
from heyue.apps.accounts.mandates_api import Named, mandates, named
from heyue.apps.accounts.members_api import RoleShown, invitations, members, role_shown
from heyue.apps.accounts.working import working
from heyue.apps.deeds.both import lang
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.apps.lists.api import PLAIN, Given, Openness, Page, Paging, Short, acting, cut, fit, said, yuan
from heyue.law import divisions, uscc

me, organisations = Router(), Router()
ROUTERS = {
    "/me": me,
    "/organisations": organisations,
    "/members": members,
    "/invitations": invitations,
    "/mandates": mandates,
}
Yuan = Annotated[Decimal, Field(ge=0, le=9_999_999_999_999, decimal_places=2)]


class Me(BaseModel):
    """我: the person, the organisation worked in, and what may be done there."""

    id: UUID
    name: str
    email: str
    language: str
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
    uscc_doubt: str | None
    """What to ask about the code, where its nine characters of the body do not fit their own check."""
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


# ---- me and my organisation ----------------------------------------------------------------------------------------


@me.get("", response=Me)
@policy(SIGNED_IN, token=True)
def whoami(request: HttpRequest) -> Any:
    """Who the token or session is, in which organisation, and what it may do."""
    actor = acting(request)
    return _me(actor)


def _me(actor: Any) -> Me:
    person, held = access.me(actor), access.working_in(actor)
    may = actor.may if actor.token_scopes is None else actor.may & actor.token_scopes
    return Me(
        id=person.id,
        name=person.name,
        email=person.email if actor.can("accounts.data") else "",
        language=person.language,
        organisation=Named(id=held.id, name=held.name) if held else None,
        kind=actor.kind,
        roles=sorted(actor.roles),
        capabilities=sorted(may),
        clients=sorted({grant.client for grant in actor.grants}),
    )


class Self(Given):
    """我的称呼、收通知的邮箱和语言: what is left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)] | None = None
    email: Annotated[str, Field(max_length=254, pattern=PLAIN)] | None = None
    language: Literal["zh", "en"] | None = None


@me.patch("", response=Me)
@policy("accounts.data", "PATCH", token=True)
def change_me(request: HttpRequest, data: Self) -> Any:
    """One's own name, address for notices and language. How one signs in is changed on the site only."""
    actor = acting(request)
    person = access.me(actor)
    start = {"name": person.name, "email": person.email, "language": person.language}
    operations.change_person(actor, person, **fit(PersonForm({**start, **data.model_dump(exclude_none=True)})))
    return _me(actor)


@me.post("/export", response=dict[str, list[dict[str, Any]]])
@policy("accounts.data", "POST", token=True)
def export(request: HttpRequest) -> Any:
    """A copy of all that is kept about oneself, table by table; that it was taken is written down."""
    return operations.export(acting(request))


@me.get("/roles", response=list[RoleShown])
@policy("accounts.data", token=True)
def my_roles(request: HttpRequest) -> Any:
    """One's roles in force. A token works in the one that it was made in."""
    return [role_shown(one) for one in queries.roles_held(acting(request))]


@me.post("/roles/{uuid:key}/leave", response={204: None})
@policy("accounts.data", "POST", token=True)
def leave(request: HttpRequest, key: UUID) -> Any:
    """Leaves one of one's roles; tokens made in it end."""
    actor = acting(request)
    operations.end_membership(actor, access.own_role(actor, key))


class TokenShown(BaseModel):
    """一个接口令牌; never its value."""

    id: UUID
    name: str
    role: str
    scopes: list[str]
    made: datetime
    until: datetime
    used: datetime | None
    ended: datetime | None


@me.get("/tokens", response=Page[TokenShown])
@policy("accounts.tokens", token=True)
def list_tokens(request: HttpRequest, asked: Query[Paging]) -> Any:
    """One's own API tokens here, the newest first. New ones are made on the site, by a person."""
    return cut(queries.tokens(acting(request)), asked, _token)


@me.post("/tokens/{uuid:key}/end", response=TokenShown)
@policy("accounts.tokens", "POST", token=True)
def end_token(request: HttpRequest, key: UUID) -> Any:
    """The token stops working with its next call; a token may end itself."""
    actor = acting(request)
    operations.end_token(actor, access.api_token(actor, key))
    return _token(access.api_token(actor, key))


def _token(row: Any) -> TokenShown:
    same = ("id", "name", "role", "scopes", "made", "until", "used", "ended")
    return TokenShown(**{name: getattr(row, name) for name in same})


# ---- the organisation ----------------------------------------------------------------------------------------------


@organisations.get("/mine", response=OrganisationShown)
@policy("accounts.organisation", token=True)
def own_organisation(request: HttpRequest) -> Any:
    """The organisation one works in, with its size by the official rule."""
    return _organisation(acting(request), access.own_organisation(acting(request)))


class Profile(Given):
    """单位资料: what is left out stays. Sums in yuan; `place` and `industry` as a code or by name."""

    name: Annotated[str, Field(min_length=1, max_length=120, pattern=PLAIN)] | None = None
    place: Annotated[str, Field(max_length=60, pattern=PLAIN)] | None = None
    uscc: Annotated[str, Field(max_length=40, pattern=PLAIN)] | None = None
    household: bool | None = None
    industry: Annotated[str, Field(max_length=60, pattern=PLAIN)] | None = None
    employees: Annotated[int, Field(ge=0, le=9_999_999)] | None = None
    revenue: Yuan | None = None
    assets: Yuan | None = None


@organisations.patch("/mine", response=OrganisationShown)
@policy("accounts.organisation", "PATCH", token=True)
def change_organisation(request: HttpRequest, data: Profile) -> Any:
    """The organisation's details; a code that does not fit or is registered already is refused."""
    actor = acting(request)
    row = access.own_organisation(actor)
    start = {name: value for name, value in profile(row).items() if value is not None}
    values = fit(ProfileForm({**start, **data.model_dump(exclude_none=True)}))
    return _organisation(actor, operations.change_profile(actor, row, values))


class SizeShown(BaseModel):
    """企业规模 and why: steps with their articles, or what is missing."""

    size: str | None
    missing: list[str]
    outside: bool
    steps: list[dict[str, str]]
    articles: list[str]
    limits: list[str]


@organisations.get("/mine/size", response=SizeShown)
@policy("accounts.organisation", token=True)
def size(request: HttpRequest) -> Any:
    """The size by the official rule with its reason; `outside` where the rule does not speak of this trade."""
    actor = acting(request)
    found = queries.size(access.own_organisation(actor), actor.day)
    told = working(found.outcome, lang()) if found.outcome is not None else {"steps": [], "articles": [], "limits": []}
    return SizeShown(
        size=said(found.word) if found.word else None,
        missing=[said(one) for one in found.missing],
        outside=found.outside,
        steps=[{name: str(text) for name, text in one.items()} for one in told["steps"]],
        articles=[one["text"] for one in told["articles"]],
        limits=told["limits"],
    )


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
    doubt = uscc.doubt(row.uscc) if row.uscc else None
    return OrganisationShown(
        id=row.id,
        name=row.name,
        kind=row.kind,
        uscc=row.uscc,
        uscc_doubt=said(doubt) if doubt else None,
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
    """The employers of the place a bureau or park answers for; of a private one nothing but name, kind and place.

    As with the file on the site, it is written down that the list was taken.
    """
    actor = acting(request)
    rows = queries.employers(actor).filter(name__icontains=asked.q) if asked.q else queries.employers(actor)
    page = cut(rows.order_by("name", "pk"), asked, lambda row: _employer(queries.shown(row, actor.day)))
    operations.note_district_export(actor, len(page["items"]))
    return page


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
    return cut(queries.agencies(acting(request)), asked, named)
