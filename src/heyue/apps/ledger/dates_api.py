"""期限、日历订阅和公共服务的接口: deadlines and their reminders, one's calendar feeds, and where advice is found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings as configured
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel, Field

from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.ledger import access, operations, queries
from heyue.apps.ledger.dating import KINDS
from heyue.apps.ledger.forms import ServiceForm
from heyue.apps.lists.api import PLAIN, Asked, Given, Page, Short, Word, acting, fit, paged, said, shown

deadlines, feeds, services = Router(), Router(), Router()


class Whose(Asked):
    """哪一家: one's own, or the only client's, where `of` is not given."""

    of: UUID | None = None


class DeadlineShown(BaseModel):
    """一个期限, with its reason and article."""

    id: UUID
    organisation: UUID
    kind: str
    title: str
    employee: UUID | None
    number: str
    due: date
    due_kind: str
    days_left: int
    reason: str
    article: str
    handled: datetime | None


# ---- deadlines -----------------------------------------------------------------------------------------------------


@deadlines.get("", response=Page[DeadlineShown])
@policy("ledger.read", token=True)
def list_deadlines(request: HttpRequest, asked: Query[Whose]) -> Any:
    """Deadlines of one firm, or of all one works for; `chip` is open, month, late or done."""
    actor = acting(request)
    firm = access.firm(actor, asked.of).pk if asked.of else None
    found = shown(queries.dates_listing(actor.day, several=firm is None), queries.deadlines(actor, firm), asked)
    return paged(found, asked, lambda row: _deadline(row, actor.day))


@deadlines.post("/{uuid:key}/handle", response=DeadlineShown)
@policy("ledger.write", "POST", token=True)
def handle(request: HttpRequest, key: UUID) -> Any:
    """Seen to: no more reminders."""
    actor = acting(request)
    operations.handle(actor, key)
    return _deadline(access.deadline(actor, key), actor.day)


@deadlines.post("/{uuid:key}/unhandle", response=DeadlineShown)
@policy("ledger.write", "POST", token=True)
def unhandle(request: HttpRequest, key: UUID) -> Any:
    """To be done again."""
    actor = acting(request)
    operations.unhandle(actor, key)
    return _deadline(access.deadline(actor, key), actor.day)


class Reminding(BaseModel):
    """提醒设置: days before, by kind of deadline, as chosen and as they are by default."""

    organisation: UUID
    insurance_day: int | None
    leads: dict[str, list[int]]
    usual: dict[str, list[int]]


class Of(Given):
    """哪一家: one's own, or the only client's, where `of` is not given."""

    of: UUID | None = None


Days = Annotated[list[Annotated[int, Field(ge=0, le=366)]], Field(min_length=1, max_length=6)]


class RemindingGiven(Of):
    """提醒设置: a kind left out follows the default; without `insurance_day` there is no reminder of insurance."""

    leads: Annotated[dict[Word, Days], Field(max_length=40, default_factory=dict)]
    insurance_day: Annotated[int, Field(ge=1, le=31)] | None = None


@deadlines.get("/settings", response=Reminding)
@policy("ledger.read", token=True)
def reminding(request: HttpRequest, asked: Query[Of]) -> Any:
    """How long before each kind of deadline the firm is reminded."""
    return _reminding(access.firm(acting(request), asked.of))


@deadlines.put("/settings", response=Reminding)
@policy("ledger.write", "PUT", token=True)
def change_reminding(request: HttpRequest, data: RemindingGiven) -> Any:
    """Sets the reminders of the firm."""
    actor = acting(request)
    firm = access.firm(actor, data.of, "ledger.write")
    operations.settings(actor, firm.pk, leads=data.leads, insurance_day=data.insurance_day)
    return _reminding(firm)


def _reminding(firm: Any) -> Reminding:
    book = queries.book(firm)
    return Reminding(
        organisation=firm.pk,
        insurance_day=book.insurance_day if book else None,
        leads=dict(book.leads) if book else {},
        usual={name: list(kind.leads) for name, kind in KINDS.items()},
    )


def _deadline(row: Any, day: date) -> DeadlineShown:
    return DeadlineShown(
        id=row.pk,
        organisation=row.organisation_id,
        kind=row.kind,
        title=said(queries.words(row)),
        employee=row.employee_id,
        number=row.employee.number if row.employee else "",
        due=row.due,
        due_kind=row.due_kind,
        days_left=(row.due - day).days,
        reason=said((row.reason_zh, row.reason_en)),
        article=said((row.article_zh, row.article_en)),
        handled=row.handled,
    )


# ---- calendar feeds ------------------------------------------------------------------------------------------------


class FeedShown(BaseModel):
    """一个日历订阅; never its address."""

    id: UUID
    lang: str
    names: bool
    made: datetime
    last_read: datetime | None


class FeedMade(FeedShown):
    """新的日历订阅, with its address, told this once."""

    address: str


class FeedGiven(Given):
    """订阅用什么语言、写不写姓名; calendars are often kept on other companies' servers."""

    lang: Literal["zh", "en"] = "zh"
    names: bool = False


@feeds.get("", response=list[FeedShown])
@policy("ledger.read", token=True)
def list_feeds(request: HttpRequest) -> Any:
    """One's own calendar feeds that still work: five at most."""
    return [FeedShown(**_feed(one)) for one in queries.feeds(acting(request))]


@feeds.post("", response={201: FeedMade})
@policy("ledger.read", "POST", token=True)
def subscribe(request: HttpRequest, data: FeedGiven) -> Any:
    """A new private address for a calendar program; whoever has it reads the deadlines, so it is told in this answer only."""
    made, token = operations.subscribe(acting(request), lang=data.lang, names=data.names)
    return FeedMade(**_feed(made), address=configured.HEYUE_ORIGIN + reverse("ledger:feed", args=[token]))


@feeds.post("/{uuid:key}/end", response={204: None})
@policy("ledger.read", "POST", token=True)
def end_feed(request: HttpRequest, key: UUID) -> Any:
    """The address answers nothing from now on."""
    operations.unsubscribe(acting(request), key)


def _feed(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in ("lang", "names", "made", "last_read")}}


# ---- public services -----------------------------------------------------------------------------------------------


class Where(Given):
    """哪个地方."""

    place: Short = ""


@services.get("", response=list[dict[str, Any]])
@policy(PUBLIC, token=True)
def public_services(request: HttpRequest, asked: Query[Where]) -> Any:
    """Policy advice, legal aid and training: what the law has offered everywhere, and where it is found in a place."""
    return [
        {
            "kind": kind["kind"],
            "title": said(kind["title"]),
            "national": [
                {"title": said(one.title), "text": said(one.body), "article": said(one.article)}
                for one in kind["national"]
            ],
            "local": [
                {
                    name: getattr(row, name)
                    for name in ("name", "phone", "address", "hours", "web", "source", "source_day")
                }
                | {"place": place}
                for row, place in kind["local"]
            ],
        }
        for kind in queries.services(acting(request), asked.place)["kinds"]
    ]


class ServiceShown(BaseModel):
    """一个服务点, as an officer entered it."""

    id: UUID
    place: str
    kind: str
    name: str
    name_en: str
    phone: str
    address: str
    hours: str
    web: str
    source: str
    source_day: date


class ServiceGiven(Given):
    """登记服务点: within one's own place, with the source it was checked against and the day."""

    place: Short
    kind: Word
    name: Annotated[str, Field(min_length=1, max_length=80, pattern=PLAIN)]
    name_en: Short = ""
    phone: Annotated[str, Field(max_length=40, pattern=PLAIN)] = ""
    address: Annotated[str, Field(max_length=160, pattern=PLAIN)] = ""
    hours: Annotated[str, Field(max_length=80, pattern=PLAIN)] = ""
    web: Annotated[str, Field(max_length=200, pattern=PLAIN)] = ""
    source: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
    source_day: date


@services.post("", response={201: ServiceShown})
@policy("ledger.services", "POST", token=True)
def enter_service(request: HttpRequest, data: ServiceGiven) -> Any:
    """Enters where advice, legal aid or training is had; everybody sees it."""
    given = fit(ServiceForm({**data.model_dump(), "source_day": data.source_day.isoformat()}))
    whence = {name: given[name] for name in ("place", "kind", "source", "source_day")}
    made = operations.enter_service(acting(request), values=given, **whence)
    same = ("place", "kind", "name", "name_en", "phone", "address", "hours", "web", "source", "source_day")
    return ServiceShown(id=made.pk, **{name: getattr(made, name) for name in same})


@services.post("/{uuid:key}/withdraw", response={204: None})
@policy("ledger.services", "POST", token=True)
def withdraw_service(request: HttpRequest, key: UUID) -> Any:
    """It is shown no longer."""
    operations.withdraw_service(acting(request), key)
