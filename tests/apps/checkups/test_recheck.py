"""复查: a later check-up closes the tasks whose findings are gone, and says nothing of what it did not look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from heyue.apps.checkups import operations
from heyue.apps.plans.models import Task
from tests.apps.checkups.conftest import A1, PEOPLE, book, made
from tests.district import DAY, District

Work = Callable[[], list[str]]
ALL_SIGNED = [{**A1, "employee": one["employee"]} for one in PEOPLE]


def missing() -> Task:
    return Task.unscoped.get(rule="contracts.written_missing")


def test_a_finding_that_is_gone_closes_its_task(district: District, work: Work) -> None:
    before = made(district, work, day=DAY - timedelta(days=30))
    operations.plan(district.actor("owner"), before.pk)
    assert sorted(missing().employees) == ["A2", "A3"]
    later = made(
        district, work, content=book(ALL_SIGNED)
    )  # the contracts had been signed in time and were only left out
    assert (missing().state, missing().closed_by) == ("closed", later.pk)


def test_a_finding_that_is_still_there_stays_open_though_its_last_day_moved(district: District, work: Work) -> None:
    before = made(district, work, day=DAY - timedelta(days=30))
    operations.plan(district.actor("owner"), before.pk)
    made(district, work)
    assert missing().state == "open"


def test_without_the_contracts_nothing_is_said_to_be_put_right(district: District, work: Work) -> None:
    before = made(district, work, day=DAY - timedelta(days=30))
    operations.plan(district.actor("owner"), before.pk)
    made(district, work, content=book(contracts=[]))
    assert missing().state == "open"


def test_a_roster_without_the_person_closes_nothing(district: District, work: Work) -> None:
    before = made(district, work, day=DAY - timedelta(days=30))
    operations.plan(district.actor("owner"), before.pk)
    made(district, work, content=book(people=PEOPLE[:1]))
    assert missing().state == "open"


def test_an_older_day_closes_nothing(district: District, work: Work) -> None:
    now = made(district, work)
    operations.plan(district.actor("owner"), now.pk)
    made(district, work, day=date(2026, 10, 1), content=book(ALL_SIGNED))
    assert missing().state == "open"


def test_another_employers_check_up_closes_nothing(district: District, work: Work) -> None:
    before = made(district, work, day=DAY - timedelta(days=30))
    operations.plan(district.actor("owner"), before.pk)
    made(district, work, content=book(ALL_SIGNED), who="other_owner")
    assert missing().state == "open"


def test_a_plan_is_made_once_however_often_it_is_pressed(district: District, work: Work) -> None:
    run = made(district, work)
    first = operations.plan(district.actor("owner"), run.pk)
    assert operations.plan(district.actor("specialist"), run.pk).pk == first.pk
