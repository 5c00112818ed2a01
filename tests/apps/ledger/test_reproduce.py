"""再现: a past report made again from the ledger is the report it was."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from heyue.apps.ledger import operations, reading
from heyue.law.checkup import check_up
from heyue.law.records import Problem, Records
from tests.apps.ledger.firms import AS_OF, contract, person, records, sample
from tests.district import District

PLACE = "440105"


def same(one: Records, other: Records) -> None:
    assert one.given == other.given
    assert one.problems == other.problems
    assert set(one.frames) == set(other.frames)
    for name, frame in one.frames.items():
        assert frame.equals(other.frames[name]), name


def report(of: Records, day: date = AS_OF) -> dict:
    return check_up(of, as_of=day, place=PLACE)


@pytest.mark.parametrize("seed", [5, 11])
def test_the_first_report_is_the_same_after_a_second_upload_changed_everything(district: District, seed: int) -> None:
    owner, firm = district.actor("owner"), district.organisations["甲"].pk
    first = sample(seed)
    early = operations.accept(owner, firm, first, source=uuid.uuid4(), as_of=AS_OF)
    later = date(2026, 11, 20)
    rows = first.frames["roster"].to_dicts()
    for row in rows:
        row["monthly_wage"] = (row["monthly_wage"] or 0) + 100_000
        row["department"] = "新部门"
    changed = records({**{name: frame.to_dicts() for name, frame in first.frames.items()}, "roster": rows})
    second = operations.accept(
        replace(owner, now=owner.now + timedelta(hours=1)), firm, changed, source=uuid.uuid4(), as_of=later
    )
    assert second.counts["changed"] == len(rows)
    same(reading.reproduced(early), first)
    assert report(reading.reproduced(early)) == report(first)
    same(reading.reproduced(second), changed)
    then = report(reading.as_of(firm, known_at=early.made, valid_on=AS_OF))
    assert then["findings"] == report(first)["findings"]
    assert then["summary"] == report(first)["summary"]


def test_what_was_true_then_is_asked_of_what_is_known_now(district: District) -> None:
    owner, firm = district.actor("owner"), district.organisations["甲"].pk
    day = date(2026, 6, 30)
    operations.accept(owner, firm, records({"roster": [person("1")]}), source=uuid.uuid4(), as_of=day)
    more = records({"roster": [person("1", monthly_wage=700000)]})
    operations.accept(owner, firm, more, source=uuid.uuid4(), as_of=date(2026, 9, 30))

    def wage(on: date) -> int:
        return reading.as_of(firm, valid_on=on).frames["roster"].get_column("monthly_wage").item()

    assert [wage(date(2026, 9, 29)), wage(date(2026, 9, 30)), wage(date(2026, 10, 1))] == [600000, 700000, 700000]


def test_rows_and_problems_come_back_in_their_order_with_their_unread_cells(district: District) -> None:
    owner, firm = district.actor("owner"), district.organisations["甲"].pk
    problem = Problem("花名册.xlsx", "花名册", 3, "出生日期", "读不懂", "unreadable")
    told = records(
        {
            "roster": [person("9"), person("1", birth=None, unread="birth")],
            "contracts": [contract("1", date(2024, 3, 1), date(2027, 2, 28))],
        },
        without={"contracts": {"copy_given"}},
        problems=[problem],
    )
    made = operations.accept(owner, firm, told, source=uuid.uuid4(), as_of=AS_OF)
    same(reading.reproduced(made), told)
