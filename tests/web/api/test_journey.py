"""一个程序的一天: hand in, read the report, plan, do, prove; and the law asked as the command line is asked."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from heyue.apps.audit.models import Event
from heyue.apps.checkups.models import Checkup, Report
from heyue.cli.law import _case
from tests.district import DAY
from tests.harness.objects import World, upload, work
from tests.web.api.conftest import Caller

pytestmark = pytest.mark.django_db

REPORT = {"company", "demo", "as_of", "law", "problems", "coverage", "findings", "summary"}
"""docs/interfaces.md: the keys of a check-up result."""


def told(answer: HttpResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()[:500]
    return json.loads(answer.content)


def test_a_program_checks_plans_and_settles(world: World, program: Callable[..., Caller]) -> None:
    caller = program("owner")
    made = told(
        caller(
            "POST",
            "checkups",
            {"as_of": DAY.isoformat(), "place": "广州市海珠区"},
            files={"files": [upload(name="十一月.xlsx")]},
        ),
        202,
    )
    assert (made["state"], made["place"], [one["name"] for one in made["files"]]) == (
        "queued",
        "440105",
        ["十一月.xlsx"],
    )
    assert caller("GET", f"checkups/{made['id']}/report").status_code == 409
    work()
    done = told(caller("GET", f"checkups/{made['id']}"))
    report = told(caller("GET", f"checkups/{made['id']}/report"))
    assert done["state"] == "done"
    assert report.keys() == REPORT
    assert (done["score"], done["exposure"]) == (report["summary"]["score"], report["summary"]["exposure"])
    found = told(caller("GET", f"checkups/{made['id']}/findings?size=100"))
    assert sorted(one["body"]["id"] for one in found["items"]) == sorted(
        one["id"] for one in report["findings"] if not one["question"]
    )
    plan = told(caller("POST", f"checkups/{made['id']}/plan"), 201)["plan"]
    task = told(caller("GET", f"plans/{plan}"))["tasks"][0]
    proof = "补签的劳动合同".encode()
    piece = told(
        caller(
            "POST", "evidence", {"kind": "plans.task", "subject": task["id"]}, files={"file": upload(proof, "合同.txt")}
        ),
        201,
    )
    version = piece["versions"][0]
    file = caller("GET", f"evidence/versions/{version['id']}/file")
    assert file["Content-Disposition"].startswith("attachment")
    assert version["digest"] == hashlib.sha256(proof).hexdigest()
    after = told(caller("POST", f"plans/tasks/{task['id']}/finish", {"version": task["version"]}))
    assert (after["state"], after["version"]) == ("done", task["version"] + 1)
    assert caller("POST", f"plans/tasks/{task['id']}/finish", {"version": task["version"]}).status_code == 409


def test_an_agency_acts_under_its_mandate_and_its_client_reads_so(world: World, program: Callable[..., Caller]) -> None:
    agency, owner = program("specialist"), program("owner")
    key = world.own.keys["checkup"]
    told(agency("GET", f"checkups/{key}/report"))
    event = Event.unscoped.filter(verb="checkups.download", subject=key).latest("at")
    assert event.mandate == world.district.mandate.pk  # type: ignore[union-attr]
    line = told(owner("GET", "record?chip=reads&size=1"))["items"][0]
    assert line["verb"] == "checkups.download"
    assert "SQ-1" in line["right"]


def test_several_clients_must_be_told_apart(world: World, program: Callable[..., Caller]) -> None:
    caller = program("specialist")
    stranger = {"organisation": str(world.other.organisation.pk)}
    assert caller("POST", "checkups", stranger, files={"files": [upload()]}).status_code == 404
    mine = {"organisation": str(world.own.organisation.pk)}
    assert (
        told(caller("POST", "checkups", mine, files={"files": [upload()]}), 202)["organisation"] == mine["organisation"]
    )


def test_a_file_that_is_no_spreadsheet_is_named(world: World, program: Callable[..., Caller]) -> None:
    answer = program("owner")("POST", "checkups", {}, files={"files": [io.BytesIO(b"%PDF-1.7")]})
    assert answer.status_code == 422
    assert [one["name"] for one in json.loads(answer.content)["errors"]] == ["files"]


def test_sheets_in_doubt_are_explained_by_a_program(world: World, program: Callable[..., Caller]) -> None:
    caller, key = program("owner"), world.own.keys["unmapped checkup"]
    doubt = told(caller("GET", f"checkups/{key}"))["doubts"][0]
    columns = dict(zip(doubt["labels"], ["employee", "name", "started", "monthly_wage"], strict=True))
    sheet = {"doubt": doubt["number"], "table": "roster", "header_row": doubt["header_row"], "columns": columns}
    assert (
        caller("POST", f"checkups/{key}/mapping", {"sheets": [{**sheet, "columns": {"编号": "nonsense"}}]}).status_code
        == 422
    )
    told(caller("POST", f"checkups/{key}/mapping", {"sheets": [sheet], "remember": False}), 202)
    work()
    assert Checkup.unscoped.get(pk=key).state == "done"
    assert Report.unscoped.filter(checkup=key).exists()


def test_identity_numbers_are_masked_until_somebody_says_why(world: World, program: Callable[..., Caller]) -> None:
    caller, key = program("owner"), world.own.keys["employee"]
    told(caller("GET", f"ledger/employees/{key}"))
    before = Event.unscoped.filter(verb="ledger.reveal").count()
    assert caller("POST", f"ledger/employees/{key}/identity", {"why": "看"}).status_code == 422
    told(caller("POST", f"ledger/employees/{key}/identity", {"why": "办理社保需要核对"}))
    assert Event.unscoped.filter(verb="ledger.reveal").count() == before + 1


# ---- the law -------------------------------------------------------------------------------------------------------

CASE = {
    "facts": {"started": "2020-01-01", "ended": "2020-12-31", "average_wage": "5000"},
    "figures": {"average_wage.monthly": "9000"},
}


def test_the_law_answers_as_on_the_command_line(db: None, still: None) -> None:
    """劳动合同法第47条第1款: one month's wage for each full year."""
    answer = told(Caller()("POST", "law/rules/severance/ask", {**CASE, "place": "440105", "date": "2026-10-31"}))
    assert answer["value"] == "5000.00"
    assert answer == _case("severance", {**CASE, "place": "440105", "date": "2026-10-31"}, "", DAY, "en")


def test_one_bad_question_never_stops_the_others(db: None, still: None) -> None:
    cases = [
        CASE,
        {"facts": {"nonsense": "1"}},
        {"facts": {}},
        {"facts": {}, "place": "没有的地方"},
        {"facts": {}, "date": "1 May"},
    ]
    good, strange, empty, nowhere, never = told(Caller()("POST", "law/rules/severance/ask-many", {"cases": cases}))
    assert good["value"] == "5000.00"
    assert empty["value"] is None
    assert empty["missing"]
    assert all(one["error"] for one in (strange, nowhere, never))


def test_a_rule_that_there_is_not_is_absent(db: None, still: None) -> None:
    assert Caller()("GET", "law/rules/no.such_rule").status_code == 404
    assert Caller()("POST", "law/rules/no.such_rule/ask", {"facts": {}}).status_code == 404
    assert Caller()("GET", "places/999999").status_code == 404


def test_a_search_finds_rules_by_two_characters(db: None, still: None) -> None:
    groups = {one["kind"]: one for one in told(Caller(lang="zh")("GET", "law/search?q=年假"))}
    assert groups["rule"]["total"] > 0
    assert groups["rule"]["found"][0]["address"].startswith("/law/")
