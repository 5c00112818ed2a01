"""成员的接口: who works at one's organisation, and the invitations that are open."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel

from heyue.apps.accounts import access, operations, queries
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.policy import policy
from heyue.apps.lists.api import Given, Page, Paging, Short, Word, acting, cut, said
from heyue.catalog.roles import roles

members, invitations = Router(), Router()


class RoleShown(BaseModel):
    """一个任职, of oneself."""

    id: UUID
    organisation: UUID
    organisation_name: str
    role: str
    role_words: str
    since: datetime


class MemberShown(BaseModel):
    """一位成员."""

    id: UUID
    person: UUID
    name: str
    active: bool
    role: str
    role_words: str
    since: datetime
    until: datetime | None


class InvitationShown(BaseModel):
    """一份还没接受的邀请; never its address."""

    id: UUID
    role: str
    role_words: str
    name: str
    by: str
    made: datetime
    until: datetime


class InvitationMade(InvitationShown):
    """新的邀请, with its address, told this once."""

    address: str


class Which(Paging):
    """现在的，还是以前的."""

    state: Literal["here", "left"] = "here"


@members.get("", response=Page[MemberShown])
@policy("accounts.members", token=True)
def list_members(request: HttpRequest, asked: Query[Which]) -> Any:
    """Who works here in which role, or the last fifty who did."""
    actor = acting(request)
    found = queries.members(actor) if asked.state == "here" else queries.former_members(actor)
    return cut(found, asked, _member)


class RoleGiven(Given):
    """换成哪个角色."""

    role: Word


@members.put("/{uuid:key}/role", response=MemberShown)
@policy("accounts.members", "PUT", token=True)
def change_role(request: HttpRequest, key: UUID, data: RoleGiven) -> Any:
    """Puts a member into another role: the old membership ends with its tokens, the answer is the new one."""
    actor = acting(request)
    made = operations.change_role(actor, access.membership(actor, key), data.role)
    return _member(access.membership(actor, made.id))


@members.post("/{uuid:key}/end", response={204: None})
@policy("accounts.members", "POST", token=True)
def end_member(request: HttpRequest, key: UUID) -> Any:
    """Ends a membership, with immediate effect."""
    actor = acting(request)
    operations.end_membership(actor, access.membership(actor, key))


@invitations.get("", response=Page[InvitationShown])
@policy("accounts.members", token=True)
def list_invitations(request: HttpRequest, asked: Query[Paging]) -> Any:
    """Links that can still be taken."""
    return cut(queries.open_invitations(acting(request)), asked, lambda row: InvitationShown(**_invitation(row)))


class Inviting(Given):
    """邀请谁: the role, and a note that tells the links apart."""

    role: Word
    name: Short = ""


@invitations.post("", response={201: InvitationMade})
@policy("accounts.members", "POST", token=True)
def invite(request: HttpRequest, data: Inviting) -> Any:
    """A link to join in a role below one's own, good for seven days; its address is told in this answer only."""
    actor = acting(request)
    organisation = access.working_in(actor)
    if organisation is None:
        raise NotFound
    row, token = operations.invite(actor, organisation, data.role, data.name[:60])
    address = settings.HEYUE_ORIGIN + reverse("accounts:join", args=[token])
    return InvitationMade(**_invitation(access.invitation(actor, row.id)), address=address)


@invitations.post("/{uuid:key}/withdraw", response={204: None})
@policy("accounts.members", "POST", token=True)
def withdraw_invitation(request: HttpRequest, key: UUID) -> Any:
    """The link stops working at once."""
    actor = acting(request)
    operations.withdraw_invitation(actor, access.invitation(actor, key))


def role_shown(row: Any) -> RoleShown:
    """一个任职 as it is told."""
    return RoleShown(
        id=row.id,
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        role=row.role,
        role_words=_words(row.role),
        since=row.since,
    )


def _member(row: Any) -> MemberShown:
    return MemberShown(
        id=row.id,
        person=row.person_id,
        name=row.person.name,
        active=row.person.is_active,
        role=row.role,
        role_words=_words(row.role),
        since=row.since,
        until=row.until,
    )


def _invitation(row: Any) -> dict[str, Any]:
    same = ("id", "role", "name", "made", "until")
    return {**{name: getattr(row, name) for name in same}, "role_words": _words(row.role), "by": row.by.name}


def _words(role: str) -> str:
    found = roles().roles.get(role)
    return said((found.zh, found.en)) if found is not None else role
