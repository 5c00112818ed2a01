"""逐条记录: added, corrected and struck by hand; the history keeps both times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import operations, queries, reading
from heyue.apps.ledger.forms import RecordForm
from heyue.apps.ledger.models import BEGINNING, Record
from heyue.apps.ledger.tables import ALL, OWN
from tests.apps.ledger.conftest import Kept
from tests.district import DAY

TRAINING = {"kind": "safety", "day": "2026-11-01", "title": "消防", "hours": 120, "people": 3}


def added(kept: Kept, table: str = "training", **values: object) -> Record:
    return operations.add(kept.actor(), kept.firm, table, {**TRAINING, **values})


def test_a_correction_keeps_what_was_known_before(kept: Kept) -> None:
    old = added(kept)
    new = operations.correct(kept.actor(), old.pk, {"title": "消防演练"})
    old.refresh_from_db()
    assert old.known_to == new.known_from
    assert new.known_to is None
    assert new.data[0]["v"] == {**TRAINING, "title": "消防演练"}
    shown = queries.record(kept.actor(), new)
    assert [one["changes"][0]["before"][0] if one["changes"] else "" for one in shown["versions"]] == ["消防", ""]


def test_the_list_as_it_was_known_before_the_correction_is_still_there(kept: Kept) -> None:
    old = added(kept)
    moment = old.known_from
    new = operations.correct(kept.actor(), old.pk, {"day": "2026-11-08"})
    assert [values["day"] for _, values in reading.simple(kept.firm, known_at=moment)["training"]] == ["2026-11-01"]
    assert [values["day"] for _, values in reading.simple(kept.firm, known_at=new.known_from)["training"]] == [
        "2026-11-08"
    ]


def test_of_two_who_correct_the_same_the_second_is_told_so(kept: Kept) -> None:
    old = added(kept)
    operations.correct(kept.actor(), old.pk, {"title": "消防演练"})
    with pytest.raises(Conflict):
        operations.correct(kept.actor("hr"), old.pk, {"title": "急救"})


def test_a_correction_that_changes_nothing_is_refused(kept: Kept) -> None:
    with pytest.raises(Refused):
        operations.correct(kept.actor(), added(kept).pk, {"title": "消防"})


def test_a_struck_record_leaves_the_lists_and_stays_in_the_history(kept: Kept) -> None:
    old = added(kept)
    operations.strike(kept.actor(), old.pk)
    assert reading.simple(kept.firm)["training"] == []
    assert Record.unscoped.filter(pk=old.pk, known_to__isnull=False).exists()
    with pytest.raises(Conflict):
        operations.strike(kept.actor(), old.pk)


def test_a_person_s_state_changes_from_a_day_or_was_wrong_all_along(kept: Kept) -> None:
    row = Record.unscoped.get(employee=kept.people["101"], table="roster")
    since = date(2026, 11, 1)
    made = operations.correct(kept.actor(), row.pk, {"department": "仓库"}, since=since)
    assert (made.valid_from, made.valid_to) == (since, None)
    kept_before = Record.unscoped.get(
        employee=kept.people["101"], table="roster", known_to__isnull=True, valid_from=BEGINNING
    )
    assert kept_before.valid_to == since - timedelta(days=1)
    assert kept.people["101"].department == "仓库"
    wrong = operations.correct(kept.actor(), made.pk, {"department": "车间二"})
    assert wrong.valid_from == since
    assert kept.people["101"].department == "车间二"


def test_names_and_hidden_numbers_are_not_changed_here(kept: Kept) -> None:
    row = Record.unscoped.get(employee=kept.people["101"], table="roster")
    with pytest.raises(Refused):
        operations.correct(kept.actor(), row.pk, {"name": "别人"})
    assert "id_number" not in RecordForm(table="roster").fields


def test_a_contract_added_by_hand_is_the_persons_latest(kept: Kept) -> None:
    person = kept.people["102"]
    values = {"term": "fixed", "signed": "2026-11-20", "starts": "2026-11-20", "ends": "2028-11-19"}
    operations.add(kept.actor(), kept.firm, "contracts", values, employee=person.pk)
    person.refresh_from_db()
    assert (person.contracts, person.contract_ends) == (1, date(2028, 11, 19))
    with pytest.raises(Refused):
        operations.add(kept.actor(), kept.firm, "contracts", values, employee=person.pk)
    told = reading.as_of(kept.firm, valid_on=DAY)
    assert told.frames["contracts"].height == 3


def test_tables_that_are_not_kept_by_hand_are_not_there(kept: Kept) -> None:
    for table in ("payroll", "roster", "nonsense"):
        with pytest.raises(NotFound):
            operations.add(kept.actor(), kept.firm, table, {})
    with pytest.raises(NotFound):
        operations.add(kept.actor(), kept.firm, "contracts", {})
    row = Record.unscoped.get(employee=kept.people["101"], table="roster")
    with pytest.raises(NotFound):
        operations.strike(kept.actor(), row.pk)


@pytest.mark.parametrize("table", sorted(OWN))
def test_every_table_of_the_firms_own_is_entered_and_corrected_on_its_pages(kept: Kept, table: str) -> None:
    client = kept.district.client("owner")
    values = {}
    for column in ALL[table].columns:
        values[column.name] = {
            "choice": column.choices[0].value if column.choices else "", "date": "2026-11-20", "text": "内容", "hours": "2.5", "count": "3",
        }[column.kind]  # fmt: skip
    answer = client.post(f"/ledger/tables/{table}/add", values)
    assert answer.status_code == 303, answer.content.decode()
    made = Record.unscoped.get(table=table)
    assert client.get(answer["Location"]).status_code == 200
    if table == "training":
        assert made.data[0]["v"]["hours"] == 150  # minutes
    first = next(column.name for column in ALL[table].columns if column.kind == "text")
    answer = client.post(f"/ledger/records/{made.pk}/correct", {**values, first: "改过的内容"})
    assert answer.status_code == 303
    assert "改过的内容" in client.get(answer["Location"]).content.decode()
    assert client.get(f"/ledger/tables/{table}/").status_code == 200


def test_a_form_says_what_is_wrong_at_its_field(kept: Kept) -> None:
    client = kept.district.client("owner")
    answer = client.post(
        "/ledger/tables/permits/add", {"kind": "other", "title": "x", "starts": "2026-11-20", "ends": "2026-11-19"}
    )
    assert answer.status_code == 422
    assert "不能早于开始的那天" in answer.content.decode()
    form = RecordForm({"term": "fixed", "starts": "2026-11-20"}, table="contracts")
    assert not form.is_valid()
    assert "ends" in form.errors
    assert not RecordForm({"term": "open", "starts": "x"}, table="contracts").is_valid()


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer"])
def test_a_stranger_enters_nothing(kept: Kept, who: str) -> None:
    row = added(kept)
    with pytest.raises(NotFound):
        operations.add(kept.actor(who), kept.firm, "training", TRAINING)
    for deed in (
        lambda: operations.correct(kept.actor(who), row.pk, {"title": "x"}),
        lambda: operations.strike(kept.actor(who), row.pk),
    ):
        with pytest.raises(NotFound):
            deed()


def test_another_firms_person_is_not_given_a_contract_here(kept: Kept) -> None:
    with pytest.raises(NotFound):
        operations.add(
            kept.actor("other_owner"), kept.district.organisations["乙"].pk, "contracts", {"term": "open", "starts": "2026-01-01"},
            employee=kept.people["101"].pk,
        )  # fmt: skip
