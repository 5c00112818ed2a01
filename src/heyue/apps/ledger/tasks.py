"""台账的后台任务: writes what a person agreed to; reminders in the morning, deletions at night, each firm in a deed of its own.

Every run is idempotent: started twice, the second finds nothing to do.
"""

from __future__ import annotations

import logging
from datetime import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from heyue.apps.deeds import SYSTEM, Actor, Conflict
from heyue.apps.ledger import operations, queries
from heyue.apps.notices.due import daily, every

LOG = logging.getLogger(__name__)
FAULT = (
    "程序在写台账时出了错，什么都没有写。已经记录下来，请稍后再试",
    "The program failed while writing and wrote nothing. It was logged; please try again later",
)


def program() -> Actor:
    """The program itself, at this moment."""
    now = timezone.now()
    return SYSTEM("ledger.write", now, timezone.localtime(now).date())


@task
def write(proposal: str) -> str:
    """入账: writes one proposal that somebody agreed to; says how it ended."""
    try:
        held = operations.begin(program(), UUID(proposal))
    except Conflict:
        return "elsewhere"
    try:
        try:
            operations.write(program(), held)
        except Conflict:  # the ledger moved on; or the job is another's now, and this is refused as well
            operations.hand_back(program(), held, operations.QUICKER)
            return "handed_back"
        except Exception:
            LOG.exception("taking over failed")
            operations.hand_back(program(), held, FAULT)
            return "failed"
    except Conflict:
        return "elsewhere"
    return "done"


@every("ledger.take_up_again", minutes=1)
def take_up_again(actor: Actor, payload: dict[str, Any]) -> None:
    """Takes up what a worker that died left behind; after some turns, hands it back to the person."""
    for key, turns in queries.stalled(actor):
        try:
            if turns < operations.MOST_TURNS:
                operations.take_up_again(actor, key)
            else:
                operations.hand_back(actor, operations.begin(actor, key), FAULT)
        except Conflict:
            continue


@daily("ledger.reminders", at=time(7, 30))
def reminders(actor: Actor, payload: dict[str, Any]) -> None:
    for organisation in queries.books(actor):
        operations.remind(actor, organisation)


@daily("ledger.retention", at=time(3, 10))
def retention(actor: Actor, payload: dict[str, Any]) -> None:
    for organisation in queries.with_records_over(actor):
        operations.retain(actor, organisation)
    for proposal in queries.stale_proposals(actor):
        operations.discard(actor, proposal)
