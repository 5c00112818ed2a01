"""成员: joining, inviting, leaving, and which role one works in."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from heyue.apps.accounts.models import ApiToken, Invitation, Membership, Organisation, Person
from heyue.apps.accounts.operations.persons import new_person
from heyue.apps.accounts.operations.rights import looks_after_members, may_hand_out, needs, somebody
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.sealed import digest
from heyue.catalog.roles import roles

DAYS = 7
"""邀请的有效天数."""
GONE = (
    "这份邀请已经用过、撤回或过期，请让对方重新发一份",
    "this invitation was used, withdrawn or has expired; please ask for a new one",
)

LAST_HEAD = (
    "这是最后一位能管理成员的人，请先邀请一位接任的人再结束",
    "this is the last person who can look after the members; invite a successor first",
)


@operation("accounts.joined")
def join(deed: Deed, person: Person, organisation: Organisation, role: str) -> Membership:
    """A person takes up a role; called by sign-up, by taking an invitation and by the program itself."""
    if roles().roles[role].kind != organisation.kind:
        raise Refused(("这个角色不属于这类组织", "this role does not belong to this kind of organisation"))
    standing, _ = Membership.unscoped.get_or_create(
        person=person, organisation=organisation, role=role, until=None, defaults={"since": deed.now}
    )
    deed.about(standing, organisation=organisation.id, data={"role": role, "person": str(person.id)})
    return standing


@operation("accounts.invited")
def invite(deed: Deed, organisation: Organisation, role: str, name: str = "") -> tuple[Invitation, str]:
    """A link to join in a role, good for seven days; the token comes back once and only its digest is kept.

    The platform's administrator invites the first person of an organisation that he registered and that has no members.
    """
    first = deed.actor.can("accounts.register") and not _heads(organisation).exists()
    if not first:
        needs(deed, "accounts.members", organisation.id)
    known = roles().roles.get(role)
    if known is None or known.kind != organisation.kind or not (first or may_hand_out(deed, role)):
        raise Refused(("你的角色不能邀请别人担任这个角色", "your role cannot invite anybody into this role"))
    token = secrets.token_hex(24)
    row = Invitation(
        organisation=organisation, role=role, name=name, token=digest("invitation", token), by_id=somebody(deed),
        made=deed.now, until=deed.now + timedelta(days=DAYS),
    )  # fmt: skip
    row.save(force_insert=True)
    deed.about(row, organisation=organisation.id, data={"role": role})
    return row, token


@operation("accounts.invitation_withdrawn")
def withdraw_invitation(deed: Deed, invitation: Invitation) -> None:
    """The link stops working at once."""
    needs(deed, "accounts.members", invitation.organisation_id)
    done = Invitation.unscoped.filter(pk=invitation.pk, taken__isnull=True, withdrawn__isnull=True).update(
        withdrawn=deed.now
    )
    if not done:
        raise Conflict(GONE)
    deed.about(invitation, organisation=invitation.organisation_id, data={"role": invitation.role})


@operation("accounts.invitation_taken")
def take_invitation(
    deed: Deed,
    invitation: Invitation,
    *,
    person: Person | None = None,
    name: str = "",
    login: str = "",
    password: str | None = None,
) -> tuple[Person, Membership]:
    """Joins by a link: with an account at hand, or with a new one of that name, login and password. A link works once."""
    row = Invitation.unscoped.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    if not open_invitation(row, deed):
        raise Conflict(GONE)
    who = person if person is not None else new_person(deed, name=name, login=login, password=password)
    held = join(deed.actor, who, row.organisation, row.role)
    row.taken, row.taken_by = deed.now, who
    row.save(update_fields=["taken", "taken_by"])
    deed.about(row, organisation=row.organisation_id, data={"role": row.role, "person": str(who.id)})
    return who, held


def open_invitation(row: Invitation, deed: Deed) -> bool:
    """Neither taken nor withdrawn, not past its time, and its organisation still there."""
    return row.taken is None and row.withdrawn is None and row.until > deed.now and row.organisation.closed is None


@operation("accounts.membership_ended")
def end_membership(deed: Deed, membership: Membership) -> None:
    """Ends a role: one's own, or one that one's role may give. The last person who looks after the members stays.

    With it end the person's tokens of that role; open sessions lose the role with their next request.
    """
    organisation = Organisation.unscoped.select_for_update().get(pk=membership.organisation_id)
    row = Membership.unscoped.select_for_update().get(pk=membership.pk)
    own = row.person_id == deed.actor.person
    if not own:
        needs(deed, "accounts.members", organisation.id)
        if not may_hand_out(deed, row.role):
            raise Refused(("你的角色不能结束这个角色的任职", "your role cannot end somebody's membership in this role"))
    if row.until is not None:
        raise Conflict(("这个任职已经结束", "this membership has ended already"))
    if looks_after_members(row.role) and _heads(organisation).count() == 1:
        raise Refused(LAST_HEAD)
    row.until = deed.now
    row.save(update_fields=["until"])
    _end_tokens(deed, row)
    deed.about(row, organisation=organisation.id, data={"role": row.role, "person": str(row.person_id)})


@operation("accounts.role_changed")
def change_role(deed: Deed, membership: Membership, role: str) -> Membership:
    """Puts a member into another role that one's own may give, as the one he has; the old one ends with its tokens."""
    organisation = Organisation.unscoped.select_for_update().get(pk=membership.organisation_id)
    row = Membership.unscoped.select_for_update().get(pk=membership.pk)
    needs(deed, "accounts.members", organisation.id)
    known = roles().roles.get(role)
    if row.person_id == deed.actor.person or known is None or known.kind != organisation.kind:
        raise Refused(("不能改成这个角色", "nobody can be put into this role here"))
    if not (may_hand_out(deed, row.role) and may_hand_out(deed, role)):
        raise Refused(("你的角色不能改这位成员的角色", "your role cannot change the role of this member"))
    if row.until is not None:
        raise Conflict(("这个任职已经结束", "this membership has ended already"))
    if Membership.unscoped.filter(
        person_id=row.person_id, organisation=organisation, role=role, until__isnull=True
    ).exists():
        raise Refused(("这位成员已经是这个角色", "this member has that role already"))
    if looks_after_members(row.role) and not looks_after_members(role) and _heads(organisation).count() == 1:
        raise Refused(LAST_HEAD)
    row.until = deed.now
    row.save(update_fields=["until"])
    _end_tokens(deed, row)
    fresh = Membership(person_id=row.person_id, organisation=organisation, role=role, since=deed.now)
    fresh.save(force_insert=True)
    deed.about(
        fresh, organisation=organisation.id, data={"former": row.role, "role": role, "person": str(row.person_id)}
    )
    return fresh


@operation("accounts.switched")
def switch(deed: Deed, membership: Membership) -> Membership:
    """Works in another of one's own roles from now on, and at the next sign-in."""
    row = Membership.unscoped.filter(pk=membership.pk, person_id=somebody(deed), until__isnull=True).first()
    if row is None:
        raise NotFound
    Person.objects.filter(pk=somebody(deed)).update(last_standing=row.id)
    deed.about(row, organisation=row.organisation_id, data={"role": row.role})
    return row


def _end_tokens(deed: Deed, row: Membership) -> None:
    ApiToken.unscoped.filter(
        person_id=row.person_id, organisation_id=row.organisation_id, role=row.role, ended__isnull=True
    ).update(ended=deed.now)


def _heads(organisation: Organisation) -> Any:
    able = [role.name for role in roles().of_kind(organisation.kind) if looks_after_members(role.name)]
    return Membership.unscoped.filter(
        organisation=organisation, role__in=able, until__isnull=True, person__is_active=True
    )
