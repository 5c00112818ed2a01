"""事项的各方: who is told of a move, who may see to a case, and in whose name somebody acts on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from heyue.apps.accounts.models import Mandate, Membership, Organisation, Person
from heyue.apps.cases.models import Case
from heyue.apps.deeds import Actor
from heyue.apps.notices.outbox import To, members


def with_open_cases() -> set[UUID]:
    """Every organisation that is a party of an open case: what concerns it is kept until the case is over."""
    rows = Case.unscoped.filter(closed__isnull=True).values_list("organisation_id", "agency_id", "authority_id")
    return {one for row in rows for one in row if one is not None}


def addressee(case: Case) -> UUID:
    """Who answers it: the public body or the agency it was put to, else the employer itself."""
    found: UUID = case.authority_id or case.agency_id or case.organisation_id
    return found


def bureau(place: str) -> tuple[UUID, str] | None:
    """(id, name) of the labour bureau that answers for the place, the nearest one."""
    codes = [place, place[:4] + "00", place[:2] + "0000"] if place else []
    rows = Organisation.unscoped.filter(kind="bureau", place__in=codes, closed__isnull=True)
    found = sorted(rows, key=lambda one: codes.index(one.place))
    return (found[0].pk, found[0].name) if found else None


def told(case: Case, parties: Iterable[str], day: date) -> list[To]:
    """The persons behind the parties a workflow names; nobody of an agency whose mandate is not in force."""
    found: list[To] = []
    for party in parties:
        if party == "client":
            found += members(case.organisation_id, "cases.open")
        elif party == "agency" and case.agency_id is not None:
            found += of_agency(case, day)
        elif party == "authority" and case.authority_id is not None:
            found += members(case.authority_id, "cases.move")
        elif party == "assignee" and case.assignee_id is not None:
            found += [one for one in able(case, day) if one.person == case.assignee_id]
        elif party == "opener" and case.opened_by_id is not None:
            found += [one for one in able(case, day) if one.person == case.opened_by_id]
    return list(dict.fromkeys(found))


def of_agency(case: Case, day: date) -> list[To]:
    """The agency's people who may work on the case today: named in a mandate in force for cases, or all where none is named."""
    rows = Mandate.unscoped.filter(
        client_id=case.organisation_id,
        agency_id=case.agency_id,
        since__lte=day,
        until__gte=day,
        given__isnull=False,
        ended__isnull=True,
    )
    found: list[To] = []
    for mandate in rows.prefetch_related("persons"):
        if "cases" in mandate.scope and case.agency_id is not None:
            found += members(case.agency_id, "cases.move", only=[person.pk for person in mandate.persons.all()])
    return list(dict.fromkeys(found))


def able(case: Case, day: date) -> list[To]:
    """Everyone who may see to the case: of the client, of the agency and of the public body."""
    found = members(case.organisation_id, "cases.move")
    if case.agency_id is not None:
        found += of_agency(case, day)
    if case.authority_id is not None:
        found += members(case.authority_id, "cases.move")
    return list(dict.fromkeys(found))


def assignable(case: Case, actor: Actor) -> list[tuple[UUID, str]]:
    """(id, name) of those of one's own organisation to whom one may hand the case."""
    keys = [one.person for one in able(case, actor.day) if one.organisation == actor.organisation]
    return list(Person.objects.filter(pk__in=keys).order_by("name").values_list("pk", "name"))


def agencies(client: UUID, day: date) -> list[tuple[UUID, str]]:
    """(id, name) of the agencies that hold a mandate of the client for cases today."""
    rows = Mandate.unscoped.filter(
        client_id=client, since__lte=day, until__gte=day, given__isnull=False, ended__isnull=True
    )
    held = {
        row.agency_id: row.agency.name
        for row in rows.select_related("agency")
        if "cases" in row.scope and row.agency.closed is None
    }
    return list(held.items())


def clients(actor: Actor) -> list[tuple[UUID, str]]:
    """(id, name) of the employers for whom one may open a case, one's own first."""
    keys = actor.reach("cases.open")
    rows = Organisation.unscoped.filter(pk__in=keys, kind="enterprise", closed__isnull=True).values_list("pk", "name")
    return sorted(rows, key=lambda one: (one[0] != actor.organisation, one[1]))


def mandate_used(actor: Actor, case: Case) -> UUID | None:
    """The mandate under which this actor acts on the case; None for one's own organisation's deeds."""
    standing = actor.standing(case.organisation_id, "cases.read")
    return standing.mandate if standing is not None else None


def role_of(actor: Actor) -> str:
    return next(iter(sorted(actor.roles)), "")


def waited_for(case: Case, roles: Iterable[str], day: date) -> list[To]:
    """Those of whom the next move is expected: the one who sees to the case if he may make it, else all whose role may."""
    wanted = set(roles)
    rows = Membership.unscoped.filter(
        person_id__in=[one.person for one in able(case, day)], role__in=wanted, until__isnull=True
    )
    held = set(rows.values_list("person_id", "organisation_id"))
    found = [one for one in able(case, day) if (one.person, one.organisation) in held]
    mine = [one for one in found if one.person == case.assignee_id]
    return mine or found
