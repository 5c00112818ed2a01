"""事项的状态机: whatever people try, in whatever order, the case stays in its workflow, no move is lost and none is made twice."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from heyue.apps.audit import chain
from heyue.apps.audit.models import Event
from heyue.apps.cases import operations, queries
from heyue.apps.cases.models import Case, Deadline, Move
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.catalog.workflows import workflow
from tests.district import District

pytestmark = pytest.mark.django_db
LONG = os.environ.get("HEYUE_LONG") == "1"
PEOPLE = ("owner", "hr", "specialist", "agency_head", "ended", "other_owner", "officer")
FLOW = workflow("service_request")


def machine(district: District) -> type[RuleBasedStateMachine]:  # noqa: C901 - one machine
    """The machine, over one district."""

    class Cases(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.undo = transaction.atomic()
            self.undo.__enter__()
            self.case = operations.open_case(
                district.actor("owner"),
                name=FLOW.name,
                organisation=district.organisations["甲"].pk,
                agency=district.organisations["正"].pk,
                title="补缴社保",
            )
            self.state, self.version, self.made = FLOW.initial, 0, 0
            self.events = Event.unscoped.filter(verb="cases.moved").count()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

        @rule(
            who=st.sampled_from(PEOPLE),
            name=st.sampled_from([*FLOW.moves, "vanish"]),
            behind=st.integers(0, 2),
            note=st.sampled_from(["", "说明"]),
        )
        def somebody_tries_a_move(self, who: str, name: str, behind: int, note: str) -> None:
            actor = district.actor(who)
            mine = district.people[who].pk
            try:
                moved = operations.move(
                    actor,
                    self.case.pk,
                    name,
                    self.version - behind,
                    note=note,
                    assignee=mine if name == "start" else None,
                )
            except NotFound:
                assert who in {"ended", "other_owner", "officer"} or name == "vanish"
                return
            except Conflict:
                assert behind or self.state not in FLOW.moves[name].sources
                return
            except Refused:
                step = FLOW.moves[name]
                assert not (step.roles & actor.roles) or ("note" in step.needs and not note)
                return
            step = FLOW.moves[name]
            assert behind == 0
            assert self.state in step.sources
            assert step.roles & actor.roles
            assert note or "note" not in step.needs
            self.state, self.version, self.made = step.to, self.version + 1, self.made + 1
            assert (moved.state, moved.version) == (self.state, self.version)

        @precondition(lambda self: not FLOW.closed(self.state))
        @rule(who=st.sampled_from(["agency_head"]), to=st.sampled_from(["specialist", "agency_head", None]))
        def somebody_is_put_in_charge(self, who: str, to: str | None) -> None:
            operations.assign(district.actor(who), self.case.pk, self.version, district.people[to].pk if to else None)
            self.version += 1

        @rule(who=st.sampled_from(["owner", "specialist"]), shared=st.booleans())
        def somebody_comments(self, who: str, shared: bool) -> None:
            operations.comment(district.actor(who), self.case.pk, "留言", shared=shared)

        @invariant()
        def the_case_is_where_its_moves_led(self) -> None:
            case = Case.unscoped.get(pk=self.case.pk)
            assert (case.state, case.version) == (self.state, self.version)
            assert (case.closed is not None) == FLOW.closed(self.state)

        @invariant()
        def the_history_has_every_move_once_and_each_continues_the_one_before(self) -> None:
            rows = list(Move.objects.filter(case=self.case).order_by("number").values_list("number", "old", "new"))
            assert [number for number, _, _ in rows] == list(range(self.version + 1))
            assert all(old == before[2] for before, (_, old, _) in pairwise(rows))

        @invariant()
        def every_move_left_one_event(self) -> None:
            assert Event.unscoped.filter(verb="cases.moved").count() == self.events + self.made

        @invariant()
        def only_the_present_state_has_an_open_deadline(self) -> None:
            open_ = set(Deadline.objects.filter(case=self.case, done__isnull=True).values_list("state", flat=True))
            assert open_ == ({self.state} if FLOW.states[self.state].deadline else set())

        @invariant()
        def what_is_offered_can_be_made(self) -> None:
            case = Case.unscoped.get(pk=self.case.pk)
            for who in ("owner", "specialist", "other_owner"):
                offered = queries.moves(district.actor(who), case) if who != "other_owner" else []
                assert all(self.state in step.sources for step in offered)

    return Cases


def test_whatever_people_try_the_case_keeps_to_its_workflow(district: District) -> None:
    drawn: Any = machine(district)
    numbers = (
        {"max_examples": 100, "stateful_step_count": 30} if LONG else {"max_examples": 6, "stateful_step_count": 12}
    )
    run_state_machine_as_test(drawn, settings=settings(deadline=None, **numbers))  # type: ignore[arg-type]
    assert list(chain.verify()) == []
