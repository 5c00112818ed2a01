"""动手前的查验: the right to a deed, asked again where the deed is done."""

from __future__ import annotations

from uuid import UUID

from heyue.apps.audit.operation import Deed
from heyue.apps.deeds import Refused
from heyue.catalog.roles import roles

NOTICE = "2026-11"
"""个人信息告知的版本: shown at sign-up and kept with the account."""


def needs(deed: Deed, capability: str, organisation: UUID | None) -> None:
    """Refused unless the actor may use the capability as a member of that very organisation (no mandate reaches here)."""
    actor = deed.actor
    if actor.system or (actor.can(capability) and organisation is not None and actor.organisation == organisation):
        return
    raise Refused(("你现在的身份不能做这件事", "your present role cannot do this"))


def somebody(deed: Deed) -> UUID:
    """The person who does it; a deed that names its doer is not for the program, nor for whoever has not signed in."""
    if deed.actor.person is None:
        raise Refused(("请先登录", "please sign in first"))
    return deed.actor.person


def may_hand_out(deed: Deed, role: str) -> bool:
    """Whether the actor's role may invite into that one: only downward, by roles.yaml."""
    if deed.actor.system:
        return True
    return any(role in roles().roles[held].invites for held in deed.actor.roles)


def looks_after_members(role: str) -> bool:
    """Whether a role looks after the members: an organisation keeps at least one such person."""
    return "accounts.members" in roles().roles[role].may
