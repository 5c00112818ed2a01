"""体检得分与等级: the published formula of docs/score.md, on what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WEIGHTS = {"high": 5, "medium": 3, "low": 1}
CEILING_ONE_HIGH, CEILING_MANY_HIGH, MANY = 79, 59, 3
ENOUGH = 20
"""At least this many rules must have been checked before a grade is given."""


@dataclass(frozen=True, slots=True)
class Checked:
    """查过的一条规则: its severity, on how many rows it applied and on how many it was breached."""

    severity: str
    applied: int
    breached: int


@dataclass(frozen=True, slots=True)
class Grade:
    """得分和等级: score 0–100 or None where nothing was checked; letter "A"–"D" or "–" where too little was checked."""

    score: int | None
    letter: str
    zh: str
    en: str


def grade(rules: Sequence[Checked]) -> Grade:
    """Score = 100 × (1 − Σ lost ÷ Σ weight) over the rules checked, under the ceilings for high findings.

    A breached rule loses half its weight, and the other half in proportion to the rows it was breached on.
    """
    if not rules:
        return Grade(None, "–", "没有可检查的内容", "Nothing could be checked")
    total = sum(WEIGHTS[r.severity] for r in rules)
    lost = sum(
        (Fraction(WEIGHTS[r.severity]) * (Fraction(1, 2) + Fraction(r.breached, 2 * max(r.applied, r.breached))))
        for r in rules
        if r.breached
    )
    score = int(100 * (1 - lost / total))
    highs = sum(1 for r in rules if r.breached and r.severity == "high")
    if highs >= MANY:
        score = min(score, CEILING_MANY_HIGH)
    elif highs:
        score = min(score, CEILING_ONE_HIGH)
    if len(rules) < ENOUGH:
        return Grade(score, "–", "查过的条目太少，不评等级", "Too few rules checked for a grade")
    for letter, least, zh, en in _LETTERS:
        if score >= least:
            return Grade(score, letter, zh, en)
    raise AssertionError("the last letter starts at 0")


_LETTERS = (
    ("A", 90, "用工较规范", "In good order"),
    ("B", 80, "有一般问题要改", "Some matters to mend"),
    ("C", 60, "有较重问题，请尽快处理", "Serious matters, please act soon"),
    ("D", 0, "问题较多，建议请专业机构协助", "Many serious matters; professional help is advised"),
)
