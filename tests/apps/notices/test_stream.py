"""消息流: a short answer with what is new, and nothing twice."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from heyue.apps.audit.operation import Deed
from heyue.apps.audit.verbs import verb
from heyue.apps.notices import stream
from heyue.apps.notices.outbox import To, queue
from tests.district import District, program

pytestmark = pytest.mark.django_db


def events(text: str) -> list[tuple[str, dict[str, Any], str]]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"]), fields["id"]))
    return found


def send(district: District, key: str) -> None:
    queue(
        Deed(program(), verb("cases.moved")),
        To(district.people["owner"].pk, district.standings["owner"].organisation_id),
        key,
        "有进展",
        "progress",
    )


def test_the_answer_is_short_and_says_when_to_ask_again(district: District) -> None:
    answer = district.client("owner").get("/notices/stream")
    assert answer["Content-Type"].startswith("text/event-stream")
    text = answer.content.decode()
    assert text.startswith("retry: 3000\n\n")
    assert [(name, data) for name, data, _ in events(text)] == [("unread", {"unread": 0})]


def test_a_stranger_is_sent_to_sign_in(district: District) -> None:
    assert district.client(None).get("/notices/stream").status_code == 302


def test_a_message_is_told_once(district: District) -> None:
    actor = district.actor("owner")
    [(_, _, first)] = events("".join(stream.answer(actor, "")))
    send(district, "cases.moved:1")
    told = events("".join(stream.answer(actor, first)))
    assert [(name, data.get("text")) for name, data, _ in told] == [("notice", "有进展"), ("unread", None)]
    assert told[0][1]["unread"] == 1
    again = events("".join(stream.answer(actor, told[-1][2])))
    assert [name for name, _, _ in again] == ["unread"]


def test_a_message_that_was_committed_late_is_still_told(district: District) -> None:
    """Its moment lies before that of one told already: its transaction began earlier and ended later."""
    from heyue.apps.notices.models import Outbox

    actor = district.actor("owner")
    [(_, _, mark)] = events("".join(stream.answer(actor, "")))
    send(district, "cases.moved:1")
    mark = events("".join(stream.answer(actor, mark)))[-1][2]
    send(district, "cases.moved:2")
    Outbox.unscoped.filter(key="cases.moved:2").update(made=actor.now - timedelta(seconds=20))
    told = events("".join(stream.answer(actor, mark)))
    assert [name for name, _, _ in told] == ["notice", "unread"]


@pytest.mark.parametrize("mark", ["x", "1.2.3", "-1.0", "9" * 500, "1e9.0", "１.２", "99999999999.0", "0.0"])
def test_a_strange_last_event_id_is_harmless(district: District, mark: str) -> None:
    assert stream.answer(district.actor("owner"), mark)
    assert "".join(stream.answer(district.actor("owner"), mark)).startswith("retry")


def test_an_app_adds_its_progress(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_SOURCES", {})
    stream.progress_of("tests", lambda actor, since: [("job-1", {"percent": 40})])
    told = events("".join(stream.answer(district.actor("owner"), "")))
    assert ("progress", {"id": "job-1", "percent": 40}) in [(name, data) for name, data, _ in told]
