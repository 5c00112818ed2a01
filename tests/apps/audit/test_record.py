"""记录页: sentences in both languages, for whoever may read them, at the same cost for one event as for fifty."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyue.apps.accounts import operations
from heyue.apps.audit.models import Event
from heyue.apps.audit.queries import events, lines
from heyue.apps.audit.verbs import verbs
from tests.district import District

pytestmark = pytest.mark.django_db


def page(district: District, who: str, query: str = "", language: str = "zh") -> str:
    answer = district.client(who).get(f"/audit/{query}", headers={"accept-language": language})
    return str(answer.content.decode()) if answer.status_code == 200 else ""


def test_the_record_speaks_both_languages(district: District) -> None:
    operations.change_openness(district.actor("owner"), district.organisations["甲"], "summary")
    assert "把对主管部门的公开程度从 不公开 改为 公开概要" in page(district, "owner")
    assert "changed what the bureau may see from private to summary" in page(district, "owner", language="en")


@pytest.mark.parametrize("name", sorted(verbs()))
def test_every_verb_has_a_sentence_in_both_languages(name: str) -> None:
    verb = verbs()[name]
    values = dict.fromkeys(verb.keeps | verb.personal, "x")
    assert verb.sentence(dict(values), "zh").strip()
    assert verb.sentence(dict(values), "en").isascii() or "“" in verb.en
    assert any("\u4e00" <= sign <= "\u9fff" for sign in verb.zh)


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("owner", True),
        ("agency_head", True),
        ("officer", True),
        ("auditor", True),
        ("hr", False),
        ("employee", False),
        ("mediator", False),
    ],
)
def test_only_roles_with_the_right_read_the_record(district: District, who: str, reads: bool) -> None:
    assert (page(district, who) != "") is reads


def test_an_owner_reads_the_own_record_and_nobody_elses(district: District) -> None:
    mine, other = district.organisations["甲"].id, district.organisations["乙"].id
    seen = set(events(district.actor("owner")).values_list("organisation_id", flat=True))
    assert mine in seen
    assert other not in seen


def test_the_auditor_reads_all_chains(district: District) -> None:
    seen = set(events(district.actor("auditor")).values_list("organisation_id", flat=True))
    assert seen == set(Event.unscoped.values_list("organisation_id", flat=True))


def test_an_agency_reads_its_own_deeds_at_a_client_but_not_the_clients(district: District) -> None:
    assert district.mandate is not None
    operations.end_mandate(district.actor("specialist"), district.mandate)
    operations.change_openness(district.actor("owner"), district.organisations["甲"], "summary")
    told = set(
        events(district.actor("agency_head"))
        .filter(organisation_id=district.organisations["甲"].id)
        .values_list("verb", flat=True)
    )
    assert told == {"accounts.mandate_ended"}


def test_the_filters_narrow_the_record(district: District) -> None:
    operations.change_openness(district.actor("owner"), district.organisations["甲"], "summary")
    operations.export(district.actor("owner"))
    person = district.people["owner"].id
    assert "公开概要" in page(district, "owner", f"?person={person}")
    assert "公开概要" not in page(district, "owner", f"?person={district.people['hr'].id}").split("<table")[-1]
    assert "公开概要" not in page(district, "owner", "?chip=reads").split('id="list"')[1]
    assert "公开概要" in page(district, "owner", "?q=公开程度")
    assert "公开概要" in page(district, "owner", "?app=accounts&chip=changes")
    assert page(district, "owner", "?person=x&app=y&chip=z&sort=w&page=-1")


def test_everybody_reads_what_he_did_himself(district: District) -> None:
    operations.switch(district.actor("employee"), district.standings["employee"])
    assert "切换到角色 员工" in district.client("employee").get("/audit/mine").content.decode()
    assert "切换到角色" not in district.client("hr").get("/audit/mine").content.decode()


def test_an_exported_record_runs_no_formula_and_leaves_an_event(district: District) -> None:
    operations.open_power(
        district.actor("administrator"), district.organisations["甲"], reason="=1+1 企业来电请求协助", minutes=5
    )
    person = district.people["owner"]
    person.name = "=cmd|x"
    person.save()
    operations.change_openness(district.actor("owner"), district.organisations["甲"], "summary")
    body = district.client("owner").get("/audit/?format=csv").content.decode()
    assert "'=cmd|x" in body
    assert Event.unscoped.filter(verb="audit.exported").count() == 1


def test_the_page_costs_the_same_for_one_event_as_for_fifty(district: District) -> None:
    def cost() -> int:
        client = district.client("owner")
        with CaptureQueriesContext(connection) as made:
            assert client.get("/audit/").status_code == 200
        return len(made)

    operations.change_openness(district.actor("owner"), district.organisations["甲"], "private")
    few = cost()
    for number in range(60):
        operations.change_openness(
            district.actor("owner"), district.organisations["甲"], ("summary", "private")[number % 2]
        )
    assert cost() <= few
    assert few <= 25


def test_names_are_looked_up_once_for_all_lines(district: District) -> None:
    rows: list[Any] = list(events(district.actor("auditor"))[:50])
    with CaptureQueriesContext(connection) as made:
        lines(district.actor("auditor"), rows, "zh")
    inner = len(made)
    assert inner <= 8  # four for the names, the rest builds the actor anew
