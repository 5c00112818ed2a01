"""到期表: done at its time, once, whole or not at all; one that fails keeps nobody else waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.module_loading import autodiscover_modules

from heyue.apps.accounts.models import Organisation
from heyue.apps.audit.operation import Deed
from heyue.apps.audit.verbs import verb
from heyue.apps.deeds import Actor
from heyue.apps.notices import due
from heyue.apps.notices.models import TRIES, Due
from tests.district import NOW, District, program

pytestmark = pytest.mark.django_db
RAN: list[dict[str, Any]] = []


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    RAN.clear()
    autodiscover_modules("tasks")  # what the apps register must not be registered first, and then lost, in here
    before, repeats = dict(due.HANDLERS), dict(due.REPEATS)
    due.REPEATS.clear()
    due.handler("tests.run")(lambda actor, payload: RAN.append(payload))
    due.handler("tests.fail")(_fail)
    yield
    due.HANDLERS.clear()
    due.HANDLERS.update(before)
    due.REPEATS.clear()
    due.REPEATS.update(repeats)


def _fail(actor: Actor, payload: dict[str, Any]) -> None:
    Organisation.unscoped.update(name="half done")
    raise ValueError


def deed() -> Deed:
    return Deed(program(), verb("cases.moved"))


def at(**later: int) -> Actor:
    now = NOW + timedelta(**later)
    return replace(program(), now=now, day=(now + timedelta(hours=8)).date())


def test_it_runs_at_its_time_and_once() -> None:
    due.queue_due(deed(), "tests:1", NOW + timedelta(minutes=5), "tests.run", {"n": 1})
    assert due.wake(at(minutes=4, seconds=59)) == 0
    assert due.wake(at(minutes=5)) == 1
    assert due.wake(at(days=3)) == 0
    assert RAN == [{"n": 1}]


def test_the_same_key_moves_it() -> None:
    due.queue_due(deed(), "tests:1", NOW + timedelta(minutes=5), "tests.run", {"n": 1})
    due.queue_due(deed(), "tests:1", NOW + timedelta(minutes=50), "tests.run", {"n": 2})
    assert due.wake(at(minutes=49)) == 0
    assert due.wake(at(minutes=50)) == 1
    due.queue_due(deed(), "tests:1", NOW + timedelta(minutes=50), "tests.run", {"n": 2})
    assert due.wake(at(days=1)) == 0
    assert RAN == [{"n": 2}]


def test_it_can_be_taken_back() -> None:
    due.queue_due(deed(), "tests:1", NOW, "tests.run")
    due.drop_due(deed(), "tests:1")
    assert due.wake(at(days=1)) == 0


def test_what_fails_is_undone_tried_again_later_and_given_up(district: District) -> None:
    due.queue_due(deed(), "tests:bad", NOW, "tests.fail")
    due.queue_due(deed(), "tests:good", NOW, "tests.run", {"n": 1})
    assert due.wake(at(minutes=1)) == 2
    assert RAN == [{"n": 1}]
    assert not Organisation.unscoped.filter(name="half done").exists()
    row = Due.objects.get(key="tests:bad")
    assert (row.attempts, row.trouble, row.done) == (1, "ValueError", None)
    for turn in range(1, TRIES):
        assert due.wake(at(days=turn)) == 1
    assert due.wake(at(days=TRIES + 1)) == 0
    assert Due.objects.get(key="tests:bad").given_up


def test_a_missing_handler_is_a_failure_and_not_the_end() -> None:
    due.queue_due(deed(), "tests:1", NOW, "tests.nobody")
    assert due.wake(at(minutes=1)) == 1
    assert Due.objects.get(key="tests:1").trouble == "KeyError"


def test_a_daily_handler_runs_once_a_day_after_its_time() -> None:
    from datetime import time

    due.daily("tests.daily", at=time(10, 30))(lambda actor, payload: RAN.append({"day": actor.day}))
    assert due.wake(at(minutes=29)) == 0  # 10:29 in Guangzhou
    assert due.wake(at(minutes=30)) == 1
    assert due.wake(at(hours=5)) == 0
    assert due.wake(at(days=1, minutes=30)) == 1
    assert len(RAN) == 2


def test_a_handler_every_ten_minutes_runs_once_in_each() -> None:
    due.every("tests.often", minutes=10)(lambda actor, payload: RAN.append({}))
    assert due.wake(at(minutes=0)) == 1
    assert due.wake(at(minutes=9)) == 0
    assert due.wake(at(minutes=10)) == 1


def test_two_handlers_of_one_name_are_a_fault() -> None:
    with pytest.raises(RuntimeError, match="two handlers"):
        due.handler("tests.run")(lambda actor, payload: None)


def test_the_clock_command_makes_one_turn(district: District) -> None:
    due.queue_due(deed(), "tests:1", NOW - timedelta(days=400), "tests.run", {"n": 1})
    call_command("clock", "--once")
    assert RAN == [{"n": 1}]
