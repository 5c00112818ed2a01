"""账户的后台任务: letters, and looking up whether there is anybody to send a reset link to."""

from __future__ import annotations

import logging

from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task

from heyue.apps.accounts import letters, operations
from heyue.apps.deeds import SYSTEM

LOG = logging.getLogger(__name__)


@task()
def send(sealed: str) -> None:
    """发一封信. A mail server that does not answer is noted; the letter can be asked for again."""
    name, to, values = letters.opened(sealed)
    subject, text = letters.written(name, values)
    try:
        send_mail(subject, text, None, [to])
    except OSError:
        LOG.exception("a letter could not be sent")


@task()
def look_up(sealed: str) -> None:
    """申请了重设密码: finds out here, where nobody waits for the answer, whether there is such an account."""
    now = timezone.now()
    operations.send_reset_link(SYSTEM("accounts.reset", now, timezone.localtime(now).date()), sealed)
