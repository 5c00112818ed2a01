"""从报告到任务: one task a rule, its day, its reason and our estimate of minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from heyue.apps.checkups.planning import effort, items, minutes
from heyue.law.registry import checks

AS_OF = date(2026, 11, 20)  # a Friday; the plan is made on this day


def finding(rule: str, employee: str | None, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    one = {
        "id": f"{rule}:{employee or '-'}:2026-01-01..2026-01-31", "rule": rule, "severity": "high", "question": False, "employee": employee,
        "exposure": {"amount": "100.50"}, "title": "题", "remedy": "办法", "due": None, "due_kind": None, "cites": [{"text": "劳动法第50条"}], **more,
    }  # fmt: skip
    return one, {**one, "title": "title", "remedy": "remedy", "cites": [{"text": "Labour Law art. 50"}]}


def test_findings_of_one_rule_become_one_task_with_its_people_and_sum() -> None:
    made = items([finding("pay.late", "A2"), finding("pay.late", "A1"), finding("rules.fines", None)], AS_OF)
    late = next(item for item in made if item.rule == "pay.late")
    assert (list(late.employees), late.exposure, len(late.findings)) == (["A1", "A2"], 20_100, 2)
    assert late.title == ("题", "title")


def test_a_question_becomes_no_task() -> None:
    assert items([finding("pay.late", "A1", question=True)], AS_OF) == []


def test_the_laws_day_stays_the_laws_and_the_earliest_counts() -> None:
    first = finding("pay.late", "A1", due="2026-12-10", due_kind="statutory")
    later = finding("pay.late", "A2", due="2026-12-20", due_kind="advised")
    made = items([later, first], AS_OF)[0]
    assert (made.due, made.due_kind) == (date(2026, 12, 10), "statutory")


@pytest.mark.parametrize(
    ("severity", "day"), [("high", date(2026, 11, 23)), ("medium", date(2026, 12, 7)), ("low", date(2026, 12, 21))]
)
def test_where_there_is_no_day_one_is_advised_by_gravity_and_said_to_be_advice(severity: str, day: date) -> None:
    # the working day after 20 November, after two weeks and after 30 days (2026-11-20 is a Friday, 2026-12-20 a Sunday)
    made = items([finding("pay.late", "A1", severity=severity)], AS_OF)[0]
    assert (made.due, made.due_kind) == (day, "advised")
    assert "没有法定日期" in made.reason[0]


@pytest.mark.parametrize(
    ("told", "kind", "due"),
    [
        (date(2026, 11, 19), "advised", date(2026, 11, 23)),  # the day before: the working day after the plan's
        (date(2026, 11, 20), "advised", date(2026, 11, 20)),
        (date(2026, 11, 21), "advised", date(2026, 11, 21)),
        (date(2026, 11, 19), "statutory", date(2026, 11, 19)),  # a day of the law that is past is past
    ],
)
def test_advice_of_an_older_report_does_not_start_a_plan_late(told: date, kind: str, due: date) -> None:
    made = items([finding("pay.late", "A1", due=told.isoformat(), due_kind=kind)], AS_OF)[0]
    assert (made.due, made.due_kind) == (due, kind)


def test_every_rule_has_an_estimate_of_a_known_kind() -> None:
    table = effort()
    assert set(table["rules"].values()) | set(table["subjects"].values()) <= set(table["kinds"])
    known = {
        rule for grain in ("employment", "contract", "pay_month", "day", "leave", "company") for rule in checks(grain)
    }
    assert set(table["rules"]) <= known
    for rule in known:
        assert rule.partition(".")[0] in table["subjects"], rule
        assert 5 <= minutes(rule, 1) <= minutes(rule, 5) <= 240
