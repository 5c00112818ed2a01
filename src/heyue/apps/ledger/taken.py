"""入账的进展: how far a taking over is, for the page that waits, and what it did, for the page afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.ledger.models import Proposal

WAITING, WRITING = 10, 50
COUNTED = (
    ("added", "新增", "added"),
    ("filled", "补充栏目", "filled in"),
    ("changed", "起了变化", "changed from a day on"),
    ("corrected", "更正", "corrected"),
    ("ended", "离职或作废", "ended or struck"),
    ("kept", "台账不变", "left as they were"),
)


def progress(proposal: Proposal) -> dict[str, Any]:
    """What parts/progress.html shows of one that is being written."""
    percent = WRITING if proposal.worker else WAITING
    return {
        "id": proposal.pk,
        "title": both("正在写进台账", "Writing into the ledger"),
        "doing": both("在写", "writing") if proposal.worker else both("在排队", "waiting its turn"),
        "percent": percent,
        "address": reverse("ledger:proposal", args=[proposal.pk]),
        "note": both(
            "要么全部写进，要么什么都不写。可以离开这一页，做完会告诉你。",
            "All of it is written or nothing. You may leave this page; you will be told when it is done.",
        ),
    }


def outcome(proposal: Proposal) -> list[dict[str, Any]]:
    """What was done, kind by kind, without those of which there were none."""
    counts = proposal.acceptance.counts if proposal.acceptance else {}
    return [{"words": (zh, en), "count": counts[name]} for name, zh, en in COUNTED if counts.get(name)]


def moved(actor: Actor, since: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Takings over that moved lately, for the stream of messages."""
    if not actor.can("ledger.write"):
        return []
    rows = Proposal.objects.visible_to(actor).filter(moved__gt=since).order_by("moved").values_list("pk", "state")[:20]
    return [(str(key), {"percent": 100 if state != "taking" else WRITING}) for key, state in rows]
