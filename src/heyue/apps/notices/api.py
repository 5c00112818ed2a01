"""消息和推送的接口: one's messages, and the programs that are told of deeds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from heyue.apps.deeds.policy import policy
from heyue.apps.lists.api import PLAIN, Asked, Given, Page, Word, acting, paged, said, shown
from heyue.apps.notices import access, operations, queries
from heyue.apps.notices.kinds import listenable

notices, webhooks = Router(), Router()
ROUTERS = {"/notices": notices, "/webhooks": webhooks}


class MessageShown(BaseModel):
    """一条消息."""

    id: UUID
    kind: str
    kind_words: str
    text: str
    link: str
    made: datetime
    read: datetime | None


class Marked(BaseModel):
    """标为已读的条数."""

    marked: int


@notices.get("", response=Page[MessageShown])
@policy("notices.read", token=True)
def list_messages(request: HttpRequest, asked: Query[Asked]) -> Any:
    """One's own messages, newest first; `chip` is all, unread or read."""
    return paged(shown(queries.MESSAGES, queries.messages(acting(request)), asked), asked, _message)


@notices.post("/read", response=Marked)
@policy("notices.read", "POST", token=True)
def mark_all(request: HttpRequest) -> Any:
    """All of one's messages are read."""
    return Marked(marked=operations.mark_read(acting(request)))


@notices.post("/{uuid:key}/read", response=Marked)
@policy("notices.read", "POST", token=True)
def mark_one(request: HttpRequest, key: UUID) -> Any:
    """One message is read."""
    return Marked(marked=operations.mark_read(acting(request), key))


class Choice(BaseModel):
    """一种消息怎么收: `always` means that it is shown among the messages whatever is chosen."""

    kind: str
    kind_words: str
    app: bool
    mail: bool
    always: bool


class Choices(BaseModel):
    """消息设置. `mail_to` is empty where no e-mail address is known."""

    mail_to: str
    kinds: list[Choice]


class Chosen(Given):
    """在消息页显示吗，发邮件吗."""

    app: bool
    mail: bool


class ChoicesGiven(Given):
    """消息设置: kinds that are left out stay."""

    kinds: Annotated[dict[Word, Chosen], Field(min_length=1, max_length=100)]


@notices.get("/settings", response=Choices)
@policy("notices.read", token=True)
def settings(request: HttpRequest) -> Any:
    """Which kinds of message one gets, and where."""
    return _choices(request)


@notices.patch("/settings", response=Choices)
@policy("notices.read", "PATCH", token=True)
def change_settings(request: HttpRequest, data: ChoicesGiven) -> Any:
    """Chooses, kind by kind."""
    operations.choose(acting(request), {name: (one.app, one.mail) for name, one in data.kinds.items()})
    return _choices(request)


def _choices(request: HttpRequest) -> Choices:
    actor = acting(request)
    return Choices(
        mail_to=queries.my_mail(actor),
        kinds=[
            Choice(
                kind=one["name"],
                kind_words=said(one["words"]),
                **{name: one[name] for name in ("app", "mail", "always")},
            )
            for one in queries.chosen(actor)
        ],
    )


def _message(row: Any) -> MessageShown:
    return MessageShown(
        id=row.pk,
        kind=row.kind,
        kind_words=said(queries.kind_words(row.kind)),
        text=said((row.zh, row.en)),
        link=row.link,
        made=row.made,
        read=row.read,
    )


# ---- webhooks ------------------------------------------------------------------------------------------------------


class WebhookShown(BaseModel):
    """一个推送地址; never its secret."""

    id: UUID
    name: str
    url: str
    events: list[str]
    made: datetime
    paused: datetime | None
    last: datetime | None
    stuck: int


class WebhookMade(WebhookShown):
    """新的推送地址, with its secret, told this once."""

    secret: str


class DeliveryShown(BaseModel):
    """一次推送."""

    id: UUID
    event: UUID
    verb: str
    result: str
    answer: str
    attempts: int
    status: int | None
    made: datetime
    taken: datetime | None
    next: datetime | None


class WebhookGiven(Given):
    """推送到哪里、推送哪些事: the names of `events` stand at /webhooks/events."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=PLAIN)]
    url: Annotated[str, StringConstraints(max_length=400, pattern=r"^[\x21-\x7e]+$")]
    events: Annotated[list[Word], Field(min_length=1, max_length=100)]


@webhooks.get("", response=list[WebhookShown])
@policy("notices.webhooks", token=True)
def list_webhooks(request: HttpRequest) -> Any:
    """The organisation's webhooks: ten at most."""
    return [WebhookShown(**_webhook(one)) for one in queries.endpoints(acting(request))]


@webhooks.get("/events", response=list[str])
@policy("notices.webhooks", token=True)
def events(request: HttpRequest) -> Any:
    """The deeds a webhook may be told of."""
    return listenable()


@webhooks.post("", response={201: WebhookMade})
@policy("notices.webhooks", "POST", token=True)
def add_webhook(request: HttpRequest, data: WebhookGiven) -> Any:
    """A new webhook; its secret signs each message and is told in this answer only."""
    row, secret = operations.add_endpoint(acting(request), name=data.name, url=data.url, events=data.events)
    return WebhookMade(**_webhook(queries.shown(row)), secret=secret)


@webhooks.get("/{uuid:key}", response=WebhookShown)
@policy("notices.webhooks", token=True)
def webhook(request: HttpRequest, key: UUID) -> Any:
    """One webhook."""
    return WebhookShown(**_webhook(queries.shown(access.endpoint(acting(request), key))))


class Change(Given):
    """暂停、恢复或停用."""

    state: Literal["paused", "running", "ended"]


@webhooks.put("/{uuid:key}/state", response=WebhookShown)
@policy("notices.webhooks", "PUT", token=True)
def change_webhook(request: HttpRequest, key: UUID, data: Change) -> Any:
    """Pauses, resumes or ends it; what is ended does not come back."""
    return WebhookShown(**_webhook(queries.shown(operations.change_endpoint(acting(request), key, data.state))))


@webhooks.post("/{uuid:key}/test", response={202: DeliveryShown})
@policy("notices.webhooks", "POST", token=True)
def try_webhook(request: HttpRequest, key: UUID) -> Any:
    """Puts a test message in the queue."""
    return _delivery(operations.try_endpoint(acting(request), key))


@webhooks.get("/{uuid:key}/deliveries", response=Page[DeliveryShown])
@policy("notices.webhooks", token=True)
def deliveries(request: HttpRequest, key: UUID, asked: Query[Asked]) -> Any:
    """What was sent to it and how it was answered; `chip` is all, waiting, failed or taken."""
    actor = acting(request)
    rows = queries.deliveries(actor, access.endpoint(actor, key))
    return paged(shown(queries.DELIVERIES, rows, asked), asked, _delivery)


@webhooks.post("/deliveries/{uuid:key}/repeat", response={202: DeliveryShown})
@policy("notices.webhooks", "POST", token=True)
def repeat_delivery(request: HttpRequest, key: UUID) -> Any:
    """Another round of attempts for a message that was not taken."""
    actor = acting(request)
    return _delivery(access.delivery(actor, operations.repeat(actor, key).pk))


def _webhook(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("id", "name", "url", "events", "made", "paused", "last", "stuck")}


def _delivery(row: Any) -> DeliveryShown:
    return DeliveryShown(
        id=row.pk,
        event=row.event,
        verb=row.verb,
        result=said(queries.result(row)[1]),
        answer=said(queries.answer(row)),
        attempts=row.attempts,
        status=row.status,
        made=row.made,
        taken=row.taken,
        next=row.next,
    )
