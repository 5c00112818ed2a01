"""组织: signing up, being registered, and what an organisation says about itself."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from heyue.apps.accounts.models import Membership, Organisation, Person
from heyue.apps.accounts.operations.members import join
from heyue.apps.accounts.operations.persons import new_person
from heyue.apps.accounts.operations.rights import NOTICE, needs
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, Refused

PROFILE = ("name", "uscc", "place", "industry", "employees", "revenue", "assets", "household")
OPEN = ("private", "summary", "report")
CODE_TAKEN = (
    "这个统一社会信用代码已经登记过，请让贵单位已登记的经营者邀请你，或联系平台",
    "this unified social credit code is registered already; ask its owner here to invite you, or write to the platform",
)


@operation("accounts.organisation_registered")
def register(deed: Deed, *, kind: str, name: str, place: str, **fields: Any) -> Organisation:
    """An organisation of any kind, by the platform's administrator or the program itself."""
    if not (deed.actor.system or deed.actor.can("accounts.register")):
        raise Refused(("只有平台管理员可以登记组织", "only the platform's administrator registers organisations"))
    organisation = Organisation(kind=kind, name=name, place=place, created=deed.now, **fields)
    _insert(organisation)
    deed.about(organisation, organisation=organisation.id, data={"kind": kind, "place": place})
    return organisation


@operation("accounts.signed_up")
def sign_up(
    deed: Deed, *, firm: str, place: str, uscc: str | None, name: str, login: str, password: str
) -> tuple[Person, Membership]:
    """A firm and its owner in one step. `login` is evened out already; Conflict where it or the code is taken."""
    organisation = Organisation(kind="enterprise", name=firm, place=place, uscc=uscc, created=deed.now)
    _insert(organisation)
    person = new_person(deed, name=name, login=login, password=password)
    held = join(deed.actor, person, organisation, "owner")
    deed.about(
        organisation, organisation=organisation.id, data={"place": place, "person": str(person.id), "notice": NOTICE}
    )
    return person, held


@operation("accounts.profile_changed")
def change_profile(deed: Deed, organisation: Organisation, values: dict[str, Any]) -> Organisation:
    """What the organisation says of itself: keys of PROFILE; money in fen.

    The event keeps which fields changed, not their values.
    """
    needs(deed, "accounts.organisation", organisation.id)
    row = Organisation.unscoped.select_for_update().get(pk=organisation.pk)
    changed = sorted(name for name in PROFILE if name in values and getattr(row, name) != values[name])
    for name in changed:
        setattr(row, name, values[name])
    try:
        with transaction.atomic():
            row.save(update_fields=changed or ["name"])
    except IntegrityError as error:
        raise Conflict(CODE_TAKEN) from error
    deed.about(row, organisation=row.id, data={"fields": ", ".join(changed) or "–"})
    return row


@operation("accounts.openness_set")
def change_openness(deed: Deed, organisation: Organisation, openness: str) -> Organisation:
    """How much the bureau of the place sees: private, summary or report."""
    needs(deed, "accounts.organisation", organisation.id)
    if openness not in OPEN:
        raise Refused(("没有这种公开程度", "there is no such degree of openness"))
    row = Organisation.unscoped.select_for_update().get(pk=organisation.pk)
    before, row.openness = row.openness, openness
    row.save(update_fields=["openness"])
    deed.about(row, organisation=row.id, data={"before": before, "after": openness})
    return row


def _insert(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(CODE_TAKEN) from error
