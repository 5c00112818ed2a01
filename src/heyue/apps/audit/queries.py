"""谁做了什么: events as sentences, for whoever may read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum

from heyue.apps.audit import names
from heyue.apps.audit.models import Chain, Event
from heyue.apps.audit.verbs import Verb, verbs
from heyue.apps.audit.wording import in_words
from heyue.apps.deeds import Actor
from heyue.apps.deeds.actor import NOBODY
from heyue.apps.deeds.both import lang
from heyue.catalog.roles import roles
from heyue.law.wording import pick


def number_of_events() -> int:
    """How many events all records hold together; from the heads of the chains, which is quick however many there are."""
    return int(Chain.objects.aggregate(n=Sum("count"))["n"] or 0)


@dataclass(frozen=True, slots=True)
class Line:
    """记录的一行: who did what, when, for whom and in whose right. `address` is a keyed digest, never shown."""

    seq: int
    at: datetime
    who: str
    what: str
    read: bool
    role: str
    whose: str
    right: str
    verb: str
    elsewhere: str
    """别家的事: the organisation it was about, where that is not the reader's own."""


def events(actor: Actor) -> QuerySet[Event]:
    """What this actor may read: his organisation's record, its deeds elsewhere, everything for the auditor."""
    rows: QuerySet[Event] = Event.objects.visible_to(actor)
    return rows.select_related("detail")


def own(actor: Actor) -> QuerySet[Event]:
    """What one did oneself."""
    rows: QuerySet[Event] = Event.objects.visible_to(actor, "audit.mine")
    return rows.select_related("detail")


def reading() -> Q:
    """Looks at something sensitive, as against changes."""
    return Q(verb__in=[verb.name for verb in verbs().values() if verb.read])


def verbs_of(app: str) -> Q:
    """Deeds of one app."""
    return Q(verb__startswith=f"{app}.")


def lines(actor: Actor, rows: Sequence[Event], lang: str) -> list[Line]:
    """Events as lines, with the names looked up for all of them at once: four queries at most."""
    people = names.read("person", actor, (event.person for event in rows))
    firms = names.read("organisation", actor, _firms(rows))
    mandates = names.read("mandate", actor, (event.mandate for event in rows))
    return [_line(actor, event, lang, people, firms, mandates) for event in rows]


def _firms(rows: Iterable[Event]) -> Iterable[UUID]:
    for event in rows:
        yield from (key for key in (event.organisation_id, event.actor_organisation) if key and key != NOBODY)


def _line(
    actor: Actor, event: Event, lang: str, people: dict[UUID, str], firms: dict[UUID, str], mandates: dict[UUID, str]
) -> Line:
    verb = verbs().get(event.verb) or Verb(event.verb, event.verb, event.verb, frozenset(), frozenset())
    told = {**event.data, **_personal(actor, event)}
    words = {name: in_words(name, value, lang) for name, value in told.items()}
    role = pick(("、", ", "), lang).join(_role(name, lang) for name in event.roles.split(",") if name)
    who = (
        people.get(event.person, "")
        if event.person
        else pick(("程序", "the program") if event.system else ("未登录的人", "somebody not signed in"), lang)
    )
    whose = "" if event.organisation_id == NOBODY else firms.get(event.organisation_id, "")
    return Line(
        event.seq,
        event.at,
        who,
        verb.sentence(words, lang),
        verb.read,
        role,
        whose,
        _right(event, lang, firms, mandates),
        event.verb,
        whose if event.organisation_id != actor.organisation else "",
    )


def _right(event: Event, lang: str, firms: dict[UUID, str], mandates: dict[UUID, str]) -> str:
    """In whose right somebody acted who is not of the organisation: “X for Y under mandate Z”, or staff power."""
    by = firms.get(event.actor_organisation, "") if event.actor_organisation else ""
    whose = firms.get(event.organisation_id, "")
    if event.mandate is not None:
        number = mandates.get(event.mandate, "")
        return pick((f"{by}代{whose}，依授权 {number}", f"{by} for {whose} under mandate {number}"), lang)
    if event.power is not None:
        return pick(("平台人员临时查看", "platform staff, temporary look"), lang)
    if event.actor_organisation and event.organisation_id not in {event.actor_organisation, NOBODY}:
        return by
    return ""


def _personal(actor: Actor, event: Event) -> dict[str, Any]:
    """The sealed side: for the organisation whose event it is and for whoever did it; gone once it was erased."""
    if not event.detail_digest or not (
        event.person == actor.person or event.organisation_id in actor.reach("audit.read")
    ):
        return {}
    detail = getattr(event, "detail", None)
    return dict(detail.values) if detail is not None else {}


def _role(name: str, lang: str) -> str:
    found = roles().roles.get(name)
    return pick((found.zh, found.en), lang) if found else name


def people(actor: Actor, rows: QuerySet[Event]) -> list[tuple[UUID, str]]:
    """Whoever occurs in these events, by name: for the filter."""
    keys = list(rows.exclude(person=None).order_by().values_list("person", flat=True).distinct()[:200])
    return sorted(names.read("person", actor, keys).items(), key=lambda pair: pair[1])


def last_deeds(actor: Actor, organisations: Sequence[UUID]) -> dict[UUID, datetime]:
    """When one's own organisation last did something with each client's things."""
    if not organisations or actor.organisation is None:
        return {}
    rows = Event.unscoped.filter(organisation_id__in=organisations, actor_organisation=actor.organisation)
    return dict(rows.order_by().values_list("organisation_id").annotate(last=Max("at")))


DAYS = 30
"""几天内: how far back the home page tells of others' deeds in one's name."""


def home(actor: Actor) -> list[dict[str, Any]]:
    """首页: what agencies did in an employer's name lately, for whoever may read the record; nothing without a mandate."""
    if actor.kind != "enterprise" or not actor.can("audit.read"):
        return []
    since = actor.now - timedelta(days=DAYS)
    rows = Event.objects.visible_to(actor).filter(
        mandate__isnull=False, actor_organisation__isnull=False, at__gte=since
    )
    done = list(
        rows.exclude(actor_organisation=actor.organisation).select_related("detail").order_by("-at", "-seq")[:3]
    )
    if not done:
        return []
    number = rows.exclude(actor_organisation=actor.organisation).count()
    return [
        {
            "template": "audit/home_others.html",
            "order": 40,
            "place": "side",
            "number": number,
            "days": DAYS,
            "lines": lines(actor, done, lang()),
        }
    ]


def own_deeds(actor: Actor) -> list[dict[str, Any]]:
    """One's own deeds for the export of one's data: sentence and moment in both languages."""
    rows = list(own(actor).order_by("at", "seq")[:20_000])
    zh, en = lines(actor, rows, "zh"), lines(actor, rows, "en")
    return [
        {"at": one.at, "what_zh": one.what, "what_en": other.what, "for": one.whose}
        for one, other in zip(zh, en, strict=True)
    ]
