"""谁能看: one's own, a client's under a mandate, what was put to one's body; and nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from heyue.apps.accounts.models import Mandate
from heyue.apps.cases import access, operations, queries
from heyue.apps.cases.models import Case
from heyue.apps.deeds import NotFound, Refused
from tests.district import DAY, NOW, District, program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["owner", "hr", "agency_head", "specialist"])
def test_the_parties_see_the_case(district: District, asked: Case, who: str) -> None:
    assert access.case(district.actor(who), asked.pk) == asked
    assert district.client(who).get(f"/cases/{asked.pk}/").status_code == 200


@pytest.mark.parametrize(
    "who",
    [
        "other_owner",
        "ended",
        "officer",
        "mediator",
        "employee",
        "administrator",
        "auditor",
        "park_coordinator",
        "assessor",
    ],
)
def test_a_stranger_cannot_tell_the_case_from_an_absent_one(district: District, asked: Case, who: str) -> None:
    with pytest.raises(NotFound):
        access.case(district.actor(who), asked.pk)
    client = district.client(who)
    foreign, absent = client.get(f"/cases/{asked.pk}/"), client.get(f"/cases/{uuid4()}/")
    assert foreign.status_code == absent.status_code == 404


def test_a_mandate_that_ends_closes_the_case_at_once(district: District, asked: Case) -> None:
    client = district.client("specialist")
    assert client.get(f"/cases/{asked.pk}/").status_code == 200
    Mandate.unscoped.filter(pk=district.mandate.pk).update(ended=NOW)  # type: ignore[union-attr]
    assert client.get(f"/cases/{asked.pk}/").status_code == 404
    assert client.post(f"/cases/{asked.pk}/move/accept", {"version": 0}).status_code == 404


def test_a_mandate_without_cases_does_not_reach_them(district: District, asked: Case) -> None:
    Mandate.unscoped.filter(pk=district.mandate.pk).update(scope=["checkups"])  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        access.case(district.actor("specialist"), asked.pk)


def test_a_second_agency_of_the_client_does_not_see_what_was_put_to_the_first(district: District, asked: Case) -> None:
    Mandate.unscoped.create(
        number="SQ-3",
        client=district.organisations["甲"],
        agency=district.organisations["负"],
        scope=["cases"],
        since=DAY,
        until=DAY + timedelta(days=9),
        asked=NOW,
        asked_by=district.people["ended"],
        given=NOW,
        given_by=district.people["owner"],
    )
    with pytest.raises(NotFound):
        access.case(district.actor("ended"), asked.pk)


def test_what_was_put_to_a_bureau_is_seen_there_and_not_next_door(district: District) -> None:
    case = operations.open_case(
        program(),
        name="rectification",
        organisation=district.organisations["甲"].pk,
        authority=district.organisations["局"].pk,
        title="整改",
    )
    assert access.case(district.actor("officer"), case.pk) == case
    with pytest.raises(NotFound):
        access.case(district.actor("far_officer"), case.pk)


def test_a_request_goes_only_to_an_agency_with_a_mandate(district: District) -> None:
    for agency in (district.organisations["负"].pk, district.organisations["乙"].pk, None):
        with pytest.raises(Refused):
            operations.open_case(
                district.actor("owner"),
                name="service_request",
                organisation=district.organisations["甲"].pk,
                agency=agency,
                title="x",
            )


def test_nobody_opens_a_case_for_a_foreign_firm(district: District) -> None:
    with pytest.raises(NotFound):
        operations.open_case(
            district.actor("other_owner"),
            name="service_request",
            organisation=district.organisations["甲"].pk,
            agency=district.organisations["正"].pk,
            title="x",
        )


def test_a_specialist_opens_a_case_for_a_client_and_it_says_so(district: District) -> None:
    case = operations.open_case(
        district.actor("specialist"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="社保补缴",
    )
    events = queries.history(district.actor("owner"), case)
    assert events[0]["who"][0].endswith("代甲（演示）办理，授权 SQ-1")


def test_what_people_do_not_open_looks_absent(district: District) -> None:
    assert district.client("owner").get("/cases/new/rectification").status_code == 404
    assert district.client("officer").get("/cases/new").status_code == 404
