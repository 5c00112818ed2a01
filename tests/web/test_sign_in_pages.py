"""登录的页面: the library's pages in our look and in both languages, from the first password to the last recovery code."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.template.loader import get_template

from tests.district import PASSWORD

TEMPLATES = Path(get_template("base.html").origin.name).parent
PAGES = (
    "/account/password", "/account/second-factor", "/account/second-factor/app", "/account/second-factor/recovery-codes",
    "/account/second-factor/recovery-codes/new", "/account/second-factor/app/remove", "/account/sessions", "/account/logout", "/account/confirm",
)  # fmt: skip
SENTENCES = {
    "zh-hans": {"/account/login": "手机号或邮箱", "/account/inactive": "已经停用"},
    "en": {"/account/login": "Mobile number or e-mail", "/account/inactive": "has been disabled"},
}


def fresh(client, person):
    """The session of somebody who gave password and code a moment ago, as pages that change the second factor ask."""
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(person)
    session["account_authentication_methods"] = [
        {"method": method, "at": time.time(), "reauthenticated": True} for method in ("password", "mfa")
    ]
    session.save()
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_for_everyone(client, db, language):
    client.cookies["heyue-language"] = language
    for address, sentence in SENTENCES[language].items():
        assert sentence in client.get(address).content.decode(), address


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("with_code", [False, True], ids=["password alone", "with codes"])
def test_every_page_of_a_persons_own_sign_in_is_in_our_look(district, language, with_code):
    person = district.people["owner"]
    if with_code:
        totp.TOTP.activate(person, totp.generate_totp_secret())
        RecoveryCodes.activate(person)
    client = fresh(district.client("owner"), person)
    client.cookies["heyue-language"] = language
    seen = set()
    for address in PAGES:
        answer = client.get(address, follow=True)
        text = answer.content.decode()
        gone = not with_code and address.endswith(("recovery-codes", "remove"))
        assert answer.status_code in ({200, 404} if gone else {200}), address
        assert 'class="skip"' in text, address
        assert not re.search(r"\{%|\{\{", text), address
        seen.add(answer.templates[0].name)
    assert "mfa/index.html" in seen
    assert ("mfa/recovery_codes/index.html" in seen) == with_code


def test_a_wrong_password_is_said_at_the_top_and_nothing_is_given_away(client, district):
    text = client.post(
        "/account/login", {"login": "owner@example.test", "password": "wrong-password-here"}
    ).content.decode()
    assert 'role="alert"' in text
    assert "wrong-password-here" not in text
    assert client.post("/account/login", {"login": "owner@example.test", "password": PASSWORD}).status_code == 302


def test_templates_of_the_library_that_can_be_reached_are_all_ours():
    ours = {
        str(path.relative_to(TEMPLATES))
        for folder in ("account", "mfa", "usersessions", "socialaccount")
        for path in (TEMPLATES / folder).rglob("*.html")
    }
    assert {
        "account/login.html", "account/logout.html", "account/password_change.html", "account/reauthenticate.html", "account/account_inactive.html",
        "account/locked.html", "mfa/index.html", "mfa/authenticate.html", "mfa/reauthenticate.html", "mfa/totp/activate_form.html",
        "mfa/totp/deactivate_form.html", "mfa/recovery_codes/index.html", "mfa/recovery_codes/generate.html", "usersessions/usersession_list.html",
        "socialaccount/login.html", "socialaccount/signup.html", "socialaccount/authentication_error.html", "socialaccount/login_cancelled.html",
        "socialaccount/connections.html",
    } <= ours  # fmt: skip
