"""主管部门和平台: a bureau sees what firms opened; staff look with a reason, for a time, reading only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heyue.apps.accounts import operations
from heyue.apps.accounts.models import StaffPower
from heyue.apps.audit.models import Event
from heyue.apps.deeds import Conflict, Refused
from tests.district import NOW, District

pytestmark = pytest.mark.django_db
REASON = "企业来电说看不到报告，请求协助排查"


def test_a_bureau_sees_the_employers_of_its_place_and_no_others(district: District) -> None:
    page = district.client("officer").get("/accounts/district").content.decode()
    assert "甲（演示）" in page
    assert "乙（演示）" in page
    assert "丙（演示）" not in page
    assert "正（演示）" not in page, "an agency is no employer"
    far = district.client("far_officer").get("/accounts/district").content.decode()
    assert "丙（演示）" in far
    assert "甲（演示）" not in far


def test_a_district_whose_code_ends_in_nought_does_not_reach_its_neighbour(district: District) -> None:
    """坪山区 440310 and 光明区 440311 (GB/T 2260): a code is shortened by pairs, not by noughts."""
    bureau = district.organisations["局"]
    bureau.place = "440310"
    bureau.save()
    district.organisations["甲"].place = "440311"
    district.organisations["甲"].save()
    assert "甲（演示）" not in district.client("officer").get("/accounts/district").content.decode()


def test_of_a_private_firm_nothing_but_name_kind_and_place(district: District) -> None:
    firm = district.organisations["甲"]
    firm.uscc, firm.industry, firm.employees, firm.revenue = "91110000600037341L", "F52", 12, 987_654_321_00
    firm.save()
    client = district.client("officer")
    hidden = ("91110000600037341L", "零售业", "987", "小型", "微型")
    page = client.get(f"/accounts/district/{firm.id}").content.decode().split("<main")[1]
    assert "甲（演示）" in page
    assert [word for word in hidden if word in page] == []
    operations.change_openness(district.actor("owner"), firm, "summary")
    opened = client.get(f"/accounts/district/{firm.id}").content.decode().split("<main")[1]
    assert "零售业" in opened
    assert "91110000600037341L" not in opened
    assert "987" not in opened


@pytest.mark.parametrize("who", ["far_officer", "owner", "agency_head", "administrator"])
def test_an_employer_of_another_place_or_role_looks_like_nothing(district: District, who: str) -> None:
    assert district.client(who).get(f"/accounts/district/{district.organisations['甲'].id}").status_code == 404


def test_an_exported_list_leaves_an_event_and_runs_no_formula(district: District) -> None:
    firm = district.organisations["甲"]
    firm.name = "=HYPERLINK(1)"
    firm.save()
    body = district.client("officer").get("/accounts/district?format=csv").content.decode()
    assert "'=HYPERLINK(1)" in body
    assert Event.unscoped.filter(verb="accounts.district_exported").count() == 1


def look(district: District, **changes: object) -> StaffPower:
    values = {"reason": REASON, "minutes": 30, **changes}
    return operations.open_power(district.actor("administrator"), district.organisations["甲"], **values)  # type: ignore[arg-type]


def test_a_look_reads_one_organisation_for_its_time_and_changes_nothing(district: District) -> None:
    firm, other = district.organisations["甲"].id, district.organisations["乙"].id
    assert district.actor("administrator").standing(firm, "ledger.read") is None
    look(district)
    actor = district.actor("administrator", now=NOW + timedelta(minutes=29, seconds=59))
    assert actor.standing(firm, "ledger.read") is not None
    assert actor.standing(firm, "ledger.write") is None
    assert actor.standing(other, "ledger.read") is None
    late = district.actor("administrator", now=NOW + timedelta(minutes=30))
    assert late.standing(firm, "ledger.read") is None


def test_the_organisation_sees_who_looked_and_why(district: District) -> None:
    look(district)
    other = district.client("other_owner").get("/audit/").content.decode()
    assert REASON not in other
    everything = district.client("owner").get("/audit/").content.decode()
    assert REASON in everything
    assert "administrator" in everything


@pytest.mark.parametrize("changes", [{"reason": "看看"}, {"reason": " " * 20}, {"minutes": 0}, {"minutes": 61}])
def test_without_a_reason_or_for_too_long_nothing_opens(district: District, changes: dict[str, object]) -> None:
    with pytest.raises(Refused):
        look(district, **changes)
    assert not StaffPower.unscoped.exists()


@pytest.mark.parametrize("who", ["owner", "officer", "security", "auditor", "agency_head"])
def test_nobody_but_the_administrator_opens_a_look(district: District, who: str) -> None:
    with pytest.raises(Refused):
        operations.open_power(district.actor(who), district.organisations["乙"], reason=REASON, minutes=5)


def test_the_security_role_ends_a_look_at_once(district: District) -> None:
    row = look(district)
    operations.end_power(district.actor("security"), row)
    assert district.actor("administrator").power is None
    with pytest.raises(Conflict):
        operations.end_power(district.actor("security"), row)


def test_a_second_look_ends_the_first(district: District) -> None:
    first = look(district)
    operations.open_power(district.actor("administrator"), district.organisations["乙"], reason=REASON, minutes=5)
    first.refresh_from_db()
    assert first.ended == NOW
    assert district.actor("administrator").standing(district.organisations["甲"].id, "ledger.read") is None


@pytest.mark.parametrize("who", ["owner", "administrator"])
def test_nobody_ends_a_look_that_is_not_his(district: District, who: str) -> None:
    row = look(district)
    StaffPower.unscoped.filter(pk=row.pk).update(person=district.people["security"])
    with pytest.raises(Refused):
        operations.end_power(district.actor(who), row)


def test_the_administrator_shuts_and_opens_an_account_by_its_exact_login(district: District) -> None:
    client, person = district.client("administrator"), district.people["owner"]
    assert "甲（演示）" in client.get("/accounts/people?login=OWNER@example.test").content.decode()
    assert "甲（演示）" not in client.get("/accounts/people?login=owner").content.decode(), "nothing to browse"
    client.post(f"/accounts/people/{person.id}/shut")
    person.refresh_from_db()
    assert not person.is_active
    client.post(f"/accounts/people/{person.id}/reopen")
    person.refresh_from_db()
    assert person.is_active


@pytest.mark.parametrize("who", ["owner", "security", "officer"])
def test_nobody_else_shuts_accounts(district: District, who: str) -> None:
    person = district.people["hr"]
    assert district.client(who).post(f"/accounts/people/{person.id}/shut").status_code == 404
    with pytest.raises(Refused):
        operations.disable(district.actor(who), person)


def test_the_administrator_does_not_shut_himself_out(district: District) -> None:
    person = district.people["administrator"]
    assert district.client("administrator").post(f"/accounts/people/{person.id}/shut").status_code == 404
    with pytest.raises(Refused):
        operations.disable(district.actor("administrator"), person)


def test_the_security_role_unlocks_a_login(district: District) -> None:
    for _ in range(5):
        district.client(None).post("/account/login", {"login": "hr@example.test", "password": "wrong"})
    client = district.client("security")
    page = client.get("/accounts/lockouts").content.decode()
    assert "hr@example.test" in page
    key = page.split("/accounts/lockouts/")[1].split("/")[0]
    assert district.client("owner").post(f"/accounts/lockouts/{key}/unlock").status_code == 404
    client.post(f"/accounts/lockouts/{key}/unlock")
    assert "hr@example.test" not in client.get("/accounts/lockouts").content.decode()
