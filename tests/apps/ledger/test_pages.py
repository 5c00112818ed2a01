"""台账的页面: each opens in both languages for who may see it, and looks absent to everybody else."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from heyue.apps.ledger import operations
from heyue.apps.ledger.models import Deadline, Record
from tests.apps.ledger.conftest import Kept, told
from tests.district import DAY


def addresses(kept: Kept) -> dict[str, str]:
    """Every page of 甲's ledger that is opened by GET."""
    firm, person = kept.firm, kept.people["101"]
    record = Record.unscoped.get(employee=person, table="contracts")
    roster = Record.unscoped.get(employee=person, table="roster")
    training = operations.add(
        kept.actor(),
        firm,
        "training",
        {"kind": "safety", "day": "2026-11-01", "title": "消防", "hours": 120, "people": 3},
    )
    proposal = operations.propose(kept.actor(), firm, told(), source=uuid.uuid4(), as_of=DAY)
    left = kept.people["103"]
    return {
        "company": f"/ledger/?of={firm}",
        "then": f"/ledger/?of={firm}&on=2026-01-31&known=2026-11-21",
        "people": f"/ledger/people/?of={firm}",
        "person": f"/ledger/people/{person.pk}/",
        "contracts": f"/ledger/contracts/?of={firm}",
        "training": f"/ledger/tables/training/?of={firm}",
        "add": f"/ledger/tables/permits/add?of={firm}",
        "add_contract": f"/ledger/tables/contracts/add?person={person.pk}",
        "record": f"/ledger/records/{record.pk}/",
        "own_record": f"/ledger/records/{training.pk}/",
        "correct": f"/ledger/records/{record.pk}/correct",
        "correct_roster": f"/ledger/records/{roster.pk}/correct",
        "strike": f"/ledger/records/{record.pk}/strike",
        "restrict": f"/ledger/people/{left.pk}/restrict",
        "proposal": f"/ledger/proposals/{proposal.pk}/",
        "dates": f"/ledger/dates/?of={firm}",
        "settings": f"/ledger/dates/settings?of={firm}",
    }


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("who", ["owner", "specialist"])
def test_every_page_opens_for_the_owner_and_the_agency_under_its_mandate(kept: Kept, who: str, lang: str) -> None:
    client = kept.district.client(who)
    client.cookies["heyue-language"] = lang
    for name, address in addresses(kept).items():
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == 200, (name, answer.status_code)
        assert "style=" not in text.split("</head>")[1], name
        assert "110101199005030013" not in text, name
        assert "13800001234" not in text, name


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "employee", "administrator", "far_owner"])
def test_a_stranger_finds_nothing_there(kept: Kept, who: str) -> None:
    client = kept.district.client(who)
    for name, address in addresses(kept).items():
        assert client.get(address).status_code == 404, name


def test_a_visitor_is_sent_to_sign_in(kept: Kept) -> None:
    client = kept.district.client(None)
    answer = client.get(f"/ledger/people/{kept.people['101'].pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login")


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "employee"])
def test_a_stranger_changes_nothing(kept: Kept, who: str) -> None:
    client = kept.district.client(who)
    person = kept.people["101"].pk
    deadline = Deadline.unscoped.filter(organisation_id=kept.firm).first()
    assert deadline is not None
    record = Record.unscoped.get(employee_id=person, table="contracts").pk
    before = list(Record.unscoped.order_by("pk").values_list("pk", "known_to"))
    posts: dict[str, dict[str, Any]] = {
        f"/ledger/people/{person}/identity": {"identity-why": "仲裁需要核对"},
        f"/ledger/people/{person}/hold": {"hold-why": "正在仲裁"},
        f"/ledger/people/{person}/release": {},
        f"/ledger/people/{person}/restrict": {},
        f"/ledger/records/{record}/correct": {"wage": "1"},
        f"/ledger/records/{record}/strike": {},
        f"/ledger/dates/{deadline.pk}/handle": {},
        f"/ledger/dates/{deadline.pk}/unhandle": {},
        f"/ledger/dates/settings?of={kept.firm}": {},
        f"/ledger/tables/permits/add?of={kept.firm}": {"kind": "other", "title": "x", "ends": "2027-01-01"},
    }
    for address, values in posts.items():
        assert client.post(address, values).status_code == 404, address
    assert list(Record.unscoped.order_by("pk").values_list("pk", "known_to")) == before
    deadline.refresh_from_db()
    assert deadline.handled is None


def test_an_absent_page_and_a_foreign_page_look_alike(kept: Kept) -> None:
    client = kept.district.client("other_owner")
    foreign = client.get(f"/ledger/people/{kept.people['101'].pk}/")
    absent = client.get(f"/ledger/people/{uuid.uuid4()}/")
    tokens = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f-]{36}")
    assert foreign.status_code == absent.status_code == 404
    assert tokens.sub("", foreign.content.decode()) == tokens.sub("", absent.content.decode())


def test_empty_pages_say_what_will_be_there(district: Any) -> None:
    client = district.client("other_owner")
    for address in ("/ledger/people/", "/ledger/contracts/", "/ledger/dates/", "/ledger/", "/ledger/tables/training/"):
        assert client.get(address).status_code == 200, address
    assert "员工会列在这里" in client.get("/ledger/people/").content.decode()


def test_the_people_list_is_searched_by_name_filtered_and_exported(kept: Kept) -> None:
    client = kept.district.client("owner")
    assert "员工102" not in client.get("/ledger/people/?q=员工101").content.decode()
    assert "员工101" in client.get("/ledger/people/?q=员工101").content.decode()
    assert "员工103" in client.get("/ledger/people/?chip=left").content.decode()
    assert "员工101" not in client.get("/ledger/people/?department=门店").content.decode()
    answer = client.get("/ledger/people/?format=csv&chip=all")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.decode("utf-8-sig").count("员工") >= 3


def test_the_number_of_queries_does_not_grow_with_the_people(kept: Kept, django_assert_max_num_queries: Any) -> None:
    client = kept.district.client("owner")
    client.get("/ledger/people/")
    with django_assert_max_num_queries(20):
        client.get("/ledger/people/")
    with django_assert_max_num_queries(20):
        client.get("/ledger/contracts/")
    with django_assert_max_num_queries(20):
        client.get("/ledger/dates/")
