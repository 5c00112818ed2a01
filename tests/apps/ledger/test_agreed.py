"""同意以后由后台写: all of it or nothing, once, whatever dies or moves meanwhile; and the page says how it went."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyue.apps.deeds import SYSTEM, Conflict, NotFound
from heyue.apps.ledger import operations, tasks
from heyue.apps.ledger.models import Acceptance, Book, Employee, Proposal, Record
from heyue.apps.ledger.operations import Choices
from heyue.apps.ledger.operations.agreed import read_choices
from heyue.apps.notices.models import Outbox
from tests.apps.ledger.conftest import Kept
from tests.apps.ledger.firms import AS_OF, sample
from tests.apps.ledger.test_take_over import later_facts, proposed
from tests.district import DAY, NOW, District

ALL = Choices()


def version(firm: uuid.UUID) -> int:
    return Book.unscoped.get(organisation_id=firm).version


def agreed(kept: Kept, choices: Choices = ALL) -> Proposal:
    return operations.agree(kept.actor(), proposed(kept).pk, version=version(kept.firm), choices=choices)


def contents() -> list[Any]:
    return list(Record.unscoped.order_by("pk").values_list("pk", "known_to"))


def page(kept: Kept, proposal: Proposal, **headers: str) -> Any:
    return kept.district.client("owner").get(f"/ledger/proposals/{proposal.pk}/", headers=headers)


def later(minutes: int) -> Any:
    return SYSTEM("tests", NOW + timedelta(minutes=minutes), DAY)


def test_the_page_shows_progress_until_the_worker_wrote_and_then_what_was_done(kept: Kept) -> None:
    proposal = agreed(kept)
    waiting = page(kept, proposal)
    assert "正在写进台账" in waiting.content.decode()
    assert f'data-progress="{proposal.pk}"' in page(kept, proposal, HX_Request="true").content.decode()
    assert tasks.write.call(str(proposal.pk)) == "done"
    moved_on = page(kept, proposal, HX_Request="true")
    assert moved_on["HX-Redirect"] == f"/ledger/proposals/{proposal.pk}/"
    told = page(kept, proposal).content.decode()
    assert "已经写进台账" in told
    assert "新增" in told
    made = Acceptance.unscoped.get(source=proposal.source)
    assert made.by == kept.actor().person
    assert Record.unscoped.filter(acceptance=made, by=kept.actor().person).exists()
    assert Outbox.unscoped.filter(kind="ledger.taken", link=f"/ledger/proposals/{proposal.pk}/").exists()


def test_what_was_chosen_is_what_is_written(kept: Kept) -> None:
    choices = Choices(added=frozenset({"roster"}), filled=frozenset(), changed={0: "keep", 1: "correct"}, gone={0: ("left", date(2026, 11, 25))})  # fmt: skip
    proposal = agreed(kept, choices)
    kept_choices = Proposal.unscoped.get(pk=proposal.pk).choices
    assert read_choices(kept_choices) == choices
    assert tasks.write.call(str(proposal.pk)) == "done"
    assert Proposal.unscoped.get(pk=proposal.pk).choices is None


def test_a_job_started_twice_writes_once(kept: Kept) -> None:
    proposal = agreed(kept)
    assert tasks.write.call(str(proposal.pk)) == "done"
    after = contents()
    assert tasks.write.call(str(proposal.pk)) == "elsewhere"
    assert contents() == after
    assert Acceptance.unscoped.filter(source=proposal.source).count() == 1


def test_agreeing_twice_is_refused_and_queues_once(kept: Kept) -> None:
    proposal = agreed(kept)
    with pytest.raises(Conflict):
        operations.agree(kept.actor(), proposal.pk, version=version(kept.firm), choices=ALL)
    with pytest.raises(Conflict):
        operations.discard(kept.actor(), proposal.pk)


def test_a_ledger_that_moved_on_since_the_page_is_left_alone_and_the_person_asked_again(kept: Kept) -> None:
    proposal = agreed(kept)
    operations.add(kept.actor(), kept.firm, "permits", {"kind": "other", "title": "许可", "ends": "2027-01-01"})
    before = contents()
    assert tasks.write.call(str(proposal.pk)) == "handed_back"
    assert contents() == before
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert "台账刚才已被改动" in page(kept, proposal).content.decode()
    operations.agree(kept.actor(), proposal.pk, version=version(kept.firm), choices=ALL)
    assert tasks.write.call(str(proposal.pk)) == "done"


def test_a_fault_half_way_leaves_nothing_behind(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal, before = agreed(kept), contents()
    people = Employee.unscoped.count()

    def fail(*given: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("heyue.apps.ledger.operations.taking.dates.renew", fail)
    assert tasks.write.call(str(proposal.pk)) == "failed"
    assert (contents(), Employee.unscoped.count()) == (before, people)
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert "程序在写台账时出了错" in page(kept, proposal).content.decode()


def test_what_a_dead_worker_left_is_taken_up_by_another_and_the_dead_one_writes_no_more(kept: Kept) -> None:
    proposal = agreed(kept)
    dead = operations.begin(later(0), proposal.pk)
    with pytest.raises(Conflict):
        operations.begin(later(1), proposal.pk)
    tasks.take_up_again(later(4), {})
    assert Proposal.unscoped.get(pk=proposal.pk).worker == dead.worker
    tasks.take_up_again(later(6), {})
    assert Proposal.unscoped.get(pk=proposal.pk).worker is None
    live = operations.begin(later(7), proposal.pk)
    with pytest.raises(Conflict):
        operations.write(later(7), dead)
    operations.write(later(7), live)
    assert Acceptance.unscoped.filter(source=proposal.source).count() == 1


def test_a_job_that_kills_every_worker_goes_back_to_the_person(kept: Kept) -> None:
    proposal = agreed(kept)
    for turn in range(operations.MOST_TURNS):
        operations.begin(later(turn * 10 + 6), proposal.pk)
    tasks.take_up_again(later(60), {})
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert proposal.failure_zh


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "employee"])
def test_a_stranger_agrees_to_nothing(kept: Kept, who: str) -> None:
    proposal = proposed(kept)
    with pytest.raises(NotFound):
        operations.agree(kept.actor(who), proposal.pk, version=version(kept.firm), choices=ALL)
    assert Proposal.unscoped.get(pk=proposal.pk).state == "open"


def statements(district: District, firm: str, people: int) -> int:
    key, facts = district.organisations[firm].pk, sample(7, people)
    with CaptureQueriesContext(connection) as captured:
        operations.accept(SYSTEM("tests", NOW, DAY), key, facts, source=uuid.uuid4(), as_of=AS_OF)
    return len(captured)


def test_the_statements_do_not_grow_with_the_people(district: District) -> None:
    assert statements(district, "乙", 24) <= statements(district, "甲", 4) + 2


def test_the_facts_that_a_worker_writes_are_those_of_the_page(kept: Kept) -> None:
    """The worker's way and the one in a request leave the same ledger."""
    proposal = agreed(kept)
    assert tasks.write.call(str(proposal.pk)) == "done"
    assert kept.people["101"].contract_ends == date(2026, 12, 31)
    assert kept.people["104"].started == date(2026, 11, 20)
    assert later_facts().frames["roster"].height == 3
