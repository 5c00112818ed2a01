"""一个辖区: bureau, agencies, firms and people of every role, made through the operations that real use calls."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

import pytest
from django.apps import apps
from django.core.serializers import sort_dependencies
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from heyue.apps.accounts import operations, standing
from heyue.apps.accounts.models import Mandate, Membership, Organisation, Person
from heyue.apps.audit import triggers
from heyue.apps.deeds import SYSTEM, Actor
from heyue.catalog.roles import roles

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
PASSWORD = "正确的马电池订书钉"  # noqa: S105 - of invented people


@dataclass
class District:
    """辖区: organisations by name and one person for each role, `people["owner"]` … of the first organisation of its kind."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    standings: dict[str, Membership] = field(default_factory=dict)
    mandate: Mandate | None = None

    def actor(self, who: str, **changes: Any) -> Actor:
        """The actor of a person by his name here, with a second factor given."""
        held = Membership.unscoped.select_related("organisation").get(pk=self.standings[who].pk)
        return standing.actor(
            self.people[who],
            held,
            now=changes.get("now", NOW),
            day=changes.get("day", DAY),
            lang="zh",
            second_factor=changes.get("second_factor", True),
        )

    def client(self, who: str | None) -> Client:
        """A browser signed in as that person, second factor given; None for a stranger."""
        client = Client()
        if who is not None:
            client.force_login(self.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            session["account_authentication_methods"] = [
                {"method": "password", "at": 0.0},
                {"method": "mfa", "at": 0.0},
            ]
            session["standing"] = str(self.standings[who].id)
            session.save()
        return client


def program() -> Actor:
    return SYSTEM("tests", NOW, DAY)


def add(district: District, who: str, organisation: Organisation, role: str) -> Person:
    person = Person.objects.create_user(login=f"{who}@example.test", password=PASSWORD, name=who, joined=NOW)
    district.people[who] = person
    district.standings[who] = operations.join(program(), person, organisation, role)
    return person


Kept: TypeAlias = list[tuple[type[models.Model], list[models.Model]]]
_BUILT: list[tuple[District, Kept]] = []
"""第一次建好的样子: the district and every row it left; a process builds it once and puts the rows back from then on."""


def _tables() -> list[type[models.Model]]:
    """Every table of the platform and its libraries, those referred to first; Django's own fixed rows are left alone."""
    fixed = {"contenttypes", "auth"}
    every = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in fixed]
    return sort_dependencies(
        [(None, [model for model in every if not model._meta.proxy and model._meta.managed])], allow_cycles=True
    )


def rows_now() -> Kept:
    """Every row there is, table by table."""
    found = [(model, list(models.QuerySet(model))) for model in _tables()]
    return [(model, rows) for model, rows in found if rows]


def put_back(kept: Kept) -> None:
    """Writes rows kept by `rows_now` into empty tables, as they were, seals and all."""
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model, rows in kept:
            models.QuerySet(model).bulk_create(copy.deepcopy(rows))


@pytest.fixture(autouse=True)
def _day_of_the_district(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come on the district's day, too, and its clock runs on from there: what was made for that day is not over
    tomorrow, when these tests run again."""
    began = timezone.now()

    def now() -> datetime:
        return NOW + (datetime.now(UTC) - began)

    monkeypatch.setattr(timezone, "now", now)
    monkeypatch.setattr("axes.handlers.proxy.now", now)  # has taken the name for itself


@pytest.fixture
def district(db: Any) -> District:
    """The district of `build`, whole and fresh for this test: built through the operations once, put back row by row afterwards."""
    if not _BUILT:
        if rows_now():  # another fixture was here first: what is built now is not only the district
            return build()
        made = build()
        _BUILT.append((copy.deepcopy(made), rows_now()))
        return made
    made, kept = _BUILT[0]
    put_back(kept)
    return copy.deepcopy(made)


def build() -> District:
    """Firms 甲 and 乙 in Haizhu, 丙 in another district; agencies 正 (holds a mandate of 甲) and 负; one person for every role.

    `ended` is a specialist of an agency whose mandate of 甲 ended yesterday; `other_owner` owns 乙; `far_officer` answers
    for another district.
    """
    made = District()
    for name, kind, place in (
        ("甲", "enterprise", "440105"), ("乙", "enterprise", "440105"), ("丙", "enterprise", "440106"), ("正", "agency", "440105"),
        ("负", "agency", "440105"), ("局", "bureau", "440105"), ("邻局", "bureau", "440106"), ("工会", "union", "440105"),
        ("企联", "employers", "440105"), ("工商联", "commerce", "440105"), ("园区", "park", "440105"), ("调解", "mediation", "440105"),
        ("评估", "assessor", "440105"), ("平台", "platform", "000000"),
    ):  # fmt: skip
        made.organisations[name] = operations.register(
            program(), kind=kind, name=f"{name}（演示）", place=place, demo=True
        )
    first = {one.kind: one for one in reversed(made.organisations.values())}
    for role in roles().roles.values():
        add(made, role.name, first[role.kind], role.name)
    add(made, "other_owner", made.organisations["乙"], "owner")
    add(made, "far_owner", made.organisations["丙"], "owner")
    add(made, "ended", made.organisations["负"], "specialist")
    add(made, "far_officer", made.organisations["邻局"], "officer")
    everything = sorted(roles().scopes)
    base = {"client": made.organisations["甲"], "scope": everything, "asked": NOW, "given": NOW}
    made.mandate = Mandate.unscoped.create(
        number="SQ-1", agency=made.organisations["正"], since=DAY - timedelta(days=30), until=DAY + timedelta(days=300),
        asked_by=made.people["agency_head"], given_by=made.people["owner"], **base,
    )  # fmt: skip
    Mandate.unscoped.create(
        number="SQ-2", agency=made.organisations["负"], since=DAY - timedelta(days=60), until=DAY + timedelta(days=300),
        asked_by=made.people["ended"], given_by=made.people["owner"], ended=NOW - timedelta(days=1), ended_by=made.people["owner"], **base,
    )  # fmt: skip
    return made


@pytest.fixture(autouse=True)
def _events_may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that really commits is followed by an emptying of all tables, which the audit triggers would refuse."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and (marker.kwargs.get("transaction") or (marker.args and marker.args[0]))
    if not commits:
        yield
        return
    request.getfixturevalue("transactional_db")
    triggers.create(connection)
    yield
    triggers.drop(connection)
