"""我的数据: a copy of all that is kept about oneself, and leaving."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from heyue.apps.accounts import queries
from heyue.apps.accounts.models import ApiToken, FactorReset, Invitation, Membership, Organisation, Person, ResetLink
from heyue.apps.accounts.operations.members import end_membership
from heyue.apps.accounts.operations.rights import somebody
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.audit.operations import shred
from heyue.apps.deeds import Refused


@operation("accounts.data_exported")
def export(deed: Deed) -> dict[str, list[dict[str, Any]]]:
    """All rows about the one who asks, table by table, nothing about others."""
    tables = queries.about_me(deed.actor)
    deed.about("accounts.data", organisation=None, data={"rows": sum(len(rows) for rows in tables.values())})
    return tables


@operation("accounts.erased")
def erase(deed: Deed) -> Person:
    """Closes one's own account and takes out what identifies one. What the law has kept is kept without the name.

    Refused while one is the only person looking after a live organisation that has other members.
    """
    person = Person.objects.select_for_update().get(pk=somebody(deed))
    held = list(Membership.unscoped.filter(person=person, until__isnull=True).select_related("organisation"))
    for membership in held:
        _leave(deed, membership)
    person.login, person.name, person.email = f"erased-{person.id}", "已注销", ""
    person.is_active, person.erased, person.last_standing = False, deed.now, None
    person.set_unusable_password()
    person.save()
    ApiToken.unscoped.filter(person=person).update(ended=deed.now, name="")
    ResetLink.unscoped.filter(person=person).delete()
    FactorReset.unscoped.filter(person=person, answer="").update(answer="lapsed", answered=deed.now)
    Invitation.unscoped.filter(taken_by=person).update(name="")
    for model in (Authenticator, EmailAddress, SocialAccount, UserSession):
        model.objects.filter(user=person).delete()
    shred(deed.actor, person.id)
    deed.about(person, organisation=None)
    return person


def _leave(deed: Deed, membership: Membership) -> None:
    """Ends one membership; where nobody else is left in the organisation, the organisation closes with it."""
    others = Membership.unscoped.filter(organisation=membership.organisation, until__isnull=True).exclude(
        person_id=membership.person_id
    )
    if others.exists():
        end_membership(deed.actor, membership)
        return
    if membership.organisation.kind != "enterprise":
        raise Refused(
            (
                "你是这个组织最后一位成员，请先由平台登记接任的人",
                "you are the last member of this organisation; have a successor registered first",
            )
        )
    close(deed.actor, membership)


@operation("accounts.organisation_closed")
def close(deed: Deed, membership: Membership) -> None:
    """The last person of a firm leaves: the firm closes here, its records stay for as long as the law has them kept."""
    Organisation.unscoped.select_for_update().get(pk=membership.organisation_id)
    Membership.unscoped.filter(pk=membership.pk).update(until=deed.now)
    Organisation.unscoped.filter(pk=membership.organisation_id).update(closed=deed.now)
    deed.about(membership.organisation, organisation=membership.organisation_id)
