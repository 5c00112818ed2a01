"""消息里有什么: one's messages, what one is told of, the programs that listen and what they were sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from heyue.apps.accounts.models import Person
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.lists import Chip, Column, Listing
from heyue.apps.notices.kinds import deed_words, kinds, listenable
from heyue.apps.notices.models import TRIES, Delivery, Endpoint, Outbox, Setting
from heyue.apps.notices.outbox import mail_address

MESSAGES = Listing(
    name="messages",
    columns=(
        Column("what", both("消息", "Message"), lambda row: (row.zh, row.en), link=lambda row: f"/notices/{row.pk}/"),
        Column("kind", both("种类", "Kind"), lambda row: kind_words(row.kind), sort="kind", phone=False),
        Column("state", both("状态", "State"), lambda row: READ if row.read else UNREAD, "level", export=False),
        Column("made", both("时间", "When"), lambda row: row.made, "moment", sort="made"),
    ),
    order="-made",
    search=("zh", "en"),
    chips=(
        Chip("all", both("全部", "All")),
        Chip("unread", both("未读", "Unread"), Q(read__isnull=True)),
        Chip("read", both("已读", "Read"), Q(read__isnull=False)),
    ),
    search_words=both("找消息", "Search messages"),
)
READ = ("none", ("已读", "Read"))
UNREAD = ("low", ("未读", "Unread"))


def messages(actor: Actor) -> QuerySet[Outbox]:
    """One's own messages in the organisation one works in."""
    rows: QuerySet[Outbox] = Outbox.objects.visible_to(actor)
    return rows


def unread(actor: Actor) -> int:
    """How many messages wait: for the count beside the menu's entry."""
    return messages(actor).filter(read__isnull=True).count() if actor.signed_in else 0


def kind_words(name: str) -> tuple[str, str]:
    found = kinds().get(name)
    return found.words if found is not None else (name, name)


def chosen(actor: Actor) -> list[dict[str, Any]]:
    """Every kind of message with what this person chose or, where nothing was chosen, its default."""
    held = {row.kind: row for row in Setting.objects.visible_to(actor)}
    return [
        {
            "name": name,
            "words": one.words,
            "always": one.always,
            "app": one.always or (held[name].app if name in held else True),
            "mail": held[name].mail if name in held else one.mail,
        }
        for name, one in sorted(kinds().items())
    ]


def my_mail(actor: Actor) -> str:
    """The address e-mails go to; empty where none is known."""
    person = Person.objects.filter(pk=actor.person).first()
    return mail_address(person) if person is not None else ""


def endpoints(actor: Actor) -> list[dict[str, Any]]:
    """The organisation's endpoints, each with its last delivery and how many were given up."""
    failed = Q(deliveries__taken__isnull=True, deliveries__next__isnull=True)
    rows = Endpoint.objects.visible_to(actor).filter(ended__isnull=True).order_by("made")
    rows = rows.annotate(last=Max("deliveries__taken"), stuck=Count("deliveries", filter=failed))
    return [shown(row) for row in rows]


def shown(row: Endpoint) -> dict[str, Any]:
    """An endpoint as the templates take it; never its secret."""
    words = [(name, deed_words(name)) for name in row.events if name in listenable()]
    return {
        "id": row.pk,
        "name": row.name,
        "url": row.url,
        "events": row.events,
        "words": words,
        "made": row.made,
        "paused": row.paused,
        "last": getattr(row, "last", None),
        "stuck": getattr(row, "stuck", 0),
    }


def deliveries(actor: Actor, endpoint: Endpoint) -> QuerySet[Delivery]:
    """What was sent to an endpoint; the caller has fetched it through access."""
    rows: QuerySet[Delivery] = Delivery.objects.visible_to(actor).filter(endpoint=endpoint)
    return rows


def result(row: Delivery) -> tuple[str, tuple[str, str]]:
    if row.taken is not None:
        return "good", ("已送达", "Delivered")
    if row.next is None or row.attempts >= TRIES:
        return "high", ("没送达", "Not delivered")
    return "medium", ("等待", "Waiting")


WORDS = {
    "timeout": ("对方 10 秒内没有答复", "No answer within 10 seconds"),
    "certificate": ("对方的证书有问题", "The certificate is not valid"),
    "not_public": ("地址不在公网上，不推送", "The address is not on the public internet"),
    "unknown_name": ("找不到这个域名", "The host name is not known"),
    "ConnectionRefusedError": ("对方拒绝连接", "The connection was refused"),
}


def answer(row: Delivery) -> tuple[str, str]:
    """What the other side said, in words."""
    if row.status is not None:
        return f"{row.status}（{row.milliseconds} 毫秒）", f"{row.status} ({row.milliseconds} ms)"
    return WORDS.get(row.trouble, ("连不上", "Could not be reached")) if row.trouble else ("–", "–")


DELIVERIES = Listing(
    name="deliveries",
    columns=(
        Column("verb", both("事件", "Event"), lambda row: row.verb, sort="verb"),
        Column("state", both("结果", "Result"), result, "level"),
        Column("answer", both("对方答复", "Answer"), answer, phone=False),
        Column("attempts", both("次数", "Attempts"), lambda row: row.attempts, "number", sort="attempts"),
        Column("made", both("时间", "When"), lambda row: row.made, "moment", sort="made"),
    ),
    order="-made",
    search=("verb",),
    chips=(
        Chip("all", both("全部", "All")),
        Chip("waiting", both("等待", "Waiting"), Q(taken__isnull=True, next__isnull=False)),
        Chip("failed", both("没送达", "Not delivered"), Q(taken__isnull=True, next__isnull=True)),
        Chip("taken", both("已送达", "Delivered"), Q(taken__isnull=False)),
    ),
)


def home(actor: Actor) -> list[dict[str, Any]]:
    """首页: the newest unread messages; nothing where there are none."""
    if not actor.can("notices.read"):
        return []
    found = list(messages(actor).filter(read__isnull=True).order_by("-made")[:3])
    return [{"template": "notices/home.html", "order": 80, "messages": found, "unread": unread(actor)}] if found else []


def counts(actor: Actor) -> dict[str, int]:
    """主菜单旁边的数字: unread messages."""
    return {"notices:list": unread(actor)} if actor.signed_in and actor.can("notices.read") else {}
