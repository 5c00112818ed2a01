"""一步一步办: who may make which move, what it needs, that of two the second is told so, and what a move leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from heyue.apps.audit.models import Event
from heyue.apps.cases import operations, proofs, queries
from heyue.apps.cases.models import Case, Deadline, Move
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.notices import due
from heyue.apps.notices.models import Due, Outbox
from tests.district import DAY, NOW, District, program

pytestmark = pytest.mark.django_db


def names(district: District, who: str, case: Case) -> list[str]:
    return [step.name for step in queries.moves(district.actor(who), Case.unscoped.get(pk=case.pk))]


def test_the_whole_way_from_request_to_the_closed_case(district: District, asked: Case) -> None:
    specialist, owner = district.actor("specialist"), district.actor("owner")
    operations.move(specialist, asked.pk, "accept", 0)
    operations.move(specialist, asked.pk, "start", 1, assignee=district.people["specialist"].pk)
    operations.move(specialist, asked.pk, "deliver", 2, note="已补缴")
    operations.move(owner, asked.pk, "return", 3, note="少一个人")
    operations.move(specialist, asked.pk, "deliver", 4, note="补上了")
    operations.move(owner, asked.pk, "confirm", 5)
    done = operations.move(owner, asked.pk, "close", 6)
    assert (done.state, done.version, done.closed, done.due) == ("closed", 7, NOW, None)
    assert list(Move.objects.filter(case=asked).order_by("number").values_list("name", flat=True)) == [
        "opened", "accept", "start", "deliver", "return", "deliver", "confirm", "close",
    ]  # fmt: skip
    assert not Deadline.objects.filter(case=asked, done__isnull=True).exists()


def test_each_role_is_offered_its_own_moves_only(district: District, asked: Case) -> None:
    assert names(district, "owner", asked) == ["withdraw"]
    assert names(district, "specialist", asked) == ["accept", "decline"]


def test_a_move_of_the_other_side_is_refused(district: District, asked: Case) -> None:
    with pytest.raises(Refused):
        operations.move(district.actor("owner"), asked.pk, "accept", 0)
    assert Case.unscoped.get(pk=asked.pk).state == "asked"


def test_of_two_people_the_second_is_told_so(district: District, asked: Case) -> None:
    operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    with pytest.raises(Conflict):
        operations.move(district.actor("agency_head"), asked.pk, "decline", 0, note="没空")
    assert Case.unscoped.get(pk=asked.pk).state == "accepted"


def test_a_version_of_yesterday_is_a_conflict_even_in_the_same_state(district: District, asked: Case) -> None:
    operations.assign(district.actor("agency_head"), asked.pk, 0, district.people["specialist"].pk)
    with pytest.raises(Conflict):
        operations.move(district.actor("specialist"), asked.pk, "accept", 0)


def test_a_move_without_its_note_is_refused(district: District, asked: Case) -> None:
    with pytest.raises(Refused):
        operations.move(district.actor("specialist"), asked.pk, "decline", 0, note="  ")


def test_a_move_that_needs_somebody_at_work_is_refused_without_one(district: District, asked: Case) -> None:
    operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    with pytest.raises(Refused):
        operations.move(district.actor("specialist"), asked.pk, "start", 1)
    with pytest.raises(Refused):
        operations.move(district.actor("specialist"), asked.pk, "start", 1, assignee=district.people["owner"].pk)


def test_an_unknown_move_looks_absent(district: District, asked: Case) -> None:
    with pytest.raises(NotFound):
        operations.move(district.actor("owner"), asked.pk, "vanish", 0)


def test_the_program_makes_only_its_own_moves(district: District, asked: Case) -> None:
    with pytest.raises(Refused):
        operations.move(program(), asked.pk, "accept", 0)


def test_the_program_opens_a_rectification_and_closes_it(district: District) -> None:
    case = operations.open_case(
        program(), name="rectification", organisation=district.organisations["甲"].pk, title="补签合同"
    )
    assert operations.move(program(), case.pk, "recheck", 0).state == "closed"


def test_who_disputed_does_not_decide_on_it(district: District) -> None:
    case = operations.open_case(
        district.actor("owner"),
        name="finding_dispute",
        organisation=district.organisations["甲"].pk,
        title="补签合同",
        follows=True,
    )
    with pytest.raises(Refused):
        operations.move(district.actor("owner"), case.pk, "reject", 0, note="算了")
    assert operations.move(district.actor("hr"), case.pk, "reject", 0, note="没有找到合同").state == "rejected"


def test_evidence_is_asked_for_where_a_move_needs_it(
    district: District, asked: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = operations.workflow("service_request")
    wanting = replace(flow.moves["accept"], needs=("evidence",))
    monkeypatch.setattr(operations, "workflow", lambda name: replace(flow, moves={**flow.moves, "accept": wanting}))
    with pytest.raises(Refused):
        operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    monkeypatch.setattr(proofs, "pieces", lambda key: 1)
    assert operations.move(district.actor("specialist"), asked.pk, "accept", 0).state == "accepted"


# ---- deadlines -----------------------------------------------------------------------------------------------------


def test_the_answer_is_due_after_three_working_days(district: District, asked: Case) -> None:
    """2026-11-21 is a Saturday: the working days after it are the 23rd, 24th and 25th (Monday to Wednesday, no holiday)."""
    deadline = Deadline.objects.get(case=asked)
    assert deadline.due == date(2026, 11, 25)
    assert Case.unscoped.get(pk=asked.pk).due == date(2026, 11, 25)
    assert "不是法定期限" in deadline.reason_zh
    assert deadline.article_zh == ""


def test_a_deadline_of_the_law_bears_its_article(district: District, asked: Case) -> None:
    """劳动争议调解仲裁法 14(3): 15 days from the day of acceptance; 20 November and 15 days is 5 December 2026."""
    from heyue.apps.cases.deadlines import reckon
    from heyue.catalog.workflows import Deadline as Declared

    case = Case.unscoped.get(pk=asked.pk)
    case.facts = {"received": "2026-11-20"}
    found = reckon(
        Declared(("调解", "mediation"), "disputes.mediation_deadline", {"accepted": "case.received"}), case, DAY
    )
    assert found.due == date(2026, 12, 5)
    assert "劳动争议调解仲裁法" in found.article[0]
    assert "14" in found.article[1]


def test_a_deadline_without_its_facts_says_what_is_missing(district: District, asked: Case) -> None:
    from heyue.apps.cases.deadlines import reckon
    from heyue.catalog.workflows import Deadline as Declared

    found = reckon(
        Declared(("调解", "mediation"), "disputes.mediation_deadline", {"accepted": "case.received"}), asked, DAY
    )
    assert found.due is None
    assert "缺少" in found.reason[0]


def test_leaving_a_state_ends_its_deadline_and_its_reminder(district: District, asked: Case) -> None:
    first = Deadline.objects.get(case=asked)
    assert Due.objects.filter(key=f"cases.deadline:{first.pk}").exists()
    operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    assert not Due.objects.filter(key=f"cases.deadline:{first.pk}").exists()
    assert Deadline.objects.get(pk=first.pk).done == NOW
    assert Deadline.objects.filter(case=asked, done__isnull=True).count() == 1


def test_the_day_before_the_deadline_those_who_are_to_act_are_told(district: District, asked: Case) -> None:
    from heyue.apps.cases import tasks  # noqa: F401 - registers the handler

    early = replace(program(), now=datetime(2026, 11, 24, 0, 59, tzinfo=UTC), day=date(2026, 11, 24))
    due.wake(early)
    assert not Outbox.unscoped.filter(kind="cases.deadline").exists()
    late = replace(program(), now=datetime(2026, 11, 24, 1, 0, tzinfo=UTC), day=date(2026, 11, 24))  # 9:00 in Guangzhou
    due.wake(late)
    told = set(Outbox.unscoped.filter(kind="cases.deadline", channel="app").values_list("person__name", flat=True))
    assert told == {"specialist", "agency_head"}
    due.wake(replace(late, now=late.now + timedelta(hours=1)))
    assert Outbox.unscoped.filter(kind="cases.deadline", channel="app").count() == 2


# ---- what a move leaves --------------------------------------------------------------------------------------------


def test_a_move_under_a_mandate_is_shown_as_such(district: District, asked: Case) -> None:
    operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    step = Move.objects.get(case=asked, name="accept")
    assert step.mandate_id == district.mandate.pk  # type: ignore[union-attr]
    zh, en = queries.acting(step, asked)
    assert zh == "specialist（正（演示），服务专员），代甲（演示）办理，授权 SQ-1"
    assert en == "specialist (正（演示）, service specialist) for 甲（演示） under mandate SQ-1"
    event = Event.unscoped.get(verb="cases.moved")
    assert event.mandate == district.mandate.pk  # type: ignore[union-attr]
    assert event.organisation_id == asked.organisation_id


def test_a_move_tells_the_other_side_and_not_its_maker(district: District, asked: Case) -> None:
    operations.move(district.actor("specialist"), asked.pk, "accept", 0)
    told = set(
        Outbox.unscoped.filter(key=f"cases.moved:{asked.pk}:1", channel="app").values_list("person__name", flat=True)
    )
    assert told == {"owner", "hr"}


def test_nobody_of_an_agency_whose_mandate_ended_is_told(district: District, asked: Case) -> None:
    district.mandate.ended = NOW  # type: ignore[union-attr]
    district.mandate.save()  # type: ignore[union-attr]
    Outbox.unscoped.all().delete()
    operations.move(district.actor("owner"), asked.pk, "withdraw", 0)
    assert not Outbox.unscoped.exists()


def test_a_refused_move_leaves_neither_event_nor_message(district: District, asked: Case) -> None:
    events, messages = Event.unscoped.count(), Outbox.unscoped.count()
    with pytest.raises(Refused):
        operations.move(district.actor("specialist"), asked.pk, "decline", 0)
    assert (Event.unscoped.count(), Outbox.unscoped.count()) == (events, messages)
