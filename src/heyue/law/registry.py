"""规则登记: finds the rules under rules/<subject>/ without any list to keep."""

from __future__ import annotations

import importlib
from datetime import date
from functools import cache
from pathlib import Path

from heyue.law.ask import Grain
from heyue.law.rule import RULES, Rule

FOLDER = Path(__file__).parent / "rules"


class UnknownRule(LookupError):
    """没有这条规则: no module under rules/ has this id."""


@cache
def rule_ids() -> tuple[str, ...]:
    """Every rule id, sorted, from the file names alone."""
    found = []
    for path in FOLDER.glob("*/*.py"):
        if path.name != "__init__.py":
            subject, name = path.parent.name, path.stem
            found.append(subject if subject == name else f"{subject}.{name}")
    return tuple(sorted(found))


def variants(rule_id: str) -> tuple[Rule, ...]:
    """All texts of a rule: most specific place first, then latest `since` first."""
    if rule_id not in rule_ids():
        raise UnknownRule(rule_id)
    return _variants(rule_id)


@cache
def _variants(rule_id: str) -> tuple[Rule, ...]:
    subject, _, name = rule_id.partition(".")
    importlib.import_module(f"heyue.law.rules.{subject}.{name or subject}")
    return tuple(sorted(RULES[rule_id], key=lambda r: (-len(r.place), -r.since.toordinal())))


def all_rules() -> dict[str, tuple[Rule, ...]]:
    return {rule_id: variants(rule_id) for rule_id in rule_ids()}


@cache
def checks(grain: Grain) -> dict[str, tuple[Rule, ...]]:
    """The check-up's rules of one grain by id."""
    return {name: texts for name, texts in all_rules().items() if texts[0].facts.grain == grain}


def text_for(rule_id: str, place: str, day: date) -> Rule | None:
    """The text that governs a place and a day: the longest code prefix, then the latest `since`; None before the first."""
    for text in variants(rule_id):
        if place.startswith(text.place) and text.since <= day and (text.until is None or day <= text.until):
            return text
    return None
