"""我的数据: all about oneself and nothing about others; leaving takes out what identifies one and breaks no chain."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest

from heyue.apps.accounts import operations, queries
from heyue.apps.accounts.models import Membership, Organisation, Person
from heyue.apps.audit import chain
from heyue.apps.audit.models import Detail, Event
from heyue.apps.audit.queries import events, lines
from heyue.apps.deeds import Refused
from tests.district import PASSWORD, District, program

pytestmark = pytest.mark.django_db


def test_the_copy_holds_all_about_me_and_nothing_about_others(district: District) -> None:
    operations.invite(district.actor("owner"), district.organisations["甲"], "hr", "小李")
    answer = district.client("owner").post("/accounts/me/export")
    box = zipfile.ZipFile(io.BytesIO(answer.content))
    text = box.read("my-data.json").decode()
    tables = json.loads(text)
    assert tables["person"][0]["login"] == "owner@example.test"
    assert tables["memberships"][0]["role"] == "owner"
    assert tables["invitations_sent"][0]["name"] == "小李"
    assert any(row["what_zh"].startswith("发出邀请") for row in tables["deeds"])
    others = [one.login for name, one in district.people.items() if name != "owner"]
    assert [login for login in others if login in text] == []
    assert "password" not in text
    assert "argon2" not in text
    assert "md5$" not in text
    sheet = openpyxl.load_workbook(io.BytesIO(box.read("my-data.xlsx"))).active
    assert sheet is not None
    assert any(row[3].value == "owner@example.test" for row in sheet.iter_rows())
    assert Event.unscoped.filter(verb="accounts.data_exported", person=district.people["owner"].id).count() == 1


def test_leaving_takes_out_what_identifies_one_and_breaks_no_chain(district: District) -> None:
    person = district.people["administrator"]
    operations.join(program(), district.people["security"], district.organisations["平台"], "administrator")
    operations.open_power(
        district.actor("administrator"), district.organisations["甲"], reason="张三来电请求协助排查报告问题", minutes=5
    )
    operations.erase(district.actor("administrator"))
    person.refresh_from_db()
    assert (person.login, person.name, person.email, person.is_active) == (f"erased-{person.id}", "已注销", "", False)
    assert not person.has_usable_password()
    assert not Membership.unscoped.filter(person=person, until__isnull=True).exists()
    assert not Detail.objects.filter(about=person.id).exists()
    assert list(chain.verify()) == []
    owner = district.actor("owner")
    opened = list(events(owner).filter(verb="accounts.power_opened"))
    assert "已删除" in lines(owner, opened, "zh")[0].what
    assert "erased" in lines(owner, opened, "en")[0].what
    assert lines(owner, opened, "zh")[0].who == "已注销"


def test_an_erased_login_is_free_again_and_signs_nobody_in(district: District) -> None:
    client = district.client("employee")
    assert client.post("/accounts/me/erase", {"password": "wrong"}).status_code == 422
    client.post("/accounts/me/erase", {"password": PASSWORD})
    assert client.get("/accounts/me").status_code == 302
    assert not Person.objects.filter(login="employee@example.test").exists()
    assert (
        district.client(None)
        .post("/account/login", {"login": "employee@example.test", "password": PASSWORD})
        .status_code
        == 200
    )


def test_the_last_head_of_a_firm_with_members_must_find_a_successor_first(district: District) -> None:
    before = Event.unscoped.count()
    with pytest.raises(Refused):
        operations.erase(district.actor("owner"))
    assert Event.unscoped.count() == before, "nothing half done"
    assert Membership.unscoped.get(pk=district.standings["owner"].pk).until is None


def test_a_firm_of_one_closes_with_its_owner(district: District) -> None:
    operations.erase(district.actor("far_owner"))
    assert Organisation.unscoped.get(pk=district.organisations["丙"].pk).closed is not None


def test_nobody_erases_what_is_about_somebody_else(district: District) -> None:
    from heyue.apps.audit.operations import shred

    with pytest.raises(Refused):
        shred(district.actor("owner"), district.people["hr"].id)


def test_before_leaving_one_reads_what_stays_and_on_what_ground(district: District) -> None:
    page = district.client("owner").get("/accounts/me/erase").content.decode()
    assert "劳动合同法第50条" in page
    assert "个人信息保护法第13条" in page


@pytest.mark.parametrize("field", ["login", "is_active", "last_standing", "joined"])
def test_ones_page_changes_only_name_address_and_language(district: District, field: str) -> None:
    person = district.people["owner"]
    before = getattr(person, field)
    district.client("owner").post(
        "/accounts/me",
        {
            "name": "新名",
            "email": "",
            "language": "en",
            "login": "x",
            "is_active": "",
            "last_standing": "",
            "joined": "",
        },
    )
    person.refresh_from_db()
    assert getattr(person, field) == before
    assert (person.name, person.language) == ("新名", "en")


def test_what_is_kept_about_me_covers_every_table_that_points_to_a_person(district: District) -> None:
    """Every relation to Person is in the copy, or its model holds no more than who did something."""
    told = set(queries.about_me(district.actor("owner")))
    assert {"person", "memberships", "tokens", "sessions", "second_factors", "deeds", "reset_links"} <= told
