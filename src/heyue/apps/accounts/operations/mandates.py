"""授权委托: an agency asks, the client's owner gives, renews and ends; each takes effect with the next request."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from heyue.apps.accounts.models import Mandate, MandateRequest, Membership, Organisation
from heyue.apps.accounts.operations.rights import needs, somebody
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, Refused
from heyue.catalog.roles import roles
from heyue.law import uscc

LONGEST = 3 * 366
"""一份授权最长三年: longer trust is renewed, not given once for all."""


@operation("accounts.mandate_asked")
def ask_mandate(
    deed: Deed, *, agency: Organisation, typed: str, scope: Iterable[str], persons: Iterable[UUID], until: date
) -> MandateRequest:
    """An agency asks whoever has that exact name or code. The answer and the event are the same whether or not anyone has."""
    needs(deed, "accounts.clients", agency.id)
    wanted, named = _scope(scope), _specialists(agency, persons)
    _time(deed, deed.day, until)
    row = MandateRequest(
        agency=agency,
        typed=typed,
        client=_client(typed),
        scope=wanted,
        until=until,
        asked=deed.now,
        asked_by_id=somebody(deed),
    )
    row.save(force_insert=True)
    row.persons.set(named)
    deed.about(row, organisation=agency.id, data={"scope": ", ".join(wanted)})
    return row


@operation("accounts.mandate_request_withdrawn")
def withdraw_request(deed: Deed, request: MandateRequest) -> None:
    """The agency takes its request back."""
    needs(deed, "accounts.clients", request.agency_id)
    _answer(deed, request, "withdrawn")
    deed.about(request, organisation=request.agency_id)


@operation("accounts.mandate_declined")
def decline_mandate(deed: Deed, request: MandateRequest) -> None:
    """The client says no; the agency sees that it was declined."""
    needs(deed, "accounts.mandates", request.client_id)
    _answer(deed, request, "declined")
    deed.about(request, organisation=request.client_id, data={"agency": str(request.agency_id)})


@operation("accounts.mandate_given")
def give_mandate(
    deed: Deed,
    *,
    client: Organisation,
    agency: Organisation,
    scope: Iterable[str],
    until: date,
    persons: Iterable[UUID] = (),
    request: MandateRequest | None = None,
) -> Mandate:
    """The client's owner gives a mandate from today on, on request or of his own accord. One in force per agency."""
    needs(deed, "accounts.mandates", client.id)
    if request is not None and (request.client_id != client.id or request.agency_id != agency.id):
        raise Refused(("这份请求不是给贵单位的", "this request was not made to your organisation"))
    wanted, named = _scope(scope), _specialists(agency, persons)
    _time(deed, deed.day, until)
    Organisation.unscoped.select_for_update().get(pk=client.pk)
    if agency.kind != "agency" or agency.closed is not None:
        raise Refused(("只能授权给人力资源服务机构", "a mandate goes to an HR-service agency"))
    if _running(client.id, agency.id, deed.day).exists():
        raise Conflict(
            (
                "给这家机构的授权还在有效期内，可以续期或先结束",
                "a mandate of this agency is in force; renew or end it first",
            )
        )
    row = _new(deed, client.id, agency.id, wanted, deed.day, until)
    row.persons.set(named)
    if request is not None:
        row.asked, row.asked_by_id = request.asked, request.asked_by_id
        row.save(update_fields=["asked", "asked_by"])
        _answer(deed, request, "given", row)
    deed.about(row, organisation=client.id, data=_told(row))
    return row


@operation("accounts.mandate_renewed")
def renew_mandate(deed: Deed, mandate: Mandate, until: date) -> Mandate:
    """A further mandate of the same scope and persons, from the day after the old one ends (or today, if that is later)."""
    needs(deed, "accounts.mandates", mandate.client_id)
    Organisation.unscoped.select_for_update().get(pk=mandate.client_id)
    old = Mandate.unscoped.select_related("agency").get(pk=mandate.pk)
    since = max(old.until + timedelta(days=1), deed.day)
    _time(deed, since, until)
    if old.ended is not None or old.agency.closed is not None:
        raise Conflict(("这份授权已经结束，请重新授权", "this mandate was ended; please give a new one"))
    if _running(old.client_id, old.agency_id, since).exists():
        raise Conflict(("已经续过期了", "it has been renewed already"))
    row = _new(deed, old.client_id, old.agency_id, old.scope, since, until)
    row.persons.set(old.persons.all())
    deed.about(row, organisation=row.client_id, data=_told(row))
    return row


@operation("accounts.mandate_ended")
def end_mandate(deed: Deed, mandate: Mandate) -> None:
    """Ends at once what the client gave; the agency too may lay it down. Further mandates that were to follow are not touched."""
    own = deed.actor.organisation == mandate.agency_id and deed.actor.can("accounts.clients")
    if not own:
        needs(deed, "accounts.mandates", mandate.client_id)
    done = Mandate.unscoped.filter(pk=mandate.pk, ended__isnull=True, until__gte=deed.day).update(
        ended=deed.now, ended_by_id=deed.actor.person
    )
    if not done:
        raise Conflict(("这份授权已经结束", "this mandate has ended already"))
    deed.about(
        mandate, organisation=mandate.client_id, data={"number": mandate.number, "agency": str(mandate.agency_id)}
    )


def _client(typed: str) -> Organisation | None:
    """The one live employer of exactly that code or name; None for none, and for a name that several bear."""
    rows = Organisation.unscoped.filter(kind="enterprise", closed__isnull=True)
    try:
        code = uscc.read(typed)
    except uscc.BadCode:
        code = ""
    found = list(rows.filter(Q(uscc=code) if code else Q(name=typed.strip()))[:2])
    return found[0] if len(found) == 1 else None


def _scope(scope: Iterable[str]) -> list[str]:
    wanted = sorted(set(scope))
    if not wanted or set(wanted) - set(roles().scopes):
        raise Refused(("请至少选一项授权内容", "choose at least one thing the mandate covers"))
    return wanted


def _specialists(agency: Organisation, persons: Iterable[UUID]) -> list[UUID]:
    wanted = set(persons)
    held = Membership.unscoped.filter(organisation=agency, until__isnull=True, person_id__in=wanted).values_list(
        "person_id", flat=True
    )
    if wanted - set(held):
        raise Refused(("具体经办人要是这家机构现在的成员", "the persons named must be members of the agency"))
    return sorted(wanted)


def _time(deed: Deed, since: date, until: date) -> None:
    if until < since:
        raise Refused(("结束日期不能早于开始日期", "it cannot end before it begins"))
    if (until - since).days > LONGEST or until < deed.day:
        raise Refused(("一份授权最长三年，到期可以续", "a mandate lasts three years at most and can be renewed"))


def _running(client: UUID, agency: UUID, day: date) -> Any:
    return Mandate.unscoped.filter(client_id=client, agency_id=agency, ended__isnull=True, until__gte=day)


def _new(deed: Deed, client: UUID, agency: UUID, scope: list[str], since: date, until: date) -> Mandate:
    row = Mandate(
        number=f"SQ{deed.day:%y%m%d}-{secrets.token_hex(3).upper()}",
        client_id=client,
        agency_id=agency,
        scope=scope,
        since=since,
        until=until,
        asked=deed.now,
        asked_by_id=somebody(deed),
        given=deed.now,
        given_by_id=somebody(deed),
    )
    row.save(force_insert=True)
    return row


def _told(row: Mandate) -> dict[str, str]:
    return {
        "number": row.number,
        "agency": str(row.agency_id),
        "scope": ", ".join(row.scope),
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
    }


def _answer(deed: Deed, request: MandateRequest, answer: str, mandate: Mandate | None = None) -> None:
    done = MandateRequest.unscoped.filter(pk=request.pk, answer="").update(
        answer=answer, answered=deed.now, mandate=mandate
    )
    if not done:
        raise Conflict(("这份请求已经答复或撤回", "this request has been answered or withdrawn already"))
