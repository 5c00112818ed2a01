"""丢了第二重验证: recovery codes first; then somebody who knows the person, or two of the platform; always told and recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from heyue.apps.accounts import operations, queries
from heyue.apps.accounts.models import FactorReset
from heyue.apps.audit.models import Event
from heyue.apps.deeds import Conflict, Refused
from heyue.apps.notices import telling
from heyue.apps.notices.models import Outbox
from tests.apps.accounts.mailing import work
from tests.district import NOW, PASSWORD, District, add, program

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of an invented account


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def factor(district: District, who: str) -> None:
    totp.TOTP.activate(district.people[who], SECRET)


def asked(district: District, who: str) -> FactorReset:
    factor(district, who)
    return operations.ask_factor_reset(program(), district.people[who])


def has_factor(district: District, who: str) -> bool:
    return bool(Authenticator.objects.filter(user=district.people[who]).exists())


def test_it_is_asked_between_password_and_code_and_by_nobody_else(district: District) -> None:
    factor(district, "specialist")
    stranger = Client()
    assert stranger.get("/accounts/lost-code").headers["Location"] == "/account/login"
    assert stranger.post("/accounts/lost-code").headers["Location"] == "/account/login"
    assert not FactorReset.unscoped.exists()
    client = Client()
    client.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    assert "/accounts/lost-code" in client.get("/account/second-factor/code").content.decode()
    assert client.get("/accounts/lost-code").status_code == 200
    assert client.post("/accounts/lost-code").headers["Location"] == "/accounts/lost-code/asked"
    assert client.get("/accounts/lost-code/asked").status_code == 200
    assert FactorReset.unscoped.get().person == district.people["specialist"]
    assert client.get("/accounts/clients").status_code == 302, "asking opens nothing"
    work()
    assert [one.to for one in mail.outbox] == [["specialist@example.test"]], "the person is told that it was asked"


def test_unused_recovery_codes_are_pointed_to_first(district: District) -> None:
    factor(district, "specialist")
    RecoveryCodes.activate(district.people["specialist"])
    client = Client()
    client.post("/account/login", {"login": "specialist@example.test", "password": PASSWORD})
    assert "先找恢复码" in client.get("/accounts/lost-code").content.decode()
    Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    assert "先找恢复码" not in client.get("/accounts/lost-code").content.decode()


def test_asked_twice_it_is_one_request_and_one_letter(district: District) -> None:
    first = asked(district, "specialist")
    assert operations.ask_factor_reset(program(), district.people["specialist"]).pk == first.pk
    work()
    assert len(mail.outbox) == 1


def test_without_a_factor_there_is_nothing_to_ask_for(district: District) -> None:
    with pytest.raises(Refused):
        operations.ask_factor_reset(program(), district.people["specialist"])


def test_the_head_of_the_only_organisation_resets_alone_and_all_sessions_end(district: District) -> None:
    row = asked(district, "specialist")
    held = Client()
    held.force_login(district.people["specialist"], backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create(
        user=district.people["specialist"],
        session_key=held.session.session_key,
        ip="203.0.113.1",
        user_agent="x",
        data={},
    )
    head = district.client("agency_head")
    page = head.get("/accounts/lost-codes").content.decode()
    assert "你一个人就可以" in page
    assert "specialist" in page
    assert "/accounts/lost-codes" in head.get("/").content.decode(), "the first page says so"
    assert head.post(f"/accounts/lost-codes/{row.pk}/reset").status_code == 302
    assert not has_factor(district, "specialist")
    assert held.get("/accounts/me").status_code == 302, "the session is over"
    event = Event.unscoped.get(verb="accounts.factor_reset")
    assert event.person == district.people["agency_head"].pk
    assert event.data["person"] == str(district.people["specialist"].pk)
    work()
    assert "已重置" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == ["specialist@example.test"]
    with pytest.raises(Conflict):
        operations.reset_factor(district.actor("agency_head"), row)


def test_the_members_of_the_organisation_who_decide_are_told(district: District) -> None:
    asked(district, "specialist")
    telling.tell(program())
    told = Outbox.unscoped.filter(kind="notices.factors", channel="app")
    assert {row.person_id for row in told} == {district.people["agency_head"].pk}


@pytest.mark.parametrize("who", ["owner", "specialist", "other_owner", "officer", "auditor"])
def test_whoever_has_nothing_to_do_with_it_finds_nothing(district: District, who: str) -> None:
    row = asked(district, "agency_head")
    client = district.client(who)
    assert client.post(f"/accounts/lost-codes/{row.pk}/reset").status_code == 404
    assert client.post(f"/accounts/lost-codes/{row.pk}/agree").status_code == 404
    assert client.post(f"/accounts/lost-codes/{row.pk}/decline").status_code == 404
    assert has_factor(district, "agency_head")


def test_for_the_last_owner_the_security_administrator_agrees_and_a_second_person_does_it(district: District) -> None:
    row = asked(district, "owner")
    for who in ("administrator", "security"):
        with pytest.raises(Refused):
            operations.reset_factor(district.actor(who), row)
    with pytest.raises(Refused):
        operations.agree_to_factor_reset(district.actor("administrator"), row)
    operations.agree_to_factor_reset(district.actor("security"), row)
    with pytest.raises(Refused, match="second person"):
        operations.reset_factor(district.actor("security"), row)
    assert has_factor(district, "owner")
    [waiting] = queries.factor_resets(district.actor("administrator"))
    assert (waiting.alone, waiting.agree, waiting.reset) == (False, False, True)
    operations.reset_factor(district.actor("administrator"), row)
    assert not has_factor(district, "owner")
    verbs = Event.unscoped.filter(verb__startswith="accounts.factor_reset").order_by("at", "seq")
    assert {one.verb: one.person for one in verbs if one.person} == {
        "accounts.factor_reset_agreed": district.people["security"].pk,
        "accounts.factor_reset": district.people["administrator"].pk,
    }


def test_somebody_who_also_works_elsewhere_is_not_reset_by_one_of_his_organisations(district: District) -> None:
    operations.join(program(), district.people["hr"], district.organisations["乙"], "hr")
    row = asked(district, "hr")
    with pytest.raises(Refused, match="security administrator"):
        operations.reset_factor(district.actor("owner"), row)
    assert has_factor(district, "hr")


def test_nobody_deals_with_his_own_request(district: District) -> None:
    add(district, "second_security", district.organisations["平台"], "security")
    row = asked(district, "security")
    with pytest.raises(Refused):
        operations.agree_to_factor_reset(district.actor("security"), row)
    operations.agree_to_factor_reset(district.actor("second_security"), row)
    with pytest.raises(Refused):
        operations.reset_factor(district.actor("security"), row)


def test_what_was_declined_or_has_lapsed_is_over_and_may_be_asked_anew(district: District) -> None:
    row = asked(district, "specialist")
    operations.decline_factor_reset(district.actor("agency_head"), row)
    with pytest.raises(Conflict):
        operations.reset_factor(district.actor("agency_head"), row)
    again = operations.ask_factor_reset(program(), district.people["specialist"])
    assert again.pk != row.pk
    FactorReset.unscoped.filter(pk=again.pk).update(until=NOW)
    with pytest.raises(Conflict):
        operations.reset_factor(district.actor("agency_head"), again)
    third = operations.ask_factor_reset(program(), district.people["specialist"])
    assert third.until == NOW + timedelta(days=7)
    assert FactorReset.unscoped.get(pk=again.pk).answer == "lapsed"
    assert has_factor(district, "specialist")


def test_the_page_is_not_for_those_who_decide_nothing(district: District) -> None:
    for who in ("hr", "specialist", "auditor"):
        assert district.client(who).get("/accounts/lost-codes").status_code == 404


def test_the_pages_read_in_english_too(district: District) -> None:
    asked(district, "specialist")
    head = district.client("agency_head")
    head.cookies["heyue-language"] = "en"
    assert "lost the second factor" in head.get("/accounts/lost-codes").content.decode()
