"""期限: kept in step with the records, ticked off, reminded of once a stage, and read by calendars."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from heyue.apps.accounts.models import Mandate, Membership
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import operations, queries
from heyue.apps.ledger.models import Deadline, Feed
from heyue.apps.notices.models import Outbox
from tests.apps.ledger.conftest import Kept, told
from tests.apps.ledger.firms import contract, person, records
from tests.district import DAY, NOW, program


def deadline(kept: Kept, kind: str, number: str = "") -> Deadline:
    rows = Deadline.unscoped.filter(organisation_id=kept.firm, kind=kind)
    rows = rows.order_by("due")
    found = rows.filter(employee=kept.people[number]).first() if number else rows.first()
    assert found is not None, kind
    return found


def at(day: date) -> dict[str, object]:
    return {"now": datetime(day.year, day.month, day.day, 1, tzinfo=UTC), "day": day}


def test_taking_facts_over_makes_the_deadlines(kept: Kept) -> None:
    kinds = set(Deadline.unscoped.filter(organisation_id=kept.firm).values_list("kind", flat=True))
    assert {"contract_end", "insurance_due", "contract_due", "pay_day"} <= kinds
    assert deadline(kept, "contract_end", "101").due == date(2026, 12, 21)
    assert deadline(kept, "insurance_due").article_zh == "社会保险法第58条第1款"


def test_one_ticked_off_stays_so_until_its_day_moves(kept: Kept) -> None:
    row = deadline(kept, "contract_end", "101")
    operations.handle(kept.actor(), row.pk)
    with pytest.raises(Conflict):
        operations.handle(kept.actor(), row.pk)
    operations.accept(kept.actor(), kept.firm, told(), source=uuid.uuid4(), as_of=DAY)
    row.refresh_from_db()
    assert row.handled is not None
    moved = records({"roster": [person("101")], "contracts": [contract("101", date(2024, 3, 1), date(2027, 3, 1))]})
    operations.accept(kept.actor(), kept.firm, moved, source=uuid.uuid4(), as_of=DAY)
    row.refresh_from_db()
    assert (row.handled, row.due) == (None, date(2027, 3, 1))
    operations.handle(kept.actor(), row.pk)
    operations.unhandle(kept.actor(), row.pk)
    with pytest.raises(Conflict):
        operations.unhandle(kept.actor(), row.pk)


def test_a_deadline_goes_when_its_reason_goes(kept: Kept) -> None:
    assert deadline(kept, "insurance_due", "102")
    enrolled = records(
        {
            "roster": [
                person("102", sex="female", started=date(2026, 11, 2), enrolled=date(2026, 11, 10), department="门店")
            ]
        }
    )
    operations.accept(kept.actor(), kept.firm, enrolled, source=uuid.uuid4(), as_of=DAY)
    assert not Deadline.unscoped.filter(kind="insurance_due").exists()


def test_each_stage_is_told_once_and_a_missed_day_is_made_up_for(kept: Kept) -> None:
    start = program()
    assert operations.remind(start, kept.firm) > 0
    assert operations.remind(start, kept.firm) == 0
    row = deadline(kept, "contract_end", "101")
    row.refresh_from_db()
    assert row.reminded == 30  # 30 days to 21 December
    operations.remind(replace(start, **at(date(2026, 12, 13))), kept.firm)
    row.refresh_from_db()
    assert row.reminded == 30  # 8 days left: the stage of 7 has not come
    operations.remind(replace(start, **at(date(2026, 12, 16))), kept.firm)
    row.refresh_from_db()
    assert row.reminded == 7  # the 14th, its day, had no worker


def test_owner_clerk_and_the_agency_are_told_without_a_name_in_the_message(kept: Kept) -> None:
    operations.remind(program(), kept.firm)
    rows = Outbox.unscoped.filter(kind="ledger.deadlines", channel="app")
    told_to = {row.person_id for row in rows}
    people = kept.district.people
    assert {people["owner"].pk, people["hr"].pk, people["specialist"].pk} <= told_to
    assert people["ended"].pk not in told_to
    assert people["other_owner"].pk not in told_to
    assert all("员工" not in row.zh for row in rows)


def test_only_the_program_reminds(kept: Kept) -> None:
    with pytest.raises(NotFound):
        operations.remind(kept.actor(), kept.firm)


def test_the_firms_own_days_before_go_before_the_default(kept: Kept) -> None:
    operations.settings(kept.actor(), kept.firm, leads={"contract_end": [10, 90]}, insurance_day=15)
    assert deadline(kept, "contract_end", "101").first_reminder == date(2026, 12, 21) - timedelta(days=90)
    assert deadline(kept, "insurance_month").due == date(2026, 12, 15)
    for wrong in ({"leads": {"contract_end": [367]}, "insurance_day": None}, {"leads": {"nonsense": [3]}, "insurance_day": None},
                  {"leads": {}, "insurance_day": 32}):  # fmt: skip
        with pytest.raises(Refused):
            operations.settings(kept.actor(), kept.firm, **wrong)  # type: ignore[arg-type]


def test_the_settings_page_takes_days_as_people_write_them(kept: Kept) -> None:
    client = kept.district.client("owner")
    answer = client.post(f"/ledger/dates/settings?of={kept.firm}", {"contract_end": "90、10", "insurance_day": "15"})
    assert answer.status_code == 303
    assert client.post(f"/ledger/dates/settings?of={kept.firm}", {"contract_end": "soon"}).status_code == 422
    assert deadline(kept, "contract_end", "101").first_reminder == date(2026, 9, 22)


def test_ticking_off_on_the_page_can_be_taken_back(kept: Kept) -> None:
    client, row = kept.district.client("owner"), deadline(kept, "contract_end", "101")
    assert client.post(f"/ledger/dates/{row.pk}/handle").status_code == 303
    assert f"/ledger/dates/{row.pk}/unhandle" in client.get("/ledger/dates/").content.decode()
    assert client.post(f"/ledger/dates/{row.pk}/unhandle").status_code == 303
    row.refresh_from_db()
    assert row.handled is None


# ---- home ----------------------------------------------------------------------------------------------------------


def test_the_owners_home_names_the_next_days_and_what_to_do(kept: Kept) -> None:
    (card,) = queries.home(kept.actor())
    assert card["deadlines"][0]["due"] >= DAY
    assert {task["title"][0] for task in card["tasks"]} >= {"办社会保险登记", "签书面劳动合同"}
    assert all(isinstance(task["minutes"], int) for task in card["tasks"])
    assert queries.home(kept.actor("employee")) == []
    answer = kept.district.client("owner").get("/")
    assert answer.status_code == 200
    assert "近期的日子" in answer.content.decode()


def test_the_agencys_home_has_its_clients_and_nobody_elses(kept: Kept) -> None:
    (card,) = queries.home(kept.actor("specialist"))
    assert [row["name"] for row in card["clients"]] == ["甲（演示）"]
    assert queries.home(kept.actor("ended")) == []
    assert kept.district.client("specialist").get("/").status_code == 200
    both = queries.next_days(kept.actor("specialist"), [kept.firm, kept.district.organisations["乙"].pk])
    assert list(both) == [kept.firm]


# ---- the feed ------------------------------------------------------------------------------------------------------


def feed(kept: Kept, who: str = "owner", **given: object) -> tuple[Feed, str]:
    return operations.subscribe(kept.actor(who), **{"lang": "zh", "names": False, **given})  # type: ignore[arg-type]


def events(kept: Kept, token: str) -> list:
    answer = kept.district.client(None).get(f"/ledger/feed/{token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_feed_gives_reason_article_and_alarms_without_names(kept: Kept) -> None:
    _, token = feed(kept)
    found = {str(event["SUMMARY"]): event for event in events(kept, token)}
    event = found["劳动合同到期（101）"]
    assert event["DTSTART"].dt == date(2026, 12, 21)
    assert "劳动合同法第44条第1项" in str(event["DESCRIPTION"])
    assert "续签" in str(event["DESCRIPTION"])
    alarms = sorted(alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
    assert alarms == [timedelta(days=-days, hours=9) for days in (60, 30, 7)]
    assert all("员工" not in name for name in found)


def test_an_event_keeps_its_identifier_when_its_day_changes(kept: Kept) -> None:
    _, token = feed(kept, lang="en")
    before = {str(event["SUMMARY"]): str(event["UID"]) for event in events(kept, token)}
    moved = records({"roster": [person("101")], "contracts": [contract("101", date(2024, 3, 1), date(2027, 3, 1))]})
    operations.accept(kept.actor(), kept.firm, moved, source=uuid.uuid4(), as_of=DAY)
    after = {str(event["SUMMARY"]): event for event in events(kept, token)}
    assert str(after["Contract ends (101)"]["UID"]) == before["Contract ends (101)"]
    assert after["Contract ends (101)"]["DTSTART"].dt == date(2027, 3, 1)


def test_names_stand_in_the_feed_only_where_they_were_chosen(kept: Kept) -> None:
    _, token = feed(kept, names=True)
    assert any("员工101" in str(event["SUMMARY"]) for event in events(kept, token))


def test_a_feed_dies_with_the_subscription_the_membership_and_the_mandate(kept: Kept) -> None:
    client = kept.district.client(None)
    made, token = feed(kept)
    operations.unsubscribe(kept.actor(), made.pk)
    assert client.get(f"/ledger/feed/{token}.ics").status_code == 404
    _, token = feed(kept, "hr")
    Membership.unscoped.filter(person=kept.district.people["hr"]).update(until=NOW)
    assert client.get(f"/ledger/feed/{token}.ics").status_code == 404
    _, token = feed(kept, "specialist")
    assert any("甲" in str(event["SUMMARY"]) or event for event in events(kept, token))
    Mandate.unscoped.filter(pk=kept.district.mandate.pk).update(ended=NOW)
    assert events(kept, token) == []
    assert client.get("/ledger/feed/nothing.ics").status_code == 404


def test_only_the_digest_of_the_address_is_kept_and_it_is_shown_once(kept: Kept) -> None:
    client = kept.district.client("owner")
    answer = client.post("/ledger/feeds/", {"lang": "zh"})
    address = answer.content.decode().split('value="http')[1].split('"')[0]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in {row.token for row in Feed.unscoped.all()}
    assert token not in client.get("/ledger/feeds/").content.decode()
    made = Feed.unscoped.get()
    other = kept.district.client("hr")
    assert other.post(f"/ledger/feeds/{made.pk}/end").status_code == 404
    assert client.post(f"/ledger/feeds/{made.pk}/end").status_code == 303


def test_five_feeds_are_the_most(kept: Kept) -> None:
    for _ in range(5):
        feed(kept)
    with pytest.raises(Refused):
        feed(kept)
