"""乱给的输入: whatever is sent, in any place of any operation, the answer is never that the program failed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import long_runs
from tests.harness.objects import World
from tests.web.api.calls import CALLS
from tests.web.api.conftest import Caller
from tests.web.api.test_matrix import FIXED, METHODS, own

pytestmark = pytest.mark.django_db

ODD = [
    "",
    " ",
    "\x00",
    "\ud800",
    "-1",
    "2147483648",
    "1e999",
    "NaN",
    "null",
    "9999-12-31",
    "0000-00-00",
    "../..",
    "'",
    "%",
    "＝1+1",
    "😀" * 50,
    "x" * 5000,
]
TEXT = st.one_of(st.sampled_from(ODD), st.text(max_size=30))
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT)
ANY = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
PEOPLE = ("owner", "agency_head", "officer")


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], dict[str, str], str | None]:
    """An operation, who asks, changes to its body (name → value, or … for taken out), a query, and another key."""
    name = draw(st.sampled_from(sorted(CALLS)))
    fields = sorted((CALLS[name].body(_Anything()) or {}).keys())  # type: ignore[arg-type]
    where = st.sampled_from(fields) | TEXT if fields else TEXT
    changes = draw(st.dictionaries(where, ANY | st.just(...), max_size=3))
    query = draw(
        st.dictionaries(
            st.sampled_from(
                ["page", "size", "q", "chip", "sort", "of", "table", "on", "known", "person", "level", "kind"]
            ),
            TEXT,
            max_size=3,
        )
    )
    return (
        name,
        draw(st.sampled_from(PEOPLE)),
        changes,
        query,
        draw(st.none() | TEXT.filter(lambda text: "/" not in text and text not in {"", ".", ".."})),
    )


class _Anything:
    """Stands for a firm where only the names of a body's fields are asked for."""

    pk = ""

    def __getattr__(self, name: str) -> Any:
        return _Anything()

    def __getitem__(self, name: str) -> str:
        return ""


def sendable(text: str) -> str:
    """The text as a form can carry it: half a character of two cannot be sent at all."""
    return text.encode("utf-8", "replace").decode()


def test_no_input_makes_the_program_fail(world: World, program: Callable[..., Caller]) -> None:
    firm = own(world)
    callers = {who: program(who) for who in PEOPLE}

    @settings(max_examples=5000 if long_runs() else 200, suppress_health_check=list(HealthCheck))
    @given(requests())
    def ask(drawn: tuple[str, str, dict[str, Any], dict[str, str], str | None]) -> None:
        name, who, changes, query, key = drawn
        call, (method, parts) = CALLS[name], METHODS[name]
        values = {part: firm.keys.get(call.key, "") if part == "key" else FIXED[part] for part in parts}
        path = reverse(f"api:{name}", kwargs=values)
        if key is not None and parts:
            path = path.replace(values[parts[0]], quote(key.encode("utf-8", "replace"), safe=""))
        body = {**(call.body(firm) or {}), **changes}
        body = {field: value for field, value in body.items() if value is not ...}
        asked = urlencode({field: text.encode("utf-8", "replace") for field, text in query.items()})
        with transaction.atomic():
            caller = callers[who]
            if call.files:
                sent = {
                    sendable(field): sendable(value) if isinstance(value, str) else json.dumps(value)
                    for field, value in body.items()
                    if field
                }
                answer = caller(method, f"{path}?{asked}", sent, files=call.files())
            else:
                answer = caller(method, f"{path}?{asked}", body if body or changes else None)
            transaction.set_rollback(True)
        assert answer.status_code < 500

    ask()


@pytest.mark.parametrize("value", [[], "x", 1, None, [{}]])
def test_a_body_that_is_no_object_is_refused_by_every_operation_that_takes_one(
    world: World, program: Callable[..., Caller], value: Any
) -> None:
    caller = program("owner")
    for name, call in CALLS.items():
        method, parts = METHODS[name]
        if method == "GET" or call.files or call.body(own(world)) is None:
            continue
        path = reverse(
            f"api:{name}",
            kwargs={part: world.own.keys.get(call.key, "") if part == "key" else FIXED[part] for part in parts},
        )
        answer = caller.client.generic(
            method,
            path,
            json.dumps(value),
            content_type="application/json",
            headers={"authorization": f"Bearer {caller.token}"},
        )
        assert answer.status_code in {403, 422}, name
