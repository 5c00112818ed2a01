"""异议: raised with a reason, answered in a case by somebody else, and the answer stands beside the finding from then on."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from heyue.apps.audit.models import Event
from heyue.apps.cases import operations as cases
from heyue.apps.cases.models import Case, Deadline
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.plans import operations, queries
from heyue.apps.plans.models import Plan, Task
from tests.apps.plans.conftest import ITEMS
from tests.district import DAY, District

WHY = "合同在总公司档案室"


def disputed(district: District, plan: Plan, *, number: int = 1, to: str = "", who: str = "owner") -> Task:
    task = Task.unscoped.get(plan=plan, number=number)
    return operations.dispute(district.actor(who), task.pk, task.version, WHY, to=to)


def case_of(task: Task) -> Case:
    return Case.unscoped.get(pk=Task.unscoped.get(pk=task.pk).dispute_id)


def answer(district: District, task: Task, who: str, step: str, note: str = "看过原件") -> None:
    case = case_of(task)
    cases.move(district.actor(who), case.pk, step, case.version, note=note)


def test_an_objection_opens_a_case_with_the_agency_that_holds_the_mandate(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    case = case_of(task)
    assert (case.workflow, case.state, case.wish) == ("finding_dispute", "asked", WHY)
    assert case.agency_id == district.organisations["正"].pk
    assert case.authority_id is None


def test_an_accepted_objection_excuses_the_task_and_says_so_beside_the_finding(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    answer(district, task, "specialist", "accept", "原件已核对，合同在期")
    task.refresh_from_db()
    assert (task.state, task.answer) == ("excused", "原件已核对，合同在期")
    told = queries.excused(district.actor("owner"), plan.organisation_id)
    assert told[ITEMS[0].findings[0]]["why"] == "原件已核对，合同在期"
    assert queries.excused(district.actor("other_owner"), plan.organisation_id) == {}
    page = district.client("owner").get(f"/plans/tasks/{task.pk}/").content.decode()
    assert "答复：异议成立" in page
    assert "原件已核对，合同在期" in page


def test_a_rejected_objection_opens_the_task_again_with_the_reason(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    answer(district, task, "specialist", "reject", "合同没有签字页")
    task.refresh_from_db()
    assert (task.state, task.answer) == ("open", "合同没有签字页")
    page = district.client("owner").get(f"/plans/tasks/{task.pk}/").content.decode()
    assert "合同没有签字页" in page
    assert "我认为查得不对" in page  # it may be raised again


def test_nobody_answers_an_objection_of_his_own(district: District, plan: Plan) -> None:
    task = disputed(district, plan, to="own")
    with pytest.raises(Refused):
        answer(district, task, "owner", "accept")
    answer(district, task, "hr", "accept")
    assert Task.unscoped.get(pk=task.pk).state == "excused"


def test_only_whom_it_was_put_to_answers(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    with pytest.raises(Refused):
        answer(district, task, "hr", "accept")  # the agency was asked, not a colleague
    with pytest.raises(NotFound):
        answer(district, task, "officer", "accept")
    assert Task.unscoped.get(pk=task.pk).state == "disputed"


def test_the_bureau_sees_it_only_where_it_was_asked(district: District, plan: Plan) -> None:
    bureau = district.organisations["局"]
    task = disputed(district, plan, to=f"authority:{bureau.pk}")
    assert case_of(task).authority_id == bureau.pk
    answer(district, task, "officer", "reject", "请按查出的办")
    assert Task.unscoped.get(pk=task.pk).state == "open"


@pytest.mark.parametrize(
    "to", ["agency:" + str(uuid.UUID(int=4)), "authority:" + str(uuid.UUID(int=4)), "everybody", "agency:"]
)
def test_it_is_put_to_those_offered_only(district: District, plan: Plan, to: str) -> None:
    with pytest.raises(Refused):
        disputed(district, plan, to=to)
    assert Task.unscoped.get(plan=plan, number=1).state == "open"
    assert Case.unscoped.count() == 0


def test_the_answer_is_due_in_ten_working_days_and_never_after_the_laws_own_last_day(
    district: District, plan: Plan
) -> None:
    usual = Deadline.objects.get(case=case_of(disputed(district, plan)))
    assert usual.due == date(2026, 12, 4)
    assert "不是法定期限" in usual.reason_zh
    soon = Task.unscoped.get(plan=plan, number=2)
    Task.unscoped.filter(pk=soon.pk).update(due=DAY + timedelta(days=4))
    limited = Deadline.objects.get(case=case_of(disputed(district, plan, number=2)))
    assert limited.due == DAY + timedelta(days=4)
    assert "劳动法第50条" in limited.reason_zh


def test_what_is_settled_otherwise_needs_no_answer(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    operations.finish(district.actor("owner"), task.pk, Task.unscoped.get(pk=task.pk).version)
    assert case_of(task).state == "lapsed"
    with pytest.raises(Conflict):
        answer(district, task, "specialist", "accept")
    assert Task.unscoped.get(pk=task.pk).state == "done"


def test_a_withdrawn_objection_leaves_the_task_to_be_done(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    answer(district, task, "owner", "withdraw", "")
    assert Task.unscoped.get(pk=task.pk).state == "open"


def test_what_a_recheck_no_longer_finds_needs_no_answer(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    operations.recheck(
        district.actor("owner"), organisation=plan.organisation_id, source=uuid.uuid4(), gone=ITEMS[0].findings
    )
    assert Task.unscoped.get(pk=task.pk).state == "closed"
    assert case_of(task).state == "lapsed"


def test_a_newer_plan_takes_over_the_answer_and_the_open_objection(district: District, plan: Plan) -> None:
    excused, waiting = disputed(district, plan), disputed(district, plan, number=2)
    answer(district, excused, "specialist", "accept", "原件已核对")
    newer = operations.make(
        district.actor("owner"),
        organisation=plan.organisation_id,
        source=uuid.uuid4(),
        as_of=DAY + timedelta(days=1),
        items=ITEMS,
    )
    first, second = Task.unscoped.filter(plan=newer).order_by("number")
    assert (first.state, first.answer) == ("excused", "原件已核对")
    assert (second.state, second.why) == ("disputed", WHY)
    answer(district, waiting, "specialist", "accept", "也对")
    second.refresh_from_db()
    assert second.state == "excused"


def test_every_step_leaves_its_event(district: District, plan: Plan) -> None:
    task = disputed(district, plan)
    answer(district, task, "specialist", "accept")
    verbs = Event.unscoped.filter(organisation_id=plan.organisation_id).order_by("seq").values_list("verb", flat=True)
    assert [one for one in verbs if one in {"plans.dispute", "cases.opened", "cases.moved", "plans.answered"}] == [
        "cases.opened",
        "plans.dispute",
        "plans.answered",
        "cases.moved",
    ]
    assert WHY not in repr(list(Event.unscoped.values_list("data", flat=True)))


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_the_page_offers_who_may_answer(district: District, plan: Plan, lang: str) -> None:
    client = district.client("owner")
    client.cookies["heyue-language"] = lang
    task = Task.unscoped.get(plan=plan, number=1)
    page = client.get(f"/plans/tasks/{task.pk}/").content.decode()
    assert f'value="agency:{district.organisations["正"].pk}"' in page
    assert f'value="authority:{district.organisations["局"].pk}"' in page
