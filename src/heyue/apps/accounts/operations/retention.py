"""到期清理: what is kept for three years after its end goes then, unless a case of the organisation is open.

A mandate that cases speak of stays as a number with its days; the persons named in it go.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import ProtectedError, Q, QuerySet

from heyue.apps.accounts.models import (
    ApiToken,
    Invitation,
    Mandate,
    MandateRequest,
    Membership,
    ResetLink,
    StaffPower,
)
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.holds import held

YEARS = timedelta(days=3 * 366)
"""三年, counted so that it is never a day short."""
SPENT = timedelta(days=90)
"""用过或过期的链接和令牌留多久: heyue's own default."""


@operation("accounts.retained")
def retain(deed: Deed) -> dict[str, int]:
    """One run over everything of this app whose time is over; run twice on a day, the second finds nothing. Returns how many."""
    if not deed.actor.system:
        raise NotFound
    kept = list(held())
    counts = {
        "memberships": _memberships(deed.now - YEARS, kept),
        "mandates": _mandates(deed.now - YEARS, kept),
        "requests": _requests(deed.now - YEARS, kept),
        "powers": _gone(StaffPower.unscoped.filter(until__lt=deed.now - YEARS).exclude(organisation_id__in=kept)),
        "links": _links(deed.now - SPENT),
    }  # fmt: skip
    deed.about("accounts.person", organisation=None, data=counts)
    return counts


def _gone(rows: QuerySet[Any]) -> int:
    number, _ = rows.delete()
    return int(number)


def _requests(before: datetime, kept: list[Any]) -> int:
    """Unanswered ones end with their own day; SQL's NOT IN would leave out those that found no client."""
    over = Q(answered__lt=before) | Q(answered__isnull=True, until__lt=before.date())
    free = ~Q(agency_id__in=kept) & (Q(client__isnull=True) | ~Q(client_id__in=kept))
    return _gone(MandateRequest.unscoped.filter(over & free))


def _memberships(before: datetime, kept: list[Any]) -> int:
    return _gone(Membership.unscoped.filter(until__lt=before).exclude(organisation_id__in=kept))


def _mandates(before: datetime, kept: list[Any]) -> int:
    """Deletes each that nothing speaks of; of the others the named persons go."""
    over = Q(ended__lt=before) | Q(ended__isnull=True, until__lt=before.date())
    number = 0
    for mandate in Mandate.unscoped.filter(over).exclude(client_id__in=kept).exclude(agency_id__in=kept):
        MandateRequest.unscoped.filter(mandate=mandate).delete()
        try:
            mandate.delete()
            number += 1
        except ProtectedError:
            number += mandate.persons.count()
            mandate.persons.clear()
    return number


def _links(before: datetime) -> int:
    spent = _gone(ResetLink.unscoped.filter(until__lt=before))
    spent += _gone(Invitation.unscoped.filter(until__lt=before, taken__isnull=True))
    return spent + _gone(ApiToken.unscoped.filter(Q(ended__lt=before) | Q(until__lt=before)))
