"""推送的线路: a live TLS listener on this machine; only a certificate of an authority that is known, for the name asked, will do."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from heyue.apps.notices import wire

LONG = dt.timedelta(days=36_500)
BEGINNING = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
Start = Callable[..., str]


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def written(path: Path, *parts: Any) -> Path:
    pem = serialization.Encoding.PEM
    with path.open("wb") as file:
        for part in parts:
            file.write(
                part.public_bytes(pem)
                if isinstance(part, x509.Certificate)
                else part.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            )
    return path


def certificate(
    folder: Path, called: str, *, address: str = "127.0.0.1", until: dt.datetime | None = None
) -> tuple[Path, Path]:
    """An authority of that name and a certificate of it for an address: (the authority's file, certificate and key)."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    base = x509.CertificateBuilder().not_valid_before(BEGINNING)
    top = (
        base.subject_name(name(called))
        .issuer_name(name(called))
        .public_key(keys[0].public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_after(BEGINNING + LONG)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(keys[0].public_key()), critical=False)
        .sign(keys[0], hashes.SHA256())
    )
    own = (
        base.subject_name(name("listener"))
        .issuer_name(name(called))
        .public_key(keys[1].public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_after(until or BEGINNING + LONG)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key()), critical=False)
        .sign(keys[0], hashes.SHA256())
    )
    return written(folder / f"{called}.pem", top), written(folder / f"{called}-listener.pem", own, keys[1])


class Listener(BaseHTTPRequestHandler):
    """对方的程序: keeps what it was sent."""

    got: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        type(self).got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(302 if self.path == "/redirect" else 200)
        if self.path == "/redirect":
            self.send_header("Location", "/hook")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def listening(settings: Any, tmp_path: Path) -> Iterator[Start]:
    """Starts a listener behind a certificate; the authority that is trusted is given apart, and is its own if it is not."""
    settings.HEYUE_TEST_LOOPBACK_WEBHOOKS = True
    pytest_socket.enable_socket()
    Listener.got = []
    running: list[tuple[HTTPServer, threading.Thread]] = []

    def start(*, trusted: str = "own", **how: Any) -> str:
        authority, pair = certificate(tmp_path, "own", **how)
        settings.HEYUE_TEST_WEBHOOK_AUTHORITY = {
            "own": str(authority),
            "another": str(certificate(tmp_path, "another")[0]),
            "system": None,
        }[trusted]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pair)
        server = HTTPServer(("127.0.0.1", 0), Listener)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        running.append((server, thread))
        return f"https://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()
    pytest_socket.disable_socket(allow_unix_socket=True)


def test_a_message_goes_out_over_tls_and_its_signature_is_genuine(listening: Start) -> None:
    body, now = '{"事":1}'.encode(), 1_795_000_000
    headers = {"Heyue-Signature": wire.signature("whsec_x", now, body)}
    answer = wire.post(f"{listening()}/hook", body, headers)
    assert (answer.status, answer.trouble) == (200, "")
    [(received, content)] = Listener.got
    assert content == body
    assert wire.genuine("whsec_x", received["Heyue-Signature"], content, now + 10)


@pytest.mark.parametrize("trusted", ["another", "system"])
def test_a_certificate_of_an_unknown_authority_is_refused_before_anything_is_said(
    listening: Start, trusted: str
) -> None:
    answer = wire.post(f"{listening(trusted=trusted)}/hook", b"{}", {})
    assert (answer.status, answer.trouble) == (None, "certificate")
    assert Listener.got == []


@pytest.mark.parametrize(
    "how", [{"address": "127.0.0.2"}, {"until": BEGINNING + dt.timedelta(days=1)}], ids=["for another", "over"]
)
def test_a_certificate_for_another_address_or_past_its_time_is_refused(listening: Start, how: dict[str, Any]) -> None:
    answer = wire.post(f"{listening(**how)}/hook", b"{}", {})
    assert (answer.status, answer.trouble) == (None, "certificate")
    assert Listener.got == []


def test_a_redirect_over_tls_is_not_followed(listening: Start) -> None:
    answer = wire.post(f"{listening()}/redirect", b"{}", {})
    assert (answer.status, answer.taken) == (302, False)
    assert len(Listener.got) == 1


def test_without_the_tests_own_setting_this_machine_is_never_reached(listening: Start, settings: Any) -> None:
    address = listening()
    settings.HEYUE_TEST_LOOPBACK_WEBHOOKS = False
    assert wire.post(f"{address}/hook", b"{}", {}).trouble in {"port", "not_public"}
    assert Listener.got == []


NOW = 1_795_000_000


@pytest.mark.parametrize(
    ("changed", "good"),
    [
        ({}, True),
        ({"now": NOW + wire.REPLAY}, True),
        ({"now": NOW - wire.REPLAY}, True),
        ({"now": NOW + wire.REPLAY + 1}, False),
        ({"now": NOW - wire.REPLAY - 1}, False),
        ({"body": b"{} "}, False),
        ({"secret": "whsec_other"}, False),
        ({"header": f"t={NOW}"}, False),
        ({"header": "v1=" + "0" * 64}, False),
        ({"header": ""}, False),
    ],
)
def test_a_signature_holds_for_its_secret_its_body_and_five_minutes(changed: dict[str, Any], good: bool) -> None:
    base = {"secret": "whsec_x", "header": wire.signature("whsec_x", NOW, b"{}"), "body": b"{}", "now": NOW}
    assert wire.genuine(**{**base, **changed}) is good


def test_a_message_sent_again_later_is_noticed_even_if_its_time_is_rewritten() -> None:
    taken = wire.signature("whsec_x", NOW, b"{}").partition("v1=")[2]
    assert not wire.genuine("whsec_x", f"t={NOW + 1000},v1={taken}", b"{}", NOW + 1000)


@given(st.text(max_size=60))
def test_no_header_makes_the_check_fail_otherwise_than_by_saying_no(header: str) -> None:
    assert not wire.genuine("whsec_x", header, b"{}", NOW)
