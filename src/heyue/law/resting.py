"""谁依据谁: from an article to the rules that rest on it, from a published figure to the rules that read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from heyue.law.cite import Cite
from heyue.law.registry import all_rules
from heyue.law.rule import Rule


@cache
def rules_by_article() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(law, article) → ids of the rules that cite it, in their own list or at a step."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for rule_id, texts in all_rules().items():
        for cite in cites_of(texts):
            found.setdefault((cite.law, str(cite.article)), {})[rule_id] = None
    return MappingProxyType({key: tuple(rules) for key, rules in found.items()})


@cache
def rules_by_figure() -> Mapping[str, tuple[str, ...]]:
    """Figure name → ids of the rules that read it."""
    found: dict[str, dict[str, None]] = {}
    for rule_id, texts in all_rules().items():
        for use in (use for text in texts for use in text.trace.figures.values()):
            found.setdefault(use.figure.name, {})[rule_id] = None
    return MappingProxyType({name: tuple(rules) for name, rules in found.items()})


def cites_of(texts: tuple[Rule, ...]) -> list[Cite]:
    """Every citation of a rule's texts, each once, in the order they are made."""
    named = [cite for text in texts for cite in text.cites]
    named += [step.cite for text in texts for step in text.trace.steps.values() if step.cite is not None]
    return list(dict.fromkeys(named))
