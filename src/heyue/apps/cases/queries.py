"""事项里有什么: the list, one case as its page shows it, what waits for whom, and the deadlines of a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from heyue.apps.cases import parties
from heyue.apps.cases.models import Case, Comment, Deadline, Move
from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.lists import Chip, Column, Listing
from heyue.apps.search import index
from heyue.catalog.roles import roles
from heyue.catalog.workflows import ASSIGNED, OPENED, Done, Workflow, workflow, workflows
from heyue.catalog.workflows import Move as Step

SOON = timedelta(days=7)
UNKNOWN = ("已不再使用的流程", "a workflow no longer in use")


def listing(actor: Actor) -> Listing:
    """The list of cases; its chips speak of this actor and this day."""
    running = Q(closed__isnull=True)
    return Listing(
        name="cases",
        columns=(
            Column(
                "title",
                both("事项", "Case"),
                lambda row: row.title,
                sort="title",
                link=lambda row: f"/cases/{row.pk}/",
                note=kind_words,
            ),
            Column(
                "organisation",
                both("用人单位", "Employer"),
                lambda row: row.organisation.name,
                sort="organisation__name",
            ),
            Column("state", both("状态", "State"), lambda row: state_mark(row, actor.day), "level", sort="state"),
            Column("due", both("最近期限", "Next deadline"), lambda row: row.due, "day", sort="due"),
            Column(
                "assignee",
                both("经办人", "In hand of"),
                lambda row: row.assignee.name if row.assignee else "",
                sort="assignee__name",
            ),
            Column(
                "moved", both("最近变动", "Last change"), lambda row: row.moved, "moment", sort="moved", phone=False
            ),
        ),
        order="-moved",
        search=("title", "organisation__name"),
        chips=(
            Chip("all", both("全部", "All")),
            Chip("open", both("办理中", "Open"), running),
            Chip("mine", both("我经办的", "In my hands"), running & Q(assignee_id=actor.person)),
            Chip(
                "soon",
                both("7 天内到期", "Due within 7 days"),
                running & Q(due__gte=actor.day, due__lte=actor.day + SOON),
            ),
            Chip("late", both("已过期限", "Past the deadline"), running & Q(due__lt=actor.day)),
            Chip("closed", both("已办结", "Closed"), ~running),
        ),
        search_words=both("找事项", "Search cases"),
        hint=both("标题、用人单位", "title, employer"),
    )


def cases(actor: Actor) -> QuerySet[Case]:
    """The cases this actor may see."""
    rows: QuerySet[Case] = Case.objects.visible_to(actor).select_related("organisation", "assignee")
    return rows


def state_mark(row: Case, day: date) -> tuple[str, tuple[str, str]]:
    """Level and words of a case's state."""
    words = state_words(row.workflow, row.state)
    if row.closed is not None:
        return "none", words
    if row.due is not None and row.due < day:
        return "high", words
    return ("medium" if row.due is not None and row.due <= day + SOON else "low"), words


def state_words(name: str, state: str) -> tuple[str, str]:
    flow = workflows().get(name)
    return flow.states[state].words if flow is not None and state in flow.states else (state, state)


def kind_words(row: Case) -> tuple[str, str]:
    flow = workflows().get(row.workflow)
    return flow.title if flow is not None else UNKNOWN


def moves(actor: Actor, case: Case) -> list[Step]:
    """The moves this actor may make on the case now."""
    flow = workflows().get(case.workflow)
    if flow is None:
        return []
    past = [
        Done(name, by) for name, by in Move.objects.filter(case=case).order_by("number").values_list("name", "by_id")
    ]
    found = flow.open_to(
        case.state,
        actor.roles,
        [step.capability for step in flow.from_state(case.state) if actor.can(step.capability)],
        actor.person,
        past,
    )
    reachable = {
        step.capability: Case.objects.visible_to(actor, step.capability).filter(pk=case.pk).exists() for step in found
    }
    answers = actor.organisation == parties.addressee(case)
    return [step for step in found if reachable[step.capability] and (answers or not step.addressee)]


def may(actor: Actor, case: Case, capability: str) -> bool:
    """Whether a capability may be used on this case."""
    return bool(Case.objects.visible_to(actor, capability).filter(pk=case.pk).exists())


def waiting_for(case: Case) -> tuple[str, str] | None:
    """Whose move it is, in words; None for a closed case."""
    flow = workflows().get(case.workflow)
    if flow is None or case.closed is not None:
        return None
    awaited = [step for step in flow.from_state(case.state) if not step.hurts]
    if any(step.addressee for step in awaited):
        name = next(one.name for one in (case.authority, case.agency, case.organisation) if one is not None)
        return name, name
    held = sorted({role for step in awaited for role in step.roles})
    kinds = list(dict.fromkeys(roles().roles[role].kind for role in held))
    names = [roles().kinds[kind] for kind in kinds]
    return ("、".join(zh for zh, _ in names), ", ".join(en for _, en in names)) if names else None


def deadlines(case: Case, day: date) -> list[dict[str, Any]]:
    """The case's deadlines not yet done, then those done, as parts/deadline.html takes them."""
    rows = Deadline.objects.filter(case=case).order_by("done", "due", "set")
    found = [_deadline(row, day) for row in rows]
    return [one for one in found if one["done"] is None] + [one for one in found if one["done"] is not None]


def _deadline(row: Deadline, day: date) -> dict[str, Any]:
    return {
        "title": (row.title_zh, row.title_en),
        "due": row.due,
        "reason": (row.reason_zh, row.reason_en),
        "article": (row.article_zh, row.article_en) if row.article_zh else None,
        "late": row.done is None and row.due is not None and row.due < day,
        "done": row.done,
    }


def history(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """What happened and what was said, the newest first, as parts/timeline.html takes it: with who acted for whom."""
    flow = workflows().get(case.workflow)
    related = ("by", "by_organisation", "mandate", "mandate__client")
    rows = Move.objects.filter(case=case).select_related(*related)
    events = [
        {
            "when": row.at,
            "order": (row.at, row.number),
            "who": acting(row, case),
            "what": sentence(flow, row),
            "note": row.note or "",
            "level": "low",
        }
        for row in rows
    ]
    said = Comment.objects.filter(case=case).select_related(*related)
    private = Q(by_organisation_id=actor.organisation)
    if actor.power is not None:
        private |= Q(by_organisation_id=actor.power.organisation)
    for row in said.filter(Q(shared=True) | private):
        what = (
            ("留言", "commented")
            if row.shared
            else ("内部留言，只有本单位能看", "commented for the own organisation only")
        )
        events.append(
            {
                "when": row.at,
                "order": (row.at, 1_000_000),
                "who": acting(row, case),
                "what": what,
                "note": row.text,
                "level": "none",
            }
        )
    return sorted(events, key=lambda one: one["order"], reverse=True)


def sentence(flow: Workflow | None, row: Move) -> tuple[str, str]:
    """What a move says in the history."""
    if row.name == OPENED:
        return "提出了事项", "opened the case"
    if row.name == ASSIGNED:
        return "安排了经办人", "put the case in somebody's hands"
    step = flow.moves.get(row.name) if flow is not None else None
    return step.said if step is not None else (row.name, row.name)


def acting(row: Move | Comment, case: Case) -> tuple[str, str]:
    """Who acted, of which organisation and, under a mandate, for whom: “X for Y under mandate Z”."""
    if row.by is None:
        return "程序", "the program"
    role = roles().roles.get(row.role)
    zh = f"{row.by.name}（{row.by_organisation.name if row.by_organisation else ''}，{role.zh if role else row.role}）"
    en = f"{row.by.name} ({row.by_organisation.name if row.by_organisation else ''}, {role.en if role else row.role})"
    if row.mandate is not None:
        zh += f"，代{case.organisation.name}办理，授权 {row.mandate.number}"
        en += f" for {case.organisation.name} under mandate {row.mandate.number}"
    return zh, en


def openable(actor: Actor) -> list[Workflow]:
    """The workflows this actor's role may open."""
    return [flow for flow in workflows().values() if actor.can("cases.open") and actor.roles & flow.opens]


def choices(actor: Actor) -> tuple[list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    """For the form of a new case: the employers one may open it for, and the agencies it may be put to."""
    clients = parties.clients(actor)
    if actor.kind == "agency":
        held = [(actor.organisation, "")] if actor.organisation else []
        return clients, held
    agencies = {key: name for client, _ in clients for key, name in parties.agencies(client, actor.day)}
    return clients, list(agencies.items())


def of_organisations(actor: Actor, organisations: Iterable[UUID]) -> dict[UUID, int]:
    """How many cases are open for each of these employers."""
    found: dict[UUID, int] = {}
    rows = Case.objects.visible_to(actor).filter(organisation_id__in=list(organisations), closed__isnull=True)
    for key in rows.values_list("organisation_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def home(actor: Actor) -> list[dict[str, Any]]:
    """首页: the open cases that wait for one's own move, as things to do."""
    if not actor.can("cases.read") or not actor.signed_in:
        return []
    rows = (
        cases(actor)
        .filter(closed__isnull=True)
        .filter(Q(assignee_id=actor.person) | Q(assignee__isnull=True))
        .order_by("due", "pk")[:30]
    )
    tasks = []
    for row in rows:
        flow = workflows().get(row.workflow)
        mine = flow is not None and any(
            step.roles & actor.roles
            and not step.hurts
            and actor.can(step.capability)
            and (not step.addressee or actor.organisation == parties.addressee(row))
            and not (OPENED in step.four_eyes and row.opened_by_id == actor.person)
            for step in flow.from_state(row.state)
        )
        if mine:
            late = row.due is not None and row.due < actor.day
            tasks.append(
                {
                    "title": row.title, "address": f"/cases/{row.pk}/", "due": row.due, "due_kind": "own", "minutes": 10,
                    "note": state_words(row.workflow, row.state), "level": "high" if late else "low", "word": kind_words(row),
                }
            )  # fmt: skip
    return [{"order": 30, "tasks": tasks}] if tasks else []


def counts(actor: Actor) -> dict[str, int]:
    """主菜单旁边的数字: open cases."""
    return (
        {"cases:list": Case.objects.visible_to(actor).filter(closed__isnull=True).count()}
        if actor.can("cases.read")
        else {}
    )


def flow_of(case: Case) -> Workflow:
    """The workflow of a case; LookupError where it is no longer in the catalogue."""
    return workflow(case.workflow)


def found(actor: Actor, text: str, most: int = 20) -> list[dict[str, Any]]:
    """查找: cases in whose title, wish, notes or comments the words stand, the newest first, each once."""
    if not actor.can("cases.read"):
        return []
    rows = cases(actor)
    said = Comment.objects.filter(case__in=rows, pk__in=index.having("cases.comment", text))
    said = said.filter(Q(shared=True) | Q(by_organisation_id=actor.organisation))
    noted = Move.objects.filter(case__in=rows, pk__in=index.having("cases.move", text))
    keys = {row.case_id for row in said if index.says(row.text, text)}
    keys |= {row.case_id for row in noted if index.says(row.note, text)}
    wished = rows.filter(pk__in=index.having("cases.case", text))
    keys |= {row.pk for row in wished if index.says(row.wish, text)}
    titled = Q(pk__in=keys)
    titled |= Q(*(Q(title__icontains=word) for word in index.asked(text)))
    return [
        {
            "title": row.title, "note": state_words(row.workflow, row.state),
            "address": f"/cases/{row.pk}/", "kind": kind_words(row),
        }
        for row in rows.filter(titled).order_by("-moved", "pk")[:most]
    ]  # fmt: skip
