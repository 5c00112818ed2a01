"""第二重验证: nothing of a role that asks for it opens before it was given; no code works twice, none works empty."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test import Client

from heyue.apps.accounts import sign_in
from heyue.catalog.roles import roles
from tests.district import PASSWORD, District

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of an invented account
FORCED = sorted(role.name for role in roles().roles.values() if role.second_factor)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def code(shift: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + shift))


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> float:
    """The clock of the codes stands still in the middle of its half minute."""
    moment = time.time() // 30 * 30 + 15
    monkeypatch.setattr(totp.time, "time", lambda: moment)
    monkeypatch.setattr(time, "time", lambda: moment)
    return moment


def with_factor(district: District, who: str) -> Client:
    """Signed in with the password, the code still to be given."""
    totp.TOTP.activate(district.people[who], SECRET)
    client = Client()
    answer = client.post("/account/login", {"login": f"{who}@example.test", "password": PASSWORD})
    assert answer.headers["Location"] == "/account/second-factor/code"
    return client


def opens(client: Client) -> bool:
    return bool(client.get("/accounts/clients").status_code == 200)


@pytest.mark.parametrize("who", FORCED)
def test_before_the_second_factor_a_role_that_asks_for_it_may_do_nothing(district: District, who: str) -> None:
    assert district.actor(who, second_factor=False).may == frozenset()
    assert district.actor(who, second_factor=False).grants == ()
    assert district.actor(who).may == roles().roles[who].may


def test_a_role_that_asks_for_a_factor_is_led_to_set_one_up(district: District) -> None:
    client = Client()
    client.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    answer = client.get("/accounts/clients")
    assert answer.headers["Location"] == "/account/second-factor/app?next=%2Faccounts%2Fclients"
    assert client.get("/accounts/mandates").status_code == 404, "not a page of this role at all"


def test_the_right_code_opens_the_role(district: District, steady: float) -> None:
    client = with_factor(district, "specialist")
    assert not opens(client)
    client.post("/account/second-factor/code", {"code": code()})
    assert opens(client)


@pytest.mark.parametrize("given", [{}, {"code": ""}, {"code": " "}, {"code": "None"}, {"code": "000000000"}])
def test_an_omitted_or_empty_code_opens_nothing(district: District, steady: float, given: dict[str, str]) -> None:
    client = with_factor(district, "specialist")
    client.post("/account/second-factor/code", given)
    assert not opens(client)
    assert client.get("/accounts/me").status_code == 302, "not even signed in"


@pytest.mark.parametrize("shift", [-20, -2, 2, 20])
def test_an_expired_or_future_code_opens_nothing(district: District, steady: float, shift: int) -> None:
    client = with_factor(district, "specialist")
    client.post("/account/second-factor/code", {"code": code(shift)})
    assert not opens(client)


def test_a_code_works_once(district: District, steady: float) -> None:
    first = with_factor(district, "specialist")
    first.post("/account/second-factor/code", {"code": code()})
    assert opens(first)
    second = Client()
    second.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    second.post("/account/second-factor/code", {"code": code()})
    assert not opens(second)


def test_turning_the_factor_off_closes_the_role_in_every_session(district: District, steady: float) -> None:
    here = with_factor(district, "specialist")
    here.post("/account/second-factor/code", {"code": code()})
    there = Client()
    cache.clear()
    there.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    there.post("/account/second-factor/code", {"code": code()})
    assert opens(there)
    cache.clear()
    here.post("/account/confirm", {"password": PASSWORD})
    here.post("/account/second-factor/app/remove")
    assert not Authenticator.objects.filter(user=district.people["specialist"]).exists()
    assert not opens(here)
    assert not opens(there)


@pytest.mark.django_db(transaction=True)
def test_setting_a_factor_up_opens_the_role_at_once(district: District, steady: float) -> None:
    client = Client()
    client.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    client.post("/account/confirm", {"password": PASSWORD})
    client.get("/account/second-factor/app")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = client.post("/account/second-factor/app", {"code": code()})
    assert answer.headers["Location"] == "/account/second-factor/recovery-codes"
    assert opens(client)


def test_the_secret_is_stored_sealed(district: District) -> None:
    stored = totp.TOTP.activate(district.people["specialist"], sign_in.MFAAdapter().encrypt(SECRET)).instance.data[
        "secret"
    ]
    assert SECRET not in stored
    totp.TOTP.activate(district.people["officer"], SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert all(SECRET not in str(row) for row in cursor.fetchall())


def test_a_recovery_code_opens_the_role_once(district: District, steady: float) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    client = with_factor(district, "specialist")
    one = RecoveryCodes.activate(district.people["specialist"]).get_unused_codes()[0]
    client.post("/account/second-factor/code", {"code": one})
    assert opens(client)
    again = Client()
    again.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    again.post("/account/second-factor/code", {"code": one})
    assert not opens(again)
