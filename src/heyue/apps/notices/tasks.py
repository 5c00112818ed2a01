"""工作进程要做的事: sending, and the tick of the clock. Here, as in the middleware, the moment is read; below it nothing reads one."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import task

from heyue.apps.accounts import operations as accounts
from heyue.apps.deeds import SYSTEM, Actor
from heyue.apps.notices import due, operations, sending, telling


@task()
def send_mail(key: str, attempts: int) -> None:
    """发一封邮件."""
    sending.mail(UUID(key), attempts, timezone.now())


@task()
def deliver(key: str, attempts: int) -> None:
    """推送一条消息."""
    now = timezone.now()
    if sending.delivery(UUID(key), attempts, now) == "given_up":
        operations.note_given_up(_program("deliver"), UUID(key))


@due.daily("accounts.retention", at=time(3, 0))
def accounts_retention(actor: Actor, payload: dict[str, Any]) -> None:
    """账户的到期清理: registered here, as that app stands below the clock."""
    accounts.retain(actor)


@due.daily("notices.tidy", at=time(3, 40))
def tidy(actor: Actor, payload: dict[str, Any]) -> None:
    """清理: forgets due rows and messages that are long over."""
    due.drop_old(actor)
    operations.forget_old(actor)


def tick(actor: Actor | None = None) -> None:
    """One turn of the clock: what is due, what is to be told, what is to be sent. Every part may run twice without harm."""
    autodiscover_modules("tasks")
    actor = actor or _program("clock")
    due.wake(actor)
    telling.tell(actor)
    for key, attempts in sending.waiting_mails(actor.now):
        send_mail.enqueue(key, attempts)
    for key, attempts in sending.waiting_deliveries(actor.now):
        deliver.enqueue(key, attempts)


def _program(name: str) -> Actor:
    now = timezone.now()
    return SYSTEM(name, now, timezone.localtime(now).date())
