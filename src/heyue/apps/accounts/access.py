"""账户的取用: may this person have this thing? The thing, or NotFound, which is the same for what is absent and what is another's.

Links that are themselves the right (an invitation, a reset link) are looked up here by the digest of their token.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from heyue.apps.accounts.models import (
    ApiToken,
    FactorReset,
    Invitation,
    Mandate,
    MandateRequest,
    Membership,
    Organisation,
    Person,
    ResetLink,
    StaffPower,
)
from heyue.apps.deeds import Actor, NotFound
from heyue.apps.sealed import digest

Row = TypeVar("Row", bound=Model)


def me(actor: Actor) -> Person:
    """The account of whoever is signed in."""
    found = Person.objects.filter(pk=actor.person, is_active=True).first() if actor.person else None
    if found is None:
        raise NotFound
    return found


def working_in(actor: Actor) -> Organisation | None:
    """The organisation worked in, to be named; None where one works in none."""
    found: Organisation | None = Organisation.objects.visible_to(actor).filter(pk=actor.organisation).first()
    return found


def own_organisation(actor: Actor) -> Organisation:
    """The organisation worked in, to be changed by who may."""
    if actor.organisation is None or not actor.can("accounts.organisation"):
        raise NotFound
    return _one(Organisation.objects.visible_to(actor, "accounts.organisation").filter(pk=actor.organisation))


def employer(actor: Actor, key: UUID) -> Organisation:
    """An employer of the place this bureau or park answers for."""
    return _one(Organisation.objects.visible_to(actor, "accounts.district").filter(pk=key))


def person(actor: Actor, key: UUID) -> Person:
    """Any account but one's own and erased ones, for the platform's administrator."""
    if not actor.can("accounts.register"):
        raise NotFound
    return _one(Person.objects.filter(pk=key, erased__isnull=True).exclude(pk=actor.person))


def organisation(actor: Actor, key: UUID) -> Organisation:
    """Any organisation, for the platform's administrator."""
    if not actor.can("accounts.register"):
        raise NotFound
    return _one(Organisation.objects.visible_to(actor).filter(pk=key))


def membership(actor: Actor, key: UUID) -> Membership:
    """A membership in force at one's own organisation."""
    rows = Membership.objects.visible_to(actor).filter(organisation_id=actor.organisation, until__isnull=True)
    return _one(rows.filter(pk=key).select_related("person", "organisation"))


def own_role(actor: Actor, key: UUID) -> Membership:
    """A membership in force of one's own in the organisation one works in."""
    if actor.person is None:
        raise NotFound
    rows = Membership.unscoped.filter(person_id=actor.person, organisation_id=actor.organisation, until__isnull=True)
    return _one(rows.filter(pk=key).select_related("organisation"))


def invitation(actor: Actor, key: UUID) -> Invitation:
    """An invitation to one's own organisation."""
    return _one(
        Invitation.objects.visible_to(actor)
        .filter(organisation_id=actor.organisation, pk=key)
        .select_related("organisation", "by")
    )


def invitation_of(token: str) -> Invitation:
    """The invitation of a link, whether still good or not; NotFound where there never was one."""
    return _one(Invitation.unscoped.filter(token=digest("invitation", token)).select_related("organisation", "by"))


def reset_link(token: str) -> ResetLink:
    """The reset link of a token, used or not; the account follows from it and from nothing else."""
    return _one(ResetLink.unscoped.filter(token=digest("reset", token)).select_related("person"))


def decides_factor_resets(actor: Actor) -> None:
    """NotFound for whoever neither looks after members nor after the platform's logins."""
    if not any(actor.can(one) for one in ("accounts.members", "accounts.lockouts", "accounts.register")):
        raise NotFound


def factor_reset(actor: Actor, key: UUID) -> FactorReset:
    """A request to reset a second factor that waits for one's decision."""
    decides_factor_resets(actor)
    return _one(FactorReset.objects.visible_to(actor).filter(pk=key).select_related("person"))


def mandate(actor: Actor, key: UUID) -> Mandate:
    """A mandate one's organisation gave or holds."""
    return _one(
        Mandate.objects.visible_to(actor).filter(pk=key).select_related("client", "agency", "given_by", "ended_by")
    )


def mandate_request(actor: Actor, key: UUID) -> MandateRequest:
    """A request one's organisation made or was asked."""
    return _one(MandateRequest.objects.visible_to(actor).filter(pk=key).select_related("client", "agency", "asked_by"))


def power(actor: Actor, key: UUID) -> StaffPower:
    """A look into an organisation: one's own, or any for the security role."""
    rows = StaffPower.objects.visible_to(actor)
    if not actor.can("accounts.power_review"):
        rows = rows.filter(person_id=actor.person)
    return _one(rows.filter(pk=key).select_related("organisation", "person"))


def api_token(actor: Actor, key: UUID) -> ApiToken:
    """One of one's own tokens."""
    return _one(ApiToken.objects.visible_to(actor).filter(pk=key))


def _one(rows: QuerySet[Row]) -> Row:
    found = rows.first()
    if found is None:
        raise NotFound
    return found
