"""发送: e-mails and webhook messages, at least once; each attempt is claimed first, so that no two workers make the same one.

The claim is a conditional update on the number of attempts and is committed before anything is sent. A worker killed between the
claim and the mark leaves the message to the next attempt: the receiver may see it twice, under the same Message-ID or event id.
These marks are the program's own bookkeeping and leave no event.
"""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet

from heyue.apps.notices import wire
from heyue.apps.notices.due import pause
from heyue.apps.notices.models import TRIES, Delivery, Outbox
from heyue.apps.notices.outbox import mail_address
from heyue.law.wording import pick

HANDED = timedelta(minutes=10)
"""交给工作进程后等多久: before the clock hands the same attempt out again."""


def waiting_mails(now: datetime, most: int = 200) -> list[tuple[str, int]]:
    """(id, attempts so far) of e-mails to be sent now, each set aside for HANDED."""
    rows = Outbox.unscoped.filter(channel="mail", sent__isnull=True, attempts__lt=TRIES, next__lte=now)
    return _handed(rows, now, most)


def waiting_deliveries(now: datetime, most: int = 200) -> list[tuple[str, int]]:
    """(id, attempts so far) of webhook messages to be sent now, each set aside for HANDED."""
    live = Q(endpoint__ended__isnull=True, endpoint__paused__isnull=True)
    rows = Delivery.unscoped.filter(live, taken__isnull=True, attempts__lt=TRIES, next__lte=now)
    return _handed(rows, now, most)


def _handed(rows: QuerySet[Outbox] | QuerySet[Delivery], now: datetime, most: int) -> list[tuple[str, int]]:
    found = list(rows.order_by("next", "pk").values_list("pk", "attempts", "next")[:most])
    model = rows.model
    return [
        (str(pk), attempts)
        for pk, attempts, next_ in found
        if model.unscoped.filter(pk=pk, attempts=attempts, next=next_).update(next=now + HANDED)
    ]


def mail(key: UUID, attempts: int, now: datetime) -> bool:
    """Sends one e-mail if this attempt is still open; True where it went out."""
    open_ = Outbox.unscoped.filter(pk=key, channel="mail", sent__isnull=True, attempts=attempts)
    if not open_.update(attempts=F("attempts") + 1, next=now + pause(attempts + 1)):
        return False
    row = Outbox.unscoped.select_related("person").get(pk=key)
    address = mail_address(row.person) if row.person.is_active else ""
    if not address:
        Outbox.unscoped.filter(pk=key).update(next=None, attempts=TRIES, trouble="no address")
        return False
    try:
        _letter(row, address).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        Outbox.unscoped.filter(pk=key).update(trouble=type(error).__name__[:60])
        return False
    Outbox.unscoped.filter(pk=key).update(sent=now, next=None, trouble="")
    return True


def _letter(row: Outbox, address: str) -> EmailMessage:
    language = row.person.language
    text = pick((row.zh, row.en), language)
    lines = [text, ""]
    if row.link:
        lines += [f"{settings.HEYUE_ORIGIN}{row.link}", ""]
    lines += [
        pick(("这封邮件由和约自动发出。", "This message was sent by heyue."), language),
        pick(("不想收邮件：", "To stop such e-mails: "), language) + f"{settings.HEYUE_ORIGIN}/notices/settings",
    ]
    subject = pick(("和约：", "heyue: "), language) + " ".join(text.split())
    host = settings.HEYUE_ORIGIN.partition("://")[2].partition(":")[0]
    return EmailMessage(
        subject[:150],
        "\n".join(lines),
        to=[address],
        headers={"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def delivery(key: UUID, attempts: int, now: datetime) -> str:
    """Makes one attempt to deliver a webhook message: taken, waiting or given_up; "" where the attempt was not open."""
    open_ = Delivery.unscoped.filter(pk=key, taken__isnull=True, attempts=attempts, endpoint__ended__isnull=True)
    if not open_.update(attempts=F("attempts") + 1, next=now + pause(attempts + 1)):
        return ""
    row = Delivery.unscoped.select_related("endpoint").get(pk=key)
    body = json.dumps(row.body, ensure_ascii=False, separators=(",", ":")).encode()
    seconds = int(now.timestamp())
    headers = {
        "Heyue-Event": row.verb,
        "Heyue-Delivery": str(row.pk),
        "Heyue-Signature": wire.signature(row.endpoint.secret, seconds, body),
    }
    before = time.monotonic()
    answer = wire.post(row.endpoint.url, body, headers)
    spent = int((time.monotonic() - before) * 1000)
    last = attempts + 1 >= TRIES
    Delivery.unscoped.filter(pk=key).update(
        status=answer.status,
        trouble=answer.trouble,
        milliseconds=spent,
        taken=now if answer.taken else None,
        next=None if answer.taken or last else now + pause(attempts + 1),
    )
    return "taken" if answer.taken else "given_up" if last else "waiting"
