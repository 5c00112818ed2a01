"""样例公司: the same for the same seed, consistent to the fen, and lawful in itself where nothing was planted."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from heyue.law import figures
from heyue.law.tables import TABLES
from heyue.sample import KINDS, TRADES, SampleCompany, make_company
from heyue.sample.days import after, half_up
from heyue.sample.oracle import year_tax
from heyue.sample.person import Row
from heyue.sample.places import CITIES

SOCIAL = ("pension", "medical", "unemployment", "social", "fund")
TAKEN = ("tax", "loss_deduction", "fine", "deposit", "other_deductions")


def number(row: Row, *columns: str) -> int:
    """Sum of money columns; an empty one counts nothing."""
    total = 0
    for column in columns:
        value = row[column]
        assert value is None or isinstance(value, int)
        total += value or 0
    return total


def day(row: Row, column: str) -> date:
    value = row[column]
    assert isinstance(value, date)
    return value


@pytest.fixture(scope="module", params=sorted(TRADES))
def clean(request: pytest.FixtureRequest) -> SampleCompany:
    return make_company(7, 14, kind=request.param, faults=[])


def test_the_same_seed_gives_the_same_company() -> None:
    assert make_company(11, 9) == make_company(11, 9)


def test_another_seed_gives_another_company() -> None:
    assert make_company(11, 9).tables != make_company(12, 9).tables


def test_rows_have_exactly_the_columns_of_their_tables(clean: SampleCompany) -> None:
    assert set(clean.tables) == set(TABLES)
    for name, rows in clean.tables.items():
        assert all(list(row) == list(TABLES[name].by_name) for row in rows)


def test_a_clean_firm_has_no_planted_fault(clean: SampleCompany) -> None:
    assert clean.faults == []
    assert clean.findings == []


def test_net_pay_is_gross_less_every_deduction(clean: SampleCompany) -> None:
    for row in clean.tables["payroll"]:
        assert row["net"] == number(row, "gross") - number(row, *SOCIAL) - number(row, *TAKEN)
        assert number(row, "net") >= 0
        assert row["paid"] in {row["net"], None}


def test_gross_pay_is_the_sum_of_its_parts(clean: SampleCompany) -> None:
    parts = (
        "base",
        "performance",
        "piece_pay",
        "overtime_pay",
        "special_allowances",
        "allowances",
        "insurance_subsidy",
    )
    for row in clean.tables["payroll"]:
        assert row["gross"] == number(row, *parts) - number(row, "absence_deduction")


def test_tax_is_exact_by_the_cumulative_method(clean: SampleCompany) -> None:
    # 个人所得税法 11 and 公告2018年第61号: income less 5,000 a month, contributions and deductions of the year so far
    years: dict[tuple[object, int], list[Row]] = defaultdict(list)
    for row in clean.tables["payroll"]:
        years[row["employee"], day(row, "month").year].append(row)
    for rows in years.values():
        withheld = 0
        for count, row in enumerate(rows, 1):
            income = sum(number(r, "gross") for r in rows[:count])
            special = sum(number(r, *SOCIAL) for r in rows[:count])
            taxable = income - special - 500_000 * count - number(row, "additional_deductions", "other_tax_deductions")
            due = max(0, year_tax(max(0, taxable)) - withheld)
            assert row["tax"] == due
            withheld += due


def test_full_time_staff_sign_within_a_month_and_are_insured_within_thirty_days(clean: SampleCompany) -> None:
    # 劳动合同法 10(2), 社会保险法 58
    signed: dict[object, date] = {}
    for row in clean.tables["contracts"]:
        signed.setdefault(row["employee"], day(row, "signed"))
    for row in clean.tables["roster"]:
        if row["form"] == "full_time":
            assert signed[row["employee"]] <= after(day(row, "started"), 1)
            assert (day(row, "enrolled") - day(row, "started")).days <= 30


def test_overtime_is_paid_in_full_and_stays_within_36_hours(clean: SampleCompany) -> None:
    # 劳动法 41, 44
    kinds = ("overtime_workday", "overtime_restday", "overtime_holiday", "compensatory_leave")
    hours: dict[tuple[object, date], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in clean.tables["attendance"]:
        month = row["day"] or row["month"]
        assert isinstance(month, date)
        total = hours[row["employee"], month.replace(day=1)]
        for at, kind in enumerate(kinds):
            total[at] += number(row, kind)
    paid = {(row["employee"], day(row, "month")): number(row, "overtime_pay") for row in clean.tables["payroll"]}
    wages = {row["employee"]: number(row, "monthly_wage") for row in clean.tables["roster"]}
    for key, (workday, restday, holiday, lieu) in hours.items():
        assert workday + restday + holiday <= 36 * 60
        weighted = Fraction(workday * 3, 2) + (restday - lieu) * 2 + holiday * 3
        assert paid[key] <= half_up(wages[key[0]] * weighted / (174 * 60))
        assert (paid[key] > 0) == (weighted > 0)


def test_a_month_is_kept_by_the_day_or_by_the_month_never_both(clean: SampleCompany) -> None:
    daily = {day(row, "day").replace(day=1) for row in clean.tables["attendance"] if row["day"] is not None}
    monthly = {row["month"] for row in clean.tables["attendance"] if row["day"] is None}
    assert not daily & monthly


def test_names_and_numbers_are_plainly_invented(clean: SampleCompany) -> None:
    assert "（演示）" in clean.name
    for row in clean.tables["roster"]:
        assert str(row["name"]).startswith("员工")
        assert str(row["phone"]).startswith("1990000")


@pytest.mark.parametrize("seed", range(3))
def test_identity_numbers_and_the_credit_code_have_valid_check_characters(seed: int) -> None:
    ric = pytest.importorskip("stdnum.cn.ric", reason="development package not installed")
    uscc = pytest.importorskip("stdnum.cn.uscc", reason="development package not installed")
    company = make_company(seed, 12)
    seen = set()
    for row in company.tables["roster"]:
        identity = str(row["id_number"])
        assert ric.is_valid(identity)
        assert ric.get_birth_date(identity) == row["birth"]
        assert ("female", "male")[int(identity[16]) % 2] == row["sex"]
        seen.add(identity)
    assert len(seen) == len(company.tables["roster"])
    assert uscc.is_valid(company.tables["company"][0]["uscc"])


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_of_fault_names_findings_of_its_own_rules(name: str) -> None:
    kind = KINDS[name]
    trade = "workshop" if name == "piece_quota_not_agreed" else "clinic"
    place = "110108" if name == "insurance_base_not_raised" else "440105"
    company = make_company(5, max(8, kind.needs), kind=trade, place=place, faults=[name])
    (fault,) = company.faults
    assert fault.findings
    for finding in fault.findings:
        assert finding.rule in kind.rules
        assert finding.employee == fault.employee
        assert finding.exposure is None or finding.exposure > 0
        assert not (finding.question and finding.exposure)
    assert set(fault.sheets) <= set(TABLES)


def test_a_seed_chooses_a_fault_for_every_three_people_and_at_least_two() -> None:
    assert len(make_company(3, 3).faults) == 2
    assert len(make_company(3, 30).faults) == 10


def test_no_two_faults_share_a_person() -> None:
    people = [fault.employee for fault in make_company(4, 60).faults if fault.employee is not None]
    assert len(people) == len(set(people))


def test_a_large_firm_uses_exactly_the_tenth_of_dispatched_workers() -> None:
    # 劳务派遣暂行规定 4: ten per cent is lawful
    found = False
    for seed in range(6):
        rows = make_company(seed, 60, kind="workshop", faults=[]).tables["roster"]
        here = [row["form"] for row in rows if row["ended"] is None or day(row, "ended") > date(2026, 10, 31)]
        own, sent = here.count("full_time"), here.count("dispatched")
        assert 10 * sent <= own + sent
        found = found or sent > 0
    assert found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"kind": "bank"}, "unknown kind of firm"),
        ({"faults": ["theft"]}, "unknown fault"),
        ({"place": "000000"}, "440105"),
        ({"as_of": date(2024, 1, 31)}, "2026-01-31"),
    ],
)
def test_an_unknown_wish_is_refused_with_what_is_known(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make_company(1, 5, **arguments)  # type: ignore[arg-type]


def test_the_samples_figures_are_those_published_in_the_project() -> None:
    # written twice on purpose: an error on either side shows here
    for city in CITIES:
        for code, _ in city.districts:
            for month in range(1, 23):
                first = after(date(2024, 12, 1), month)
                minimum, band = city.minimum(first), city.band(first)
                assert value(figures.MINIMUM_WAGE_MONTHLY, code, first) == minimum.monthly
                assert value(figures.MINIMUM_WAGE_HOURLY, code, first) == minimum.hourly
                assert value(figures.PENSION_BASE_FLOOR, code, first) == band.floor
                assert value(figures.PENSION_BASE_CEILING, code, first) == band.ceiling
            for year, average in city.averages.items():
                assert value(figures.AVERAGE_WAGE, code, date(year, 6, 30)) == average


def value(figure: figures.Figure, place: str, first: date) -> int | None:
    found = figures.lookup(figure, place, first)
    return None if found is None else found.amount


def test_the_documentation_lists_every_kind_of_fault_with_its_rules() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sample.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        line = next((line for line in text.splitlines() if line.startswith(f"| `{name}` |")), "")
        assert kind.zh in line
        assert all(f"`{rule}`" in line for rule in kind.rules)


def test_faults_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be planted beside"):
        make_company(1, 60, faults=["no_union", "union_not_notified"])
