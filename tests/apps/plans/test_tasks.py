"""整改任务: made once, worked off, set aside with a reason, disputed, opened again; of two the second is told."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from heyue.apps.audit.models import Event
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.plans import operations, queries
from heyue.apps.plans.models import Move, Plan, Task
from tests.apps.plans.conftest import ITEMS
from tests.district import DAY, District


def first(plan: Plan) -> Task:
    return Task.unscoped.get(plan=plan, number=1)


def second(plan: Plan) -> Task:
    return Task.unscoped.get(plan=plan, number=2)


def test_a_plan_is_made_once_for_a_source(district: District, plan: Plan) -> None:
    again = operations.make(
        district.actor("hr"), organisation=plan.organisation_id, source=plan.source, as_of=DAY, items=ITEMS
    )
    assert again.pk == plan.pk
    assert Task.unscoped.count() == 2


def test_a_source_of_another_employer_is_not_found(district: District, plan: Plan) -> None:
    with pytest.raises(NotFound):
        operations.make(
            district.actor("other_owner"),
            organisation=district.organisations["乙"].pk,
            source=plan.source,
            as_of=DAY,
            items=ITEMS,
        )


def test_done_and_undone_with_one_press(district: District, plan: Plan) -> None:
    client, task = district.client("owner"), first(plan)
    answer = client.post(f"/plans/tasks/{task.pk}/finish", {"version": "0"})
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    undo = f"/plans/tasks/{task.pk}/reopen?version=1"
    assert undo in page
    assert first(plan).state == "done"
    assert client.post(undo).status_code == 303
    assert first(plan).state == "open"
    assert [(move.old, move.new) for move in Move.objects.order_by("at", "new")] in (
        [("open", "done"), ("done", "open")],
        [("done", "open"), ("open", "done")],
    )


def test_of_two_who_move_one_task_the_second_is_told(district: District, plan: Plan) -> None:
    task = first(plan)
    operations.finish(district.actor("owner"), task.pk, 0)
    with pytest.raises(Conflict):
        operations.set_aside(district.actor("specialist"), task.pk, 0, "不是我们的员工")
    assert first(plan).state == "done"
    assert district.client("hr").post(f"/plans/tasks/{task.pk}/finish", {"version": "0"}).status_code == 409


def test_a_move_without_a_version_is_refused(district: District, plan: Plan) -> None:
    assert district.client("owner").post(f"/plans/tasks/{first(plan).pk}/finish").status_code == 409
    assert first(plan).state == "open"


@pytest.mark.parametrize(
    ("move", "prefix", "state"), [("set_aside", "aside", "not_applicable"), ("dispute", "against", "disputed")]
)
def test_a_reason_is_needed_kept_sealed_and_shown(
    district: District, plan: Plan, move: str, prefix: str, state: str
) -> None:
    client, task = district.client("owner"), first(plan)
    address = f"/plans/tasks/{task.pk}/{move.replace('_', '-')}"
    assert client.post(address, {f"{prefix}-version": "0", f"{prefix}-why": "  "}).status_code == 422
    assert first(plan).state == "open"
    assert client.post(address, {f"{prefix}-version": "0", f"{prefix}-why": "李四是股东"}).status_code == 303
    assert first(plan).state == state
    assert "李四是股东" in client.get(f"/plans/tasks/{task.pk}/").content.decode()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT why FROM plans_task WHERE number = 1")
        assert "李四" not in cursor.fetchone()[0]
    assert not any("李四" in str(event.data) for event in Event.unscoped.all())


def test_the_agency_works_on_tasks_and_does_not_dispute_in_the_clients_name(district: District, plan: Plan) -> None:
    with pytest.raises(NotFound):
        operations.dispute(district.actor("specialist"), first(plan).pk, 0, "不对")
    operations.finish(district.actor("specialist"), first(plan).pk, 0)
    event = Event.unscoped.get(verb="plans.finish")
    assert event.mandate == district.mandate.pk


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "employee", "administrator"])
def test_for_anybody_else_there_is_no_plan(district: District, plan: Plan, who: str) -> None:
    client, task = district.client(who), first(plan)
    for address in (f"/plans/{plan.pk}/", f"/plans/{plan.pk}/print", f"/plans/tasks/{task.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/plans/tasks/{task.pk}/finish", {"version": "0"}).status_code == 404
    assert first(plan).state == "open"


@pytest.mark.parametrize(
    ("day", "taken"), [(date(2026, 11, 30), True), (date(2026, 12, 1), True), (date(2026, 12, 2), False), (None, False)]
)
def test_a_day_of_the_law_may_be_made_earlier_and_not_later(
    district: District, plan: Plan, day: date | None, taken: bool
) -> None:
    owner, task = district.actor("owner"), second(plan)
    if not taken:
        with pytest.raises(Refused):
            operations.assign(owner, task.pk, 0, assignee=None, due=day)
        assert second(plan).due == date(2026, 12, 1)
    else:
        operations.assign(owner, task.pk, 0, assignee=owner.person, due=day)
        assert (second(plan).due, second(plan).due_kind, second(plan).assignee) == (day, "statutory", owner.person)


def test_a_stranger_is_not_given_a_task(district: District, plan: Plan) -> None:
    with pytest.raises(Refused):
        operations.assign(
            district.actor("owner"), first(plan).pk, 0, assignee=district.people["other_owner"].pk, due=None
        )


def test_a_task_is_arranged_on_its_page(district: District, plan: Plan) -> None:
    client, task, hr = district.client("owner"), first(plan), district.people["hr"]
    posted = client.post(
        f"/plans/tasks/{task.pk}/assign", {"version": "0", "assignee": str(hr.pk), "due": "2026-11-30"}
    )
    assert posted.status_code == 303
    assert (first(plan).assignee, first(plan).due, first(plan).due_kind) == (hr.pk, date(2026, 11, 30), "own")
    assert client.post(f"/plans/tasks/{task.pk}/assign", {"version": "1", "due": "soon"}).status_code == 422


def test_a_re_check_closes_a_task_only_when_all_its_findings_are_gone(district: District, plan: Plan) -> None:
    source = uuid.uuid4()
    owner, keys = district.actor("owner"), [*ITEMS[0].findings, ITEMS[1].findings[0]]
    assert operations.recheck(owner, organisation=plan.organisation_id, source=source, gone=keys) == 1
    assert (first(plan).state, first(plan).closed_by) == ("closed", source)
    assert second(plan).state == "open"
    assert "程序" in district.client("owner").get(f"/plans/tasks/{first(plan).pk}/").content.decode()


def test_what_was_set_aside_stays_so_after_a_re_check(district: District, plan: Plan) -> None:
    operations.set_aside(district.actor("owner"), first(plan).pk, 0, "股东")
    operations.recheck(
        district.actor("owner"), organisation=plan.organisation_id, source=uuid.uuid4(), gone=ITEMS[0].findings
    )
    assert first(plan).state == "not_applicable"


def test_progress_counts_what_is_settled(district: District, plan: Plan) -> None:
    operations.finish(district.actor("owner"), first(plan).pk, 0)
    told = queries.tallied(district.actor("owner"), plan)
    assert (told["total"], told["over"], told["left"], told["minutes"], told["percent"]) == (2, 1, 1, 25, 50)


def test_pages_render_in_both_languages(district: District, plan: Plan) -> None:
    client = district.client("owner")
    for address in (
        "/plans/",
        f"/plans/{plan.pk}/",
        f"/plans/{plan.pk}/?state=open",
        f"/plans/{plan.pk}/print",
        f"/plans/tasks/{first(plan).pk}/",
    ):
        assert "没有书面合同" in client.get(address).content.decode() or address == "/plans/"
        english = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "没有书面合同" not in english
    part = client.get(f"/plans/{plan.pk}/?state=done", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert client.get("/plans/?format=csv").status_code == 200


def test_the_owners_home_names_the_tasks_by_day(district: District, plan: Plan) -> None:
    card = queries.home(district.actor("owner"))[0]
    assert [task["title"][0] for task in card["tasks"]] == ["没有书面合同", "工资发晚了"]
    assert all(task["minutes"] and task["due"] for task in card["tasks"])
    assert queries.home(district.actor("specialist")) == []
    assert "没有书面合同" in district.client("owner").get("/").content.decode()


def test_the_list_of_plans_keeps_its_number_of_queries(district: District, plan: Plan) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = district.client("owner")
    client.get("/plans/")
    with CaptureQueriesContext(connection) as one:
        client.get("/plans/")
    for _ in range(4):
        operations.make(
            district.actor("owner"), organisation=plan.organisation_id, source=uuid.uuid4(), as_of=DAY, items=ITEMS
        )
    with CaptureQueriesContext(connection) as five:
        client.get("/plans/")
    assert len(one) == len(five)


def test_evidence_may_stand_beside_a_task_for_those_who_see_it(district: District, plan: Plan) -> None:
    from heyue.apps.evidence import queries as evidence

    task = first(plan)
    assert evidence.may_add(district.actor("owner"), "plans.task", task.pk)
    assert evidence.may_add(district.actor("specialist"), "plans.task", task.pk)
    assert not evidence.may_see(district.actor("other_owner"), "plans.task", task.pk)


def test_a_newer_plan_takes_open_tasks_over_and_keeps_what_was_decided(district: District, plan: Plan) -> None:
    owner, hr = district.actor("owner"), district.people["hr"].pk
    operations.assign(owner, first(plan).pk, 0, assignee=hr, due=date(2026, 11, 23))
    operations.set_aside(owner, second(plan).pk, 0, "月底前发，合同这样约定")
    newer = operations.make(owner, organisation=plan.organisation_id, source=uuid.uuid4(), as_of=DAY, items=ITEMS)
    assert (first(plan).state, first(plan).closed_by) == ("carried", newer.source)
    assert (first(newer).state, first(newer).assignee) == ("open", hr)
    assert second(plan).state == second(newer).state == "not_applicable"
    assert second(newer).why == "月底前发，合同这样约定"
    assert len(queries.home(owner)[0]["tasks"]) == 1


def test_a_finding_more_than_was_set_aside_is_to_be_done(district: District, plan: Plan) -> None:
    owner = district.actor("owner")
    operations.set_aside(owner, second(plan).pk, 0, "一次例外")
    more = replace(ITEMS[1], findings=[*ITEMS[1].findings, "pay.late:A1:2026-03-01"])
    newer = operations.make(owner, organisation=plan.organisation_id, source=uuid.uuid4(), as_of=DAY, items=[more])
    assert first(newer).state == "open"


def test_a_plan_of_an_older_day_takes_nothing_over(district: District, plan: Plan) -> None:
    older = date(2026, 1, 1)
    operations.make(
        district.actor("owner"), organisation=plan.organisation_id, source=uuid.uuid4(), as_of=older, items=ITEMS
    )
    assert first(plan).state == "open"
