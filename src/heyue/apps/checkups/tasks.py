"""体检的后台任务: runs a check-up, and takes up again those whose worker died. The only clock here is the task's own start.

python -m django db_worker        works the queue
take_up_again, every minute       from the table of due times
"""

from __future__ import annotations

import logging
from datetime import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from heyue.apps.checkups import operations, queries, store
from heyue.apps.checkups.operations import Held
from heyue.apps.deeds import SYSTEM, Actor, Conflict
from heyue.apps.notices import due

LOG = logging.getLogger(__name__)


def program() -> Actor:
    """The program itself, at this moment."""
    now = timezone.now()
    return SYSTEM("checkups.run", now, timezone.localtime(now).date())


@task
def run(checkup: str) -> str:
    """Does one check-up; says how it ended. Started twice, the second finds nothing to do."""
    try:
        held = operations.take_up(program(), UUID(checkup))
    except Conflict:
        return "elsewhere"
    try:
        return _run(held)
    except Conflict:
        return "elsewhere"


def _run(held: Held) -> str:
    from heyue.apps.checkups import reading  # noqa: PLC0415 - loads Polars and the law, which the web does not need

    files = [
        reading.Handed(name, store.get(stored), answers, declared=held.source == "online")
        for name, stored, answers in held.files
    ]
    try:
        read = reading.read(files, held.recall)
        if read.blocking and not held.asked:
            operations.ask(program(), held, read.doubts)
            return "needs_mapping"
        operations.advance(program(), held, "checking", 60)
        outcome = reading.check(read.records, as_of=held.as_of, place=held.place)
    except reading.Unchecked as why:
        operations.fail(program(), held, why.zh, why.en)
        return "failed"
    except Exception:
        LOG.exception("check-up failed")
        zh = "程序在检查时出了错，不是你的表格的问题。已经记录下来，请稍后再试"
        operations.fail(
            program(),
            held,
            zh,
            "The program failed while checking, through no fault of your sheets. It was logged; please try again later",
        )
        return "failed"
    operations.advance(program(), held, "checking", 90)
    operations.finish(
        program(),
        held,
        zh=outcome.zh,
        en=outcome.en,
        employees=outcome.employees,
        months=outcome.months,
        doubts=read.doubts,
        records=read.records,
    )
    return "done"


@due.every("checkups.take_up_again", minutes=1)
def take_up_again(actor: Actor, payload: dict[str, Any]) -> None:
    """Puts runs whose lease is over back in the queue."""
    for key in queries.stalled(actor.now):
        try:
            operations.resume(actor, key)
        except Conflict:
            continue


@due.daily("checkups.sweep", at=time(3, 20))
def sweep(actor: Actor, payload: dict[str, Any]) -> None:
    """Takes away files that no check-up knows and that are older than a day."""
    for name in store.leftovers(queries.stored_names(), actor.now.timestamp() - 86_400):
        store.drop(name)
