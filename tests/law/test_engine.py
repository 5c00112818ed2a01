"""规则引擎: one case and many cases agree; what is unknown never becomes a verdict; texts by day and by place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyue.law import figures, units
from heyue.law.ask import Ask, Date, Facts, Flag, Money
from heyue.law.engine import BREACH, NOT_APPLICABLE, PASSED, RuleError, details, prepare, stage, state, states
from heyue.law.examples import examples
from heyue.law.question import VERDICTS, ask, read_facts, shown
from heyue.law.registry import all_rules, variants
from heyue.law.rule import Breach, Law, Rule

DAY = date(2026, 10, 31)
PLACES = ("", "440105", "110105", "659099")


# ---- the same question one by one and as a table -------------------------------------------------------------------

DAYS = st.dates(date(2012, 6, 1), date(2032, 6, 30)).map(date.isoformat)
MONTHS = st.dates(date(2019, 1, 1), date(2027, 12, 31)).map(lambda day: day.isoformat()[:7])
SUMS = st.integers(0, 5_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
COUNTS = st.integers(0, 12)
YEARS = st.integers(0, 3000).map(lambda hundredths: str(hundredths / 100))
FLAGS = st.booleans()


def perhaps(known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or now and then none."""
    return st.one_of(known, known, known, st.none())


def cases(**facts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    case = st.fixed_dictionaries(
        {"place": st.sampled_from(PLACES), **{name: perhaps(known) for name, known in facts.items()}}
    )
    return st.lists(case, min_size=1, max_size=4)


def begun_before_ended(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A single question refuses an employment that ends before it began, so the two days are put in order."""
    for case in questions:
        if case["started"] and case["ended"] and case["ended"] < case["started"]:
            case["started"], case["ended"] = case["ended"], case["started"]
    return questions


QUESTIONS: dict[str, st.SearchStrategy[list[dict[str, Any]]]] = {
    "severance": cases(started=DAYS, ended=DAYS, average_wage=SUMS).map(begun_before_ended),
    "contracts.double_wage": cases(started=DAYS, signed=DAYS, as_of=DAYS, monthly_wage=SUMS),
    "contracts.written_missing": cases(
        status=st.sampled_from(["full_time", "part_time"]),
        started=DAYS,
        signed=DAYS,
        last_day=DAYS,
        employed=FLAGS,
        monthly_wage=SUMS,
        has_contracts=FLAGS,
        signed_unclear=FLAGS,
    ),
    "tax.withholding": cases(
        month=MONTHS,
        months_employed=COUNTS,
        first_employment=FLAGS,
        income=SUMS,
        special_deductions=SUMS,
        additional_deductions=SUMS,
        withheld=SUMS,
    ),
    "disputes.limitation": cases(known=DAYS, ended=DAYS),
    "enterprise.size": cases(
        industry=st.sampled_from(["A", "C34", "E", "F51", "52", "L72", "7010", "O"]),
        employees=st.integers(0, 2500),
        revenue=SUMS.map(lambda yuan: f"{float(yuan) * 10000:.2f}"),
        assets=SUMS.map(lambda yuan: f"{float(yuan) * 10000:.2f}"),
    ),
    "insurance.contributions": cases(wage=SUMS, month=MONTHS, risk_class=st.integers(1, 8)),
    "leave.medical_period": cases(worked_years=YEARS, employer_years=YEARS),
}


def schema_of(facts: type[Facts]) -> dict[str, type[pl.DataType]]:
    return {**facts.schema(), "place": pl.String, "asked_on": pl.Date}


def as_table(text: Rule, questions: list[dict[str, Any]]) -> pl.DataFrame:
    """The cases as a grain's builder would hand them over: every fact in stored form, place and day beside it."""
    rows = [
        {**read_facts(text, {k: v for k, v in case.items() if k != "place"}), "place": case["place"], "asked_on": DAY}
        for case in questions
    ]
    return pl.DataFrame(rows, schema=schema_of(text.facts))


def answers_of_table(text: Rule, frame: pl.DataFrame) -> list[tuple[Any, Any, Any, dict[str, Any]]]:
    """(value, exposure, due, steps) of every row, each rule read once over the whole table."""
    prepared = prepare(frame, [text], firm_only=isinstance(text.trace.answer, Breach))
    found = details(prepared.frame, text)
    if not isinstance(text.trace.answer, Breach):
        return [(detail.amount, None, None, detail.steps) for detail in found]
    verdicts = states(prepared, {text.id: (text,)}).to_series().to_list()
    return [
        (VERDICTS.get(verdict), detail.amount, detail.due, detail.steps)
        if verdict == BREACH
        else (VERDICTS.get(verdict), None, None, detail.steps)
        for verdict, detail in zip(verdicts, found, strict=True)
    ]


@pytest.mark.parametrize("rule_id", QUESTIONS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_case_and_a_table_of_cases_have_the_same_answers(rule_id: str, data: st.DataObject) -> None:
    text = variants(rule_id)[0]
    questions = data.draw(QUESTIONS[rule_id])
    together = answers_of_table(text, as_table(text, questions))
    for case, (value, exposure, due, steps) in zip(questions, together, strict=True):
        facts = {name: known for name, known in case.items() if name != "place"}
        alone = ask(rule_id, facts, place=case["place"], day=DAY)
        assert alone.value == value
        assert {step.name: step.value for step in alone.steps} == {k: v for k, v in steps.items() if v is not None}
        assert alone.detail is not None
        if text.kind == "check":
            assert (alone.detail.amount, alone.detail.due) == (exposure, due)
        else:
            assert (value is None) == bool(alone.missing), "an unanswered amount says what is missing"


# ---- what is unknown ---------------------------------------------------------------------------------------------

CHECKS = {name: texts for name, texts in all_rules().items() if texts[0].kind == "check"}


def read_example(text: Rule, data: Mapping[str, Any]) -> pl.DataFrame:
    day = date.fromisoformat(data["date"]) if "date" in data else DAY
    row = {**read_facts(text, data.get("facts") or {}), "place": str(data.get("place", "")), "asked_on": day}
    return pl.DataFrame([row], schema=schema_of(text.facts))


def overrides(data: Mapping[str, Any]) -> dict[str, int]:
    given_figures = data.get("figures") or {}
    return {name: figures.parse_amount(str(value), figures.FIGURES[name].unit) for name, value in given_figures.items()}


def verdict(texts: tuple[Rule, ...], frame: pl.DataFrame, known: Mapping[str, int]) -> Any:
    return states(prepare(frame, texts, overrides=known), {"judged": texts}).item()


def wanted(text: Rule, name: str, frame: pl.DataFrame, known: Mapping[str, int]) -> bool:
    """Whether the rule needs the fact in this very case (`law.needed`)."""
    where = text.trace.wanted.get(name)
    if where is None:
        return True
    frame = prepare(frame, [text], overrides=known).frame
    return bool(stage(frame, [(text, [where])]).select(where).item())


@pytest.mark.parametrize("rule_id", CHECKS)
def test_a_check_without_any_fact_reaches_no_verdict(rule_id: str) -> None:
    texts = CHECKS[rule_id]
    schema = schema_of(texts[0].facts)
    empty = pl.DataFrame([dict.fromkeys(schema)], schema=schema)
    assert verdict(texts, empty, {}) not in {PASSED, BREACH}


@pytest.mark.parametrize("rule_id", CHECKS)
def test_a_check_that_misses_a_needed_fact_reaches_no_verdict(rule_id: str) -> None:
    """Every example that ends in a verdict is asked again without each fact its judgement needs."""
    texts = CHECKS[rule_id]
    asked = 0
    for example in examples(rule_id):
        if example.data.get("value") not in {"breach", "passed"}:
            continue
        text = texts[0]
        frame, known = read_example(text, example.data), overrides(example.data)
        if verdict(texts, frame, known) not in {PASSED, BREACH}:
            continue
        answer = text.trace.answer
        assert isinstance(answer, Breach)
        for name in text.trace.needs(answer.when):
            if name not in frame.columns or not wanted(text, name, frame, known):
                continue
            without = frame.with_columns(pl.lit(None, dtype=frame.schema[name]).alias(name))
            assert verdict(texts, without, known) not in {PASSED, BREACH}, f"{example.name} without {name}"
            asked += 1
    needed = text_needs(texts[0])
    assert asked or not needed, "no example of this check ends in a verdict"


def text_needs(text: Rule) -> list[str]:
    answer = text.trace.answer
    assert isinstance(answer, Breach)
    return [name for name in text.trace.needs(answer.when) if name in text.trace.reads]


# ---- rules made for the tests ------------------------------------------------------------------------------------


class Small(Facts):
    """测试所问: a day, two sums and two flags."""

    day = Ask(Date, zh="哪一天？", en="Which day?")
    paid = Ask(Money, zh="付了多少？", en="Paid?")
    due = Ask(Money, zh="该付多少？", en="Due?")
    reached = Ask(Flag, zh="是否适用？", en="Does it apply?")
    excused = Ask(Flag, zh="有没有例外？", en="Excused?", absent=False)
    note = Ask(Money, zh="另有约定？（不填没有）", en="Agreed otherwise? (empty: no)", absent=None)


def made(function: Callable[[Any, Law], pl.Expr | Breach], *, since: str = "2008-01-01", **more: Any) -> Rule:
    """A rule that no module registers, so that no other test meets it."""
    return Rule(
        id="test.made",
        function=function,
        title=("测试", "test"),
        facts=Small,
        since=date.fromisoformat(since),
        cites=(),
        **{"dated_by": "day", **more},
    )


def short_paid(facts: Small, law: Law) -> Breach:
    return law.breach(
        applies=facts.reached & ~facts.excused, when=facts.paid < facts.due, amount=facts.due - facts.paid
    )


def small(**facts: Any) -> pl.DataFrame:
    """One row; whatever is not named is unknown."""
    schema = schema_of(Small)
    row = {**dict.fromkeys(schema), "day": DAY, "place": "", "asked_on": DAY, **facts}
    return pl.DataFrame([row], schema=schema)


def judged(*texts: Rule, **facts: Any) -> Any:
    return verdict(texts, small(**facts), {})


def test_a_check_is_a_breach_in_order_or_not_applicable() -> None:
    assert judged(made(short_paid), reached=True, paid=1, due=2) == BREACH
    assert judged(made(short_paid), reached=True, paid=2, due=2) == PASSED
    assert judged(made(short_paid), reached=False, paid=1, due=2) == NOT_APPLICABLE


def test_a_case_the_law_does_not_reach_is_not_applicable_whatever_else_is_unknown() -> None:
    assert judged(made(short_paid), reached=False) == NOT_APPLICABLE
    assert judged(made(short_paid), excused=True) == NOT_APPLICABLE


def test_an_unknown_reach_is_not_checked() -> None:
    assert judged(made(short_paid), paid=1, due=2) is None
    assert judged(made(short_paid), paid=2, due=2) is None


@pytest.mark.parametrize("unknown", ["paid", "due"])
def test_an_unknown_sum_is_not_checked(unknown: str) -> None:
    assert judged(made(short_paid), **{"reached": True, "paid": 1, "due": 2, unknown: None}) is None


def test_a_mask_holds_where_the_expression_itself_would_pass_over_the_unknown() -> None:
    """max_horizontal skips nulls and is_null() is never null: the mask makes both unknown, not luck."""

    def careless(facts: Small, law: Law) -> Breach:
        return law.breach(when=pl.max_horizontal(facts.paid, facts.due) > 1)

    def blind(facts: Small, law: Law) -> Breach:
        return law.breach(when=facts.paid.is_null())

    assert judged(made(careless), due=2) is None
    assert judged(made(careless), paid=1, due=1) == PASSED
    assert judged(made(blind)) is None


def test_an_optional_fact_is_for_the_rule_to_judge() -> None:
    def unagreed(facts: Small, law: Law) -> Breach:
        return law.breach(when=facts.note.is_null() & (facts.paid < facts.due))

    assert judged(made(unagreed), paid=1, due=2) == BREACH
    assert judged(made(unagreed), paid=1, due=2, note=5) == PASSED


def test_a_fact_with_a_default_is_never_unknown() -> None:
    def excused(facts: Small, law: Law) -> Breach:
        return law.breach(when=~facts.excused)

    assert judged(made(excused)) == BREACH
    assert judged(made(excused), excused=True) == PASSED


def test_a_fact_needed_only_in_some_cases_is_missed_only_there() -> None:
    def perhaps_due(facts: Small, law: Law) -> Breach:
        due = law.needed(facts.due, where=facts.reached)
        return law.breach(when=pl.when(facts.reached).then(facts.paid < due).otherwise(facts.paid < 1))

    assert judged(made(perhaps_due), reached=False, paid=0) == BREACH
    assert judged(made(perhaps_due), reached=True, paid=0) is None
    assert judged(made(perhaps_due), reached=True, paid=0, due=1) == BREACH


def test_an_unknown_figure_is_not_checked() -> None:
    def below_minimum(facts: Small, law: Law) -> Breach:
        return law.breach(when=facts.paid < law.figure(figures.MINIMUM_WAGE_MONTHLY))

    text = made(below_minimum)
    assert judged(text, paid=1, place="440105") == BREACH
    assert judged(text, paid=10**8, place="440105") == PASSED
    assert judged(text, paid=1, place="") is None
    assert judged(text, paid=1, place=None) is None
    assert judged(text, paid=1, place="440105", day=date(1995, 1, 1)) == NOT_APPLICABLE, "before the text is in force"


def test_a_figure_that_is_not_firm_supports_no_verdict_but_answers() -> None:
    """Guangzhou's pension base from 2026-07 is carried over, not published."""

    def below_base(facts: Small, law: Law) -> Breach:
        return law.breach(when=facts.paid < law.figure(figures.PENSION_BASE_FLOOR))

    text = made(below_base)
    assert judged(text, paid=1, place="440105", day=date(2026, 6, 30)) == BREACH
    assert judged(text, paid=1, place="440105", day=date(2026, 7, 1)) is None
    shown_anyway = prepare(small(paid=1, place="440105", day=date(2026, 7, 1)), [text], firm_only=False)
    assert shown_anyway.frame.get_column(next(iter(text.trace.figures))).item() is not None
    assert shown_anyway.tentative == frozenset(text.trace.figures)


def test_a_given_figure_counts_for_every_row() -> None:
    def below_minimum(facts: Small, law: Law) -> Breach:
        return law.breach(when=facts.paid < law.figure(figures.MINIMUM_WAGE_MONTHLY))

    frame = pl.concat([small(paid=1, place=""), small(paid=3, place="440105")])
    prepared = prepare(frame, [made(below_minimum)], overrides={"minimum_wage.monthly": 2})
    assert states(prepared, {"made": (made(below_minimum),)}).to_series().to_list() == [BREACH, PASSED]


# ---- texts by day and by place -----------------------------------------------------------------------------------


def over(limit: int) -> Callable[[Small, Law], Breach]:
    def paid_over(facts: Small, law: Law) -> Breach:
        return law.breach(when=facts.paid > limit)

    return paid_over


OLD = made(over(10), since="2008-01-01")
NEW = made(over(20), since="2025-09-01")
SHANGHAI = made(over(30), since="2010-01-01", place="31")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2007, 12, 31), NOT_APPLICABLE),
        (date(2008, 1, 1), BREACH),
        (date(2025, 8, 31), BREACH),
        (date(2025, 9, 1), PASSED),
        (date(2026, 1, 1), PASSED),
        (None, None),
    ],
)
def test_the_text_in_force_on_the_day_decides(day: date | None, expected: int | None) -> None:
    """15 is over the old limit of 10 and within the new one of 20."""
    assert judged(NEW, OLD, paid=15, day=day) == expected


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        ("310101", date(2026, 1, 1), PASSED),
        ("31", date(2026, 1, 1), PASSED),
        ("310101", date(2009, 12, 31), BREACH),
        ("310101", date(2010, 1, 1), PASSED),
        ("320101", date(2026, 1, 1), BREACH),
        ("", date(2026, 1, 1), BREACH),
        (None, date(2026, 1, 1), BREACH),
    ],
)
def test_a_places_own_text_decides_there_and_only_there(place: str | None, day: date, expected: int) -> None:
    """25 is over both national limits and within Shanghai's 30."""
    assert judged(SHANGHAI, NEW, OLD, paid=25, place=place, day=day) == expected


def test_a_text_ends_with_its_last_day() -> None:
    ended = made(over(10), since="2008-01-01", until=date(2020, 12, 31))
    assert judged(ended, paid=15, day=date(2020, 12, 31)) == BREACH
    assert judged(ended, paid=15, day=date(2021, 1, 1)) == NOT_APPLICABLE


def test_an_unknown_fact_stays_unknown_under_several_texts() -> None:
    assert judged(SHANGHAI, NEW, OLD, day=DAY) is None


def test_all_checks_of_a_grain_are_answered_in_one_table() -> None:
    frame = pl.concat([small(paid=5), small(paid=15), small(paid=25), small()])
    found = states(prepare(frame, [NEW, OLD]), {"new": (NEW, OLD), "old": (OLD,)})
    assert found.to_dict(as_series=False) == {
        "new": [PASSED, PASSED, BREACH, None],
        "old": [PASSED, BREACH, BREACH, None],
    }
    assert found.schema == {"new": pl.Int8, "old": pl.Int8}


# ---- details -----------------------------------------------------------------------------------------------------


def test_a_sum_that_cannot_be_known_leaves_the_breach_standing() -> None:
    def unpaid(facts: Small, law: Law) -> Breach:
        law.step("short", facts.due - facts.paid, None, zh="差额", en="short")
        return law.breach(when=facts.reached, amount=facts.due - facts.paid, first=facts.day, last=facts.asked_on)

    text = made(unpaid)
    frame = pl.concat([small(reached=True, paid=1), small(reached=True, paid=1, due=4)])
    assert frame.select(state((text,))).to_series().to_list() == [BREACH, BREACH]
    without, known = details(frame, text)
    assert (without.amount, known.amount) == (None, 3)
    assert (without.steps, known.steps) == ({"short": None}, {"short": 3})
    assert known.first == known.last == DAY
    assert known.inputs == {"reached": True, "due": 4, "paid": 1, "day": DAY}


def test_only_the_wanted_steps_are_worked_out() -> None:
    def two_steps(facts: Small, law: Law) -> pl.Expr:
        law.step("twice", facts.paid * 2, None, zh="两倍", en="twice")
        return law.step("thrice", facts.paid * 3, None, zh="三倍", en="thrice")

    assert details(small(paid=2), made(two_steps), only=("twice",))[0].steps == {"twice": 4}


def test_a_constant_answer_is_given_to_every_row() -> None:
    def constant(_: Small, law: Law) -> pl.Expr:
        return law.step("always", pl.lit(7), None, zh="总是", en="always")

    frame = pl.concat([small(), small(), small()])
    assert [detail.amount for detail in details(frame, made(constant))] == [7, 7, 7]


def test_a_float_is_refused_by_the_name_of_its_step() -> None:
    def halved(facts: Small, law: Law) -> pl.Expr:
        return law.step("half", facts.paid / 2, None, zh="一半", en="half")

    with pytest.raises(RuleError, match=r"test\.made: (amount|half) is a float"):
        details(small(paid=3), made(halved))


def test_a_step_is_named_once() -> None:
    """Every later use of a step's name reads its column: a second formula under the name would be lost in silence."""

    def twice(facts: Small, law: Law) -> pl.Expr:
        law.step("sum", facts.paid, None, zh="数", en="sum")
        return law.step("sum", facts.due, None, zh="数", en="sum")

    with pytest.raises(ValueError, match="step sum is named twice"):
        _ = made(twice).trace


def test_a_step_taken_aside_is_worked_out_but_not_shown() -> None:
    def with_aside(facts: Small, law: Law) -> pl.Expr:
        other = law.aside()
        twice = other.step("twice", facts.paid * 2, None, zh="两倍", en="twice")
        again = other.step("twice", twice * 2, None, zh="再两倍", en="twice again")
        return law.step("sum", twice + again, None, zh="合计", en="sum")

    text = made(with_aside)
    assert details(small(paid=3), text)[0].amount == 6 + 12
    assert details(small(paid=3), text)[0].steps == {"sum": 18}
    assert text.trace.needs(pl.col(text.trace.steps["sum"].column)) == ["paid"]


def test_an_amount_is_no_check() -> None:
    def paid(facts: Small, _: Law) -> pl.Expr:
        return facts.paid

    with pytest.raises(RuleError, match="is no check"):
        state((made(paid),))


def test_the_kind_of_a_rule_follows_from_its_answer() -> None:
    def paid(facts: Small, _: Law) -> pl.Expr:
        return facts.paid

    def day(facts: Small, _: Law) -> pl.Expr:
        return facts.day

    assert made(short_paid).kind == "check"
    assert made(paid).kind == "amount"
    assert made(day, unit=units.DATE).kind == "deadline"


# ---- every registered rule ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", all_rules())
def test_every_rule_can_be_asked_of_a_case_without_facts(rule_id: str) -> None:
    """Nothing is guessed: without facts an amount is unknown and says what it needs, and a check is no finding."""
    day = min(DAY, *(text.until for text in variants(rule_id) if text.until is not None), DAY)
    outcome = ask(rule_id, {}, day=day)
    if outcome.rule.kind == "check":
        assert outcome.value in {None, "not_applicable"}
    else:
        assert (outcome.value is None) == bool(outcome.missing)
    assert shown(outcome.value, outcome.rule.unit) == outcome.as_json()["value"]
