"""行为人: one person in one role for the length of one request, with what that role may do and for whom.

Built once, in web/middleware.py (or by a task, for the program itself), and passed down; nothing below it reads a clock, a
session or a request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

NOBODY = UUID(int=0)
"""平台本身: the organisation of deeds that belong to none."""


@dataclass(frozen=True, slots=True)
class Grant:
    """授权: a mandate in force that this person may use: for which client, and for which groups of capabilities."""

    mandate: UUID
    client: UUID
    scope: frozenset[str]


@dataclass(frozen=True, slots=True)
class Power:
    """临时权限: a time-limited look into one organisation by platform staff, with a stated reason; reading only."""

    id: UUID
    organisation: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """名义: in whose right somebody acts on an organisation's things: its own member, under a mandate, or by staff power."""

    organisation: UUID
    mandate: UUID | None = None
    power: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """行为人. `may` holds capabilities ("checkups.run"); `place` the division a bureau answers for, as a code prefix."""

    now: datetime
    day: date
    lang: str = "zh"
    person: UUID | None = None
    organisation: UUID | None = None
    kind: str = ""
    roles: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    place: str = ""
    grants: tuple[Grant, ...] = ()
    power: Power | None = None
    address: str = ""
    """来源: keyed digest of the network address, never the address."""
    system: str = ""
    """程序: the task that acts, where no person does."""
    token_scopes: frozenset[str] | None = None
    """接口令牌的范围: capabilities an API token was given; None for a person at a page."""

    @property
    def signed_in(self) -> bool:
        return self.person is not None

    def can(self, capability: str) -> bool:
        """Whether the role allows it at all; on which things is for access.py to say."""
        if self.system:
            return True
        allowed = capability in self.may
        return allowed and (self.token_scopes is None or capability in self.token_scopes)

    def standing(self, organisation: UUID, capability: str) -> Standing | None:
        """In whose right this capability is used on the organisation's things; None where there is no right."""
        if self.system:
            return Standing(organisation)
        if self.power is not None and self.power.organisation == organisation and capability.endswith(".read"):
            return Standing(organisation, power=self.power.id)
        if not self.can(capability):
            return None
        if organisation == self.organisation:
            return Standing(organisation)
        group = capability.partition(".")[0]
        for grant in self.grants:
            if grant.client == organisation and group in grant.scope:
                return Standing(organisation, mandate=grant.mandate)
        return None

    def reach(self, capability: str) -> frozenset[UUID]:
        """The organisations on whose things the capability may be used."""
        if not self.can(capability):
            own: frozenset[UUID] = frozenset()
        else:
            group = capability.partition(".")[0]
            own = frozenset(grant.client for grant in self.grants if group in grant.scope)
            if self.organisation is not None:
                own |= {self.organisation}
        if self.power is not None and capability.endswith(".read"):
            own |= {self.power.organisation}
        return own

    def with_roles(self, roles: Iterable[str], may: Iterable[str]) -> Actor:
        return replace(self, roles=frozenset(roles), may=frozenset(may))


def SYSTEM(task: str, now: datetime, day: date) -> Actor:  # noqa: N802 - reads as the constant it stands for
    """The program itself, acting in a task of that name."""
    return Actor(now=now, day=day, system=task)
