"""丢了第二重验证: asked for after the right password, made sure of by a person who knows the asker, then taken away.

Recovery codes come first: they need nobody. Without them whoever looks after the members of the person's only organisation, with
a role above all of his, decides alone. For anybody else — the last owner, somebody in two organisations — the platform's
security administrator agrees first and a second person of the platform does it.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from heyue.apps.accounts import letters, queries
from heyue.apps.accounts.models import FactorReset, Membership, Person
from heyue.apps.accounts.operations.rights import somebody
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, Refused

DAYS = 7
"""申请的有效天数."""
GONE = ("这个申请已经处理过，或已过期", "this request was dealt with already, or has lapsed")
NONE = ("这个账户没有开通第二重验证", "this account has no second factor")


@operation("accounts.factor_reset_asked")
def ask_factor_reset(deed: Deed, person: Person) -> FactorReset:
    """Asked between password and code, so by somebody who is not signed in; asked twice, it is one request.

    The organisation is that of the person's oldest membership, whose people are told.
    """
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        raise Refused(NONE)
    FactorReset.unscoped.filter(person=person, answer="", until__lte=deed.now).update(
        answer="lapsed", answered=deed.now
    )
    row = FactorReset.unscoped.filter(person=person, answer="").first()
    if row is None:
        row = FactorReset(person=person, asked=deed.now, until=deed.now + timedelta(days=DAYS))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(GONE) from error
        letters.post("factor_asked", letters.address(person))
    held = Membership.unscoped.filter(person=person, until__isnull=True).order_by("since").first()
    deed.about(row, organisation=held.organisation_id if held else None, data={"person": str(person.id)})
    return row


@operation("accounts.factor_reset_agreed")
def agree_to_factor_reset(deed: Deed, request: FactorReset) -> None:
    """The first of two: the platform's security administrator has made sure who it is."""
    row = _open(deed, request)
    if not deed.actor.can("accounts.lockouts"):
        raise Refused(("第一步要由安全管理员同意", "the security administrator agrees first"))
    if row.first_id is not None:
        raise Conflict(GONE)
    row.first_id = somebody(deed)
    row.save(update_fields=["first"])
    deed.about(row, organisation=None, data={"person": str(row.person_id)})


@operation("accounts.factor_reset")
def reset_factor(deed: Deed, request: FactorReset) -> Person:
    """Takes away the second factor and the recovery codes; all sessions of the person end, and he is told by e-mail."""
    row = _open(deed, request)
    head = queries.decides_alone(deed.actor, row.person)
    if not head:
        platform = deed.actor.can("accounts.lockouts") or deed.actor.can("accounts.register")
        if not platform:
            raise Refused(
                (
                    "要由平台的安全管理员处理：这位成员还在别处任职，或角色不低于你",
                    "the platform's security administrator deals with this: the member also works elsewhere, or his role is "
                    "not below yours",
                )
            )
        if row.first_id is None:
            raise Refused(("要先由安全管理员同意", "the security administrator agrees first"))
        if row.first_id == deed.actor.person:
            raise Refused(("要由第二个人来做", "a second person does it"))
    person = Person.objects.select_for_update().get(pk=row.person_id)
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    _answer(deed, row, "done")
    letters.post("factor_reset", letters.address(person), link=settings.HEYUE_ORIGIN + reverse("mfa_index"))
    deed.about(row, organisation=deed.actor.organisation if head else None, data={"person": str(person.id)})
    return person


@operation("accounts.factor_reset_declined")
def decline_factor_reset(deed: Deed, request: FactorReset) -> None:
    """It is not he, or nobody could make sure."""
    row = _open(deed, request)
    _answer(deed, row, "declined")
    deed.about(row, organisation=deed.actor.organisation, data={"person": str(row.person_id)})


def _open(deed: Deed, request: FactorReset) -> FactorReset:
    row = FactorReset.unscoped.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    if row.person_id == somebody(deed):
        raise Refused(("不能处理自己的申请", "nobody deals with his own request"))
    if row.answer or row.until <= deed.now:
        raise Conflict(GONE)
    return row


def _answer(deed: Deed, row: FactorReset, answer: str) -> None:
    row.answer, row.answered, row.by_id = answer, deed.now, somebody(deed)
    row.save(update_fields=["answer", "answered", "by"])
