"""期限的推算: each day against the article it comes from, the day before, on and after."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from heyue.apps.ledger.dating import KINDS, Day, days
from heyue.apps.ledger.keeping import SOURCES, keep_until
from heyue.apps.ledger.publicly import national
from heyue.law.cite import Cite, resolve
from heyue.law.records import Records
from tests.apps.ledger.firms import contract, person, records

TODAY = date(2026, 11, 21)
STATUTES = Path(__file__).parents[3].parent / "shared/law/statutes"
ONE = UUID(int=1)


def found(
    told: Records, kind: str, *, today: date = TODAY, simple: dict | None = None, insurance_day: int | None = None
) -> list[Day]:
    return [day for day in days(told, simple or {}, today=today, insurance_day=insurance_day) if day.kind == kind]


def test_the_latest_fixed_term_gives_the_day_it_ends() -> None:
    told = records(
        {
            "roster": [person("1")],
            "contracts": [
                contract("1", date(2022, 1, 1), date(2024, 12, 31)),
                contract("1", date(2025, 1, 1), date(2026, 12, 31)),
            ],
        }
    )
    assert [day.due for day in found(told, "contract_end")] == [date(2026, 12, 31)]


def test_an_open_ended_contract_and_a_leaver_give_none() -> None:
    told = records(
        {
            "roster": [person("1"), person("2", ended=date(2026, 10, 1))],
            "contracts": [contract("1", date(2022, 1, 1), None), contract("2", date(2022, 1, 1), date(2026, 12, 31))],
        }
    )
    assert found(told, "contract_end") == []


@pytest.mark.parametrize(
    ("started", "due"), [(date(2026, 11, 2), date(2026, 12, 2)), (date(2026, 11, 20), date(2026, 12, 21))]
)
def test_enrolment_is_due_thirty_days_after_the_start_and_moves_on_from_a_day_off(started: date, due: date) -> None:
    # 社会保险法第58条第1款: 三十日内; 民法典第203条: 20 December 2026 is a Sunday, so Monday the 21st
    told = records({"roster": [person("1", started=started, enrolled=None)]})
    assert [day.due for day in found(told, "insurance_due")] == [due]


def test_somebody_enrolled_or_a_sheet_without_that_column_gives_none() -> None:
    assert found(records({"roster": [person("1", started=date(2026, 11, 2))]}), "insurance_due") == []
    silent = records(
        {"roster": [person("1", started=date(2026, 11, 2), enrolled=None)]}, without={"roster": {"enrolled"}}
    )
    assert found(silent, "insurance_due") == []


def test_the_written_contract_is_due_within_a_month_of_the_start() -> None:
    # by 劳动合同法第10条第2款 within one month of the first day
    told = records(
        {"roster": [person("1", started=date(2026, 11, 2))], "contracts": [contract("9", date(2026, 1, 1), None)]}
    )
    (day,) = found(told, "contract_due")
    assert day.due == date(2026, 12, 2)
    assert day.cite is not None
    assert day.cite.zh == "劳动合同法第10条第2款"


def test_without_a_contracts_sheet_nothing_is_said_of_a_missing_contract() -> None:
    assert found(records({"roster": [person("1", started=date(2026, 11, 2))]}), "contract_due") == []


def test_the_retirement_day_comes_from_the_rule() -> None:
    # 国务院关于渐进式延迟法定退休年龄的办法第1条, a woman worker (50) born May 1976: the months from January 1975 make 17 births,
    # one month's delay for every two begun: nine months, so fifty years and nine months: 3 February 2027
    told = records({"roster": [person("1", sex="female", post="worker", birth=date(1976, 5, 3))]})
    assert [day.due for day in found(told, "retirement")] == [date(2027, 2, 3)]
    unknown = records({"roster": [person("1", sex="female", post=None, birth=date(1976, 5, 3))]})
    assert found(unknown, "retirement") == []


def test_nursing_protection_ends_the_day_before_the_first_birthday() -> None:
    told = records({"roster": [person("1", sex="female", child_born=date(2026, 2, 10))]})
    assert [day.due for day in found(told, "nursing_end")] == [date(2027, 2, 9)]


def test_an_expected_birth_counts_until_the_child_is_there() -> None:
    told = records({"roster": [person("1", sex="female", due_date=date(2027, 1, 15))]})
    assert [day.due for day in found(told, "birth")] == [date(2027, 1, 15)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [(31, [date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31)]), (21, [date(2026, 11, 21), date(2026, 12, 21), date(2027, 1, 21)]),
     (20, [date(2026, 12, 20), date(2027, 1, 20)]), (None, [])],
)  # fmt: skip
def test_the_monthly_insurance_day_is_the_firms_own_and_never_guessed(number: int | None, expected: list[date]) -> None:
    told = records({"roster": [person("1")]})
    assert [day.due for day in found(told, "insurance_month", insurance_day=number)] == expected


def test_a_pay_day_off_moves_to_the_working_day_before() -> None:
    # 工资支付暂行规定第7条: 提前在最近的工作日支付; 20 December 2026 is a Sunday
    told = records({"roster": [person("1")], "company": [{"name": "甲", "pay_day": 20}]})
    assert found(told, "pay_day")[0].due == date(2026, 12, 18)


def test_an_injury_is_reported_within_thirty_days() -> None:
    # 工伤保险条例第17条第1款; 1 November + 30 days = 1 December 2026, a Tuesday
    rows = {"accidents": [(ONE, {"kind": "injury", "day": "2026-11-01"})]}
    (day,) = found(Records(), "injury_report", simple=rows)
    assert day.due == date(2026, 12, 1)
    assert (
        found(
            Records(),
            "injury_report",
            simple={"accidents": [(ONE, {"kind": "injury", "day": "2026-11-01", "applied": "2026-11-09"})]},
        )
        == []
    )
    assert found(Records(), "injury_report", simple={"accidents": [(ONE, {"kind": "near", "day": "2026-11-01"})]}) == []


def test_a_collective_contract_is_filed_within_ten_days_and_ends_on_its_day() -> None:
    # 集体合同规定第42条: 签字之日起10日内; 12 November 2026 is a Thursday
    rows = {"collective": [(ONE, {"kind": "general", "signed": "2026-11-02", "ends": "2028-11-01"})]}
    assert [day.due for day in found(Records(), "collective_filing", simple=rows)] == [date(2026, 11, 12)]
    assert [day.due for day in found(Records(), "collective_end", simple=rows)] == [date(2028, 11, 1)]


def test_a_leavers_papers_are_due_within_fifteen_days() -> None:
    # 劳动合同法第50条第1款: 十五日内; 9 November + 15 = 24 November 2026, a Tuesday
    told = records({"roster": [person("1", ended=date(2026, 11, 9))]})
    assert [day.due for day in found(told, "leaver_papers")] == [date(2026, 11, 24)]


def test_what_passed_more_than_sixty_days_ago_is_left_out() -> None:
    for ends, there in ((date(2026, 9, 22), True), (date(2026, 9, 21), False)):
        told = records({"roster": [person("1")], "contracts": [contract("1", date(2024, 1, 1), ends)]})
        assert bool(found(told, "contract_end")) is there


def test_no_reason_names_anybody() -> None:
    told = records(
        {
            "roster": [person("1", started=date(2026, 11, 2), enrolled=None)],
            "contracts": [contract("1", date(2024, 1, 1), date(2026, 12, 1))],
        }
    )
    rows = {"permits": [(ONE, {"kind": "operator", "title": "员工1的焊工证", "ends": "2027-01-01"})]}
    for day in days(told, rows, today=TODAY, insurance_day=5):
        assert "员工1" not in day.reason[0] + day.reason[1]


def test_every_article_is_on_file_and_every_kind_has_both_languages() -> None:
    for kind in KINDS.values():
        assert kind.zh
        assert kind.en
        assert list(kind.leads) == sorted(kind.leads, reverse=True)
        if kind.cite is not None:
            assert resolve(kind.cite).zh
    for source in SOURCES:
        assert resolve(Cite(*source)).zh


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        (date(2023, 11, 20), date(2026, 11, 20)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2024, 2, 28), date(2027, 2, 28)),
    ],
)
def test_records_are_kept_three_years_after_the_last_day(last: date, kept: date) -> None:
    assert keep_until(last) == kept


@pytest.mark.skipif(not STATUTES.is_dir(), reason="the stored statute texts are not here")
def test_each_national_service_is_in_the_article_it_names() -> None:
    for entry in national():
        text = (STATUTES / f"{entry.law}.md").read_text("utf-8")
        numeral = {
            "10": "十",
            "24": "二十四",
            "30": "三十",
            "35": "三十五",
            "45": "四十五",
            "49": "四十九",
            "50": "五十",
            "53": "五十三",
            "74": "七十四",
        }
        body = text.split(f"\n第{numeral[entry.number]}条", 1)[1].split("\n第", 1)[0]
        assert entry.says in body, entry.title
