"""期限: made anew from the records, ticked off by people, told of in good time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from heyue.apps.accounts.models import Mandate, Organisation
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import access, reading
from heyue.apps.ledger.dating import KINDS, Day, days, leads_of
from heyue.apps.ledger.models import Book, Deadline, Employee
from heyue.apps.ledger.operations.book import firm, opened
from heyue.apps.notices.outbox import To, members, queue
from heyue.apps.sealed.many import insert_objects, update

TABLES = ("company", "roster", "contracts", "leave")
LONGEST = 366


def renew(organisation: UUID, today: date) -> int:
    """Brings the deadlines into line with the records; what was ticked off stays so while its day stays.

    Returns how many changed. Called inside a deed that changed the records, and once a day.
    """
    book = Book.unscoped.filter(organisation_id=organisation).first()
    if book is None:
        return 0
    found = days(
        reading.as_of(organisation, valid_on=today, tables=TABLES),
        reading.simple(organisation),
        today=today,
        insurance_day=book.insurance_day,
    )
    people = dict(Employee.unscoped.filter(organisation_id=organisation).values_list("number", "pk"))
    there = {row.key: row for row in Deadline.unscoped.filter(organisation_id=organisation)}
    fresh, changed = [], []
    for day in {one.key: one for one in found}.values():
        row = there.pop(_key(day, people), None)
        made = _row(organisation, day, people, book.leads)
        if row is None:
            fresh.append(made)
        elif any(getattr(row, name) != getattr(made, name) for name in SHOWN):
            if row.due != made.due:
                row.handled, row.handled_by, row.reminded = None, None, None
            for name in SHOWN:
                setattr(row, name, getattr(made, name))
            changed.append(row)
    Deadline.unscoped.filter(pk__in=[row.pk for row in there.values()]).delete()
    insert_objects(Deadline, fresh)
    update(Deadline, [*SHOWN, "handled", "handled_by", "reminded"], changed)
    return len(fresh) + len(changed) + len(there)


SHOWN = ("due", "due_kind", "first_reminder", "reason_zh", "reason_en", "article_zh", "article_en")


def _key(day: Day, people: Mapping[str, UUID]) -> str:
    """By the person's lasting id, so that a changed employee number makes no new deadline."""
    return day.key.replace(f"/{day.who}", f"/{people[day.who]}", 1) if day.who in people else day.key


def _row(organisation: UUID, day: Day, people: Mapping[str, UUID], leads: Mapping[str, Sequence[int]]) -> Deadline:
    kind = KINDS[day.kind]
    cite = day.cite or kind.cite
    return Deadline(
        organisation_id=organisation,
        employee_id=people.get(day.who),
        key=_key(day, people),
        kind=day.kind,
        due=day.due,
        due_kind=kind.due_kind,
        first_reminder=day.due - timedelta(days=leads_of(day.kind, leads)[0]),
        reason_zh=day.reason[0],
        reason_en=day.reason[1],
        article_zh=cite.zh if cite else "",
        article_en=cite.en if cite else "",
    )


@operation("ledger.handle")
def handle(deed: Deed, key: UUID) -> Deadline:
    """办好了: no more reminders of it; a day that changes afterwards asks again."""
    row = access.deadline(deed.actor, key, "ledger.write")
    if (
        Deadline.unscoped.filter(pk=key, handled__isnull=True).update(handled=deed.now, handled_by=deed.actor.person)
        != 1
    ):
        raise Conflict(("这个期限刚才已经标为办好", "this has just been marked as done"))
    deed.about(row, organisation=row.organisation_id, data={"kind": row.kind})
    return row


@operation("ledger.unhandle")
def unhandle(deed: Deed, key: UUID) -> Deadline:
    """撤回: a slip is undone."""
    row = access.deadline(deed.actor, key, "ledger.write")
    if Deadline.unscoped.filter(pk=key, handled__isnull=False).update(handled=None, handled_by=None) != 1:
        raise Conflict(("这个期限现在没有标为办好", "this is not marked as done"))
    deed.about(row, organisation=row.organisation_id, data={"kind": row.kind})
    return row


@operation("ledger.settings")
def settings(deed: Deed, organisation: UUID, *, leads: Mapping[str, Sequence[int]], insurance_day: int | None) -> Book:
    """提前多少天提醒、每月社保最后一天: the firm's own; a kind left out follows the default."""
    firm(deed, organisation)
    if insurance_day is not None and not 1 <= insurance_day <= 31:
        raise Refused(("每月的日子填 1 到 31", "give a day of the month from 1 to 31"))
    for kind, chosen in leads.items():
        if kind not in KINDS or not chosen or any(not 0 <= one <= LONGEST for one in chosen):
            raise Refused(
                (f"提前天数填 0 到 {LONGEST} 之间的整数", f"days before are whole numbers from 0 to {LONGEST}")
            )
    book, _ = opened(deed, organisation)
    book.leads = {kind: sorted(set(chosen), reverse=True) for kind, chosen in leads.items()}
    book.insurance_day = insurance_day
    book.save(update_fields=["leads", "insurance_day"])
    renew(organisation, deed.day)
    deed.about(book, organisation=organisation, data={"kinds": len(leads)})
    return book


# ---- the daily reminder --------------------------------------------------------------------------------------------


@operation("ledger.remind")
def remind(deed: Deed, organisation: UUID) -> int:
    """到日子提醒: deadlines made anew, and one message about those that reached a reminder day since the last. Returns how many.

    Run twice, or after a day without a worker, it tells each stage once.
    """
    if not deed.actor.system:
        raise NotFound
    owner = Organisation.unscoped.get(pk=organisation)
    book, _ = opened(deed, organisation)
    renew(organisation, deed.day)
    rows = Deadline.unscoped.filter(
        organisation_id=organisation, handled__isnull=True, first_reminder__lte=deed.day, due__gte=deed.day
    )
    told = []
    for row in rows.order_by("due", "pk"):
        left = (row.due - deed.day).days
        stage = min(lead for lead in leads_of(row.kind, book.leads) if lead >= left)
        if row.reminded is None or stage < row.reminded:
            row.reminded = stage
            told.append(row)
    Deadline.unscoped.bulk_update(told, ["reminded"], batch_size=200)
    if told:
        zh, en = _message(told, deed.day)
        queue(
            deed,
            members(organisation, "ledger.read"),
            f"ledger.deadlines:{organisation}:{deed.day}",
            zh,
            en,
            "/ledger/dates/",
        )
        zh, en = f"{owner.name}：{zh}", f"{owner.name}: {en}"
        for to in _agents(organisation, deed.day):
            queue(
                deed,
                to,
                f"ledger.deadlines:{organisation}:{deed.day}",
                zh[:300],
                en[:400],
                f"/ledger/dates/?of={organisation}",
            )
    deed.about("ledger.deadline", organisation=organisation, data={"told": len(told)})
    return len(told)


def _message(told: Sequence[Deadline], day: date) -> tuple[str, str]:
    first = told[0]
    kind, left = KINDS[first.kind], (first.due - day).days
    when = ("就在今天", "is today") if left == 0 else (f"还有 {left} 天", f"in {left} {'day' if left == 1 else 'days'}")
    if len(told) == 1:
        return f"期限提醒：{kind.zh}，{when[0]}", f"Deadline: {kind.en.lower()}, {when[1]}"
    zh = f"有 {len(told)} 个期限要留意，最近的是“{kind.zh}”，{when[0]}"
    return zh, f"{len(told)} deadlines to keep in mind; the nearest, {kind.en.lower()}, {when[1]}"


def _agents(organisation: UUID, day: date) -> list[To]:
    """Those who keep the ledger for the firm under a mandate in force."""
    rows = Mandate.unscoped.filter(
        client_id=organisation, since__lte=day, until__gte=day, given__isnull=False, ended__isnull=True
    )
    found: dict[To, None] = {}
    for mandate in rows.filter(~Q(scope=[])).prefetch_related("persons"):
        if "ledger" in mandate.scope:
            named = [person.pk for person in mandate.persons.all()]
            found |= dict.fromkeys(members(mandate.agency_id, "ledger.read", only=named))
    return list(found)
