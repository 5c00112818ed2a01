"""推送: signed, at least once, to the public internet only; told from the record without gaps."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import pytest_socket

from heyue.apps.audit.models import Chain
from heyue.apps.cases import operations as cases
from heyue.apps.deeds import NotFound, Refused
from heyue.apps.notices import operations, queries, sending, telling, wire
from heyue.apps.notices.models import TRIES, Cursor, Delivery, Endpoint, Outbox
from tests.district import NOW, District, program

pytestmark = pytest.mark.django_db


class Listener(BaseHTTPRequestHandler):
    """对方的程序: keeps what it was sent and answers as told."""

    got: list[tuple[dict[str, str], bytes]]
    answer: int

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((dict(self.headers), body))
        self.send_response(type(self).answer)
        if 300 <= type(self).answer < 400:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def listener(settings: Any) -> Iterator[tuple[str, type[Listener]]]:
    settings.HEYUE_TEST_LOOPBACK_WEBHOOKS = True
    pytest_socket.enable_socket()
    Listener.got, Listener.answer = [], 200
    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", Listener
    server.shutdown()
    thread.join()
    server.server_close()
    pytest_socket.disable_socket(allow_unix_socket=True)


def endpoint(district: District, url: str, events: list[str] | None = None) -> tuple[Endpoint, str]:
    return operations.add_endpoint(district.actor("owner"), name="人事系统", url=url, events=events or ["cases.opened"])


def open_case(district: District) -> Any:
    return cases.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="x",
    )


def test_a_deed_is_pushed_signed_and_once(district: District, listener: tuple[str, type[Listener]]) -> None:
    url, heard = listener
    row, secret = endpoint(district, url)
    case = open_case(district)
    telling.tell(program())
    telling.tell(program())
    [(key, attempts)] = sending.waiting_deliveries(NOW)
    delivery = Delivery.unscoped.get(pk=key)
    assert sending.delivery(delivery.pk, attempts, NOW) == "taken"
    assert not sending.delivery(delivery.pk, attempts, NOW)
    [(headers, body)] = heard.got
    said = json.loads(body)
    assert said["event"] == headers["Heyue-Event"] == "cases.opened"
    assert said["subject"] == {"kind": "cases.case", "id": str(case.pk)}
    seconds, _, given = headers["Heyue-Signature"].removeprefix("t=").partition(",v1=")
    assert given == hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.taken) == (200, NOW)
    assert queries.result(delivery)[0] == "good"
    assert row.pk == delivery.endpoint_id


def test_what_is_not_taken_is_tried_again_and_its_owner_told_in_the_end(
    district: District, listener: tuple[str, type[Listener]]
) -> None:
    url, heard = listener
    heard.answer = 500
    endpoint(district, url)
    open_case(district)
    telling.tell(program())
    now = NOW
    for attempt in range(TRIES):
        [(key, attempts)] = sending.waiting_deliveries(now)
        assert attempts == attempt
        ended = sending.delivery(Delivery.unscoped.get(pk=key).pk, attempts, now)
        assert ended == ("given_up" if attempt == TRIES - 1 else "waiting")
        now += timedelta(hours=13)
    assert sending.waiting_deliveries(now) == []
    delivery = Delivery.unscoped.get()
    operations.note_given_up(program(), delivery.pk)
    assert Outbox.unscoped.filter(kind="notices.delivery_given_up", person=district.people["owner"]).exists()
    operations.repeat(district.actor("owner"), delivery.pk)
    heard.answer = 204
    [(key, attempts)] = sending.waiting_deliveries(now)
    assert sending.delivery(delivery.pk, attempts, now) == "taken"


def test_a_redirect_is_not_followed(district: District, listener: tuple[str, type[Listener]]) -> None:
    url, heard = listener
    heard.answer = 302
    answer = wire.post(url, b"{}", {})
    assert (answer.status, answer.taken) == (302, False)
    assert len(heard.got) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://",
        "https:///x",
        "https://user:pw@example.com/",
        "https://example.com:22/",
        "https://example.com/ x",
        "https://example.com/#x",
        "file:///etc/passwd",
        "https://exa\tmple.com/",
        "gopher://example.com",
        "https://例子.测试/",
        "http://127.0.0.1/",
    ],
)
def test_only_an_https_address_can_be_added(district: District, url: str) -> None:
    with pytest.raises(Refused):
        endpoint(district, url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 - an address that is refused
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "198.18.0.1",
        "192.0.2.1",
        "nonsense",
    ],
)
def test_an_address_that_is_not_public_is_never_used(address: str) -> None:
    assert not wire.public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_a_public_address_is_used(address: str) -> None:
    assert wire.public(address)


def test_a_name_that_also_leads_inside_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(wire.socket, "getaddrinfo", lambda *args, **kwargs: found)
    answer = wire.post("https://example.com/", b"{}", {})
    assert (answer.status, answer.trouble) == (None, "not_public")


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently the second time (DNS rebinding) is asked once only."""
    import socket

    asked, reached = [], []

    def resolve(*args: Any, **kwargs: Any) -> Any:
        asked.append(args[0])
        ip = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443))]

    def connect(self: Any) -> None:
        reached.append(self._address)
        raise ConnectionRefusedError

    monkeypatch.setattr(wire.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(wire._Pinned, "connect", connect)
    assert wire.post("https://example.com/", b"{}", {}).trouble == "ConnectionRefusedError"
    assert (asked, reached) == (["example.com"], ["93.184.216.34"])


def test_one_organisation_never_hears_of_another(district: District) -> None:
    operations.add_endpoint(
        district.actor("other_owner"), name="乙的系统", url="https://example.com/hook", events=["cases.opened"]
    )
    open_case(district)
    telling.tell(program())
    assert not Delivery.unscoped.exists()


def test_an_agency_does_not_reach_its_clients_endpoints(district: District) -> None:
    row, _ = endpoint(district, "https://example.com/hook")
    with pytest.raises(NotFound):
        operations.change_endpoint(district.actor("agency_head"), row.pk, "ended")
    assert district.client("agency_head").get(f"/notices/webhooks/{row.pk}/").status_code == 404


def test_a_paused_endpoint_is_told_nothing_and_what_was_before_it_was_made_neither(district: District) -> None:
    open_case(district)
    row, _ = endpoint(district, "https://example.com/hook")
    Endpoint.unscoped.filter(pk=row.pk).update(made=NOW + timedelta(seconds=1))
    telling.tell(program())
    assert not Delivery.unscoped.exists()
    Endpoint.unscoped.filter(pk=row.pk).update(made=NOW)
    operations.change_endpoint(district.actor("owner"), row.pk, "paused")
    open_case(district)
    telling.tell(program())
    assert not Delivery.unscoped.exists()


def test_the_record_is_told_to_its_end_and_no_further(district: District) -> None:
    open_case(district)
    telling.tell(program())
    assert {row.pk: row.seq for row in Cursor.objects.all()} == {row.pk: row.count for row in Chain.objects.all()}
    assert telling.tell(program()) == 0


def test_a_look_by_staff_is_announced_to_the_organisation(district: District) -> None:
    from heyue.apps.accounts import operations as accounts

    accounts.open_power(
        district.actor("administrator"), district.organisations["甲"], reason="应单位请求核对上月的体检报告", minutes=30
    )
    telling.tell(program())
    told = Outbox.unscoped.filter(kind="notices.power", channel="app")
    assert [row.person_id for row in told] == [district.people["owner"].pk]
    assert "30 分钟" in told[0].zh
    assert "体检报告" not in told[0].zh


def test_every_announcement_can_be_said(district: District) -> None:
    assert telling.announcements()


def test_the_pages_of_webhooks_in_both_languages(district: District) -> None:
    client = district.client("owner")
    assert "还没有程序接收推送" in client.get("/notices/webhooks").content.decode()
    form = {"name": "人事系统", "url": "https://example.com/hook", "events": ["cases.opened"]}
    assert client.get("/notices/webhooks/new").status_code == 200
    assert client.post("/notices/webhooks/new", {**form, "url": "http://example.com"}).status_code == 422
    made = client.post("/notices/webhooks/new", form)
    assert made.status_code == 201
    secret = made.content.decode().partition("whsec_")[2][:20]
    assert secret
    row = Endpoint.unscoped.get()
    page = f"/notices/webhooks/{row.pk}/"
    assert secret not in client.get(page).content.decode()
    assert client.post(f"{page}test").status_code == 303
    assert "notices.ping" in client.get(page).content.decode()
    client.cookies["heyue-language"] = "en"
    assert "is being told" in client.get(page).content.decode()
    assert "1 program is told" in client.get("/notices/webhooks").content.decode()
    for state in ("paused", "running"):
        assert client.post(f"{page}{state}").status_code == 303
        assert client.get(page).status_code == 200
    assert client.get(f"{page}nonsense").status_code == 404
    assert client.get(f"{page}ended").status_code == 200
    assert client.post(f"{page}ended").status_code == 303
    assert client.get(page).status_code == 404
    assert district.client("hr").get("/notices/webhooks").status_code == 404


def test_the_secret_is_sealed_in_the_database(district: District) -> None:
    from django.db import connection

    _, secret = endpoint(district, "https://example.com/hook")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM notices_endpoint")
        assert secret not in str(cursor.fetchall())
