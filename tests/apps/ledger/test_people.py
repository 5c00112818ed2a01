"""人的资料: opened with a reason, held, restricted, deleted when the time is over; the firm as it was on a day."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from heyue.apps.accounts.purposes import register
from heyue.apps.audit.models import Event
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import models, operations, queries, reading, tasks
from heyue.apps.ledger.models import Acceptance, Deadline, Employee, Proposal, Record
from heyue.apps.notices.due import HANDLERS
from tests.apps.ledger.conftest import Kept
from tests.apps.ledger.firms import person, records
from tests.district import DAY, program

NUMBER = "110101199005030013"


def later(day: date) -> object:
    return replace(program(), now=datetime(day.year, day.month, day.day, 1, tzinfo=UTC), day=day)


def test_the_whole_number_is_shown_for_a_reason_and_leaves_a_trace(kept: Kept) -> None:
    client, row = kept.district.client("owner"), kept.people["101"]
    address = f"/ledger/people/{row.pk}/identity"
    page = client.get(f"/ledger/people/{row.pk}/").content.decode()
    assert NUMBER not in page
    assert "0013" in page
    assert client.post(address, {"identity-why": ""}).status_code == 422
    assert client.post(address, {"identity-why": "看"}).status_code == 422
    assert not Event.unscoped.filter(verb="ledger.reveal").exists()
    answer = client.post(address, {"identity-why": "办理社保登记"})
    assert NUMBER in answer.content.decode()
    event = Event.unscoped.get(verb="ledger.reveal")
    assert NUMBER not in repr(vars(event))
    assert NUMBER not in client.get(f"/ledger/people/{row.pk}/").content.decode()


def test_an_agencys_look_at_a_person_stands_in_the_clients_record(kept: Kept) -> None:
    kept.district.client("owner").get(f"/ledger/people/{kept.people['101'].pk}/")
    assert not Event.unscoped.filter(verb="ledger.open_person").exists()
    kept.district.client("specialist").get(f"/ledger/people/{kept.people['101'].pk}/")
    event = Event.unscoped.get(verb="ledger.open_person")
    assert (event.organisation_id, event.mandate) == (kept.firm, kept.district.mandate.pk)


def test_an_export_is_in_the_record_with_its_number_of_rows(kept: Kept) -> None:
    kept.district.client("owner").get("/ledger/people/?format=xlsx&chip=all")
    assert Event.unscoped.get(verb="ledger.export").data["rows"] == 3


def test_a_leaver_is_deleted_the_day_after_three_years_and_not_before(kept: Kept) -> None:
    # left on 31 October 2026: kept to 31 October 2029
    last, after = later(date(2029, 10, 31)), later(date(2029, 11, 1))
    assert queries.with_records_over(last) == []
    assert operations.retain(last, kept.firm) == 0
    assert queries.with_records_over(after) == [kept.firm]
    gone = kept.people["103"].pk
    assert operations.retain(after, kept.firm) == 1
    assert "103" not in kept.people
    assert not Record.unscoped.filter(subject=gone).exists()
    told = reading.reproduced(Acceptance.unscoped.get(pk=kept.acceptance.pk))
    assert sorted(told.frames["roster"].get_column("employee")) == ["101", "102"]


def test_an_open_dispute_stops_the_deletion(kept: Kept) -> None:
    row = kept.people["103"]
    operations.hold(kept.actor(), row.pk, "正在仲裁")
    with pytest.raises(Conflict):
        operations.hold(kept.actor(), row.pk, "正在仲裁")
    after = later(date(2029, 11, 1))
    assert operations.retain(after, kept.firm) == 0
    operations.release(kept.actor(), row.pk)
    with pytest.raises(Conflict):
        operations.release(kept.actor(), row.pk)
    assert kept.people["103"].held_why is None
    assert operations.retain(after, kept.firm) == 1


def test_a_restricted_leaver_is_seen_by_nobody_and_still_deleted_in_time(kept: Kept) -> None:
    row = kept.people["103"]
    with pytest.raises(Refused):
        operations.restrict(kept.actor(), kept.people["101"].pk)
    assert operations.restrict(kept.actor(), row.pk) == date(2029, 10, 31)
    client = kept.district.client("owner")
    assert client.get(f"/ledger/people/{row.pk}/").status_code == 404
    assert "员工103" not in client.get("/ledger/people/?chip=all").content.decode()
    assert "员工103" not in client.get("/ledger/contracts/?chip=all").content.decode()
    assert "员工103" not in client.get("/ledger/people/?chip=all&format=csv").content.decode("utf-8-sig")
    record = Record.unscoped.filter(employee=row).first()
    assert record is not None
    assert client.get(f"/ledger/records/{record.pk}/").status_code == 404
    assert "103" not in reading.as_of(kept.firm).frames["roster"].get_column("employee").to_list()
    assert not Deadline.unscoped.filter(employee=row).exists()
    assert operations.retain(later(date(2029, 11, 1)), kept.firm) == 1


def test_the_nightly_run_deletes_what_is_over_and_drops_stale_proposals(kept: Kept) -> None:
    facts = records({"roster": [person("101")]})
    made = operations.propose(kept.actor(), kept.firm, facts, source=uuid.uuid4(), as_of=DAY)
    assert HANDLERS["ledger.retention"] is tasks.retention
    tasks.retention(later(date(2029, 11, 1)), {})  # type: ignore[arg-type]
    assert Proposal.unscoped.get(pk=made.pk).payload is None
    assert "103" not in kept.people
    tasks.reminders(later(DAY), {})  # type: ignore[arg-type]


def test_only_the_program_deletes(kept: Kept) -> None:
    with pytest.raises(NotFound):
        operations.retain(kept.actor(), kept.firm)


def test_the_firm_is_shown_as_it_was_and_as_it_was_known(kept: Kept) -> None:
    actor, firm = kept.actor(), kept.district.organisations["甲"]
    now = queries.company(actor, firm, on=DAY, known_at=None)
    assert (now["headcount"], now["with_contract"], now["insured"]) == (2, 1, 1)
    then = queries.company(actor, firm, on=date(2026, 10, 30), known_at=None)
    assert (then["headcount"], then["with_contract"]) == (2, 2)  # 101 and 103
    before = queries.company(actor, firm, on=DAY, known_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert before["headcount"] == 0


def test_a_stranger_asks_for_no_frames(kept: Kept) -> None:
    with pytest.raises(NotFound):
        queries.as_of(kept.actor("other_owner"), kept.firm)
    assert queries.as_of(kept.actor("hr"), kept.firm).frames["roster"].height == 3


def test_every_field_has_a_purpose() -> None:
    told = register("ledger")
    for name in ("Book", "Employee", "Proposal", "Acceptance", "Record", "Deadline", "Feed", "PublicService"):
        for field in getattr(models, name)._meta.get_fields():
            if field.auto_created and not field.concrete:
                continue
            assert told.covers(name, field.name), f"{name}.{field.name}"


def test_a_foreign_key_never_leads_to_another_firms_person(kept: Kept) -> None:
    for record in Record.unscoped.filter(employee__isnull=False).select_related("employee"):
        assert record.employee is not None
        assert record.organisation_id == record.employee.organisation_id
    assert Employee.unscoped.values("organisation_id").distinct().count() == 1
