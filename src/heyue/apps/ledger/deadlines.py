"""期限里有什么: the list over one firm or all clients, the home pages' cards, the rows of a calendar feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from heyue.apps.accounts.models import Organisation
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.ledger.dating import KINDS, leads_of
from heyue.apps.ledger.listing import ByName
from heyue.apps.ledger.models import Book, Deadline
from heyue.apps.lists import Chip, Column

NEAR, AHEAD, QUARTER = timedelta(days=7), timedelta(days=30), timedelta(days=92)
HOME, TASKS = 5, timedelta(days=30)


def deadlines(actor: Actor, firm: UUID | None = None) -> QuerySet[Deadline]:
    """Deadlines this actor may see, of one firm where it is named."""
    rows = (
        Deadline.objects.visible_to(actor)
        .exclude(employee__restricted__isnull=False)
        .filter(organisation__closed__isnull=True)
    )
    found: QuerySet[Deadline] = (rows.filter(organisation_id=firm) if firm else rows).select_related(
        "employee", "organisation"
    )
    return found


def dates_listing(day: date, *, several: bool) -> ByName:
    """The list by month; for whoever acts for several firms with the firm's name."""
    open_ = Q(handled__isnull=True)
    employer = Column(
        "employer",
        both("企业", "Employer"),
        lambda row: row.organisation.name,
        kind="organisation",
        sort="organisation__name",
    )
    rest = (
        Column("kind", both("事项", "What"), words, sort=("kind", "due")),
        Column(
            "no",
            both("工号", "No."),
            lambda row: row.employee.number if row.employee else "",
            sort=("employee__number", "due"),
        ),
        Column("left", both("还有几天", "Days left"), lambda row: (row.due - day).days, kind="number"),
        Column("reason", both("理由", "Reason"), lambda row: (row.reason_zh, row.reason_en)),
        Column("article", both("依据", "Article"), lambda row: (row.article_zh, row.article_en)),
    )
    due = Column("due", both("日期", "Day"), lambda row: row.due, kind="day", sort=("due", "due_kind"))
    chips = (
        Chip("quarter", both("三个月内", "Within three months"), open_ & Q(due__range=(day, day + QUARTER))),
        Chip("month", both("30 天内", "Within 30 days"), open_ & Q(due__range=(day, day + AHEAD))),
        Chip("late", both("已过日子", "Day has passed"), open_ & Q(due__lt=day)),
        Chip("open", both("以后所有的", "All to come"), open_ & Q(due__gte=day)),
        Chip("done", both("已办好", "Done"), Q(handled__isnull=False)),
    )
    columns = (due, employer, *rest) if several else (due, *rest)
    search = ("employee__number", "reason_zh", "reason_en", "article_zh", *(("organisation__name",) if several else ()))
    hint = both("姓名、工号或事项", "Name, number or matter")
    return ByName("dates", columns, order="due", search=search, chips=chips, size=50, hint=hint, person="employee_id")


def words(row: Deadline) -> tuple[str, str]:
    """What the deadline is called."""
    kind = KINDS[row.kind]
    return kind.zh, kind.en


def shown(row: Deadline, day: date) -> dict[str, Any]:
    """A deadline as the templates take it."""
    left = (row.due - day).days
    return {
        "id": row.pk,
        "due": row.due,
        "month": row.due.replace(day=1),
        "title": words(row),
        "who": row.employee.name or row.employee.number if row.employee else "",
        "number": row.employee.number if row.employee else "",
        "person": row.employee_id,
        "organisation": row.organisation,
        "reason": (row.reason_zh, row.reason_en),
        "article": (row.article_zh, row.article_en) if row.article_zh else "",
        "due_kind": row.due_kind,
        "late": left < 0,
        "left": left,
        "level": "high"
        if row.due_kind == "statutory" and left <= NEAR.days
        else "medium"
        if left <= AHEAD.days
        else "low",
        "handled": row.handled,
        "address": f"{reverse('ledger:dates')}#d{row.pk}",
    }


# ---- home ----------------------------------------------------------------------------------------------------------


def home(actor: Actor) -> list[dict[str, Any]]:
    """首页: an owner's next deadlines, and those worth a deed now as tasks; an agency's clients by risk and date."""
    if not actor.can("ledger.read"):
        return []
    if actor.kind == "enterprise" and actor.organisation is not None:
        rows = list(
            _open(actor).filter(organisation_id=actor.organisation, due__gte=actor.day).order_by("due", "pk")[:60]
        )
        if not rows:
            return []
        near = [shown(row, actor.day) for row in rows[:HOME]]
        return [
            {
                "template": "ledger/home_dates.html",
                "order": 40,
                "place": "side",
                "deadlines": near,
                "tasks": _tasks(rows, actor.day),
            }
        ]
    if actor.kind == "agency":
        clients = by_client(actor)
        return [{"template": "ledger/home_clients.html", "order": 30, "clients": clients}] if clients else []
    return []


def _open(actor: Actor) -> QuerySet[Deadline]:
    return deadlines(actor).filter(handled__isnull=True)


def _tasks(rows: Sequence[Deadline], day: date) -> list[dict[str, Any]]:
    """One thing to do for each kind whose reminder has come, by its nearest day, with how many people it concerns."""
    kinds: dict[str, list[Deadline]] = {}
    for row in rows:
        if row.first_reminder <= day and row.due <= day + TASKS:
            kinds.setdefault(row.kind, []).append(row)
    tasks = []
    for kind, members in kinds.items():
        first, about = members[0], KINDS[kind]
        people = len({row.employee_id for row in members if row.employee_id})
        zh, en = (f"{about.zh}（{people} 人）", f"{about.en} ({people} people)") if people > 1 else (about.zh, about.en)
        tasks.append(
            {
                "title": (zh, en),
                "address": f"{reverse('ledger:dates')}?chip=month",
                "due": first.due,
                "due_kind": "advised" if first.due_kind == "own" else "statutory",
                "level": shown(first, day)["level"],
                "minutes": about.minutes + 10 * max(0, people - 1),
                "note": (first.reason_zh, first.reason_en),
            }
        )
    return tasks


def by_client(actor: Actor) -> list[dict[str, Any]]:
    """Each client with deadlines: how many have passed, how many come within 30 days, the next; the most pressing first."""
    found: dict[UUID, dict[str, Any]] = {}
    names = {
        one.pk: one.name
        for one in Organisation.unscoped.filter(
            pk__in=[grant.client for grant in actor.grants if "ledger" in grant.scope]
        )
    }
    rows = _open(actor).filter(organisation_id__in=names, due__lte=actor.day + AHEAD).select_related(None)
    for organisation, kind, due, due_kind in rows.order_by("due").values_list(
        "organisation_id", "kind", "due", "due_kind"
    ):
        entry = found.setdefault(
            organisation,
            {
                "id": organisation,
                "name": names[organisation],
                "late": 0,
                "soon": 0,
                "due": None,
                "kind": "",
                "statutory": 0,
            },
        )
        entry["late"] += due < actor.day
        entry["soon"] += due >= actor.day
        entry["statutory"] += due_kind == "statutory"
        if due >= actor.day and entry["due"] is None:
            entry["due"], entry["kind"] = due, (KINDS[kind].zh, KINDS[kind].en)
    return sorted(
        found.values(), key=lambda one: (-one["late"], -one["statutory"], one["due"] or date.max, one["name"])
    )


def next_days(actor: Actor, organisations: Sequence[UUID]) -> dict[UUID, str]:
    """The next deadline of each organisation as a text, for the worklists of accounts."""
    found: dict[UUID, str] = {}
    rows = _open(actor).filter(organisation_id__in=organisations, due__gte=actor.day).select_related(None)
    for organisation, kind, due in rows.order_by("due").values_list("organisation_id", "kind", "due"):
        if organisation not in found:
            found[organisation] = both(
                f"{due.month}月{due.day}日 {KINDS[kind].zh}", f"{due.isoformat()} {KINDS[kind].en}"
            )
    return found


# ---- the feed ------------------------------------------------------------------------------------------------------


def of_feed(actor: Actor) -> list[tuple[Deadline, tuple[int, ...]]]:
    """Open deadlines of all firms the subscriber works for, with the days before on which to remind.

    What passed long ago is left out.
    """
    rows = list(_open(actor).filter(due__gte=actor.day - AHEAD).order_by("due", "pk"))
    leads = dict(
        Book.unscoped.filter(organisation_id__in={row.organisation_id for row in rows}).values_list(
            "organisation_id", "leads"
        )
    )
    return [(row, leads_of(row.kind, leads.get(row.organisation_id, {}))) for row in rows]
