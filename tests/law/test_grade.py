"""得分: the formula of docs/score.md, its worked example and the ceilings that a high finding sets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyue.law.grade import Checked, grade

HIGH, MEDIUM, LOW = "high", "medium", "low"


def clean(count: int, severity: str = MEDIUM) -> list[Checked]:
    return [Checked(severity, 10, 0)] * count


def test_the_example_of_the_page_comes_out_as_the_page_says(repository: Path):
    """40 rules of weight 120: 5 × (0.5 + 0.5 × 2/10) = 3 and 3 × 1 = 3 are lost; 95, held down to 79, grade C."""
    page = (repository / "docs" / "score.md").read_text("utf-8")
    told = re.search(
        r"查过 (\d+) 条，权重共 (\d+)。一条“高”在 (\d+) 人中 (\d+) 人违规.*一条“中”在 (\d+) 个工资月中全部违规", page
    )
    assert told is not None
    rules, weight, people, wronged, months = map(int, told.groups())
    checked = [Checked(HIGH, people, wronged), Checked(MEDIUM, months, months)]
    # the other 38 rules weigh 120 − 5 − 3 = 112: 37 medium and one low
    checked += [*clean(37), *clean(1, LOW)]
    assert len(checked) == rules
    assert sum({HIGH: 5, MEDIUM: 3, LOW: 1}[rule.severity] for rule in checked) == weight
    result = grade(checked)
    after = re.search(r"得分 = .*= (\d+)，因有 1 条高风险，记 (\d+)，等级 ([A-D])", page)
    assert after is not None
    assert (result.score, result.letter) == (int(after[2]), after[3])
    without_ceiling = grade([Checked(MEDIUM, 1, 1), Checked(MEDIUM, 1, 1), *clean(38)])
    assert int(after[1]) == without_ceiling.score, "6 of 120 lost without a high finding are 95"


def test_nothing_wrong_is_a_hundred_and_an_a():
    assert (grade(clean(20)).score, grade(clean(20)).letter) == (100, "A")


@pytest.mark.parametrize(("highs", "ceiling", "letter"), [(1, 79, "C"), (2, 79, "C"), (3, 59, "D"), (4, 59, "D")])
def test_high_findings_are_not_averaged_away(highs: int, ceiling: int, letter: str):
    result = grade([*[Checked(HIGH, 1000, 1)] * highs, *clean(400, HIGH)])
    assert (result.score, result.letter) == (ceiling, letter)


def test_a_ceiling_lifts_nobody():
    """Two of three high rules wholly breached among 24: far below 59 it stays where the formula puts it."""
    result = grade([*[Checked(HIGH, 4, 4)] * 20, *clean(4)])
    assert result.score == 100 * 12 // 112


@pytest.mark.parametrize(("count", "lettered"), [(19, False), (20, True), (21, True)])
def test_fewer_than_twenty_rules_give_a_score_and_no_letter(count: int, lettered: bool):
    result = grade(clean(count))
    assert result.score == 100
    assert (result.letter != "–") is lettered


def test_nothing_checked_has_no_score():
    result = grade([])
    assert (result.score, result.letter) == (None, "–")


@pytest.mark.parametrize(
    ("lost", "score", "letter"),
    [(2, 90, "A"), (3, 85, "B"), (4, 80, "B"), (5, 75, "C"), (8, 60, "C"), (9, 55, "D")],
)
def test_the_letters_begin_where_the_page_says(lost: int, score: int, letter: str):
    """Twenty rules of equal weight, some breached on every row: each takes five points."""
    result = grade([*[Checked(LOW, 7, 7)] * lost, *clean(20 - lost, LOW)])
    assert (result.score, result.letter) == (score, letter)


def test_the_score_is_rounded_down():
    """One of thirty low rules on one of three rows: 1 × (1/2 + 1/6) of 30 lost, 97.78."""
    assert grade([Checked(LOW, 3, 1), *clean(29, LOW)]).score == 97


RULES = st.lists(
    st.builds(
        lambda severity, applied, share: Checked(severity, applied, applied * share // 10),
        st.sampled_from([HIGH, MEDIUM, LOW]),
        st.integers(1, 1000),
        st.integers(0, 10),
    ),
    min_size=1,
    max_size=60,
)


@given(rules=RULES)
def test_the_score_stays_between_nothing_and_a_hundred_and_falls_with_every_breach(rules: list[Checked]):
    before = grade(rules).score
    assert before is not None
    assert 0 <= before <= 100
    worse = [Checked(rule.severity, rule.applied, rule.applied) for rule in rules]
    after = grade(worse).score
    assert after is not None
    assert after <= before


@given(rules=RULES)
def test_the_order_of_the_rules_does_not_matter(rules: list[Checked]):
    assert grade(rules) == grade(rules[::-1])
