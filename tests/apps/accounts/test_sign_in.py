"""登录: the same login however it is typed, lock-out by person and address, and sessions that die when they should."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from heyue.apps.accounts import operations
from heyue.apps.accounts.models import Person, ResetLink
from heyue.apps.deeds import Refused
from tests.apps.accounts.mailing import work
from tests.district import NOW, PASSWORD, District, program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def sign_in(client: Client, login: str, password: str = PASSWORD, address: str = "203.0.113.5") -> object:
    return client.post("/account/login", {"login": login, "password": password}, REMOTE_ADDR=address)


def inside(client: Client) -> bool:
    return bool(client.get("/accounts/me").status_code == 200)


@pytest.mark.parametrize("typed", ["owner@example.test", " OWNER@Example.Test ", "ｏｗｎｅｒ＠example.test"])
def test_a_login_is_the_same_however_it_is_typed(district: District, typed: str) -> None:
    client = Client()
    assert sign_in(client, typed).status_code == 302  # type: ignore[attr-defined]
    assert inside(client)


def test_a_mobile_number_signs_in_with_or_without_the_country_code(district: District) -> None:
    Person.objects.filter(login="owner@example.test").update(login="13800138000")
    for typed in ("13800138000", "+86 138-0013-8000", "１３８００１３８０００"):
        client = Client()
        sign_in(client, typed)
        assert inside(client), typed


def test_five_wrong_passwords_lock_that_person_from_that_address_only(district: District) -> None:
    for _ in range(5):
        last = sign_in(Client(), "Owner@example.test", "wrong")
    assert last.status_code in {403, 429}  # type: ignore[attr-defined]
    locked = Client()
    sign_in(locked, "owner@example.test")
    assert not inside(locked), "locked, although the password is right now"
    elsewhere, another = Client(), Client()
    sign_in(elsewhere, "owner@example.test", address="203.0.113.6")
    sign_in(another, "hr@example.test")
    assert inside(elsewhere)
    assert inside(another)


def test_four_wrong_passwords_lock_nobody(district: District) -> None:
    for _ in range(4):
        sign_in(Client(), "owner@example.test", "wrong")
    client = Client()
    sign_in(client, "owner@example.test")
    assert inside(client)


@pytest.mark.parametrize("login", ["owner@example.test", "nobody@example.test"])
def test_a_wrong_password_and_an_unknown_person_look_alike(district: District, login: str) -> None:
    page = sign_in(Client(), login, "wrong").content.decode()  # type: ignore[attr-defined]
    page = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+|nonce-[^"]+', "", page).replace(login, "")
    assert "手机号、邮箱或密码不对" in page


def test_a_shut_account_loses_its_session_with_the_next_request(district: District) -> None:
    client = district.client("owner")
    assert inside(client)
    operations.disable(program(), district.people["owner"])
    assert not inside(client)


def test_a_changed_password_ends_the_other_sessions(district: District) -> None:
    here, there = Client(), Client()
    sign_in(here, "owner@example.test")
    sign_in(there, "owner@example.test")
    fresh = "另一句很长的口令 9"
    here.post("/account/password", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert inside(here)
    assert not inside(there)


def test_an_ended_membership_closes_its_pages_with_the_next_request(district: District) -> None:
    client = district.client("hr")
    assert client.get("/accounts/tokens").status_code == 200
    operations.end_membership(district.actor("owner"), district.standings["hr"])
    assert client.get("/accounts/tokens").status_code == 404


def test_a_forgotten_password_is_reset_by_a_link_that_works_once(district: District) -> None:
    held = Client()
    sign_in(held, "owner@example.test")
    Client().post("/accounts/reset", {"login": "owner@example.test"})
    work()
    link = re.search(r"/accounts/reset/[0-9a-f]+", mail.outbox[0].body)
    assert link is not None
    assert mail.outbox[0].to == ["owner@example.test"]
    fresh = "另一句很长的口令 9"
    assert (
        Client()
        .post(link[0], {"password": fresh, "login": "hr@example.test", "person": str(district.people["hr"].id)})
        .status_code
        == 302
    )
    assert district.people["owner"].__class__.objects.get(pk=district.people["owner"].pk).check_password(fresh)
    assert Person.objects.get(pk=district.people["hr"].pk).check_password(PASSWORD), (
        "the account follows from the link alone"
    )
    assert not inside(held), "the old session is over"
    assert Client().get(link[0]).status_code == 410
    assert Client().post(link[0], {"password": PASSWORD}).status_code == 410


def test_asking_for_an_unknown_address_answers_alike_and_sends_nothing(district: District) -> None:
    known, unknown = (
        Client().post("/accounts/reset", {"login": login}) for login in ("owner@example.test", "nobody@example.test")
    )
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    work()
    assert len(mail.outbox) == 1


def test_asking_does_the_same_to_the_database_for_known_and_unknown(district: District) -> None:
    """Not only the answer but the work is the same: statement for statement, so that its time tells nothing."""
    Client().post("/accounts/reset", {"login": "somebody@example.test"})  # the first of the hour, and of the record
    done = []
    for login in ("owner@example.test", "nobody@example.test", "13800138000"):
        with CaptureQueriesContext(connection) as asked:
            Client().post("/accounts/reset", {"login": login})
        done.append([re.sub(r"'[^']*'|\d+", "?", one["sql"]).partition(" VALUES")[0] for one in asked])
        ResetLink.unscoped.all().delete()
    assert len(done[0]) > 3
    first = [one for one in done[0] if "accounts_tally" not in one]
    assert all([one for one in other if "accounts_tally" not in one] == first for other in done[1:])
    assert not any("accounts_person" in one or "accounts_resetlink" in one for one in first)


def test_a_link_waits_sealed_in_the_queue(district: District) -> None:
    Client().post("/accounts/reset", {"login": "owner@example.test"})
    assert "owner@example.test" not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    work()
    link = re.search(r"/accounts/reset/([0-9a-f]+)", mail.outbox[0].body)
    assert link is not None
    assert link[1] not in str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def test_one_account_is_sent_three_links_an_hour_and_its_page_shows_nothing_of_it(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    for _ in range(5):
        answer = Client().post("/accounts/reset", {"login": "owner@example.test"})
        assert answer.headers["Location"] == "/accounts/reset/sent"
    work()
    assert len(mail.outbox) == 3


def test_the_eleventh_request_from_one_address_within_an_hour_is_told_when_to_come_back(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def ask(address: str) -> object:
        return Client().post("/accounts/reset", {"login": "nobody@example.test"}, REMOTE_ADDR=address)

    assert [ask("203.0.113.9").status_code for _ in range(11)] == [302] * 10 + [429]  # type: ignore[attr-defined]
    late = ask("203.0.113.9")
    assert 1 <= int(late.headers["Retry-After"]) <= 3600  # type: ignore[attr-defined]
    assert re.search(r"请在 \d\d:\d\d 以后再试", late.content.decode())  # type: ignore[attr-defined]
    assert ask("203.0.113.10").status_code == 302  # type: ignore[attr-defined]


def test_an_owner_makes_a_reset_link_for_a_clerk_but_not_for_somebody_who_works_elsewhere_too(
    district: District,
) -> None:
    owner = district.actor("owner")
    link, token = operations.make_reset_link(owner, district.standings["hr"])
    assert link.token not in token
    operations.join(program(), district.people["hr"], district.organisations["乙"], "owner")
    with pytest.raises(Refused):
        operations.make_reset_link(owner, district.standings["hr"])
    assert operations.make_reset_link(district.actor("administrator"), district.standings["hr"])


def test_an_owner_makes_no_reset_link_for_himself_or_another_owner(district: District) -> None:
    operations.join(program(), district.people["employee"], district.organisations["甲"], "owner")
    for who in ("owner", "employee"):
        with pytest.raises(Refused):
            operations.make_reset_link(district.actor("owner"), district.standings[who])


def test_a_reset_link_is_kept_as_a_digest_only(district: District) -> None:
    _, token = operations.make_reset_link(district.actor("owner"), district.standings["hr"])
    assert not ResetLink.unscoped.filter(token=token).exists()


@pytest.mark.parametrize(
    "where", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
)
def test_signing_in_sends_nobody_to_another_site(district: District, where: str) -> None:
    answer = Client().post("/account/login", {"login": "owner@example.test", "password": PASSWORD, "next": where})
    assert answer.headers["Location"] == "/"


def test_nobody_signs_up_through_the_library(district: District) -> None:
    assert Client().get("/account/signup").status_code == 404
