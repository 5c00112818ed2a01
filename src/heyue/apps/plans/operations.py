"""整改能做的事: make a plan, finish, set aside, dispute, reopen and arrange a task, and close what a re-check no longer finds.

Every move of a task is one conditional update on its id, state and version, so that of two people the second is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from heyue.apps.accounts.models import Membership
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.deeds import NotFound, Refused
from heyue.apps.deeds.refusals import Conflict
from heyue.apps.plans import access
from heyue.apps.plans.models import Move, Plan, Task

QUICKER = (
    "这项任务刚才已被别人改动，请看最新的情况再决定",
    "Somebody has just changed this task; look at it again before you decide",
)


@dataclass(frozen=True, slots=True)
class Item:
    """一项要办的事, in plain values: what a service hands over to become a task. `exposure` in fen, `minutes` an estimate."""

    rule: str
    severity: str
    title: tuple[str, str]
    remedy: tuple[str, str]
    minutes: int
    findings: Sequence[str]
    employees: Sequence[str] = ()
    exposure: int = 0
    due: date | None = None
    due_kind: str = ""
    reason: tuple[str, str] = field(default=("", ""))


@operation("plans.made")
def make(deed: Deed, *, organisation: UUID, source: UUID, as_of: date, items: Sequence[Item]) -> Plan:
    """The plan of one check-up, tasks in the order given; asked a second time, the plan there is."""
    if deed.actor.standing(organisation, "plans.make") is None:
        raise NotFound
    plan, fresh = Plan.unscoped.get_or_create(
        source=source,
        defaults={"organisation_id": organisation, "as_of": as_of, "made": deed.now, "made_by": deed.actor.person},
    )
    if plan.organisation_id != organisation:
        raise NotFound
    if fresh:
        before = _carried(deed, plan, {item.rule for item in items})
        made = [_task(plan, number, item) for number, item in enumerate(items, start=1)]
        for task in made:
            _inherit(task, before.get(task.rule))
        Task.unscoped.bulk_create(made)
    deed.about(plan, organisation=organisation, data={"tasks": len(items), "source": str(source)})
    return plan


def _carried(deed: Deed, plan: Plan, rules: Collection[str]) -> dict[str, Task]:
    """Tasks of older plans that the new one takes over, by rule, the latest of each; those still to do end there."""
    rows = Task.unscoped.filter(organisation_id=plan.organisation_id, rule__in=rules, plan__as_of__lte=plan.as_of)
    rows = (
        rows.exclude(plan=plan).filter(state__in=("open", "disputed", "not_applicable")).select_for_update(of=("self",))
    )
    found: dict[str, Task] = {}
    for task in rows.order_by("plan__as_of", "plan__made", "pk"):
        found[task.rule] = task
        if task.state != "not_applicable":
            Move.objects.create(task=task, at=deed.now, by=None, old=task.state, new="carried")
            fields = {"state": "carried", "closed_by": plan.source, "moved": deed.now, "moved_by": None}
            Task.unscoped.filter(pk=task.pk).update(**fields, version=task.version + 1)
    return found


def _inherit(task: Task, old: Task | None) -> None:
    """What was decided of the same findings stays decided: who sees to it, an objection, a reason why it does not apply."""
    if old is None:
        return
    task.assignee = old.assignee
    if old.state in {"disputed", "not_applicable"} and set(task.findings) <= set(old.findings):
        task.state, task.why = old.state, old.why


def _task(plan: Plan, number: int, item: Item) -> Task:
    return Task(
        plan=plan,
        organisation_id=plan.organisation_id,
        number=number,
        rule=item.rule,
        severity=item.severity,
        title_zh=item.title[0][:200],
        title_en=item.title[1][:300],
        remedy_zh=item.remedy[0],
        remedy_en=item.remedy[1],
        reason_zh=item.reason[0][:400],
        reason_en=item.reason[1][:500],
        employees=list(item.employees),
        findings=list(item.findings),
        exposure=item.exposure,
        due=item.due,
        due_kind=item.due_kind if item.due else "",
        minutes=item.minutes,
    )


def _moved(deed: Deed, task: Task, version: int, allowed: Collection[str], new: str, **fields: Any) -> Task:
    """Moves the task if it still is as it was seen (`version`) and in an allowed state; Conflict otherwise."""
    if task.version != version or task.state not in allowed:
        raise Conflict(QUICKER)
    changed = Task.unscoped.filter(pk=task.pk, version=version, state=task.state).update(
        state=new, version=version + 1, moved=deed.now, moved_by=deed.actor.person
    )
    if changed != 1:
        raise Conflict(QUICKER)
    Move.objects.create(task=task, at=deed.now, by=deed.actor.person, old=task.state, new=new)
    task.refresh_from_db()
    if fields:
        for name, value in fields.items():
            setattr(task, name, value)
        task.save(update_fields=list(fields))
    return task


@operation("plans.finish")
def finish(deed: Deed, key: UUID, version: int) -> Task:
    """已办: whoever works on it says that it is done."""
    task = _moved(deed, access.task(deed.actor, key, "plans.work"), version, {"open", "disputed"}, "done")
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule})
    return task


@operation("plans.set_aside")
def set_aside(deed: Deed, key: UUID, version: int, why: str) -> Task:
    """不适用: with the reason, which is kept."""
    task = _moved(
        deed,
        access.task(deed.actor, key, "plans.work"),
        version,
        {"open", "disputed"},
        "not_applicable",
        why=_reason(why),
    )
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule})
    return task


@operation("plans.dispute")
def dispute(deed: Deed, key: UUID, version: int, why: str) -> Task:
    """有异议: the employer holds the finding to be wrong; the reason is kept for whoever looks into it."""
    task = _moved(deed, access.task(deed.actor, key, "plans.dispute"), version, {"open"}, "disputed", why=_reason(why))
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule})
    return task


@operation("plans.reopen")
def reopen(deed: Deed, key: UUID, version: int) -> Task:
    """重新打开: also how a slip is undone."""
    task = access.task(deed.actor, key, "plans.work")
    was = task.state
    task = _moved(
        deed, task, version, {"done", "not_applicable", "disputed", "closed"}, "open", why=None, closed_by=None
    )
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule, "was": was})
    return task


@operation("plans.assign")
def assign(deed: Deed, key: UUID, version: int, *, assignee: UUID | None, due: date | None) -> Task:
    """安排: who sees to it and by when. A day of the law stays in force whatever is arranged; an earlier day may be set."""
    task = access.task(deed.actor, key, "plans.work")
    if task.version != version:
        raise Conflict(QUICKER)
    if assignee is not None and assignee not in _possible(deed, task):
        raise Refused(("这个人不能办这家企业的事", "this person does not act for this employer"))
    if task.due_kind == "statutory" and task.due is not None and (due is None or due > task.due):
        words = f"法定的最后一天是 {task.due.isoformat()}，只能安排得更早"
        raise Refused((words, f"the law's last day is {task.due.isoformat()}; arrange it for that day or earlier"))
    kind = task.due_kind if due == task.due else "own" if due else ""
    changed = Task.unscoped.filter(pk=task.pk, version=version).update(
        assignee=assignee, due=due, due_kind=kind if task.due_kind != "statutory" else "statutory", version=version + 1
    )
    if changed != 1:
        raise Conflict(QUICKER)
    task.refresh_from_db()
    data = {"rule": task.rule, "assignee": str(assignee or ""), "due": due.isoformat() if due else ""}
    deed.about(task, organisation=task.organisation_id, data=data)
    return task


def _possible(deed: Deed, task: Task) -> set[UUID]:
    """The employer's own members, and the one who arranges it."""
    rows = Membership.unscoped.filter(
        organisation_id=task.organisation_id, until__isnull=True, role__in=("owner", "hr")
    )
    return {*rows.values_list("person_id", flat=True), *filter(None, [deed.actor.person])}


def _reason(text: str) -> str:
    plain = text.strip()
    if not plain:
        raise Refused(("请写明理由，一句话就行", "Please give the reason; one sentence will do"))
    return plain[:1000]


@operation("plans.rechecked")
def recheck(deed: Deed, *, organisation: UUID, source: UUID, gone: Collection[str]) -> int:
    """复查: tasks of earlier plans all of whose findings are gone (`gone`: keys that were looked for and not found) are closed."""
    if deed.actor.standing(organisation, "checkups.run") is None:
        raise NotFound
    closed = 0
    keys = frozenset(gone)
    rows = Task.unscoped.filter(
        organisation_id=organisation, state__in=("open", "done", "disputed")
    ).select_for_update()
    for task in rows.order_by("pk"):
        if task.findings and keys.issuperset(task.findings):
            Move.objects.create(task=task, at=deed.now, by=None, old=task.state, new="closed")
            Task.unscoped.filter(pk=task.pk).update(
                state="closed", closed_by=source, moved=deed.now, moved_by=None, version=task.version + 1
            )
            closed += 1
    deed.about("plans.plan", organisation=organisation, data={"closed": closed, "source": str(source)})
    return closed
