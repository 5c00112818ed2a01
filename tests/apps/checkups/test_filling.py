"""在线填写: saved person by person, taken up again, checked like a workbook; then erased from the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from heyue.apps.audit.models import Event
from heyue.apps.checkups import filled, operations, reports
from heyue.apps.checkups.models import Checkup, Draft, DraftPerson
from heyue.apps.deeds import Conflict, NotFound, Refused
from tests.district import District

Work = Callable[[], list[str]]
PERSON = {
    "name": "张三",
    "form": "full_time",
    "started": "2026-03-02",
    "monthly_wage": "6000",
    "insured": "unknown",
    "has_contract": "no",
}


def draft_of(district: District) -> Draft:
    return operations.fill(district.actor("owner"), organisation=district.organisations["甲"].pk)


def test_a_form_is_filled_resumed_and_checked(district: District, work: Work) -> None:
    client = district.client("owner")
    begun = client.post("/checkups/fill", {"organisation": str(district.organisations["甲"].pk)})
    assert begun.status_code == 303
    people = begun["Location"]
    assert client.post(people + "person", {**PERSON, "more": "1"}).status_code == 303
    assert "001" in client.get(people).content.decode()
    again = client.post("/checkups/fill", {"organisation": str(district.organisations["甲"].pk)})
    assert again["Location"] == people  # one unfinished form an employer
    opened = client.get(people + "person/1")
    assert "张三" in opened.content.decode()
    assert Event.unscoped.filter(verb="checkups.open_person").count() == 1
    handed = client.post(people + "submit")
    assert handed.status_code == 303
    assert work() == ["done"]
    run = Checkup.unscoped.get()
    assert run.source == "online"
    # 劳动合同法第82条第1款: said to have no contract at all, so the missing one is found though no contract sheet has a row
    assert "contracts.written_missing" in {one["rule"] for one in reports.report(run, "zh")["findings"]}
    assert not DraftPerson.unscoped.exists()


def test_what_is_not_known_is_not_checked(district: District, work: Work) -> None:
    draft = draft_of(district)
    operations.fill_person(district.actor("owner"), draft.pk, None, {**PERSON, "has_contract": "unknown"})
    operations.submit(district.actor("owner"), draft.pk)
    work()
    rules = {one["rule"]: one["status"] for one in reports.head(Checkup.unscoped.get())["zh"]["coverage"]}
    assert rules["contracts.written_missing"] == "not_checked"


def test_the_form_takes_ten_people_and_not_eleven(district: District) -> None:
    draft, owner = draft_of(district), district.actor("owner")
    for _ in range(10):
        operations.fill_person(owner, draft.pk, None, PERSON)
    with pytest.raises(Refused):
        operations.fill_person(owner, draft.pk, None, PERSON)


def test_of_two_who_change_one_person_the_second_is_told(district: District) -> None:
    draft = draft_of(district)
    operations.fill_person(district.actor("owner"), draft.pk, None, PERSON)
    operations.fill_person(district.actor("hr"), draft.pk, 1, {**PERSON, "job": "焊工"}, 0)
    with pytest.raises(Conflict):
        operations.fill_person(district.actor("owner"), draft.pk, 1, {**PERSON, "job": "车工"}, 0)
    assert DraftPerson.unscoped.get().values["job"] == "焊工"


def test_names_and_numbers_are_sealed_in_the_table(district: District) -> None:
    from django.db import connection

    draft = draft_of(district)
    operations.fill_person(district.actor("owner"), draft.pk, None, {**PERSON, "id_number": "11010519491231002X"})
    with connection.cursor() as cursor:
        cursor.execute('SELECT "values" FROM checkups_draftperson')
        stored = cursor.fetchone()[0]
    assert "张三" not in stored
    assert "11010519491231002X" not in stored


def test_a_wrong_identity_number_and_turned_days_are_said_at_their_field(district: District) -> None:
    draft, client = draft_of(district), district.client("owner")
    wrong = {
        **PERSON,
        "id_number": "110105194912310021",
        "ended": "2026-01-01",
        "insured": "yes",
        "has_contract": "yes",
    }
    answer = client.post(f"/checkups/fill/{draft.pk}/person", wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"id_number", "ended", "enrolled", "starts"}
    assert not DraftPerson.unscoped.exists()


def test_nobody_else_finds_the_form(district: District) -> None:
    draft = draft_of(district)
    operations.fill_person(district.actor("owner"), draft.pk, None, PERSON)
    for who in ("other_owner", "ended", "officer"):
        assert district.client(who).get(f"/checkups/fill/{draft.pk}/person/1").status_code == 404
    with pytest.raises(NotFound):
        operations.submit(district.actor("other_owner"), draft.pk)


def test_an_empty_form_is_not_handed_in(district: District) -> None:
    with pytest.raises(Refused):
        operations.submit(district.actor("owner"), draft_of(district).pk)


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2026, 1, 31), date(2025, 12, 1)),
        (date(2026, 11, 1), date(2026, 10, 1)),
        (date(2024, 2, 29), date(2024, 1, 1)),
    ],
)
def test_last_month_is_the_month_before(day: date, month: date) -> None:
    assert filled.month_before(day) == month
