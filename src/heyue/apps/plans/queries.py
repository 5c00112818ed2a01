"""整改里有什么: plans with their progress, tasks in the order they should be done, and what the home page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from heyue.apps.accounts.models import Membership, Person
from heyue.apps.cases import parties
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.evidence import queries as evidence
from heyue.apps.lists import Column, Listing
from heyue.apps.plans.models import Move, Plan, Task
from heyue.apps.search import index
from heyue.catalog.workflows import workflow

WORDS = {name: both(*state.words) for name, state in workflow("rectification").states.items()}
LEVELS = {"high": 0, "medium": 1, "low": 2}
OVER = ("done", *(name for name, state in workflow("rectification").states.items() if state.closed))


def plans(actor: Actor) -> QuerySet[Plan]:
    """Plans with `total`, `left` (open or disputed), `over` and `minutes_left`."""
    left = Q(tasks__state__in=("open", "disputed"))
    found: QuerySet[Plan] = (
        Plan.objects.visible_to(actor)
        .select_related("organisation")
        .annotate(
            total=Count("tasks"),
            left=Count("tasks", filter=left),
            over=Count("tasks", filter=Q(tasks__state__in=OVER)),
            minutes_left=Coalesce(Sum("tasks__minutes", filter=left), 0),
        )
    )
    return found


def listing(*, several: bool) -> Listing:
    """The list of plans; with the employer's name first for whoever acts for `several`."""
    day = Column(
        "day",
        both("体检日", "As of"),
        lambda row: row.as_of,
        kind="day",
        sort=("as_of", "made"),
        link=None if several else _address,
    )
    employer = Column(
        "employer",
        both("企业", "Employer"),
        lambda row: row.organisation.name,
        kind="organisation",
        sort="organisation__name",
        link=_address,
    )
    rest = (
        Column("state", both("情况", "State"), _state, kind="level"),
        Column("left", both("待办", "To do"), lambda row: row.left, kind="number", sort="left"),
        Column("over", both("已处理", "Settled"), lambda row: row.over, kind="number", sort="over"),
        Column(
            "minutes",
            both("还要几分钟（估计）", "Minutes left (estimate)"),
            lambda row: row.minutes_left,
            kind="number",
            sort="minutes_left",
        ),
        Column("made", both("生成时间", "Made"), lambda row: row.made, kind="moment", sort="made", phone=False),
    )
    return Listing(
        "plans",
        (employer, day, *rest) if several else (day, *rest),
        order="-day",
        search=("organisation__name",) if several else (),
    )


def _address(row: Plan) -> str:
    return reverse("plans:plan", args=[row.pk])


def _state(row: Any) -> tuple[str, Any]:
    return ("medium", both("在办", "Under way")) if row.left else ("good", both("都办完了", "All settled"))


def of_source(actor: Actor, source: UUID) -> Plan | None:
    """The plan made from a check-up; None where none was made."""
    found: Plan | None = Plan.objects.visible_to(actor).filter(source=source).first()
    return found


def tasks(actor: Actor, plan: Plan, state: str = "") -> list[dict[str, Any]]:
    """The plan's tasks as shown, to do first, the earliest day first; `state` keeps those of one state."""
    rows = Task.objects.visible_to(actor).filter(plan=plan)
    if state in WORDS:
        rows = rows.filter(state=state)
    found = sorted(rows, key=_order)
    names, pieces = (
        _names(task.assignee for task in found),
        evidence.counts(actor, "plans.task", [task.pk for task in found]),
    )
    return [
        {**shown(task, actor.day, names), "evidence": pieces.get(task.pk, 0), "note": _note(pieces.get(task.pk, 0))}
        for task in found
    ]


def _note(pieces: int) -> str:
    return both(f"已附 {pieces} 份材料", f"{pieces} piece{'s' if pieces > 1 else ''} of evidence") if pieces else ""


def tallied(actor: Actor, plan: Plan) -> dict[str, Any]:
    """How many tasks stand in each state; `total`, `left`, `over`, `percent` and the minutes still to spend."""
    rows = list(Task.objects.visible_to(actor).filter(plan=plan).values_list("state", "minutes"))
    by_state = {state: sum(one == state for one, _ in rows) for state in WORDS}
    over = sum(by_state[state] for state in OVER)
    left = sum(minutes for state, minutes in rows if state not in OVER)
    total = len(rows)
    percent = 100 * over // total if total else 0
    return {"states": by_state, "total": total, "over": over, "left": total - over, "minutes": left, "percent": percent}


def moves(task: Task) -> list[dict[str, Any]]:
    """What happened to a task, the newest first; the caller has fetched the task through access."""
    rows = list(Move.objects.filter(task=task).order_by("-at", "pk"))
    names = _names(row.by for row in rows)
    program = both("程序", "the program")
    return [
        {
            "at": row.at,
            "who": names.get(row.by, program) if row.by else program,
            "old": WORDS[row.old],
            "new": WORDS[row.new],
        }
        for row in rows
    ]


def people(task: Task, actor: Actor) -> list[tuple[UUID, str]]:
    """Who may be asked to see to a task: the employer's owners and clerks, and oneself."""
    rows = Membership.unscoped.filter(
        organisation_id=task.organisation_id, until__isnull=True, role__in=("owner", "hr")
    )
    found = dict(rows.values_list("person_id", "person__name"))
    if actor.person is not None and actor.person not in found:
        found |= dict(Person.objects.filter(pk=actor.person).values_list("pk", "name"))
    return list(found.items())


def shown(task: Task, day: date, names: dict[UUID, str]) -> dict[str, Any]:
    """A task as the templates take it."""
    left = None if task.due is None else (task.due - day).days
    return {
        "id": task.pk,
        "number": task.number,
        "rule": task.rule,
        "severity": task.severity,
        "title": (task.title_zh, task.title_en),
        "remedy": (task.remedy_zh, task.remedy_en),
        "reason": (task.reason_zh, task.reason_en),
        "employees": task.employees,
        "exposure": task.exposure,
        "due": task.due,
        "due_kind": task.due_kind,
        "days_left": left,
        "late": left is not None and left < 0,
        "minutes": task.minutes,
        "assignee": names.get(task.assignee, "") if task.assignee else "",
        "owner": names.get(task.assignee, "") if task.assignee else "",
        "address": reverse("plans:task", args=[task.pk]),
        "level": task.severity,
        "state_level": {"done": "good", "closed": "good", "excused": "good", "disputed": "medium"}.get(
            task.state, "low"
        ),
        "assignee_id": task.assignee,
        "state": task.state,
        "state_word": WORDS[task.state],
        "over": task.state in OVER,
        "closed_by": task.closed_by,
        "version": task.version,
        "organisation": task.organisation_id,
        "plan": task.plan_id,
        "moved": task.moved,
    }


def one(task: Task, actor: Actor) -> dict[str, Any]:
    """One task as shown, with the sealed reason opened."""
    return {
        **shown(task, actor.day, _names([task.assignee])),
        "why": task.why or "",
        "answer": task.answer or "",
        "dispute": reverse("cases:case", args=[task.dispute_id]) if task.dispute_id and actor.can("cases.read") else "",
    }


def excused(actor: Actor, organisation: UUID) -> dict[str, dict[str, Any]]:
    """Findings to which an objection was accepted, by comparison key: {"day", "why", "address"}; said beside a later report.

    The report itself is unchanged: what was found is found, and this firm's answer stands beside it.
    """
    rows = Task.objects.visible_to(actor).filter(organisation_id=organisation, state="excused").order_by("moved", "pk")
    return {
        key: {
            "day": timezone.localtime(task.moved).date() if task.moved else None,
            "why": task.answer or "",
            "address": reverse("plans:task", args=[task.pk]),
        }
        for task in rows
        for key in task.findings
    }


def deciders(task: Task, actor: Actor) -> list[tuple[str, str]]:
    """To whom an objection may be put, as (value, words), the usual one first: agency, a colleague, the bureau of the place."""
    found = [(f"agency:{key}", name) for key, name in parties.agencies(task.organisation_id, actor.day)]
    colleague = both("本单位的另一位经营者或人事经办", "another owner or clerk of this firm")
    place = parties.bureau(task.organisation.place)
    return [*found, ("own", colleague), *([(f"authority:{place[0]}", place[1])] if place else [])]


def next_tasks(actor: Actor, organisation: UUID, most: int = 60) -> list[dict[str, Any]]:
    """The open tasks to do next: by day, then by severity; those without a day last."""
    rows = Task.objects.visible_to(actor).filter(organisation_id=organisation, state="open")
    found = list(rows.order_by(F("due").asc(nulls_last=True), "pk")[:most])
    return [shown(task, actor.day, {}) for task in sorted(found, key=_order)]


def next_due(actor: Actor, organisations: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """For each organisation the number of open tasks, the late ones and the earliest day."""
    rows = Task.objects.visible_to(actor).filter(organisation_id__in=organisations, state="open")
    found: dict[UUID, dict[str, Any]] = {}
    for organisation, due in rows.values_list("organisation_id", "due"):
        entry = found.setdefault(organisation, {"open": 0, "late": 0, "due": None})
        entry["open"] += 1
        if due is not None:
            entry["late"] += due < actor.day
            entry["due"] = due if entry["due"] is None else min(entry["due"], due)
    return found


def home(actor: Actor) -> list[dict[str, Any]]:
    """首页: the owner's open tasks with their days and minutes; the page shows the first three of all apps' tasks."""
    if actor.kind != "enterprise" or actor.organisation is None or not actor.can("plans.read"):
        return []
    found = next_tasks(actor, actor.organisation)
    return [{"order": 10, "tasks": found}] if found else []


def _order(task: Task) -> tuple[Any, ...]:
    return (
        task.state in OVER,
        task.due is None,
        task.due or date.max,
        LEVELS.get(task.severity, 3),
        -task.exposure,
        task.number,
    )


def _names(keys: Any) -> dict[UUID, str]:
    wanted = {key for key in keys if key}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def found(actor: Actor, text: str, most: int = 20) -> list[dict[str, Any]]:
    """查找: tasks in whose title, reason or answer the words stand; those still to do first."""
    if not actor.can("plans.read"):
        return []
    rows = Task.objects.visible_to(actor).exclude(state="carried")
    keys = [
        row.pk
        for row in rows.filter(pk__in=index.having("plans.task", text))
        if index.says(f"{row.why or ''} {row.answer or ''}", text)
    ]
    words = index.asked(text)
    titled = Q(*(Q(title_zh__icontains=word) for word in words)) | Q(*(Q(title_en__icontains=word) for word in words))
    kind = both("整改任务", "Task")
    return [
        {
            "title": (row.title_zh, row.title_en), "note": WORDS[row.state],
            "address": reverse("plans:task", args=[row.pk]), "kind": kind,
        }
        for row in sorted(rows.filter(titled | Q(pk__in=keys))[: most * 3], key=_order)[:most]
    ]  # fmt: skip
