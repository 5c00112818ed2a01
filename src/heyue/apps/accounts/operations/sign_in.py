"""登录: what is noted of it, resetting a password by link, and shutting an account."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from heyue.apps.accounts import letters, limits
from heyue.apps.accounts.models import Membership, Organisation, Person, ResetLink
from heyue.apps.accounts.operations.rights import may_hand_out, needs
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Actor, Conflict, Refused
from heyue.apps.sealed import digest
from heyue.apps.sealed.fields import seal, unseal

LOOK_UP = "heyue.apps.accounts.tasks.look_up"
MINUTES = 60
GONE = ("这个链接已经用过或过期，请重新申请", "this link was used or has expired; please ask for a new one")


@operation("accounts.signed_in")
def note_sign_in(deed: Deed, person: Person) -> None:
    """登录成功: noted in the platform's chain, since it belongs to no organisation."""
    deed.about(person, organisation=None)


@operation("accounts.password_changed")
def note_password_changed(deed: Deed, person: Person) -> None:
    """All other sessions of the account end with it."""
    deed.about(person, organisation=None)


@operation("accounts.factor_added")
def note_factor_added(deed: Deed, person: Person) -> None:
    """第二重验证开通."""
    deed.about(person, organisation=None)


@operation("accounts.factor_removed")
def note_factor_removed(deed: Deed, person: Person) -> None:
    """第二重验证关闭: whatever needs one is closed from the next request on."""
    deed.about(person, organisation=None)


@operation("accounts.person_changed")
def change_person(deed: Deed, person: Person, *, name: str, email: str, language: str) -> Person:
    """One's own name, address for notices and language. Passwords are reset by the login, never by this address."""
    if person.id != deed.actor.person:
        raise Refused(("只能改自己的资料", "one changes one's own details"))
    person.name, person.email, person.language = name, email, language
    person.save(update_fields=["name", "email", "language"])
    deed.about(person, organisation=None, data={"language": language})
    return person


@operation("accounts.reset_asked")
def ask_reset(deed: Deed, login: str) -> None:
    """Asks for a link by e-mail. What is done here is the same whether or not there is such an account, and as fast.

    The worker looks it up (send_reset_link).
    """
    import_string(LOOK_UP).enqueue(seal(login, "accounts.reset"))
    deed.about("accounts.reset", organisation=None)


def send_reset_link(actor: Actor, sealed: str) -> ResetLink | None:
    """A link for the account whose login is that e-mail address; None, and nothing sent, where there is none."""
    login = unseal(sealed, "accounts.reset")
    person = Person.objects.filter(login=login, is_active=True).first() if "@" in login else None
    if person is None or limits.reached(limits.LETTERS, str(person.id), actor.now) is not None:
        return None
    return _post_reset_link(actor, person)


@operation("accounts.reset_sent")
def _post_reset_link(deed: Deed, person: Person) -> ResetLink:
    row, token = _link(deed, person, None)
    link = settings.HEYUE_ORIGIN + reverse("accounts:reset_by_link", args=[token])
    letters.post("reset_link", person.login, link=link)
    deed.about(row, organisation=None, data={"person": str(person.id)})
    return row


@operation("accounts.reset_link_made")
def make_reset_link(deed: Deed, membership: Membership) -> tuple[ResetLink, str]:
    """A one-time link for a member whom one's role may invite and who belongs to no other organisation.

    For anybody else the platform's administrator makes it: otherwise one firm could take over an account that works in another.
    """
    person, organisation = membership.person, membership.organisation
    if not deed.actor.can("accounts.register"):
        needs(deed, "accounts.members", organisation.id)
        elsewhere = (
            Membership.unscoped.filter(person=person, until__isnull=True).exclude(organisation=organisation).exists()
        )
        above = [
            one.role
            for one in Membership.unscoped.filter(person=person, until__isnull=True)
            if not may_hand_out(deed, one.role)
        ]
        if elsewhere or above or person.id == deed.actor.person:
            raise Refused(
                (
                    "这位成员的密码要由平台管理员重设：他还在别处任职，或角色不低于你",
                    "this member's password is reset by the platform's administrator: "
                    "he also works elsewhere, or his role is not below yours",
                )
            )
    row, token = _link(deed, person, organisation)
    deed.about(row, organisation=organisation.id, data={"person": str(person.id)})
    return row, token


@operation("accounts.password_reset")
def reset_password(deed: Deed, link: ResetLink, password: str) -> Person:
    """Sets the password of the person whom the link names; the link and all other open links of that person are used up."""
    row = ResetLink.unscoped.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
    if row.used is not None or row.until <= deed.now or not row.person.is_active:
        raise Conflict(GONE)
    person = row.person
    person.set_password(password)
    person.save(update_fields=["password"])
    ResetLink.unscoped.filter(person=person, used__isnull=True).update(used=deed.now)
    deed.about(person, organisation=None)
    return person


@operation("accounts.disabled")
def disable(deed: Deed, person: Person) -> None:
    """Shuts an account: its sessions and tokens die with their next request. By the platform's administrator."""
    _administrator(deed, person)
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise Conflict(("这个账户已经停用", "this account is shut already"))
    deed.about(person, organisation=None)


@operation("accounts.enabled")
def enable(deed: Deed, person: Person) -> None:
    """Opens a shut account again; an erased one stays shut."""
    _administrator(deed, person)
    if not Person.objects.filter(pk=person.pk, is_active=False, erased__isnull=True).update(is_active=True):
        raise Conflict(("这个账户没有停用，或已经注销", "this account is not shut, or was erased"))
    deed.about(person, organisation=None)


def _administrator(deed: Deed, person: Person) -> None:
    if deed.actor.system or (deed.actor.can("accounts.register") and deed.actor.person != person.id):
        return
    raise Refused(
        (
            "只有平台管理员可以停用或恢复别人的账户",
            "only the platform's administrator shuts or opens somebody's account",
        )
    )


def _link(deed: Deed, person: Person, organisation: Organisation | None) -> tuple[ResetLink, str]:
    token = secrets.token_hex(24)
    row = ResetLink(
        person=person, organisation=organisation, token=digest("reset", token), by_id=deed.actor.person, made=deed.now,
        until=deed.now + timedelta(minutes=MINUTES),
    )  # fmt: skip
    row.save(force_insert=True)
    return row, token
