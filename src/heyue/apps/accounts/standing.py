"""名义: from an account and the membership it works in to an Actor. Called by the middleware, once a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from heyue.apps.accounts.models import ApiToken, Mandate, Membership, Person, StaffPower
from heyue.apps.deeds import Actor, Grant, Power
from heyue.apps.sealed import digest
from heyue.catalog.roles import roles
from heyue.law.divisions import normal

NOTED = timedelta(minutes=10)
"""令牌的最近使用: written down at most this often."""


def memberships(person: Person) -> list[Membership]:
    """The person's memberships in force, the one last worked in first."""
    rows = Membership.unscoped.filter(person=person, until__isnull=True, organisation__closed__isnull=True)
    found = list(rows.select_related("organisation").order_by("since"))
    found.sort(key=lambda one: one.id != person.last_standing)
    return found


def grants(person: UUID, agency: UUID, day: date) -> tuple[Grant, ...]:
    """The mandates of the agency in force on the day that name this person or nobody in particular."""
    named = Mandate.persons.through.objects.filter(mandate_id=OuterRef("pk"))
    rows = (
        Mandate.unscoped.filter(
            agency_id=agency, since__lte=day, until__gte=day, given__isnull=False, ended__isnull=True
        )
        .filter(client__closed__isnull=True)
        .filter(Q(persons=person) | ~Exists(named))
        .values_list("id", "client_id", "scope")
        .distinct()
    )
    return tuple(Grant(mandate, client, frozenset(scope)) for mandate, client, scope in rows)


def actor(
    person: Person | None,
    standing: Membership | None,
    *,
    now: datetime,
    day: date,
    lang: str,
    second_factor: bool,
    address: str = "",
) -> Actor:
    """The actor of one request. A role that needs a second factor may do nothing until one was given (`second_factor`)."""
    if person is None or not person.is_active:
        return Actor(now=now, day=day, lang=lang, address=address)
    base: dict[str, Any] = {"now": now, "day": day, "lang": lang, "person": person.id, "address": address}
    if standing is None:
        return Actor(**base)
    role = roles().roles.get(standing.role)
    organisation = standing.organisation
    may = role.may if role and (second_factor or not role.second_factor) else frozenset()
    agency = organisation.kind == "agency" and bool(may)
    return Actor(
        **base,
        organisation=organisation.id,
        kind=organisation.kind,
        roles=frozenset({standing.role}),
        may=may,
        place=normal(organisation.place) if organisation.kind in {"bureau", "park"} else "",
        grants=grants(person.id, organisation.id, day) if agency else (),
        power=_power(person.id, now) if organisation.kind == "platform" and may else None,
    )


def token_actor(token: ApiToken, *, now: datetime, day: date, lang: str, address: str) -> Actor | None:
    """The actor behind an API token; None where the membership it was made in has ended."""
    standing = (
        Membership.unscoped.filter(
            person_id=token.person_id, organisation_id=token.organisation_id, role=token.role, until__isnull=True,
            person__is_active=True, organisation__closed__isnull=True,
        )
        .select_related("organisation", "person")
        .first()
    )  # fmt: skip
    if standing is None:
        return None
    whole = actor(standing.person, standing, now=now, day=day, lang=lang, second_factor=True, address=address)
    return replace(whole, token_scopes=frozenset(token.scopes))


def bearer(value: str, *, now: datetime, day: date, lang: str, address: str) -> tuple[ApiToken, Actor] | None:
    """The token of that value with its actor; None where it is unknown, over, ended, or its membership is."""
    rows = ApiToken.unscoped.filter(token=digest("api-token", value), ended__isnull=True, until__gt=now)
    token: ApiToken | None = rows.first()
    found = token_actor(token, now=now, day=day, lang=lang, address=address) if token is not None else None
    if token is None or found is None:
        return None
    if token.used is None or now - token.used > NOTED:
        ApiToken.unscoped.filter(pk=token.pk).update(used=now)
    return token, found


def _power(person: UUID, now: datetime) -> Power | None:
    row = (
        StaffPower.unscoped.filter(person_id=person, since__lte=now, until__gt=now, ended__isnull=True)
        .order_by("-since")
        .first()
    )
    return None if row is None else Power(row.id, row.organisation_id, row.until)
