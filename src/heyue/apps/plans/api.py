"""整改的接口: plans, their tasks, and the moves of a task."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from heyue.apps.deeds.policy import policy
from heyue.apps.lists.api import PLAIN, Asked, Given, Page, Version, acting, paged, said, shown, yuan
from heyue.apps.plans import access, operations, queries

plans = Router()
ROUTERS = {"/plans": plans}

State = Literal["", "open", "done", "not_applicable", "disputed", "closed"]
Why = Annotated[str, Field(min_length=1, max_length=1000, pattern=PLAIN)]


class PlanLine(BaseModel):
    """列表里的一份整改计划."""

    id: UUID
    organisation: UUID
    organisation_name: str
    source: UUID
    as_of: date
    made: datetime
    total: int
    left: int
    over: int
    minutes_left: int


class TaskLine(BaseModel):
    """一项任务. `version` goes with every move."""

    id: UUID
    plan: UUID
    organisation: UUID
    number: int
    rule: str
    severity: str
    title: str
    remedy: str
    reason: str
    employees: list[str]
    exposure: str | None
    due: date | None
    due_kind: str
    days_left: int | None
    minutes: int
    assignee: UUID | None
    assignee_name: str
    state: str
    state_words: str
    closed_by: UUID | None
    version: int


class MoveShown(BaseModel):
    """任务的一次变动."""

    at: datetime
    who: str
    old: str
    new: str


class Person(BaseModel):
    """可以安排的人."""

    id: UUID
    name: str


class TaskShown(TaskLine):
    """一项任务, with the reason given, what happened, and who may see to it."""

    why: str
    moves: list[MoveShown]
    people: list[Person]


class PlanShown(PlanLine):
    """一份整改计划."""

    tasks: list[TaskLine]


class TaskFilter(Given):
    """哪些任务."""

    state: State = ""


@plans.get("", response=Page[PlanLine])
@policy("plans.read", token=True)
def list_plans(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Plans one may see."""
    actor = acting(request)
    return paged(
        shown(queries.listing(several=bool(actor.grants)), queries.plans(actor), asked),
        asked,
        lambda row: PlanLine(**_plan(row)),
    )


@plans.get("/{uuid:key}", response=PlanShown)
@policy("plans.read", token=True)
def plan(request: HttpRequest, key: UUID, asked: Query[TaskFilter]) -> Any:
    """One plan with its tasks, those to do first, the earliest day first."""
    actor = acting(request)
    found = access.plan(actor, key)
    row = queries.plans(actor).get(pk=found.pk)
    return PlanShown(**_plan(row), tasks=[TaskLine(**_task(one)) for one in queries.tasks(actor, found, asked.state)])


@plans.get("/tasks/{uuid:key}", response=TaskShown)
@policy("plans.read", token=True)
def task(request: HttpRequest, key: UUID) -> Any:
    """One task."""
    return _shown(acting(request), key)


class Moving(Given):
    """变动: the version that was seen."""

    version: Version


class Reasoned(Moving):
    """带理由的变动."""

    why: Why


class Arranging(Moving):
    """安排谁来办、哪天前办完."""

    assignee: UUID | None = None
    due: date | None = None


@plans.post("/tasks/{uuid:key}/finish", response=TaskShown)
@policy("plans.work", "POST", token=True)
def finish(request: HttpRequest, key: UUID, data: Moving) -> Any:
    """The task is done."""
    operations.finish(acting(request), key, data.version)
    return _shown(acting(request), key)


@plans.post("/tasks/{uuid:key}/set-aside", response=TaskShown)
@policy("plans.work", "POST", token=True)
def set_aside(request: HttpRequest, key: UUID, data: Reasoned) -> Any:
    """The task does not apply, for a reason."""
    operations.set_aside(acting(request), key, data.version, data.why)
    return _shown(acting(request), key)


@plans.post("/tasks/{uuid:key}/dispute", response=TaskShown)
@policy("plans.dispute", "POST", token=True)
def dispute(request: HttpRequest, key: UUID, data: Reasoned) -> Any:
    """The employer holds the finding to be wrong."""
    operations.dispute(acting(request), key, data.version, data.why)
    return _shown(acting(request), key)


@plans.post("/tasks/{uuid:key}/reopen", response=TaskShown)
@policy("plans.work", "POST", token=True)
def reopen(request: HttpRequest, key: UUID, data: Moving) -> Any:
    """The task is to be done again."""
    operations.reopen(acting(request), key, data.version)
    return _shown(acting(request), key)


@plans.post("/tasks/{uuid:key}/assign", response=TaskShown)
@policy("plans.work", "POST", token=True)
def assign(request: HttpRequest, key: UUID, data: Arranging) -> Any:
    """Who sees to it and by when; the law's last day can only be moved forward."""
    operations.assign(acting(request), key, data.version, assignee=data.assignee, due=data.due)
    return _shown(acting(request), key)


def _shown(actor: Any, key: UUID) -> TaskShown:
    found = access.task(actor, key)
    one = queries.one(found, actor)
    moves = [
        MoveShown(at=move["at"], who=str(move["who"]), old=str(move["old"]), new=str(move["new"]))
        for move in queries.moves(found)
    ]
    people = [Person(id=person, name=name) for person, name in queries.people(found, actor)]
    return TaskShown(**_task(one), why=one["why"], moves=moves, people=people)


def _plan(row: Any) -> dict[str, Any]:
    same = ("source", "as_of", "made", "total", "left", "over", "minutes_left")
    return {
        "id": row.pk,
        "organisation": row.organisation_id,
        "organisation_name": row.organisation.name,
        **{name: getattr(row, name) for name in same},
    }


def _task(one: dict[str, Any]) -> dict[str, Any]:
    same = (
        "id",
        "plan",
        "organisation",
        "number",
        "rule",
        "severity",
        "due",
        "due_kind",
        "days_left",
        "minutes",
        "state",
        "closed_by",
        "version",
    )
    return {
        **{name: one[name] for name in same},
        **{name: said(one[name]) for name in ("title", "remedy", "reason")},
        "employees": [str(number) for number in one["employees"]],
        "exposure": yuan(one["exposure"]),
        "assignee": one["assignee_id"],
        "assignee_name": one["assignee"],
        "state_words": str(one["state_word"]),
    }
