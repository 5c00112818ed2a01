"""单位账号登录, against a provider of our own on this machine: known identities sign in, unknown ones need an invitation."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from heyue.apps.accounts import operations
from heyue.apps.accounts.models import Membership, Person
from heyue.web import urls  # before any test sets a provider up: the addresses are made when this is imported
from tests.district import District

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket, pytest.mark.urls("tests.apps.accounts.oidc_urls")]


assert urls.urlpatterns


class Provider(BaseHTTPRequestHandler):
    """The three documents that a sign-in asks of a provider."""

    who: dict[str, str] = {"sub": "u-1", "name": "小李", "email": "owner@example.test"}  # noqa: RUF012

    def answer(self, body: dict[str, Any]) -> None:
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        if self.path.endswith("openid-configuration"):
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            self.answer(
                {
                    "issuer": base,
                    "jwks_uri": f"{base}/keys",
                    **{f"{name}_endpoint": f"{base}/{path}" for name, path in names.items()},
                }
            )
        else:
            self.answer(self.who)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer({"access_token": "a", "token_type": "Bearer"})

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def provider(settings: Any, socket_enabled: None) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "oidc",
        "name": "单位账号",
        "client_id": "heyue",
        "secret": "s",
        "settings": {"server_url": base},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield base
    server.shutdown()
    server.server_close()
    thread.join()


def through(client: Client) -> Any:
    """There and back: our page sends to the provider, which sends back with a code."""
    sent = client.post("/account/oidc/oidc/login/")
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]
    return client.get("/account/oidc/oidc/login/callback/", {"code": "c", "state": state})


def inside(client: Client) -> bool:
    return bool(client.get("/accounts/me").status_code == 200)


def test_an_identity_not_seen_before_gets_no_account(district: District, provider: str) -> None:
    """Not even by an e-mail address that belongs to somebody here: the provider's word for it is not enough."""
    before = Person.objects.count()
    client = Client()
    through(client)
    assert not inside(client)
    assert Person.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_with_an_invitation_it_gets_an_account_and_signs_in_again_later(district: District, provider: str) -> None:
    _, token = operations.invite(district.actor("owner"), district.organisations["甲"], "hr")
    client = Client()
    client.get(f"/accounts/join/{token}")
    through(client)
    assert inside(client)
    held = Membership.unscoped.get(person__login="oidc:u-1")
    assert (held.role, held.organisation, held.person.name, held.person.email) == (
        "hr",
        district.organisations["甲"],
        "小李",
        "",
    )
    assert not held.person.has_usable_password()
    later = Client()
    through(later)
    assert inside(later)
    assert later.get("/accounts/tokens").status_code == 200


def test_a_withdrawn_invitation_lets_nobody_in(district: District, provider: str) -> None:
    row, token = operations.invite(district.actor("owner"), district.organisations["甲"], "hr")
    client = Client()
    client.get(f"/accounts/join/{token}")
    operations.withdraw_invitation(district.actor("owner"), row)
    through(client)
    assert not inside(client)


def test_an_answer_that_nobody_asked_for_is_not_taken(district: District, provider: str) -> None:
    _, token = operations.invite(district.actor("owner"), district.organisations["甲"], "hr")
    client = Client()
    client.get(f"/accounts/join/{token}")
    client.get("/account/oidc/oidc/login/callback/", {"code": "c", "state": "made-up"})
    assert not inside(client)


def test_the_settings_of_a_provider_become_the_librarys(tmp_path: Any) -> None:
    from heyue.web import config

    set_up = config.read(
        {
            "HEYUE_OIDC_URL": "https://id.example",
            "HEYUE_OIDC_ID": "heyue",
            "HEYUE_OIDC_SECRET": "s",
            "HEYUE_DATA": str(tmp_path),
        }
    )
    assert (set_up.oidc_url, set_up.oidc_id, set_up.oidc_name) == ("https://id.example", "heyue", "单位账号")
    with pytest.raises(config.BadSettings):
        config.read({"HEYUE_OIDC_URL": "https://id.example"})
