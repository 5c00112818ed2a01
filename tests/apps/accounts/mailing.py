"""工作进程: does what waits in the queue of letters, as the worker would."""

from __future__ import annotations

from django_tasks_db.models import DBTaskResult


def work() -> int:
    """How many tasks of accounts were done, those that they queued included."""
    done = 0
    rows = DBTaskResult.objects.filter(status="READY", task_path__startswith="heyue.apps.accounts.")
    while (row := rows.order_by("enqueued_at").first()) is not None:
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.set_successful(None)
        done += 1
    return done
