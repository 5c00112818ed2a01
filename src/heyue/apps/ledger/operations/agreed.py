"""同意以后由后台写: a person agrees on the page, a worker writes, and the page says what happened.

open → taking → accepted, or back to open with the reason. The agreeing keeps what was chosen and the ledger's version that was
looked at; the worker writes all of it in one transaction or nothing. A worker holds the job by a key of its own until its lease
ends, so that one that died is followed by another, and two never write.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.module_loading import import_string

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict
from heyue.apps.deeds.both import Pair
from heyue.apps.ledger import access
from heyue.apps.ledger.models import Acceptance, Proposal
from heyue.apps.ledger.operations.book import QUICKER, opened
from heyue.apps.ledger.operations.taking import Choices, counted, written
from heyue.apps.ledger.rows import read_payload
from heyue.apps.notices.outbox import To, queue
from heyue.law.wording import day_in_words

WRITE = "heyue.apps.ledger.tasks.write"
"""任务的名字: named, not imported, as tasks stand above operations."""
LEASE = timedelta(minutes=5)
MOST_TURNS = 3
LOST = ("另一个进程已经接手", "another worker has taken this up")


@dataclass(frozen=True, slots=True)
class Held:
    """接手的一次入账: which proposal, and the worker's key."""

    proposal: UUID
    worker: UUID


@operation("ledger.agree")
def agree(deed: Deed, key: UUID, *, version: int, choices: Choices) -> Proposal:
    """同意入账: what was chosen is kept and the worker told; Conflict where the ledger moved on or somebody was quicker."""
    found = access.proposal(deed.actor, key)
    opened(deed, found.organisation_id, version=version)
    proposal = Proposal.unscoped.select_for_update().get(pk=key)
    if proposal.state != "open" or proposal.payload is None:
        raise Conflict(QUICKER)
    proposal.state, proposal.choices, proposal.version = "taking", plain_choices(choices), version
    proposal.agreed_by, proposal.moved, proposal.lease = deed.actor.person, deed.now, deed.now + LEASE
    proposal.worker, proposal.turns, proposal.failure_zh, proposal.failure_en = None, 0, "", ""
    proposal.save()
    import_string(WRITE).enqueue(str(key))
    deed.about(proposal, organisation=proposal.organisation_id, data={"source": str(proposal.source)})
    return proposal


@operation("ledger.begin")
def begin(deed: Deed, key: UUID) -> Held:
    """接手: one that waits, or whose worker's lease is over; Conflict where another has it."""
    worker = uuid.uuid4()
    free = Q(worker__isnull=True) | Q(lease__lt=deed.now)
    changed = Proposal.unscoped.filter(free, pk=key, state="taking").update(
        worker=worker, lease=deed.now + LEASE, moved=deed.now, turns=F("turns") + 1
    )
    if changed != 1:
        raise Conflict(LOST)
    proposal = Proposal.unscoped.defer("payload").get(pk=key)
    deed.about(proposal, organisation=proposal.organisation_id, data={"turn": proposal.turns})
    return Held(key, worker)


@operation("ledger.written")
def write(deed: Deed, held: Held) -> Acceptance:
    """写入: everything that was agreed to, at once; Conflict, and nothing written, where the ledger moved on since."""
    found = Proposal.unscoped.filter(pk=held.proposal, worker=held.worker, state="taking").first()
    if found is None or found.payload is None:
        raise Conflict(LOST)
    book, moment = opened(deed, found.organisation_id, version=found.version)
    proposal = Proposal.unscoped.select_for_update().get(pk=held.proposal)
    if proposal.state != "taking" or proposal.worker != held.worker:
        raise Conflict(LOST)
    sheets, problems = read_payload(found.payload)
    made = written(
        deed, book, moment, sheets, problems, source=found.source, as_of=found.as_of,
        choices=read_choices(proposal.choices or {}), by=proposal.agreed_by,
    )  # fmt: skip
    Proposal.unscoped.filter(pk=proposal.pk).update(
        state="accepted", payload=None, choices=None, worker=None, lease=None, moved=deed.now, acceptance=made
    )
    counts = made.counts
    number = counts["added"] + counts["filled"] + counts["changed"] + counts["corrected"] + counts["ended"]
    _tell(deed, proposal, (f"已写进台账，共 {number} 条", f"are in the ledger: {number} records"))
    deed.about(made, organisation=made.organisation_id, data=counted(made))
    return made


@operation("ledger.hand_back")
def hand_back(deed: Deed, held: Held, why: Pair) -> Proposal:
    """没有写成: the ledger is as it was, and the person is asked to look again."""
    changed = Proposal.unscoped.filter(pk=held.proposal, worker=held.worker, state="taking").update(
        state="open", choices=None, worker=None, lease=None, moved=deed.now, failure_zh=why[0][:300], failure_en=why[1][:400]
    )  # fmt: skip
    if changed != 1:
        raise Conflict(LOST)
    proposal = Proposal.unscoped.defer("payload").select_related("organisation").get(pk=held.proposal)
    _tell(deed, proposal, ("没有写进台账，点开看原因", "were not written into the ledger; open for the reason"))
    deed.about(proposal, organisation=proposal.organisation_id, data={"source": str(proposal.source)})
    return proposal


@operation("ledger.take_up_again")
def take_up_again(deed: Deed, key: UUID) -> None:
    """再排队: a job whose worker died goes to the queue again."""
    changed = Proposal.unscoped.filter(pk=key, state="taking", lease__lt=deed.now).update(
        worker=None, lease=deed.now + LEASE
    )
    if changed != 1:
        raise Conflict(LOST)
    proposal = Proposal.unscoped.defer("payload").get(pk=key)
    import_string(WRITE).enqueue(str(key))
    deed.about(proposal, organisation=proposal.organisation_id, data={"turn": proposal.turns})


def _tell(deed: Deed, proposal: Proposal, words: Pair) -> None:
    if proposal.agreed_by is None:
        return
    zh = f"{proposal.organisation.name} {day_in_words(proposal.as_of, 'zh')}的资料{words[0]}"
    en = f"The facts of {proposal.organisation.name} as of {day_in_words(proposal.as_of, 'en')} {words[1]}"
    key = f"ledger.taken:{proposal.pk}:{deed.now.timestamp()}"
    queue(deed, To(proposal.agreed_by), key, zh, en, f"/ledger/proposals/{proposal.pk}/")


def plain_choices(choices: Choices) -> dict[str, Any]:
    """What was chosen as JSON values."""
    return {
        "added": None if choices.added is None else sorted(choices.added),
        "filled": None if choices.filled is None else sorted(choices.filled),
        "changed": {str(number): chosen for number, chosen in choices.changed.items()},
        "gone": {str(at): [chosen, day.isoformat() if day else None] for at, (chosen, day) in choices.gone.items()},
    }


def read_choices(kept: Mapping[str, Any]) -> Choices:
    """What `plain_choices` wrote."""
    added, filled = kept.get("added"), kept.get("filled")
    return Choices(
        added=None if added is None else frozenset(added),
        filled=None if filled is None else frozenset(filled),
        changed={int(number): chosen for number, chosen in kept.get("changed", {}).items()},
        gone={
            int(number): (chosen, date.fromisoformat(day) if day else None)
            for number, (chosen, day) in kept.get("gone", {}).items()
        },
    )
