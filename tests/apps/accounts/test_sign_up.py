"""注册: two screens, six fields, then the owner at home."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from heyue.apps.accounts.models import Membership, Organisation, Person, Tally
from heyue.apps.accounts.operations import NOTICE
from heyue.apps.audit import chain
from heyue.apps.audit.models import Event
from heyue.law import uscc
from tests.district import NOW, District

pytestmark = pytest.mark.django_db
STRONG = "正确的马电池订书钉吗"
CODE = "91110000600037341L"
FIRM = {"firm": "海珠小厂", "place": "广州市海珠区", "uscc": ""}
PERSON = {"name": "老陈", "login": "１３８ 0013 8000", "password": STRONG}


def first(client: Client, **changes: str) -> object:
    return client.post("/accounts/sign-up", {**FIRM, **changes})


def test_a_firm_signs_up_on_two_screens_and_its_owner_is_signed_in_at_home() -> None:
    client = Client()
    assert first(client, uscc=CODE.lower()).headers["Location"] == "/accounts/sign-up/account"
    done = client.post("/accounts/sign-up/account", PERSON, follow=True)
    assert done.status_code == 200
    assert done.redirect_chain[-1][0] == "/"
    person = Person.objects.get(login="13800138000")
    firm = Organisation.unscoped.get(uscc=CODE)
    assert (firm.name, firm.place, firm.kind) == ("海珠小厂", "440105", "enterprise")
    assert Membership.unscoped.get(person=person).role == "owner"
    assert person.notice_version == NOTICE
    assert done.wsgi_request.user == person
    assert list(chain.verify()) == []


def test_the_two_screens_ask_at_most_six_things() -> None:
    client = Client()
    one = client.get("/accounts/sign-up").content.decode()
    first(client)
    two = client.get("/accounts/sign-up/account").content.decode()
    asked = [
        name
        for page in (one, two)
        for name in ("firm", "place", "uscc", "name", "login", "password")
        if f'name="{name}"' in page
    ]
    assert sorted(asked) == sorted(["firm", "place", "uscc", "name", "login", "password"])
    assert NOTICE in two


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("广州", "请写到区县"),
        ("海珠山", "没有找到"),
        ("鼓楼区", "几个地方"),
        ("全国", "请写到区县"),
        ("999999", "没有找到"),
    ],
)
def test_a_place_that_is_unclear_is_explained(place: str, says: str) -> None:
    answer = first(Client(), place=place)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert says in answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", ["440105", "广东省广州市海珠区", "海珠区", "东莞市"])
def test_a_district_by_name_or_code_or_a_city_without_districts_will_do(place: str) -> None:
    assert first(Client(), place=place).status_code == 302  # type: ignore[attr-defined]


def test_a_wrong_credit_code_is_told_what_is_wrong() -> None:
    assert "最后一位" in first(Client(), uscc="91110000600037431L").content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("login", ["1234", "name@", "12800138000", "a b c"])
def test_a_login_that_is_neither_number_nor_address_is_refused(login: str) -> None:
    client = Client()
    first(client)
    assert client.post("/accounts/sign-up/account", {**PERSON, "login": login}).status_code == 422
    assert not Person.objects.exists()


@pytest.mark.parametrize("password", ["short", "1234567890", "13800138000"])
def test_a_weak_password_is_refused(password: str) -> None:
    client = Client()
    first(client)
    assert client.post("/accounts/sign-up/account", {**PERSON, "password": password}).status_code == 422


def test_a_login_or_code_that_is_taken_leaves_nothing_behind(district: District) -> None:
    district.organisations["甲"].uscc = CODE
    district.organisations["甲"].save()
    before = (Organisation.unscoped.count(), Person.objects.count(), Event.unscoped.count())
    for code, login in ((CODE, "13900139000"), ("", "OWNER@example.test ")):
        client = Client()
        first(client, uscc=code)
        assert client.post("/accounts/sign-up/account", {**PERSON, "login": login}).status_code == 422
    assert (Organisation.unscoped.count(), Person.objects.count(), Event.unscoped.count()) == before


def test_the_eleventh_sign_up_from_one_address_within_an_hour_is_told_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def sign_up(number: int, address: str) -> object:
        client = Client(REMOTE_ADDR=address)
        first(client, uscc="")
        return client.post("/accounts/sign-up/account", {**PERSON, "login": f"138{number:08d}"})

    assert [sign_up(one, "203.0.113.7").status_code for one in range(10)] == [302] * 10  # type: ignore[attr-defined]
    late = sign_up(10, "203.0.113.7")
    assert late.status_code == 429  # type: ignore[attr-defined]
    assert 1 <= int(late.headers["Retry-After"]) <= 3600  # type: ignore[attr-defined]
    assert "以后再试" in late.content.decode()  # type: ignore[attr-defined]
    assert not Person.objects.filter(login="13800000010").exists()
    assert sign_up(10, "203.0.113.8").status_code == 302, "another address goes on"  # type: ignore[attr-defined]
    assert sum(Tally.objects.values_list("count", flat=True)) == 12
    assert "203.0.113.7" not in str(list(Tally.objects.values_list("key", flat=True)))


def test_a_code_whose_body_does_not_fit_is_asked_about_and_taken() -> None:
    code = CODE[:16] + ("2" if CODE[16] != "2" else "3")
    code += uscc.check_character(code)
    client = Client()
    assert first(client, uscc=code).status_code == 302  # type: ignore[attr-defined]
    assert "校验位不符" in client.get("/accounts/sign-up/account").content.decode()
    assert client.post("/accounts/sign-up/account", PERSON).status_code == 302
    assert Organisation.unscoped.get(uscc=code).name


def test_the_second_screen_without_the_first_goes_back_to_it() -> None:
    assert Client().get("/accounts/sign-up/account").headers["Location"] == "/accounts/sign-up"


def test_places_are_suggested_while_typing() -> None:
    page = Client().get("/accounts/places", {"place": "海珠"}).content.decode()
    assert "广东省广州市海珠区" in page
