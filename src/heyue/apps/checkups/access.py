"""谁能看哪次体检: what is absent and what is somebody else's look alike."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.accounts.models import Organisation
from heyue.apps.checkups.models import Checkup, Draft, DraftPerson, Share
from heyue.apps.deeds import Actor, NotFound
from heyue.apps.sealed import digest


def checkup(actor: Actor, key: UUID, capability: str = "checkups.read") -> Checkup:
    """The check-up, if this actor may see it (or use `capability` on it); NotFound otherwise."""
    found: Checkup | None = (
        Checkup.objects.visible_to(actor, capability).select_related("organisation").filter(pk=key).first()
    )
    if found is None:
        raise NotFound
    return found


def published(actor: Actor, key: UUID) -> Checkup:
    """A finished check-up whose employer shows its reports to the bureau of its place; NotFound otherwise."""
    return checkup(actor, key, "checkups.overview")


def employer(actor: Actor, key: UUID | None, capability: str = "checkups.run") -> Organisation:
    """The employer to be checked: one's own or a client's under a mandate; NotFound otherwise."""
    if key is None or actor.standing(key, capability) is None:
        raise NotFound
    found = Organisation.unscoped.filter(pk=key, kind="enterprise", closed__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def draft(actor: Actor, key: UUID) -> Draft:
    """A form being filled in; NotFound where it is somebody else's or already handed in."""
    found: Draft | None = (
        Draft.objects.visible_to(actor).select_related("organisation").filter(pk=key, closed__isnull=True).first()
    )
    if found is None:
        raise NotFound
    return found


def person(actor: Actor, key: UUID, number: int) -> DraftPerson:
    """One person of a form being filled in."""
    found: DraftPerson | None = (
        DraftPerson.objects.visible_to(actor).filter(draft=draft(actor, key), number=number).first()
    )
    if found is None:
        raise NotFound
    return found


def share(actor: Actor, key: UUID) -> Share:
    """A shared link of one's own check-up."""
    found: Share | None = Share.objects.visible_to(actor).select_related("checkup").filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def by_token(actor: Actor, token: str) -> Share:
    """The shared link of a token that has neither run out nor been withdrawn; NotFound otherwise, without saying which."""
    rows = Share.unscoped.select_related("checkup__organisation").filter(token=digest("checkups.share", token))
    found = rows.filter(
        until__gt=actor.now, ended__isnull=True, checkup__state="done", checkup__organisation__closed__isnull=True
    ).first()
    if found is None:
        raise NotFound
    return found
