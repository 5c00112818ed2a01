"""运行: the states of a run, its lease, and that nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from heyue.apps.audit.models import Event
from heyue.apps.checkups import operations, queries, reports, tasks
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, Finding, Report
from heyue.apps.deeds import Conflict
from heyue.apps.notices.models import Outbox
from tests.apps.checkups.conftest import book
from tests.district import DAY, District

Work = Callable[[], list[str]]


def queued(district: District, content: bytes | None = None, name: str = "员工.xlsx") -> Checkup:
    given = [Given(name, name.rsplit(".", 1)[-1], content or book())]
    return operations.start(
        district.actor("owner"), organisation=district.organisations["甲"].pk, place="", as_of=DAY, files=given
    )


def test_a_run_ends_with_a_report_in_both_languages_and_findings_that_agree(district: District, done: Checkup) -> None:
    assert done.state == "done"
    zh, en = reports.report(done, "zh"), reports.report(done, "en")
    assert [one["id"] for one in zh["findings"]] == [one["id"] for one in en["findings"]]
    assert zh["company"]["name"] == "甲（演示）"
    missing = [one for one in zh["findings"] if one["rule"] == "contracts.written_missing"]
    # 劳动合同法第82条第1款: 自用工之日起超过一个月不满一年未订立书面合同的，每月支付二倍工资
    assert {one["employee"] for one in missing} == {"A2", "A3"}
    assert done.findings_count == sum(not one["question"] for one in zh["findings"])
    assert done.inputs
    assert done.law_version


def test_whoever_handed_it_in_is_told_when_it_is_done(district: District, done: Checkup) -> None:
    told = Outbox.unscoped.filter(kind="checkups.run", person=district.people["owner"], channel="app")
    assert [row.link for row in told] == [f"/checkups/{done.pk}/"]


def test_a_second_start_of_the_same_run_finds_nothing_to_do(district: District, done: Checkup) -> None:
    before = Finding.unscoped.count()
    assert tasks.run.call(str(done.pk)) == "elsewhere"
    assert Finding.unscoped.count() == before


def test_a_run_held_by_a_living_worker_is_not_taken_up_by_another(district: District) -> None:
    run = queued(district)
    operations.take_up(tasks.program(), run.pk)
    with pytest.raises(Conflict):
        operations.take_up(tasks.program(), run.pk)


def test_a_run_whose_worker_died_is_taken_up_again_and_done_once(district: District, work: Work) -> None:
    run = queued(district)
    held = operations.take_up(tasks.program(), run.pk)
    Checkup.unscoped.filter(pk=run.pk).update(lease=timezone.now() - timedelta(seconds=1))
    assert queries.stalled(timezone.now()) == [run.pk]
    tasks.take_up_again(tasks.program(), {})
    assert "done" in work()
    run.refresh_from_db()
    assert run.state == "done"
    with pytest.raises(Conflict):  # the first worker was only slow: what it brings is refused
        operations.fail(tasks.program(), held, "晚了", "late")
    run.refresh_from_db()
    assert run.state == "done"


def test_a_run_that_dies_three_times_is_given_up_with_a_reason(district: District) -> None:
    run = queued(district)
    past = timezone.now() - timedelta(seconds=1)
    for _ in range(3):
        operations.take_up(tasks.program(), run.pk)
        Checkup.unscoped.filter(pk=run.pk).update(lease=past)
    tasks.take_up_again(tasks.program(), {})
    run.refresh_from_db()
    assert run.state == "failed"
    assert "三次" in run.failure_zh
    assert "Three" in run.failure_en


def test_a_finish_that_fails_half_way_leaves_nothing(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    run = queued(district)

    def broken(*args: Any, **kwargs: Any) -> int:
        raise RuntimeError("the power went")

    monkeypatch.setattr("heyue.apps.checkups.operations.runs._recheck", broken)
    with pytest.raises(RuntimeError):
        tasks.run.call(str(run.pk))
    run.refresh_from_db()
    assert run.state == "checking"
    assert not Report.unscoped.exists()
    assert not Finding.unscoped.exists()
    assert not Event.unscoped.filter(verb="checkups.finish").exists()


def test_files_without_a_roster_fail_with_the_way_out(district: District, work: Work) -> None:
    from io import BytesIO

    from heyue.papers.template import write

    out = BytesIO()
    write(out, rows={"contracts": [{"employee": "A1", "term": "fixed", "starts": DAY}]})
    run = queued(district, out.getvalue())
    assert work() == ["failed"]
    run.refresh_from_db()
    assert "花名册" in run.failure_zh
    page = district.client("owner").get(f"/checkups/{run.pk}/").content.decode()
    assert "没有做成" in page
    assert "花名册" in page


def test_a_damaged_file_fails_with_its_name(district: District, work: Work) -> None:
    run = queued(district, b"PK\x03\x04" + b"\x00" * 200, "坏.xlsx")
    assert work() == ["failed"]
    run.refresh_from_db()
    assert "坏.xlsx" in run.failure_zh


def test_the_same_files_again_give_the_same_report(district: District, work: Work, done: Checkup) -> None:
    again = operations.again(district.actor("owner"), done.pk, as_of=done.as_of)
    work()
    again.refresh_from_db()
    assert reports.report(again, "zh") == reports.report(done, "zh")
    assert {row["sha256"] for row in queries.files(again)} == {row["sha256"] for row in queries.files(done)}


def test_progress_is_shown_while_it_runs_and_leads_to_the_report(district: District, work: Work) -> None:
    run = queued(district)
    client = district.client("owner")
    page = client.get(f"/checkups/{run.pk}/").content.decode()
    assert "<progress" in page
    assert 'http-equiv="refresh"' in page
    part = client.get(f"/checkups/{run.pk}/", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<section")
    work()
    ended = client.get(f"/checkups/{run.pk}/", headers={"HX-Request": "true", "HX-Target": f"progress-{run.pk}"})
    assert ended["HX-Redirect"] == f"/checkups/{run.pk}/"


def test_what_was_read_waits_for_the_ledger(district: District, done: Checkup) -> None:
    from heyue.apps.ledger.models import Proposal

    assert Proposal.unscoped.get(source=done.pk).organisation_id == done.organisation_id


def test_every_state_has_its_words() -> None:
    from heyue.apps.checkups.models import STATES

    assert set(queries.WORDS) == set(STATES)
