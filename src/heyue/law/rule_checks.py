"""规则数据的检查: every rule has its examples, its citations resolve, its words name only what it knows."""

from __future__ import annotations

import string

from heyue.law import subjects
from heyue.law.cite import Cite, UnknownCitation, resolve
from heyue.law.examples import KINDS, disagreements, examples
from heyue.law.registry import all_rules
from heyue.law.rule import Breach, Rule


def check_rules() -> list[str]:
    """What is wrong with the rules, one sentence each; empty when nothing is."""
    wrong: list[str] = []
    for rule_id, texts in all_rules().items():
        for text in texts:
            wrong += [f"{rule_id}: {line}" for line in (*_title(text), *_cites(text), *_words(text))]
        wrong += [f"{rule_id}: {line}" for line in _examples(rule_id)]
    return wrong


def _title(text: Rule) -> list[str]:
    try:
        named = subjects.title(text.subject)
    except AttributeError:
        return [f"rules/{text.subject}/__init__.py has no TITLE"]
    return [] if all(part.strip() for part in named) else ["its subject's TITLE is not in both languages"]


def _cites(text: Rule) -> list[str]:
    cited: list[Cite] = [*text.cites, *(step.cite for step in text.trace.steps.values() if step.cite is not None)]
    found = [] if text.cites else ["cites no article"]
    for cite in dict.fromkeys(cited):
        try:
            resolve(cite)
        except UnknownCitation as unknown:
            found.append(str(unknown))
    return found


def _words(text: Rule) -> list[str]:
    found = []
    check = isinstance(text.trace.answer, Breach)
    named = [("title", text.title), *(("limits", words) for words in text.limits)]
    if check:
        named += [("explain", text.explain), ("remedy", text.remedy)]
    for what, words in named:
        if not all(part.strip() for part in words):
            found.append(f"{what} is not in both languages")
    for what, words in (("explain", text.explain), ("remedy", text.remedy)):
        for part in words:
            for _, name, _, _ in string.Formatter().parse(part):
                if name and name not in text.trace.steps and name not in text.facts.asks:
                    found.append(f"{what} names {{{name}}}, which is neither a step nor a fact")
                elif name and name in text.facts.asks and name not in text.trace.reads:
                    found.append(f"{what} names {{{name}}}, which the rule does not read")
    steps = text.trace.steps.values()
    found += [f"step {s.name} is not in both languages" for s in steps if not (s.zh.strip() and s.en.strip())]
    return found


def _examples(rule_id: str) -> list[str]:
    given = examples(rule_id)
    kinds = {example.data.get("kind") for example in given}
    found = [f"has no example of the kind {kind}" for kind in KINDS if kind not in kinds]
    for example in given:
        if not example.data.get("source"):
            found.append(f"example {example.data.get('name')} names no source")
        found += [f"example {example.data.get('name')}: {line}" for line in disagreements(example)]
    return found
