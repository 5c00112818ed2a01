"""台账每天要做的: reminders in the morning, deletions at night; each firm in a deed of its own, each run idempotent."""

from __future__ import annotations

from datetime import time
from typing import Any

from heyue.apps.deeds import Actor
from heyue.apps.ledger import operations, queries
from heyue.apps.notices.due import daily


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
