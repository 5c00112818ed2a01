"""入账: the difference is shown first, a person takes all of it or parts, and the second of two is told so."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from heyue.apps.audit.models import Event
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import operations, queries, reading, tasks
from heyue.apps.ledger.models import BEGINNING, Acceptance, Proposal, Record
from heyue.apps.ledger.operations import Choices
from tests.apps.ledger.conftest import Kept, told
from tests.apps.ledger.firms import contract, person, records

LATER = date(2026, 11, 30)


def later_facts() -> Any:
    """101 earns more and is 101 by identity number under a new number; 102 has a contract; 103 is missing; 104 is new."""
    return records(
        {
            "roster": [
                person(
                    "A101",
                    name="员工101",
                    id_number="110101199005030013",
                    phone="13800001234",
                    address="虚构路 1 号",
                    monthly_wage=700000,
                ),
                person("102", sex="female", started=date(2026, 11, 2), enrolled=None, department="门店"),
                person("104", started=date(2026, 11, 20)),
            ],
            "contracts": [
                contract("A101", date(2024, 3, 1), date(2026, 12, 31)),
                contract("102", date(2026, 11, 2), date(2028, 11, 1)),
            ],
        }
    )


def proposed(kept: Kept, facts: Any = None, day: date = LATER) -> Proposal:
    return operations.propose(kept.actor(), kept.firm, facts or later_facts(), source=uuid.uuid4(), as_of=day)


def roster(kept: Kept, number: str) -> list[Record]:
    rows = Record.unscoped.filter(employee=kept.people[number], table="roster").order_by("known_from", "valid_from")
    return list(rows)


def test_the_difference_names_what_is_added_changed_and_absent(kept: Kept) -> None:
    found = queries.proposed(proposed(kept))
    assert {one["table"]: one["count"] for one in found["added"]} == {"roster": 1, "contracts": 1}
    assert found["fresh"] == 1
    changed = {(one["no"], one["table"][0]): [field["head"][0] for field in one["fields"]] for one in found["changes"]}
    assert changed == {("101", "花名册"): ["约定月工资"], ("101", "劳动合同"): ["合同终止日期"]}
    wage = next(field for one in found["changes"] for field in one["fields"] if field["head"][0] == "约定月工资")
    assert (wage["before"][0], wage["after"][0]) == ("¥6,000.00", "¥7,000.00")
    assert found["gone"] == []  # 103 had left before that day


def test_somebody_employed_whom_the_roster_leaves_out_is_asked_about(kept: Kept) -> None:
    facts = records(
        {"roster": [person("102", sex="female", started=date(2026, 11, 2), enrolled=None, department="门店")]}
    )
    found = queries.proposed(proposed(kept, facts))
    assert [one["no"] for one in found["gone"]] == ["101"]


def test_a_report_finds_what_it_put_forward_until_somebody_decides(kept: Kept) -> None:
    made = proposed(kept)
    assert queries.proposal_of(kept.actor(), made.source) == made
    assert queries.proposal_of(kept.actor("other_owner"), made.source) is None
    operations.discard(kept.actor(), made.pk)
    assert queries.proposal_of(kept.actor(), made.source) is None


def test_nothing_is_written_before_somebody_confirms(kept: Kept) -> None:
    before = set(Record.unscoped.values_list("pk", "known_to"))
    proposed(kept)
    assert set(Record.unscoped.values_list("pk", "known_to")) == before


def test_a_change_leaves_what_was_true_before_it(kept: Kept) -> None:
    made = operations.take_over(kept.actor(), proposed(kept).pk, version=1, choices=Choices())
    assert (made.counts["added"], made.counts["changed"], made.counts["corrected"]) == (2, 1, 1)
    first, then, now = roster(kept, "101")
    assert (first.valid_from, first.valid_to, first.known_to) == (BEGINNING, None, made.made)
    assert (then.valid_from, then.valid_to, then.known_to) == (BEGINNING, LATER - timedelta(days=1), None)
    assert (now.valid_from, now.valid_to) == (LATER, None)
    assert [row.data[0]["v"]["monthly_wage"] for row in (first, then, now)] == [600000, 600000, 700000]


def test_a_correction_holds_for_the_whole_time(kept: Kept) -> None:
    found = queries.proposed(proposed(kept))
    number = next(one["number"] for one in found["changes"] if one["state"])
    proposal = Proposal.unscoped.get(state="open")
    operations.take_over(
        kept.actor(), proposal.pk, version=found["version"], choices=Choices(changed={number: "correct"})
    )
    old, now = roster(kept, "101")
    assert (now.valid_from, now.valid_to, now.data[0]["v"]["monthly_wage"]) == (BEGINNING, None, 700000)
    assert old.known_to == now.known_from


def test_what_is_not_taken_leaves_the_ledger_and_the_report_can_still_be_made(kept: Kept) -> None:
    facts = later_facts()
    proposal = proposed(kept, facts)
    found = queries.proposed(proposal)
    keep = dict.fromkeys((one["number"] for one in found["changes"]), "keep")
    made = operations.take_over(
        kept.actor(),
        proposal.pk,
        version=found["version"],
        choices=Choices(added=frozenset({"contracts"}), changed=keep),
    )
    assert made.counts["kept"] == 3
    assert "104" not in kept.people
    assert len(roster(kept, "101")) == 1
    again = reading.reproduced(made)
    for name, frame in facts.frames.items():
        assert frame.equals(again.frames[name]), name


def test_a_leaver_whom_the_roster_dropped_gets_a_last_day(kept: Kept) -> None:
    facts = records(
        {"roster": [person("102", sex="female", started=date(2026, 11, 2), enrolled=None, department="门店")]}
    )
    proposal = proposed(kept, facts)
    operations.take_over(kept.actor(), proposal.pk, version=1, choices=Choices(gone={0: ("left", date(2026, 11, 25))}))
    assert kept.people["101"].ended == date(2026, 11, 25)


def test_a_dropped_contract_that_was_wrong_is_closed_and_stays_in_the_history(kept: Kept) -> None:
    facts = records(
        {
            "roster": [
                person("101", id_number="110101199005030013", phone="13800001234", address="虚构路 1 号"),
                person("102", sex="female", started=date(2026, 11, 2), enrolled=None, department="门店"),
            ],
            "contracts": [contract("102", date(2026, 11, 2), date(2028, 11, 1))],
        }
    )
    proposal = proposed(kept, facts)
    operations.take_over(kept.actor(), proposal.pk, version=1, choices=Choices(gone={0: ("wrong", None)}))
    row = Record.unscoped.get(employee=kept.people["101"], table="contracts")
    assert row.known_to is not None
    assert kept.people["101"].contracts == 0


def test_of_two_uploads_looked_at_together_the_second_is_told_so(kept: Kept) -> None:
    one, other = proposed(kept), proposed(kept)
    version = queries.proposed(one)["version"]
    assert queries.proposed(other)["version"] == version
    operations.take_over(kept.actor(), one.pk, version=version, choices=Choices())
    rows = Record.unscoped.count()
    with pytest.raises(Conflict):
        operations.take_over(kept.actor(), other.pk, version=version, choices=Choices())
    assert Record.unscoped.count() == rows
    found = queries.proposed(other)
    assert found["nothing"]


def test_a_proposal_is_decided_on_once(kept: Kept) -> None:
    proposal = proposed(kept)
    operations.discard(kept.actor(), proposal.pk)
    with pytest.raises(Conflict):
        operations.discard(kept.actor(), proposal.pk)
    with pytest.raises(Conflict):
        operations.take_over(kept.actor(), proposal.pk, version=1, choices=Choices())
    proposal.refresh_from_db()
    assert proposal.payload is None


def test_the_same_facts_again_change_nothing(kept: Kept) -> None:
    rows = set(Record.unscoped.values_list("pk", "known_to"))
    made = operations.accept(replace(kept.actor()), kept.firm, told(), source=uuid.uuid4(), as_of=LATER)
    assert made.counts == dict.fromkeys(made.counts, 0)
    assert set(Record.unscoped.values_list("pk", "known_to")) == rows


def test_a_file_with_fewer_columns_takes_nothing_away(kept: Kept) -> None:
    facts = records(
        {"roster": [person("101"), person("102", sex="female", started=date(2026, 11, 2), department="门店")]},
        without={"roster": {"phone", "id_number", "address", "enrolled", "monthly_wage"}},
    )
    made = operations.accept(kept.actor(), kept.firm, facts, source=uuid.uuid4(), as_of=LATER)
    assert (made.counts["changed"], made.counts["corrected"]) == (0, 0)
    assert roster(kept, "101")[0].data[0]["v"]["monthly_wage"] == 600000


def test_a_cell_that_could_not_be_read_takes_nothing_away(kept: Kept) -> None:
    row = person(
        "101",
        id_number="110101199005030013",
        phone="13800001234",
        address="虚构路 1 号",
        monthly_wage=None,
        unread="monthly_wage",
    )
    made = operations.accept(kept.actor(), kept.firm, records({"roster": [row]}), source=uuid.uuid4(), as_of=LATER)
    assert made.counts["changed"] == 0


def test_two_people_without_numbers_are_known_again_by_name_in_another_order(kept: Kept) -> None:
    first = records({"roster": [person("R2", name="甲一"), person("R3", name="甲二")]})
    operations.accept(kept.actor(), kept.firm, first, source=uuid.uuid4(), as_of=LATER)
    second = records({"roster": [person("R2", name="甲二"), person("R3", name="甲一")]})
    made = operations.accept(kept.actor(), kept.firm, second, source=uuid.uuid4(), as_of=LATER)
    assert made.counts == dict.fromkeys(made.counts, 0)
    names = {row.number: row.name for row in kept.people.values()}
    assert (names["R2"], names["R3"]) == ("甲一", "甲二")


def test_a_number_given_to_somebody_else_does_not_mix_two_people(kept: Kept) -> None:
    other = records({"roster": [person("101", name="另一个人", id_number="110101198803020027")]})
    operations.accept(kept.actor(), kept.firm, other, source=uuid.uuid4(), as_of=LATER)
    assert kept.people["101"].name == "员工101"
    assert kept.people["101-2"].name == "另一个人"


def test_facts_without_a_roster_are_refused(kept: Kept) -> None:
    facts = records({"contracts": [contract("101", date(2024, 3, 1), None)]})
    with pytest.raises(Refused):
        operations.propose(kept.actor(), kept.firm, facts, source=uuid.uuid4(), as_of=LATER)


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "employee"])
def test_a_stranger_puts_nothing_in_and_takes_nothing_over(kept: Kept, who: str) -> None:
    proposal = proposed(kept)
    with pytest.raises(NotFound):
        operations.accept(kept.actor(who), kept.firm, told(), source=uuid.uuid4(), as_of=LATER)
    with pytest.raises(NotFound):
        operations.take_over(kept.actor(who), proposal.pk, version=1, choices=Choices())
    with pytest.raises(NotFound):
        operations.discard(kept.actor(who), proposal.pk)
    assert Acceptance.unscoped.count() == 1


def test_the_agency_acts_under_its_mandate_and_the_event_says_so(kept: Kept) -> None:
    operations.accept(kept.actor("specialist"), kept.firm, later_facts(), source=uuid.uuid4(), as_of=LATER)
    event = Event.unscoped.filter(verb="ledger.accepted").order_by("-seq").first()
    assert event is not None
    assert event.mandate == kept.district.mandate.pk


def test_the_page_confirms_what_was_ticked(kept: Kept) -> None:
    client = kept.district.client("owner")
    proposal = proposed(kept)
    found = queries.proposed(proposal)
    assert client.get(f"/ledger/proposals/{proposal.pk}/").status_code == 200
    form = {
        "version": found["version"],
        "added": ["roster"],
        **{f"changed-{one['number']}": "keep" for one in found["changes"]},
    }
    answer = client.post(f"/ledger/proposals/{proposal.pk}/take-over", form)
    assert answer.status_code == 303
    assert "104" not in kept.people  # the worker has not been there yet
    assert tasks.write.call(str(proposal.pk)) == "done"
    assert "104" in kept.people
    assert kept.people["102"].contracts == 0
    assert len(roster(kept, "101")) == 1
    again = client.post(f"/ledger/proposals/{proposal.pk}/take-over", form)
    assert again.status_code == 409


def test_no_name_number_or_wage_stands_in_the_clear(kept: Kept) -> None:
    proposed(kept)
    words = ("员工101", "110101199005030013", "13800001234", "虚构路", "600000", "540000")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith("ledger_") and not table.startswith("audit_"):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            text = repr(cursor.fetchall())
            assert not [word for word in words if word in text], table
