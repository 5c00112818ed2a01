"""问一次: one request as one persona, undone afterwards, with what it answered and what it tried to write."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote

from django.db import connection, transaction
from django.test import Client

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
OF_THE_SESSION = frozenset(
    {
        "django_session",
        "usersessions_usersession",
        "axes_accessattempt",
        "axes_accesslog",
        "axes_accessfailurelog",
        "mfa_authenticator",
        "accounts_tally",
    }
)
"""What signing in and counting, and only they, may write while somebody is refused."""
_TOKEN = re.compile(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=|nonce-)"?[\w+/=-]+')
KEY = {"/": "/KEY/"}
"""What stands for a value of an address afterwards; between slashes where the value came with them."""
COUNTERS = frozenset({"content-length", "set-cookie", "ratelimit-remaining", "ratelimit-reset"})
"""Headers that differ from one answer to the next whatever was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """答复: `outcome` is the status, or "login" or "factor" where the answer sends there; `writes` the tables written."""

    outcome: str
    content: bytes
    headers: Mapping[str, str]
    writes: frozenset[str]
    templates: frozenset[str]
    seen: Any = None
    """What `look` answered, of what was written before it was undone."""

    def same(self, values: Iterable[str]) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """The answer without what must differ: keys asked for, tokens of forms, the length that follows from them."""
        text = self.content.decode("utf-8", "replace")
        whole = [value if len(value) > 8 else f"/{value}/" for value in values]  # a short number occurs elsewhere, too
        for value in whole:
            text = text.replace(value, KEY.get(value[0], "KEY"))
        kept = {name.lower(): value for name, value in self.headers.items() if name.lower() not in COUNTERS}
        for name, value in kept.items():
            shown = _TOKEN.sub(r"\1", value)
            for one in whole:
                shown = shown.replace(one, KEY.get(one[0], "KEY"))
            kept[name] = shown
        return self.outcome, _TOKEN.sub(r"\1", text), tuple(sorted(kept.items()))

    def holds(self, word: str) -> bool:
        """Whether the word stands anywhere in the answer: in its text, its headers, or inside a zipped document."""
        wanted = word.encode()
        if wanted in self.content or any(word in unquote(value) for value in self.headers.values()):
            return True
        if self.content[:2] != b"PK":
            return False
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return any(wanted in archive.read(name) for name in archive.namelist())


def ask(
    client: Client,
    method: str,
    path: str,
    data: Mapping[str, Any] | None = None,
    *,
    look: Callable[[frozenset[str]], Any] | None = None,
    **headers: str,
) -> Answer:
    """Sends the request inside a savepoint that is rolled back; the session is as before afterwards, too.

    `look` is called with the tables that were written, before it is undone, where any were.
    """
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    for name, morsel in client.cookies.items():
        cookies[name] = morsel.value
    written: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        found = WRITES.match(sql)
        if found and context["cursor"].rowcount != 0:
            written.add(found[1])
        return result

    given = {name: _again(value) for name, value in (data or {}).items()}
    client.raise_request_exception = False
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            response = _send(client, method, path, given, headers)
            content = b"".join(response.streaming_content) if response.streaming else response.content
        writes = frozenset(written - OF_THE_SESSION)
        seen = look(writes) if look is not None and writes else None
        transaction.set_rollback(True)
    client.cookies = cookies
    templates = frozenset(one.name for one in getattr(response, "templates", None) or [] if one.name)
    return Answer(_outcome(response), content, dict(response.headers), writes, templates, seen)


def _send(client: Client, method: str, path: str, given: dict[str, Any], headers: dict[str, str]) -> Any:
    if method == "GET":
        return client.get(path, given, headers=headers)
    files = any(hasattr(value, "seek") for value in given.values())
    if method == "POST" and (files or not path.startswith("/api/")):
        return client.post(path, given, headers=headers)
    if path.startswith("/api/"):
        return client.generic(method, path, json.dumps(given), content_type="application/json", headers=headers)
    return client.generic(method, path, headers=headers)


def _again(value: Any) -> Any:
    if hasattr(value, "seek"):
        value.seek(0)
        return deepcopy(value)
    return value


def _outcome(response: Any) -> str:
    target = response.headers.get("Location", "")
    if response.status_code == 302 and target.startswith("/account/login?"):
        return "login"
    if response.status_code == 302 and target.startswith("/account/second-factor"):
        return "factor"
    return str(response.status_code)
