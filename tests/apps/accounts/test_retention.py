"""到期清理: everything personal has an end that something brings about; held while a case is open; once is enough."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils.module_loading import autodiscover_modules

import heyue.catalog
from heyue.apps.accounts import operations, purposes
from heyue.apps.accounts.models import Invitation, Mandate, Membership
from heyue.apps.audit.models import Event
from heyue.apps.cases import operations as cases
from heyue.apps.cases.models import Case, Comment, Move
from heyue.apps.deeds import SYSTEM, NotFound
from heyue.apps.deeds.holds import held
from heyue.apps.evidence import operations as evidence
from heyue.apps.evidence.models import Attachment
from heyue.apps.notices.due import REPEATS
from heyue.apps.plans import operations as plans
from heyue.apps.plans.models import Plan
from tests.district import DAY, NOW, District, program

THREE_YEARS = timedelta(days=3 * 366)


def register() -> dict[str, dict[str, dict[str, Any]]]:
    text = Path(heyue.catalog.__file__).with_name("retention.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, dict[str, Any]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def later(passed: timedelta) -> Any:
    return SYSTEM("tests", NOW + passed, DAY + passed)


def test_every_purpose_has_a_job_of_the_clock_or_a_stated_reason() -> None:
    autodiscover_modules("tasks")
    said = register()
    missing, strange = [], []
    for purpose in purposes.told():
        entry = said.get(purpose.app, {}).get(purpose.model, {})
        if "job" in entry:
            strange += [entry["job"]] if entry["job"] not in REPEATS else []
        elif not all((entry.get("why") or {}).get(lang) for lang in ("zh", "en")):
            missing.append(f"{purpose.app}.{purpose.model}")
    assert missing == []
    assert strange == []


def test_nothing_is_registered_that_is_not_there() -> None:
    told = {(one.app, one.model) for one in purposes.told()}
    assert {(app, model) for app, models in register().items() for model in models} - told == set()


def test_a_role_that_ended_three_years_ago_goes_and_not_a_day_sooner(district: District) -> None:
    row = district.standings["hr"]
    Membership.unscoped.filter(pk=row.pk).update(until=NOW)
    operations.retain(later(THREE_YEARS))
    assert Membership.unscoped.filter(pk=row.pk).exists()
    operations.retain(later(THREE_YEARS + timedelta(seconds=1)))
    assert not Membership.unscoped.filter(pk=row.pk).exists()
    assert Membership.unscoped.filter(pk=district.standings["owner"].pk).exists()


def test_an_open_case_holds_what_concerns_its_parties(district: District) -> None:
    case = request(district)
    assert {case.organisation_id, case.agency_id} <= held()
    row = district.standings["hr"]
    Membership.unscoped.filter(pk=row.pk).update(until=NOW)
    far = later(THREE_YEARS * 2)
    operations.retain(far)
    assert Membership.unscoped.filter(pk=row.pk).exists()
    Case.unscoped.filter(pk=case.pk).update(closed=NOW)
    operations.retain(far)
    assert not Membership.unscoped.filter(pk=row.pk).exists()


def test_a_mandate_that_a_case_speaks_of_stays_without_its_persons(district: District) -> None:
    assert district.mandate is not None
    case = request(district)
    cases.move(district.actor("specialist"), case.pk, "decline", 0, note="不办")
    district.mandate.persons.add(district.people["specialist"])
    operations.retain(later(THREE_YEARS * 3))
    assert Mandate.unscoped.get(pk=district.mandate.pk).persons.count() == 0
    cases.retain(later(THREE_YEARS * 3))
    operations.retain(later(THREE_YEARS * 3))
    assert not Mandate.unscoped.filter(pk=district.mandate.pk).exists()


def test_a_second_run_finds_nothing_and_each_run_leaves_its_event(district: District) -> None:
    far = later(THREE_YEARS * 3)
    first, second = operations.retain(far), operations.retain(far)
    assert sum(first.values()) > 0
    assert sum(second.values()) == 0
    assert Event.unscoped.filter(verb="accounts.retained").count() == 2
    assert not Invitation.unscoped.filter(taken__isnull=True, until__lt=far.now - timedelta(days=90)).exists()


@pytest.mark.parametrize("run", [operations.retain, cases.retain, evidence.retain, plans.retain])
def test_only_the_program_runs_it(district: District, run: Any) -> None:
    with pytest.raises(NotFound):
        run(district.actor("owner"))


def request(district: District) -> Case:
    return cases.open_case(
        district.actor("owner"),
        name="service_request",
        organisation=district.organisations["甲"].pk,
        agency=district.organisations["正"].pk,
        title="补缴社保",
    )


def test_a_case_goes_three_years_after_it_was_closed_with_all_that_was_said(district: District) -> None:
    case = request(district)
    cases.comment(district.actor("owner"), case.pk, "张三的合同", shared=True)
    cases.move(district.actor("owner"), case.pk, "withdraw", 0)
    cases.retain(later(THREE_YEARS))
    assert Case.unscoped.filter(pk=case.pk).exists()
    cases.retain(later(THREE_YEARS + timedelta(seconds=1)))
    assert (Case.unscoped.count(), Move.objects.count(), Comment.objects.count()) == (0, 0, 0)


def test_an_old_case_stays_while_another_of_the_firm_is_open(district: District) -> None:
    old, _ = request(district), request(district)
    cases.move(district.actor("owner"), old.pk, "withdraw", 0)
    cases.retain(later(THREE_YEARS * 2))
    assert Case.unscoped.filter(pk=old.pk).exists()


def test_the_papers_of_a_deleted_case_go_with_it(district: District, settings: Any, tmp_path: Path) -> None:
    settings.HEYUE_FILES = tmp_path / "files"
    case = request(district)
    row = evidence.add(
        district.actor("owner"), "cases.case", case.pk, title="凭证", dated=DAY, name="a.txt", content="收到".encode()
    )
    assert evidence.retain(program()) == 0
    cases.move(district.actor("owner"), case.pk, "withdraw", 0)
    far = later(THREE_YEARS * 2)
    cases.retain(far)
    assert evidence.retain(far) == 1
    assert Attachment.unscoped.get(pk=row.pk).removed is not None
    assert evidence.retain(far) == 0


def test_a_settled_plan_goes_after_three_years_and_one_with_work_left_stays(district: District) -> None:
    from tests.apps.plans.conftest import ITEMS

    owner, firm = district.actor("owner"), district.organisations["甲"].pk
    plan = plans.make(owner, organisation=firm, source=district.organisations["乙"].pk, as_of=DAY, items=ITEMS[:1])
    far = later(THREE_YEARS + timedelta(days=1))
    assert plans.retain(far) == 0
    task = plan.tasks.get()
    plans.finish(owner, task.pk, task.version)
    assert plans.retain(later(timedelta(days=1000))) == 0
    assert plans.retain(far) == 1
    assert not Plan.unscoped.filter(pk=plan.pk).exists()
