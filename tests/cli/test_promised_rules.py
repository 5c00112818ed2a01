"""承诺的规则: every rule that interfaces promise, asked as a user asks it, by its promised fact and step names.

The sums follow from the articles in a line each (`why`); what the rules do at their boundaries is tested beside the rules.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from heyue.cli.main import main

Facts = dict[str, Any]
KEYS = {"rule", "kind", "value", "unit", "steps", "missing", "limits", "place", "date"}
MONEY = re.compile(r"-?\d+\.\d\d")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Promise:
    """一条承诺: the rule, plausible facts under the promised names, the answer and the steps it must name."""

    rule: str
    facts: Facts
    value: object
    why: str
    steps: dict[str, object] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    place: str = ""
    optional: frozenset[str] = frozenset()


CUMULATIVE: Facts = {"month": "2026-03", "months_employed": 3, "income": "45000", "special_deductions": "4500"}
SERVED: Facts = {"started": "2020-01-01", "ended": "2020-06-30", "average_wage": "8000"}
CITY = {"average_wage.monthly": "10000"}

PROMISES = (
    Promise(
        "tax.withholding",
        {**CUMULATIVE, "withheld": "300", "additional_deductions": "0", "other_deductions": "0"},
        "465.00",
        "45000 − 4500 − 3 × 5000 = 25500; 3 % = 765; less 300 withheld (国家税务总局公告2018年第61号)",
        optional=frozenset({"additional_deductions", "other_deductions"}),
    ),
    Promise("tax.annual_bonus", {"bonus": "36000"}, "1080.00", "36000 ÷ 12 = 3000: 3 % of 36000"),
    Promise(
        "tax.annual_bonus_gross_up", {"net_bonus": "34920"}, "36000.00", "36000 less 3 % are 34920", {"tax": "1080.00"}
    ),
    Promise("tax.labour_remuneration", {"income": "4000"}, "640.00", "(4000 − 800) × 20 %"),
    Promise("tax.author_remuneration", {"income": "4000"}, "448.00", "(4000 − 800) × 70 % × 20 %"),
    Promise(
        "tax.annual_settlement",
        {
            "wages": "120000",
            "labour_remuneration": "0",
            "author_remuneration": "0",
            "royalties": "0",
            "deductions": "24000",
        },
        "1080.00",
        "120000 − 60000 basic − 24000 = 36000; 3 %",
        {"taxable": "36000.00"},
        optional=frozenset({"labour_remuneration", "author_remuneration", "royalties"}),
    ),
    Promise(
        "severance",
        SERVED,
        "8000.00",
        "exactly six months count as one year: one month (劳动合同法第四十七条)",
        {"months": 1, "base": "8000.00"},
        CITY,
    ),
    Promise("severance.unlawful", SERVED, "16000.00", "twice the severance (第八十七条)", {}, CITY),
    Promise(
        "contracts.double_wage",
        {"started": "2026-01-05", "signed": "2026-05-05", "as_of": "2026-10-31", "monthly_wage": "6000"},
        "18000.00",
        "from the day a month after the start to the day before signing: three months",
        {"from": "2026-02-05", "to": "2026-05-04", "months": 3},
        optional=frozenset({"signed"}),
    ),
    Promise("probation.maximum_months", {"term_months": 36}, 6, "three years or more: six months (第十九条)"),
    Promise("probation.maximum_months", {"open_ended": True}, 6, "an open-ended contract: six months (第十九条)"),
    Promise("probation.maximum_months", {"task_based": True}, 0, "for a task: none (第十九条第三款)"),
    Promise(
        "probation.unlawful_compensation",
        {"term_months": 12, "served_months": 3, "full_wage": "5000"},
        "5000.00",
        "a year's contract allows two months; one month beyond at the full wage (第八十三条)",
        {"excess_months": 1},
    ),
    Promise(
        "pay.overtime",
        {"monthly_base": "4350", "workday_hours": 10, "restday_hours": 8, "holiday_hours": 8},
        "1375.00",
        "4350 ÷ 21.75 ÷ 8 = 25; 25 × (10 × 1.5 + 8 × 2 + 8 × 3)",
    ),
    Promise("pay.day_multiplier", {"day": "2026-10-01"}, "3", "National Day is a statutory holiday"),
    Promise("pay.day_multiplier", {"day": "2026-10-31"}, "2", "a Saturday that is no make-up day"),
    Promise("pay.day_multiplier", {"day": "2026-10-30"}, "1.5", "a Friday"),
    Promise(
        "pay.loss_deduction_cap",
        {"wage": "4000"},
        "800.00",
        "20 % of the wage; 3200 stay above 2500 (工资支付暂行规定第十六条)",
        {},
        {"minimum_wage.monthly": "2500"},
    ),
    Promise(
        "pay.minimum",
        {"month": "2026-03", "hours_type": "monthly"},
        "2500.00",
        "Guangzhou from 2025-03-01 (粤府函〔2025〕23号)",
        place="440105",
    ),
    Promise(
        "leave.annual_days",
        {"first_worked": "2010-05-01", "day": "2026-10-31"},
        10,
        "ten to twenty years: ten days (职工带薪年休假条例第三条)",
    ),
    Promise("leave.annual_days_joiner", {"started": "2026-07-01", "entitlement": 5}, 2, "184 ÷ 365 × 5 = 2.52"),
    Promise(
        "leave.annual_unused_leaver",
        {"ended": "2026-06-30", "entitlement": 5, "taken": 1},
        1,
        "181 ÷ 365 × 5 = 2.47 → 2 − 1",
    ),
    Promise(
        "leave.annual_unused_pay", {"average_wage": "4350", "unused_days": 2}, "800.00", "4350 ÷ 21.75 × 2 × 200 %"
    ),
    Promise(
        "leave.medical_period",
        {"worked_years": 6, "employer_years": 2},
        3,
        "under ten years, under five here: three months within six (劳部发〔1994〕479号)",
        {"window_months": 6},
    ),
    Promise(
        "leave.maternity_days",
        {"birth": "2026-03-10", "dystocia": True, "babies": 1},
        113,
        "98 + 15 (女职工劳动保护特别规定第七条)",
        optional=frozenset({"dystocia"}),
    ),
    Promise("pay.sick_floor", {"month": "2026-03"}, "2000.00", "80 % of Guangzhou's 2500", place="440105"),
    Promise(
        "insurance.pension_employee",
        {"wage": "8000"},
        "640.00",
        "8 % of a wage between floor and ceiling",
        {},
        {
            "insurance.pension.base_floor": "5000",
            "insurance.pension.base_ceiling": "25000",
            "insurance.pension.employee_rate": "0.08",
        },
    ),
    Promise(
        "retirement.date",
        {"born": "1965-01-15", "category": "male_60"},
        "2025-02-15",
        "born January to April 1965: 60 years and one month (渐进式延迟法定退休年龄的办法附表)",
        {"age": None},
    ),
    Promise(
        "injury.death_grant",
        {},
        "1083760.00",
        "twenty times the previous year's income (工伤保险条例第三十九条)",
        {},
        {"income.urban_disposable_previous_year": "54188"},
    ),
    Promise(
        "unemployment.maximum_months", {"contribution_years": 3}, 12, "one to five years: twelve (社会保险法第四十六条)"
    ),
    Promise(
        "disability.employment_levy",
        {"employees": 100, "disabled_employees": 1, "average_annual_wage": "60000"},
        "30000.00",
        "(100 × 1.5 % − 1) × 60000 (残疾人就业保障金征收使用管理办法第八条)",
        {},
        {"disability.ratio": "0.015"},
    ),
    Promise(
        "enterprise.size",
        {"industry": "C", "employees": 300, "revenue": "20000000", "assets": "1"},
        "medium",
        "industry: 300 people and 20 million (划分表)",
    ),
    Promise("disputes.limitation", {"known": "2025-06-10"}, "2026-06-10", "one year, ending on a Wednesday"),
    Promise("disputes.limitation", {"ended": "2025-06-10"}, "2026-06-10", "one year from the end of the employment"),
    Promise("disputes.mediation_deadline", {"accepted": "2026-06-01"}, "2026-06-16", "fifteen days"),
    Promise("disputes.arbitration_deadline", {"accepted": "2026-06-01"}, "2026-07-16", "forty-five days"),
    Promise(
        "disputes.arbitration_deadline",
        {"accepted": "2026-06-01", "extended": True},
        "2026-07-31",
        "forty-five and fifteen days",
    ),
)

CONTRIBUTION_STEPS = {
    f"{item}.{side}" for item in ("pension", "medical", "unemployment") for side in ("employee", "employer")
}


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What `heyue law … --json` prints, parsed."""
    status = main(["law", *words, "--json"])
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    return json.loads(out)


def words_of(promise: Promise) -> list[str]:
    pairs = [
        f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in promise.facts.items()
    ]
    pairs += [f"{name}={value}" for name, value in promise.figures.items()]
    return [promise.rule, "--date", "2026-10-31", *(["--place", promise.place] if promise.place else []), *pairs]


def ids(promise: Promise) -> str:
    return f"{promise.rule} {','.join(promise.facts)}"


@pytest.mark.parametrize("promise", PROMISES, ids=ids)
def test_every_promised_rule_answers_by_its_promised_names(promise: Promise, capsys: pytest.CaptureFixture[str]):
    answer = asked(capsys, *words_of(promise))
    assert answer["value"] == promise.value, promise.why
    told = {step["name"]: step["value"] for step in answer["steps"]}
    for name, value in promise.steps.items():
        assert name in told
        assert value is None or told[name] == value, name


@pytest.mark.parametrize("promise", PROMISES, ids=ids)
def test_every_answer_has_the_promised_shape(promise: Promise, capsys: pytest.CaptureFixture[str]):
    answer = asked(capsys, *words_of(promise))
    assert answer.keys() >= KEYS
    assert answer["rule"] == promise.rule
    assert answer["kind"] in {"amount", "deadline"}
    assert answer["missing"] == []
    assert answer["date"] == "2026-10-31"
    assert answer["place"] == (promise.place or None)
    for step in [*answer["steps"], answer]:
        shape = {"yuan": MONEY, "date": DATE}.get(step["unit"])
        assert shape is None or shape.fullmatch(step["value"]), step
        if step["unit"] in {"ratio", "times"}:
            assert isinstance(step["value"], str)
    for step in answer["steps"]:
        assert step.keys() >= {"name", "value", "cite", "zh", "en"}
        assert step["name"].isascii()
        if step["cite"] is not None:
            assert set(step["cite"]) == {"law", "article", "paragraph"}
    assert any(step["cite"] for step in answer["steps"])


@pytest.mark.parametrize("promise", [p for p in PROMISES if p.facts], ids=ids)
def test_without_any_facts_every_rule_says_what_it_needs(promise: Promise, capsys: pytest.CaptureFixture[str]):
    answer = asked(capsys, promise.rule, "--date", "2026-10-31")
    assert answer["value"] is None
    assert answer["missing"]
    for name in answer["missing"]:
        assert name.isascii()


@pytest.mark.parametrize("promise", [p for p in PROMISES if len(p.facts) > 1], ids=ids)
def test_a_fact_left_out_is_missing_unless_it_is_optional(promise: Promise, capsys: pytest.CaptureFixture[str]):
    for left_out in promise.facts:
        words = [word for word in words_of(promise) if not word.startswith(f"{left_out}=")]
        answer = asked(capsys, *words)
        if answer["missing"]:
            assert answer["value"] is None
            assert answer["missing"] == [left_out]
            assert left_out not in promise.optional
        else:
            assert answer["value"] is not None


def test_insurance_contributions_name_each_item_and_side(capsys: pytest.CaptureFixture[str]):
    answer = asked(capsys, "insurance.contributions", "wage=8000", "month=2026-03", "--place", "440105")
    told = {step["name"]: step["value"] for step in answer["steps"]}
    assert told.keys() >= CONTRIBUTION_STEPS
    assert told["pension.employee"] == "640.00", "8 % of 8000 (国发〔2005〕38号)"
    sides = [float(value) for name, value in told.items() if name.endswith((".employee", ".employer"))]
    assert f"{sum(sides):.2f}" == answer["value"], "the value is the total of both sides"


def test_net_pay_names_each_deduction(capsys: pytest.CaptureFixture[str]):
    cumulative = ["months_employed=3", "income=24000", "special_deductions=2520", "withheld=0", "housing_fund=400"]
    answer = asked(capsys, "payroll.net", "gross=8000", "month=2026-03", *cumulative, "--place", "440105")
    told = {step["name"]: float(step["value"]) for step in answer["steps"] if step["unit"] == "yuan"}
    deductions = ("pension.employee", "medical.employee", "unemployment.employee", "housing_fund.employee", "tax")
    assert set(deductions) <= told.keys()
    assert f"{8000 - sum(told[name] for name in deductions):.2f}" == answer["value"]


def test_an_unknown_figure_is_missing_by_name_place_and_date(capsys: pytest.CaptureFixture[str]):
    answer = asked(
        capsys, "severance", *[f"{k}={v}" for k, v in SERVED.items()], "--place", "440105", "--date", "2026-10-31"
    )
    if answer["value"] is None:
        assert all(re.fullmatch(r"figure:[a-z_.]+@440105/\d{4}-\d\d-\d\d", name) for name in answer["missing"])
    nowhere = asked(capsys, "severance", *[f"{k}={v}" for k, v in SERVED.items()])
    assert nowhere["missing"] == ["figure:average_wage.monthly@?/2020-06-30"]
    assert nowhere["value"] is None


def test_a_stated_figure_is_shown_as_assumed(capsys: pytest.CaptureFixture[str]):
    words = [*(f"{k}={v}" for k, v in SERVED.items()), "average_wage.monthly=10000"]
    assert asked(capsys, "severance", *words)["assumed"] == CITY


def test_a_check_answers_with_a_verdict_its_exposure_and_its_term(capsys: pytest.CaptureFixture[str]):
    for rule in ("pay.net_does_not_add_up", "probation.too_long"):
        answer = asked(capsys, rule)
        assert answer["kind"] == "check"
        assert answer["value"] is None
        assert "amount" in answer["exposure"]
        assert "due" in answer


# --- facts from a file -------------------------------------------------------------------------------------------------


def cases() -> list[object]:
    good = {"facts": SERVED, "date": "2026-10-31", "figures": CITY}
    return [
        good,
        {"facts": {**SERVED, "average_wage": "much"}, "figures": CITY},
        {"facts": {**SERVED, "salary": "1"}},
        {"facts": SERVED, "place": "没有这个地方"},
        {"facts": SERVED, "date": "2026-02-30"},
        {"facts": SERVED, "figures": {"no.figure": "1"}},
        {"facts": [1, 2]},
        {"facts": {**SERVED, "ended": "2019-12-31"}, "figures": CITY},
        {"facts": {**SERVED, "average_wage": "-1"}, "figures": CITY},
        {"facts": {**SERVED, "average_wage": "1e30"}, "figures": CITY},
        {"facts": {**SERVED, "average_wage": "1e999999999"}, "figures": CITY},
        7,
        None,
        good,
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_bad_question_in_a_list_leaves_the_others(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(cases(), ensure_ascii=False), "utf-8")
    answers = asked(capsys, "--lang", lang, "severance", "--facts", str(path))
    assert len(answers) == len(cases())
    for case, answer in zip(cases(), answers, strict=True):
        if case == cases()[0]:
            assert answer["value"] == "8000.00"
            assert "error" not in answer
        else:
            assert answer["rule"] == "severance"
            assert answer["value"] is None
            assert answer["error"]
            assert "\n" not in answer["error"]
            assert lang == "zh" or answer["error"].isascii() or "没有这个地方" in answer["error"]
            assert lang == "en" or not answer["error"].isascii()


def test_facts_come_from_the_standard_input_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(cases()[0])))
    assert asked(capsys, "severance", "--facts", "-")["value"] == "8000.00"


def test_a_single_bad_question_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(cases()[1]), "utf-8")
    assert main(["law", "severance", "--facts", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "average_wage" in err


def test_an_empty_list_gives_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "none.json"
    path.write_text("[]", "utf-8")
    assert asked(capsys, "severance", "--facts", str(path)) == []


def test_the_list_of_rules_has_id_subject_title_kind_citations_and_questions(capsys: pytest.CaptureFixture[str]):
    listed = {entry["id"]: entry for entry in asked(capsys, "list")}
    promised = {promise.rule for promise in PROMISES} | {"insurance.contributions", "payroll.net"}
    assert promised <= listed.keys()
    for entry in listed.values():
        assert entry.keys() >= {"id", "subject", "title", "kind", "cites", "questions"}
        assert entry["kind"] in {"amount", "check", "deadline"}
        assert entry["cites"]
    for promise in PROMISES:
        names = {question["name"] for question in listed[promise.rule]["questions"]}
        assert promise.facts.keys() - names <= {"month", "dystocia", "started"}, promise.rule


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("promise", PROMISES, ids=ids)
def test_every_rule_can_be_shown_and_asked_in_words(promise: Promise, lang: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--lang", lang, "law", "show", promise.rule]) == 0
    shown = capsys.readouterr().out
    assert main(["--lang", lang, "law", *words_of(promise)]) == 0
    told = capsys.readouterr().out
    for text in (shown, told):
        assert len(text.splitlines()) > 2
        assert lang == "zh" or not re.search("[\u4e00-\u9fff]", text), text
