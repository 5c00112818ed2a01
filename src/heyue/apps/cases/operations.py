"""事项能做的事: open, move, assign, comment, and remind of what is due.

A move is one conditional update on id, state and version, so that of two people the second is told so; everything else of the
move (history, deadlines, messages, the event) stands in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from heyue.apps.audit.operation import Deed, operation
from heyue.apps.cases import access, outcomes, parties, proofs
from heyue.apps.cases.deadlines import reckon
from heyue.apps.cases.models import Case, Comment, Deadline, Move
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.deeds.holds import held
from heyue.apps.notices.due import drop_due, queue_due
from heyue.apps.notices.outbox import queue
from heyue.apps.search import index
from heyue.catalog.workflows import ASSIGNED, OPENED, Done, Workflow, workflow
from heyue.catalog.workflows import Move as Step

QUICKER = (
    "这个事项刚才已被别人办理，请看最新的情况再决定",
    "Somebody has just moved this case; look at it again before you decide",
)
REMIND_BEFORE = timedelta(days=1)
"""提前多久提醒: one day before the deadline; heyue's own default."""
REMIND_AT = time(9, 0)
KEPT = timedelta(days=3 * 366)
"""办结后留三年, counted so that it is never a day short."""


@operation("cases.opened")
def open_case(
    deed: Deed,
    *,
    name: str,
    organisation: UUID,
    title: str,
    wish: str = "",
    agency: UUID | None = None,
    authority: UUID | None = None,
    facts: Mapping[str, str] | None = None,
    follows: bool = False,
) -> Case:
    """Opens a case of the workflow `name` for the employer. By a person: only what his role may open, only to an agency that
    holds the employer's mandate for cases. The program may open any; so may a deed of another app that it `follows` from,
    whose own right was asked for there."""
    flow = workflow(name)
    owner = access.owner(deed.actor, organisation)
    if follows:
        if flow.opens or (agency is not None and agency not in dict(parties.agencies(organisation, deed.day))):
            raise NotFound
    else:
        _may_open(deed, flow, organisation, agency, authority)
    case = Case(
        organisation=owner,
        agency_id=agency,
        authority_id=authority,
        workflow=name,
        state=flow.initial,
        title=_line(title),
        wish=wish.strip()[:4000] or None,
        facts=dict(facts or {}),
        opened=deed.now,
        opened_by_id=deed.actor.person,
        moved=deed.now,
    )
    case.save(force_insert=True)
    index.keep(deed, "cases.case", {case.pk: case.wish})
    _record(deed, case, OPENED, "", "")
    _arrive(deed, case, flow)
    told = parties.told(case, ["agency", "authority"], deed.day)
    queue(
        deed,
        told,
        f"cases.moved:{case.pk}:0",
        f"收到一个新事项：{case.title}",
        f"A new case has come in: {case.title}",
        link(case),
    )
    deed.about(
        case,
        organisation=owner.pk,
        data={
            "workflow": name,
            "agency": str(agency or ""),
            "authority": str(authority or ""),
            "title_zh": flow.title[0],
            "title_en": flow.title[1],
        },
    )
    return case


def _may_open(deed: Deed, flow: Workflow, organisation: UUID, agency: UUID | None, authority: UUID | None) -> None:
    """Whether this person may open it, and whether those it is put to may take it."""
    if not deed.actor.system:
        access.offered(deed.actor, flow.name)
    if flow.put_to == "agency" and agency not in dict(parties.agencies(organisation, deed.day)):
        raise Refused(
            (
                "这家机构现在没有你的授权，先在“授权给机构”里授权",
                "this agency holds no mandate of yours at present; give one under “Mandates” first",
            )
        )
    if (
        flow.put_to == "agency"
        and not deed.actor.system
        and deed.actor.kind == "agency"
        and agency != deed.actor.organisation
    ):
        raise NotFound
    if flow.put_to == "authority" and authority is None:
        raise Refused(("请选择向哪个部门提出", "choose the body this is put to"))


@operation("cases.moved")
def move(deed: Deed, key: UUID, name: str, version: int, *, note: str = "", assignee: UUID | None = None) -> Case:
    """Makes one move of the case's workflow; Conflict where it no longer is as it was seen (`version`)."""
    case = access.case(deed.actor, key)
    flow = workflow(case.workflow)
    step = flow.moves.get(name)
    if step is None:
        raise NotFound
    if case.version != version or case.state not in step.sources:
        raise Conflict(QUICKER)
    _may(deed, case, flow, step)
    who = _asked_for(deed, case, step, note, assignee)
    new, old = step.to, case.state
    closed = deed.now if flow.closed(new) else None
    changed = Case.unscoped.filter(pk=case.pk, state=old, version=version).update(
        state=new, version=version + 1, moved=deed.now, closed=closed, assignee_id=who
    )
    if changed != 1:
        raise Conflict(QUICKER)
    case = Case.unscoped.select_related("organisation", "agency", "authority", "assignee").get(pk=case.pk)
    _record(deed, case, name, old, note)
    _leave(deed, case)
    _arrive(deed, case, flow)
    zh, en = flow.states[new].words
    queue(
        deed,
        parties.told(case, step.notify, deed.day),
        f"cases.moved:{case.pk}:{case.version}",
        f"{case.title}：{zh}",
        f"{case.title}: {en}",
        link(case),
    )
    data = {
        "workflow": flow.name,
        "move": name,
        "old": old,
        "new": new,
        "version": case.version,
        "new_zh": zh,
        "new_en": en,
    }
    data |= {"step_zh": step.words[0], "step_en": step.words[1]}
    outcomes.tell(deed, case, name, note)
    deed.about(case, organisation=case.organisation_id, data=data)
    return case


def _may(deed: Deed, case: Case, flow: Workflow, step: Step) -> None:
    """Whether this person may make the move; the program may make those meant for it."""
    if deed.actor.system:
        if not step.program:
            raise Refused(("这一步要由人来办", "this move is made by people"))
        return
    if (
        not step.roles & deed.actor.roles
        or not deed.actor.can(step.capability)
        or not Case.objects.visible_to(deed.actor, step.capability).filter(pk=case.pk).exists()
    ):
        raise Refused(("这一步不由你的角色办理", "this move is not for your role"))
    if step.addressee and deed.actor.organisation != parties.addressee(case):
        raise Refused(("这一步由受理的一方办理", "this move is made by whom the case was put to"))
    if flow.seen_by_one_eye(step, deed.actor.person, past(case)):
        raise Refused(
            ("前一步是你自己办的，这一步要换一个人", "you made the step before; this one needs another person")
        )


def past(case: Case) -> list[Done]:
    """The case's moves so far, the first first."""
    return [
        Done(name, by) for name, by in Move.objects.filter(case=case).order_by("number").values_list("name", "by_id")
    ]


def _asked_for(deed: Deed, case: Case, step: Step, note: str, assignee: UUID | None) -> UUID | None:
    """What the move needs is there; returns who sees to the case from now on."""
    if "note" in step.needs and not note.strip():
        raise Refused(("请写一句说明", "please add a sentence of explanation"))
    if "evidence" in step.needs and not proofs.pieces(case.pk):
        raise Refused(("请先上传证明材料", "please add a piece of evidence first"))
    hands: UUID | None = case.assignee_id
    if assignee is not None:
        if assignee not in {key for key, _ in parties.assignable(case, deed.actor)}:
            raise Refused(("这个人不能办这个事项", "this person cannot see to this case"))
        hands = assignee
    if "assignee" in step.needs and hands is None:
        raise Refused(("请先定好由谁经办", "please say first who sees to it"))
    return hands


def _record(deed: Deed, case: Case, name: str, old: str, note: str) -> None:
    made = Move.objects.create(
        case=case,
        number=case.version,
        at=deed.now,
        name=name,
        old=old,
        new=case.state,
        by_id=deed.actor.person,
        by_organisation_id=deed.actor.organisation,
        role=parties.role_of(deed.actor),
        mandate_id=parties.mandate_used(deed.actor, case),
        note=note.strip()[:4000] or None,
    )
    if made.note:
        index.keep(deed, "cases.move", {made.pk: made.note})


def _leave(deed: Deed, case: Case) -> None:
    """What was due in the state left behind is done."""
    for deadline in Deadline.objects.filter(case=case, done__isnull=True):
        drop_due(deed, f"cases.deadline:{deadline.pk}")
    Deadline.objects.filter(case=case, done__isnull=True).update(done=deed.now)


def _arrive(deed: Deed, case: Case, flow: Workflow) -> None:
    """What is due in the state reached, and its reminder."""
    declared = flow.states[case.state].deadline
    if declared is not None:
        found = reckon(declared, case, deed.day)
        deadline = Deadline.objects.create(
            case=case,
            state=case.state,
            title_zh=declared.title[0],
            title_en=declared.title[1],
            due=found.due,
            reason_zh=found.reason[0][:400],
            reason_en=found.reason[1][:600],
            article_zh=found.article[0],
            article_en=found.article[1],
            set=deed.now,
        )
        if found.due is not None:
            at = timezone.make_aware(datetime.combine(found.due - REMIND_BEFORE, REMIND_AT))
            queue_due(
                deed, f"cases.deadline:{deadline.pk}", max(at, deed.now), "cases.remind", {"deadline": str(deadline.pk)}
            )
    due = Deadline.objects.filter(case=case, done__isnull=True).aggregate(first=Min("due"))["first"]
    Case.unscoped.filter(pk=case.pk).update(due=due)
    case.due = due


@operation("cases.assigned")
def assign(deed: Deed, key: UUID, version: int, person: UUID | None) -> Case:
    """Puts the case in somebody's hands, or in nobody's; those of one's own organisation only."""
    case = access.case(deed.actor, key, "cases.assign")
    if person is not None and person not in {one for one, _ in parties.assignable(case, deed.actor)}:
        raise Refused(("这个人不能办这个事项", "this person cannot see to this case"))
    if case.closed is not None:
        raise Refused(("事项已经办结，不用再安排", "the case is closed; nobody needs to see to it"))
    if Case.unscoped.filter(pk=case.pk, version=version).update(assignee_id=person, version=version + 1) != 1:
        raise Conflict(QUICKER)
    case = Case.unscoped.select_related("organisation").get(pk=case.pk)
    _record(deed, case, ASSIGNED, case.state, "")
    told = [one for one in parties.able(case, deed.day) if one.person == person]
    queue(
        deed,
        told,
        f"cases.assigned:{case.pk}:{case.version}",
        f"请你经办：{case.title}",
        f"Please see to: {case.title}",
        link(case),
    )
    deed.about(case, organisation=case.organisation_id, data={"assignee": str(person or "")})
    return case


@operation("cases.commented")
def comment(deed: Deed, key: UUID, text: str, *, shared: bool) -> Comment:
    """Adds a comment, for everybody who sees the case or for one's own organisation only."""
    case = access.case(deed.actor, key, "cases.comment")
    plain = text.strip()[:4000]
    if not plain:
        raise Refused(("请写下要说的话", "please write what you want to say"))
    row = Comment(
        case=case,
        at=deed.now,
        by_id=deed.actor.person,
        by_organisation_id=deed.actor.organisation,
        role=parties.role_of(deed.actor),
        mandate_id=parties.mandate_used(deed.actor, case),
        shared=shared,
        text=plain,
    )
    row.save(force_insert=True)
    index.keep(deed, "cases.comment", {row.pk: plain})
    told = parties.told(case, ["client", "agency", "authority"], deed.day)
    told = told if shared else [one for one in told if one.organisation == deed.actor.organisation]
    queue(
        deed, told, f"cases.commented:{row.pk}", f"{case.title}：有新留言", f"{case.title}: a new comment", link(case)
    )
    deed.about(case, organisation=case.organisation_id, data={"kind": "shared" if shared else "private"})
    return row


@operation("cases.reminded")
def remind(deed: Deed, deadline: UUID) -> int:
    """Tells those who are to act that a deadline is near; nothing where it was met meanwhile. Returns how many were told."""
    row = (
        Deadline.objects.select_related("case", "case__organisation")
        .filter(pk=deadline, done__isnull=True, due__isnull=False)
        .first()
    )
    if row is None or row.due is None:
        deed.about("cases.deadline", organisation=None, data={"due": "", "people": 0})
        return 0
    case = row.case
    flow = workflow(case.workflow)
    acting = {role for step in flow.from_state(case.state) if not step.hurts for role in step.roles}
    told = parties.waited_for(case, acting, deed.day)
    day = row.due
    zh = f"{case.title}：{row.title_zh}，最后一天是 {day.month}月{day.day}日"
    en = f"{case.title}: {row.title_en} is due on {day.isoformat()}"
    queue(deed, told, f"cases.deadline:{row.pk}", zh, en, link(case))
    deed.about(case, organisation=case.organisation_id, data={"due": day.isoformat(), "people": len(told)})
    return len(told)


@operation("cases.retained")
def retain(deed: Deed) -> int:
    """到期删除: cases closed more than three years ago, with their moves, comments and deadlines. Returns how many.

    None of an organisation that has an open case: an old case may be what the open one rests on.
    """
    if not deed.actor.system:
        raise NotFound
    rows = Case.unscoped.filter(closed__lt=deed.now - KEPT).exclude(organisation_id__in=held())
    over = list(rows.values_list("pk", flat=True))
    index.drop(deed, "cases.case", over)
    for kind, model in (("cases.comment", Comment), ("cases.move", Move)):
        index.drop(deed, kind, list(model.objects.filter(case__in=over).values_list("pk", flat=True)))
    Case.unscoped.filter(pk__in=over).delete()
    deed.about("cases.case", organisation=None, data={"cases": len(over)})
    return len(over)


@operation("cases.listed")
def note_list(deed: Deed, rows: int) -> None:
    """Writes down that a list was exported."""
    deed.about("cases.case", organisation=deed.actor.organisation, data={"rows": rows})


def link(case: Case) -> str:
    """Where a case's page stands."""
    return f"/cases/{case.pk}/"


def _line(text: str) -> str:
    plain = " ".join(text.split())[:120]
    if not plain:
        raise Refused(("请写一个标题", "please give it a title"))
    return plain
