"""篡改: twelve ways of touching the record, by somebody who may write to the database but has no keys; each is found."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from heyue.apps.accounts import operations
from heyue.apps.audit import anchors, chain, triggers
from heyue.apps.audit.models import Anchor, Chain, Detail, Event
from tests.district import DAY, NOW, District

pytestmark = pytest.mark.django_db
Rows: TypeAlias = list[Event]


@pytest.fixture
def rows(district: District, tmp_path: Path) -> Rows:
    """The events of firm 甲, ten at least, one with a personal side; anchored; the triggers are out of the way."""
    firm = district.organisations["甲"]
    operations.open_power(district.actor("administrator"), firm, reason="企业来电请求协助排查问题", minutes=5)
    for number in range(8):
        operations.change_openness(district.actor("owner"), firm, ("summary", "private")[number % 2])
    anchors.write(tmp_path / "anchors.jsonl", NOW, DAY)
    triggers.drop(connection)
    return list(Event.unscoped.filter(organisation_id=firm.id).order_by("seq"))


def edit(rows: Rows) -> None:
    Event.unscoped.filter(pk=rows[3].pk).update(data={"role": "owner"})


def delete(rows: Rows) -> None:
    Event.unscoped.filter(pk=rows[-3].pk).delete()


def delete_and_close_up(rows: Rows) -> None:
    Event.unscoped.filter(pk=rows[-3].pk).delete()
    for row in rows[-2:]:
        Event.unscoped.filter(pk=row.pk).update(seq=row.seq - 1)
    Chain.objects.filter(pk=rows[0].organisation_id).update(count=rows[-1].seq - 1)


def insert(rows: Rows) -> None:
    last = rows[-1]
    Event.unscoped.bulk_create([
        Event(
            id=uuid.uuid4(), organisation_id=last.organisation_id, seq=last.seq + 1, at=NOW, verb="accounts.openness_set", subject_kind="x", subject="x",
            prev=last.seal, seal="0" * 64,
        )
    ])  # fmt: skip
    Chain.objects.filter(pk=last.organisation_id).update(count=last.seq + 1, head="0" * 64)


def swap(rows: Rows) -> None:
    one, two = rows[-4], rows[-3]
    Event.unscoped.filter(pk=one.pk).update(seq=999)
    Event.unscoped.filter(pk=two.pk).update(seq=one.seq)
    Event.unscoped.filter(pk=one.pk).update(seq=two.seq)


def date_back(rows: Rows) -> None:
    Event.unscoped.filter(pk=rows[-2].pk).update(at=rows[-2].at - timedelta(days=1))


def cut_tail(rows: Rows) -> None:
    Event.unscoped.filter(pk__in=[row.pk for row in rows[-2:]]).delete()


def cut_tail_and_set_head_back(rows: Rows) -> None:
    cut_tail(rows)
    Chain.objects.filter(pk=rows[0].organisation_id).update(count=rows[-3].seq, head=rows[-3].seal)


def chain_anew(rows: Rows) -> None:
    """Everything from the fourth event on written anew, sealed as well as one can without the key."""
    prev = rows[2].seal
    for row in rows[3:]:
        seal = hashlib.sha256(f"{prev}{row.id}".encode()).hexdigest()
        Event.unscoped.filter(pk=row.pk).update(verb="accounts.joined", prev=prev, seal=seal)
        prev = seal
    Chain.objects.filter(pk=rows[0].organisation_id).update(head=prev)


def null_field(rows: Rows) -> None:
    Event.unscoped.filter(pk=rows[-2].pk).update(person=None)


def take_a_chain_away(rows: Rows) -> None:
    Detail.objects.filter(event__in=rows).delete()
    Event.unscoped.filter(organisation_id=rows[0].organisation_id).delete()
    Chain.objects.filter(pk=rows[0].organisation_id).delete()


def move_to_another_chain(rows: Rows) -> None:
    Event.unscoped.filter(pk=rows[-1].pk).update(organisation_id=uuid.uuid4())


def exchange_the_personal_side(rows: Rows) -> None:
    detail = Detail.objects.get(event__in=rows)
    detail.values = {"reason": "例行检查，没有别的原因"}
    detail.save()


def edit_the_anchor_in_the_database(rows: Rows) -> None:
    Anchor.objects.update(digest="0" * 64)


MUTATIONS: list[Callable[[Rows], None]] = [
    edit, delete, delete_and_close_up, insert, swap, date_back, cut_tail, cut_tail_and_set_head_back, chain_anew, null_field, take_a_chain_away,
    move_to_another_chain, exchange_the_personal_side, edit_the_anchor_in_the_database,
]  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_every_mutation_is_found(
    rows: Rows, tmp_path: Path, mutation: Callable[[Rows], None], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "anchors.jsonl"
    call_command("audit", "verify", file=file)
    mutation(rows)
    with pytest.raises(CommandError):
        call_command("audit", "verify", file=file)
    assert "#" in capsys.readouterr().out


def test_a_cut_tail_with_its_head_set_back_shows_in_the_anchors_alone(rows: Rows, tmp_path: Path) -> None:
    """Why there are anchors: the chain by itself looks whole."""
    cut_tail_and_set_head_back(rows)
    assert list(chain.verify()) == []
    assert [fault.seq for fault in anchors.check(tmp_path / "anchors.jsonl")] == [rows[-1].seq]


@pytest.mark.parametrize("how", ["edited", "first line gone", "last line gone", "garbage", "absent", "rewritten"])
def test_a_touched_anchor_file_is_found(rows: Rows, tmp_path: Path, how: str) -> None:
    file = tmp_path / "anchors.jsonl"
    anchors.write(file, NOW + timedelta(days=1), DAY + timedelta(days=1))
    assert list(anchors.check(file)) == []
    lines = file.read_text("utf-8").splitlines()
    if how == "edited":
        line = json.loads(lines[0])
        line["heads"] = {}
        lines[0] = json.dumps(line)
    elif how == "first line gone":
        lines = lines[1:]
    elif how == "last line gone":
        lines = lines[:-1]
    elif how == "garbage":
        lines[1] = "{"
    elif how == "rewritten":
        line = json.loads(lines[1])
        line["seal"] = hashlib.sha256(b"x").hexdigest()
        lines[1] = json.dumps(line)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    if how == "absent":
        file.unlink()
    assert list(anchors.check(file)) != []


def test_an_untouched_record_passes_and_may_grow_after_its_anchor(
    rows: Rows, tmp_path: Path, district: District
) -> None:
    operations.change_openness(district.actor("owner"), district.organisations["甲"], "report")
    assert list(chain.verify()) == []
    assert list(anchors.check(tmp_path / "anchors.jsonl")) == []


def test_the_anchor_file_is_for_its_owner_only(rows: Rows, tmp_path: Path) -> None:
    assert (tmp_path / "anchors.jsonl").stat().st_mode & 0o077 == 0


def test_no_deed_is_done_where_its_event_cannot_be_written(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr(chain, "append", broken)
    with pytest.raises(OSError, match="full"):
        operations.change_openness(district.actor("owner"), district.organisations["甲"], "report")
    district.organisations["甲"].refresh_from_db()
    assert district.organisations["甲"].openness == "private"
