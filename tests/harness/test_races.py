"""并发: every change of state, tried by many at once: one succeeds, the others are told so, nothing is lost and nothing doubled.

Each race has its negative control: with the guard taken away the double must happen, or the race was none.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils.crypto import get_random_string

from heyue.apps.accounts import operations as accounts
from heyue.apps.accounts.models import Invitation, Mandate, Membership
from heyue.apps.audit import chain
from heyue.apps.audit.models import Event
from heyue.apps.cases import operations as cases
from heyue.apps.cases.models import Case
from heyue.apps.checkups import operations as checkups
from heyue.apps.checkups.models import Checkup, Draft
from heyue.apps.deeds import Actor
from heyue.apps.ledger import operations as ledger
from heyue.apps.ledger.models import Acceptance, Book, Proposal
from heyue.apps.ledger.operations.taking import Choices
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Plan, Task
from tests.apps.ledger.firms import person, records
from tests.district import DAY, NOW, PASSWORD, District, program
from tests.harness.racing import careless, needs_rivals, race, racers, rounds, unguarded, unlocked

# Still being built: runs with the full numbers (make test-long) until every case of it is agreed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database, pytest.mark.long]

LOST = frozenset({"Conflict", "Refused", "NotFound"})
"""How a racer may lose: told in words. Anything else is a failure of the program."""
Act = Callable[[int], Any]


@dataclass(frozen=True)
class Race:
    """一场: `start` makes the thing anew and returns what each racer does and how often it was done afterwards."""

    name: str
    start: Callable[[District], tuple[Act, Callable[[], int]]]
    guard: Callable[[], AbstractContextManager[None]]
    all_may_succeed: bool = False


def moving_a_case(district: District) -> tuple[Act, Callable[[], int]]:
    case = cases.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="一件事",
    )
    actor = district.actor("specialist")
    return lambda n: cases.move(actor, case.pk, "accept", 0), lambda: case.moves.exclude(name="opened").count()


def finishing_a_task(district: District) -> tuple[Act, Callable[[], int]]:
    task, actor = _task(district), district.actor("owner")
    return lambda n: plans.finish(actor, task.pk, 0), task.moves.count


def _task(district: District) -> Task:
    firm = district.organisations["甲"]
    plan = Plan.unscoped.create(organisation=firm, source=uuid.uuid4(), as_of=DAY, made=NOW)
    return Task.unscoped.create(
        plan=plan,
        organisation=firm,
        number=1,
        rule="severance",
        severity="low",
        title_zh="一件事",
        title_en="one thing",
        remedy_zh="",
        remedy_en="",
        minutes=5,
    )


def making_a_plan(district: District) -> tuple[Act, Callable[[], int]]:
    source, actor, firm = uuid.uuid4(), district.actor("owner"), district.organisations["甲"].pk
    item = plans.Item("severance", "low", ("一件事", "one thing"), ("办", "do"), 5, ["k"])
    return (
        lambda n: plans.make(actor, organisation=firm, source=source, as_of=DAY, items=[item]),
        lambda: Task.unscoped.filter(plan__source=source).count(),
    )


def taking_up_a_run(district: District) -> tuple[Act, Callable[[], int]]:
    row = Checkup.unscoped.create(
        organisation=district.organisations["甲"], made=NOW, place="440105", as_of=DAY, lease=NOW + timedelta(minutes=9)
    )
    return lambda n: checkups.take_up(program(), row.pk), lambda: Checkup.unscoped.get(pk=row.pk).turns


def taking_an_invitation(district: District) -> tuple[Act, Callable[[], int]]:
    row, _ = accounts.invite(district.actor("owner"), district.organisations["甲"], "hr")
    tag = get_random_string(8)

    def act(number: int) -> None:
        stranger = Actor(now=NOW, day=DAY)
        accounts.take_invitation(
            stranger,
            Invitation.unscoped.get(pk=row.pk),
            name="新人",
            login=f"{tag}{number}@example.test",
            password=PASSWORD,
        )

    return act, lambda: Membership.unscoped.filter(person__login__startswith=tag).count()


def ending_a_mandate(district: District) -> tuple[Act, Callable[[], int]]:
    firm, agency, actor = district.organisations["乙"], district.organisations["正"], district.actor("other_owner")
    row = accounts.give_mandate(actor, client=firm, agency=agency, scope=["cases"], until=DAY + timedelta(days=30))
    return (
        lambda n: accounts.end_mandate(actor, row),
        lambda: Event.unscoped.filter(verb="accounts.mandate_ended", subject=str(row.pk)).count(),
    )


def giving_a_mandate(district: District) -> tuple[Act, Callable[[], int]]:
    Mandate.unscoped.filter(client=district.organisations["丙"]).delete()
    firm, agency, actor = district.organisations["丙"], district.organisations["正"], district.actor("far_owner")
    return (
        lambda n: accounts.give_mandate(
            actor, client=firm, agency=agency, scope=["cases"], until=DAY + timedelta(days=30)
        ),
        lambda: Mandate.unscoped.filter(client=firm, agency=agency, ended__isnull=True).count(),
    )


def taking_over_into_the_ledger(district: District) -> tuple[Act, Callable[[], int]]:
    actor, firm = district.actor("owner"), district.organisations["甲"].pk
    proposal = ledger.propose(actor, firm, records({"roster": [person("1")]}), source=uuid.uuid4(), as_of=DAY)
    book = Book.unscoped.filter(organisation_id=firm).first()
    version = book.version if book else 0
    return (
        lambda n: ledger.take_over(actor, proposal.pk, version=version, choices=Choices()),
        lambda: Acceptance.unscoped.filter(source=proposal.source).count(),
    )


def beginning_a_form(district: District) -> tuple[Act, Callable[[], int]]:
    actor, firm = district.actor("owner"), district.organisations["甲"].pk
    Draft.unscoped.filter(organisation_id=firm).delete()
    return lambda n: checkups.fill(actor, organisation=firm), lambda: Draft.unscoped.filter(
        organisation_id=firm
    ).count()


RACES = (
    Race("case_move", moving_a_case, lambda: careless(Case)),
    Race("task_move", finishing_a_task, lambda: careless(Task)),
    Race("run_taken_up", taking_up_a_run, lambda: careless(Checkup)),
    Race("invitation_taken", taking_an_invitation, unlocked),
    Race("mandate_ended", ending_a_mandate, lambda: careless(Mandate)),
    Race("mandate_given", giving_a_mandate, unlocked),
    Race("ledger_accepted", taking_over_into_the_ledger, lambda: unguarded(Book, Proposal)),
    Race("plan_made", making_a_plan, nullcontext, all_may_succeed=True),
    Race("form_begun", beginning_a_form, nullcontext, all_may_succeed=True),
)
"""The last two rest on a unique constraint, which no test takes away: everybody is given the one plan, the one form."""


@pytest.mark.parametrize("one", RACES, ids=lambda one: one.name)
def test_of_many_at_once_one_succeeds(district: District, one: Race) -> None:
    for turn in range(rounds()):
        act, times = one.start(district)
        ended = race(act, racers())
        assert times() == 1, f"round {turn}: done {times()} times ({dict(ended)})"
        assert set(ended) - LOST <= {"done"}, f"round {turn}: {dict(ended)}"
        assert ended["done"] == (racers() if one.all_may_succeed else 1), f"round {turn}: {dict(ended)}"
    assert list(chain.verify()) == []


@pytest.mark.parametrize("one", [one for one in RACES if not one.all_may_succeed], ids=lambda one: one.name)
def test_without_its_guard_the_double_happens(district: District, one: Race) -> None:
    needs_rivals()
    seen: Counter[str] = Counter()
    for _ in range(5):
        act, times = one.start(district)
        with one.guard():
            ended = race(act, racers())
        seen["rounds with a double"] += times() > 1 or ended["done"] > 1 or bool(set(ended) - LOST - {"done"})
    assert seen["rounds with a double"] > 0, "the guard is gone and nothing happened: the race is none"


def test_the_record_loses_no_event_and_breaks_nowhere(district: District) -> None:
    """Every racer changes the same firm's details; each change leaves its event, and the chain holds."""
    actor, firm = district.actor("owner"), district.organisations["甲"]
    before = Event.unscoped.filter(organisation_id=firm.pk).count()
    for _ in range(rounds()):
        ended = race(lambda n: accounts.change_openness(actor, firm, ("private", "summary", "report")[n % 3]), racers())
        assert ended == {"done": racers()}
    assert Event.unscoped.filter(organisation_id=firm.pk).count() - before == rounds() * racers()
    assert list(chain.verify()) == []


def test_without_its_lock_the_record_breaks(district: District) -> None:
    """The unique number of an event still stops the second: the racer is refused by the database instead of waiting."""
    needs_rivals()
    actor, firm = district.actor("owner"), district.organisations["甲"]
    with unlocked():
        ended = race(lambda n: accounts.change_openness(actor, firm, "summary"), racers())
    assert ended["IntegrityError"] > 0, dict(ended)


def test_two_who_look_after_the_members_cannot_both_leave(district: District) -> None:
    for _ in range(rounds()):
        firm = accounts.register(
            program(), kind="agency", name=f"机构{get_random_string(6)}", place="440105", demo=True
        )
        held = [accounts.join(program(), _person(district, n), firm, "agency_head") for n in range(2)]
        race(lambda n, held=held: accounts.end_membership(_as(held[n]), held[n]), 2)  # type: ignore[misc]
        assert Membership.unscoped.filter(organisation=firm, until__isnull=True).count() == 1


def _person(district: District, number: int) -> Any:
    return district.people[("agency_head", "specialist")[number]]


def _as(held: Membership) -> Actor:
    return Actor(
        now=NOW,
        day=DAY,
        person=held.person_id,
        organisation=held.organisation_id,
        kind="agency",
        may=frozenset({"accounts.members"}),
    )


def test_after_a_mandate_has_ended_nothing_more_is_done_under_it(district: District) -> None:
    """Whoever begins after the end was acknowledged is refused, however many try."""
    owner, firm, agency = district.actor("other_owner"), district.organisations["乙"], district.organisations["正"]
    for _ in range(rounds()):
        row = accounts.give_mandate(
            owner, client=firm, agency=agency, scope=["checkups"], until=DAY + timedelta(days=30)
        )
        over: list[bool] = []
        late: list[str] = []

        def act(number: int, row: Mandate = row, over: list[bool] = over, late: list[str] = late) -> None:
            if number == 0:
                accounts.end_mandate(owner, row)
                over.append(True)
                return
            for _ in range(4):
                began_late = bool(over)
                try:
                    checkups.fill(district.actor("specialist"), organisation=firm.pk)
                except Exception as error:
                    if type(error).__name__ not in LOST:
                        raise
                else:
                    if began_late:
                        late.append("done under an ended mandate")

        assert race(act, racers()) == {"done": racers()}
        assert late == []
