"""整改能做的事: make a plan, finish, set aside, dispute, reopen and arrange a task, and close what a re-check no longer finds.

States, ways and rights are those of catalog/workflows/rectification.yaml. Every move of a task is one conditional update on its
id, state and version, so that of two people the second is told so. An objection is answered in a case (finding_dispute.yaml):
the case's move and the task's stand in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from heyue.apps.accounts.models import Membership
from heyue.apps.audit.operation import Deed, operation
from heyue.apps.cases import operations as cases
from heyue.apps.cases import parties
from heyue.apps.cases.models import Case
from heyue.apps.deeds import SYSTEM, NotFound, Refused
from heyue.apps.deeds.holds import held
from heyue.apps.deeds.refusals import Conflict
from heyue.apps.plans import access
from heyue.apps.plans.models import Move, Plan, Task
from heyue.apps.search import index
from heyue.catalog.workflows import workflow

FLOW = workflow("rectification")
KEPT = timedelta(days=3 * 366)
"""办完的计划留三年, counted so that it is never a day short."""
DECIDED = ("not_applicable", "excused")
"""已有结论的: decided by people, and taken over by a newer plan as it is."""
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
        _indexed(deed, [task for task in made if task.why])
    deed.about(plan, organisation=organisation, data={"tasks": len(items), "source": str(source)})
    return plan


def _carried(deed: Deed, plan: Plan, rules: Collection[str]) -> dict[str, Task]:
    """Tasks of older plans that the new one takes over, by rule, the latest of each; those still to do end there."""
    rows = Task.unscoped.filter(organisation_id=plan.organisation_id, rule__in=rules, plan__as_of__lte=plan.as_of)
    rows = (
        rows.exclude(plan=plan)
        .filter(state__in=(*FLOW.moves["carry"].sources, *DECIDED))
        .select_for_update(of=("self",))
    )
    found: dict[str, Task] = {}
    for task in rows.order_by("plan__as_of", "plan__made", "pk"):
        found[task.rule] = task
        if task.state not in DECIDED:
            _program(deed, task, "carry", closed_by=plan.source)
    return found


def _inherit(task: Task, old: Task | None) -> None:
    """What was decided of the same findings stays decided: who sees to it, an objection and its answer, why it does not apply."""
    if old is None:
        return
    task.assignee = old.assignee
    if old.state in {"disputed", *DECIDED} and set(task.findings) <= set(old.findings):
        task.state, task.why, task.answer, task.dispute_id = old.state, old.why, old.answer, old.dispute_id
        task.moved, task.moved_by = old.moved, old.moved_by


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


def _moved(deed: Deed, key: UUID, version: int, name: str, **fields: Any) -> Task:
    """Makes one move of the workflow if the task still is as it was seen (`version`); Conflict otherwise, NotFound for strangers.

    An objection that was waiting for an answer needs none once its task is settled otherwise.
    """
    step = FLOW.moves[name]
    task = access.task(deed.actor, key, step.capability)
    if not deed.actor.system and not step.roles & deed.actor.roles:
        raise Refused(("这一步不由您的角色办理", "this move is not for your role"))
    if task.version != version or task.state not in step.sources:
        raise Conflict(QUICKER)
    old = task.state
    changed = Task.unscoped.filter(pk=task.pk, version=version, state=old).update(
        state=step.to, version=version + 1, moved=deed.now, moved_by=deed.actor.person
    )
    if changed != 1:
        raise Conflict(QUICKER)
    Move.objects.create(task=task, at=deed.now, by=deed.actor.person, old=old, new=step.to)
    task.refresh_from_db()
    if old == "disputed":
        _lapse(deed, task)
    if fields:
        for field_name, value in fields.items():
            setattr(task, field_name, value)
        task.save(update_fields=list(fields))
        _indexed(deed, [task])
    return task


def _indexed(deed: Deed, tasks: Sequence[Task]) -> None:
    """What people wrote about these tasks can be found by those who see them."""
    index.keep(deed, "plans.task", {task.pk: " ".join(filter(None, (task.why, task.answer))) for task in tasks})


def _program(deed: Deed, task: Task, name: str, *, lapse: bool = True, **fields: Any) -> None:
    """A move of the program itself on a locked task."""
    step = FLOW.moves[name]
    Move.objects.create(task=task, at=deed.now, by=None, old=task.state, new=step.to)
    Task.unscoped.filter(pk=task.pk).update(
        state=step.to, moved=deed.now, moved_by=None, version=task.version + 1, **fields
    )
    if lapse and task.state == "disputed" and name != "carry":
        _lapse(deed, task)


def _lapse(deed: Deed, task: Task) -> None:
    """The open case of an objection ends by itself."""
    case = Case.unscoped.filter(pk=task.dispute_id, closed__isnull=True).first()
    if case is not None:
        cases.move(SYSTEM("plans", deed.now, deed.day), case.pk, "lapse", case.version)


@operation("plans.finish")
def finish(deed: Deed, key: UUID, version: int) -> Task:
    """已办: whoever works on it says that it is done."""
    task = _moved(deed, key, version, "finish")
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule})
    return task


@operation("plans.set_aside")
def set_aside(deed: Deed, key: UUID, version: int, why: str) -> Task:
    """不适用: with the reason, which is kept."""
    task = _moved(deed, key, version, "set_aside", why=_reason(why))
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule})
    return task


@operation("plans.dispute")
def dispute(deed: Deed, key: UUID, version: int, why: str, *, to: str = "") -> Task:
    """有异议: the employer holds the finding to be wrong, and a case is opened with whom `to` names: "agency:<id>",
    "authority:<id>" or "own"; the agency that has the mandate, else a colleague, where nothing is said."""
    plain = _reason(why)
    task = _moved(deed, key, version, "dispute", why=plain, answer=None)
    agency, authority = _decider(deed, task, to)
    facts = {}
    if task.due_kind == "statutory" and task.due is not None and task.due >= deed.day:
        facts = {
            "last_day": task.due.isoformat(), "last_day_zh": task.reason_zh[:200], "last_day_en": task.reason_en[:300],
        }  # fmt: skip
    case = cases.open_case(
        deed.actor, name="finding_dispute", organisation=task.organisation_id, title=task.title_zh, wish=plain,
        agency=agency, authority=authority, facts=facts, follows=True,
    )  # fmt: skip
    Task.unscoped.filter(pk=task.pk).update(dispute=case)
    task.dispute = case
    deed.about(task, organisation=task.organisation_id, data={"rule": task.rule, "case": str(case.pk)})
    return task


def _decider(deed: Deed, task: Task, to: str) -> tuple[UUID | None, UUID | None]:
    """(agency, authority) the objection is put to; neither: a colleague of the firm's own answers it."""
    agencies = [key for key, _ in parties.agencies(task.organisation_id, deed.day)]
    if not to:
        return (agencies[0] if agencies else None), None
    if to == "own":
        return None, None
    kind, _, text = to.partition(":")
    if kind == "agency" and text in {str(key) for key in agencies}:
        return UUID(text), None
    place = parties.bureau(task.organisation.place)
    if kind == "authority" and place is not None and text == str(place[0]):
        return None, place[0]
    raise Refused(("请在列出的单位里选由谁答复", "choose who is to answer from those listed"))


def answered(deed: Deed, case: Case, step: str, note: str) -> None:
    """答复到了: what a move of the case means for its task; called in the case's own transaction."""
    name = {"accept": "concede", "reject": "uphold", "withdraw": "take_back"}.get(step)
    task = Task.unscoped.select_for_update().filter(dispute=case, state="disputed").first()
    if name is not None and task is not None:
        settle(SYSTEM("plans", deed.now, deed.day), task.pk, name, note)


@operation("plans.answered")
def settle(deed: Deed, key: UUID, name: str, note: str) -> Task:
    """异议有了结果: the task is excused, or open again with the reason; the report stays what it was."""
    task = Task.unscoped.select_for_update().get(pk=key)
    if task.state not in FLOW.moves[name].sources:
        raise Conflict(QUICKER)
    _program(deed, task, name, lapse=False)
    task.refresh_from_db()
    task.answer = note.strip()[:1000] or None
    task.save(update_fields=["answer"])
    _indexed(deed, [task])
    words = FLOW.moves[name].words
    deed.about(
        task,
        organisation=task.organisation_id,
        data={"rule": task.rule, "step": name, "step_zh": words[0], "step_en": words[1]},
    )
    return task


@operation("plans.reopen")
def reopen(deed: Deed, key: UUID, version: int) -> Task:
    """重新打开: also how a slip is undone."""
    was = access.task(deed.actor, key, "plans.work").state
    task = _moved(deed, key, version, "reopen", why=None, answer=None, closed_by=None)
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


@operation("plans.retained")
def retain(deed: Deed) -> int:
    """到期删除: plans made more than three years ago of which nothing is left to do. Returns how many.

    None of an organisation that has an open case.
    """
    if not deed.actor.system:
        raise NotFound
    left = Task.unscoped.filter(plan=OuterRef("pk"), state__in=("open", "disputed"))
    rows = Plan.unscoped.filter(made__lt=deed.now - KEPT).exclude(organisation_id__in=held())
    over = list(rows.filter(~Exists(left)).values_list("pk", flat=True))
    index.drop(deed, "plans.task", list(Task.unscoped.filter(plan__in=over).values_list("pk", flat=True)))
    Plan.unscoped.filter(pk__in=over).delete()
    deed.about("plans.plan", organisation=None, data={"plans": len(over)})
    return len(over)


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
        organisation_id=organisation, state__in=FLOW.moves["recheck"].sources
    ).select_for_update()
    for task in rows.order_by("pk"):
        if task.findings and keys.issuperset(task.findings):
            _program(deed, task, "recheck", closed_by=source)
            closed += 1
    deed.about("plans.plan", organisation=organisation, data={"closed": closed, "source": str(source)})
    return closed
