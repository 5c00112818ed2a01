"""账户的信: every letter in our own words, Chinese first and then English, and no link but to ourselves."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import pytest
from django.core import mail
from django.test import Client

from heyue.apps.accounts import letters, tasks
from heyue.apps.accounts.models import Person
from tests.apps.accounts.mailing import work
from tests.district import PASSWORD, District

LIBRARY = Path(allauth.__file__).parent / "templates"
OWN = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _origin(settings: object) -> None:
    settings.HEYUE_ORIGIN = OWN  # type: ignore[attr-defined]


def test_every_letter_of_the_library_has_our_words_or_a_reason_why_it_never_goes_out() -> None:
    found = {
        str(path.relative_to(LIBRARY)).removesuffix("_subject.txt") for path in LIBRARY.rglob("email/*_subject.txt")
    }
    assert len(found) > 15
    assert {name for name in letters.LETTERS if "/" in name} | set(letters.NEVER) == found
    assert not set(letters.LETTERS) & set(letters.NEVER)


@pytest.mark.parametrize("name", sorted(letters.LETTERS))
def test_a_letter_is_plain_chinese_first_and_leads_nowhere_else(name: str) -> None:
    subject, text = letters.written(name, {"link": f"{OWN}/somewhere"})
    assert re.match(r"[\u4e00-\u9fff]", subject)
    assert re.match(r"[\u4e00-\u9fff]", text)
    assert " / " in subject
    assert re.search(r"\n\n[A-Z][a-z]", text), "the English follows"
    assert "\n" not in subject
    assert "{" not in subject + text
    assert "<" not in text
    assert {one[: len(OWN)] for one in re.findall(r"https?://\S+", text)} == {OWN}


def test_a_letter_without_words_is_an_error_and_not_somebody_elses_text() -> None:
    with pytest.raises(LookupError, match="no such letter"):
        letters.post("account/email/login_code", "a@example.test")


@pytest.mark.django_db
def test_a_changed_password_is_told_to_its_owner(district: District) -> None:
    client = Client()
    client.post("/account/login", {"login": "owner@example.test", "password": PASSWORD})
    fresh = "又一句很长的口令 7"
    client.post("/account/password", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert Person.objects.get(login="owner@example.test").check_password(fresh)
    work()
    [told] = mail.outbox
    assert told.to == ["owner@example.test"]
    assert told.body == letters.written("account/email/password_changed", {})[1]
    assert not told.alternatives


@pytest.mark.django_db
def test_whoever_has_no_address_is_sent_nothing_and_nothing_fails(district: District) -> None:
    person = district.people["owner"]
    person.login, person.email = "13800138000", ""
    letters.post("factor_asked", letters.address(person))
    assert work() == 0
    person.email = "notices@example.test"
    assert letters.address(person) == "notices@example.test"


@pytest.mark.django_db
def test_a_mail_server_that_does_not_answer_stops_nothing(
    district: District, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks, "send_mail", refuse)
    letters.post("factor_asked", "owner@example.test")
    assert work() == 1
    assert "could not be sent" in caplog.text
    assert "owner@example.test" not in caplog.text
