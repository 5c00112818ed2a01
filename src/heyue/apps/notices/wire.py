"""推送的线路: one signed POST to an address on the internet, and to nothing else.

The name is resolved once; every address it has must be public, and the connection goes to the very address that was looked at
(a name that answers differently a moment later changes nothing). No redirect is followed, at most 64 KB of the answer are read,
and the whole takes at most ten seconds a step.

The receiver checks `Heyue-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 under its secret over `<seconds>.<body>`, and that
the seconds are not further than REPLAY from its own clock; `genuine` is that check, for receivers to read and for our tests.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT = 10.0
PORTS = frozenset({443, 8443})
ANSWER_BYTES = 65_536
REPLAY = 300
"""多久以前的消息不再收: seconds between the signature's time and the receiver's clock."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unsafe(ValueError):
    """不能推送的地址: `code` says why; the words stand in forms.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """对方的答复: the status, or in one word what went wrong."""

    status: int | None
    trouble: str = ""

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The value of Heyue-Signature."""
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def genuine(secret: str, header: str, body: bytes, now: int) -> bool:
    """收方怎么核对: whether a Heyue-Signature was made with this secret for this very body within the last five minutes."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    seconds = parts.get("t", "")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 12) or abs(now - int(seconds)) > REPLAY:
        return False
    expected = signature(secret, int(seconds), body).partition("v1=")[2]
    return hmac.compare_digest(expected.encode(), parts.get("v1", "").encode())


def checked(url: str) -> SplitResult:
    """The parts of an address that may be used at all; Unsafe otherwise. Says nothing of where its name leads."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unsafe("unreadable") from error
    if not url.isascii() or any(sign in url for sign in " \t\r\n\\") or len(url) > 400:
        raise Unsafe("unreadable")
    if _loopback_allowed() and parts.scheme in {"http", "https"} and parts.hostname == "127.0.0.1":
        return parts
    if parts.scheme != "https":
        raise Unsafe("not_https")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise Unsafe("unreadable")
    if (port or 443) not in PORTS:
        raise Unsafe("port")
    return parts


def addresses(host: str, port: int) -> list[tuple[int, str]]:
    """(family, address) of a name, resolved once; Unsafe where it has none, or one that is not on the public internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise Unsafe("unknown_name") from error
    usable = [(family.value, str(where[0])) for family, _, _, _, where in found]
    if not usable or not all(public(address) for _, address in usable):
        raise Unsafe("not_public")
    return usable


def public(address: str) -> bool:
    """Whether an address is on the public internet, also where it is wrapped in another."""
    try:
        ip: Any = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if _loopback_allowed() and ip.is_loopback:
        return True
    inner = None
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
    if inner is not None:
        return public(str(inner))
    return bool(ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified)


def _loopback_allowed() -> bool:
    """Only the tests set this, to reach a listener of their own."""
    return bool(getattr(settings, "HEYUE_TEST_LOOPBACK_WEBHOOKS", False))


def _test_authority() -> str | None:
    """Only the tests set this: the authority that signed their listener's certificate, in place of those of the system."""
    return getattr(settings, "HEYUE_TEST_WEBHOOK_AUTHORITY", None) if _loopback_allowed() else None


class _Pinned(http.client.HTTPSConnection):
    """连到看过的那个地址: TLS for the name, TCP to the address."""

    def __init__(self, host: str, port: int, family: int, address: str, *, tls: bool) -> None:
        tls_settings = ssl.create_default_context(cafile=_test_authority())
        super().__init__(host, port, timeout=TIMEOUT, context=tls_settings)
        self._family, self._address = family, address
        self._tls = tls_settings if tls else None

    def connect(self) -> None:
        plain = socket.socket(socket.AddressFamily(self._family), socket.SOCK_STREAM)
        plain.settimeout(TIMEOUT)
        try:
            plain.connect((self._address, self.port))
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host) if self._tls else plain
        except BaseException:
            plain.close()
            raise


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Sends one message; never raises for what the other side or the network does."""
    try:
        parts = checked(url)
        tls = parts.scheme == "https"
        port = parts.port or (443 if tls else 80)
        family, address = addresses(parts.hostname or "", port)[0]
    except Unsafe as error:
        return Answer(None, error.code)
    connection = _Pinned(parts.hostname or "", port, family, address, tls=tls)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, {**headers, "Content-Type": "application/json", "User-Agent": "heyue"})
        response = connection.getresponse()
        response.read(ANSWER_BYTES)
        return Answer(response.status, "" if 200 <= response.status < 300 else f"status {response.status}")
    except TimeoutError:
        return Answer(None, "timeout")
    except ssl.SSLError:
        return Answer(None, "certificate")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, type(error).__name__[:60])
    finally:
        connection.close()
