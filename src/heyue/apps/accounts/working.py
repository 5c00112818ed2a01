"""规则的算法: the steps and articles of an outcome, as the answer component takes them."""

from __future__ import annotations

from typing import Any

from heyue.law.question import Outcome
from heyue.law.wording import in_words, pick


def working(outcome: Outcome, lang: str) -> dict[str, Any]:
    """steps, articles and limits, in the reader's language."""
    steps = [
        {
            "label": pick(step.words, lang),
            "text": in_words(step.value, step.unit, lang),
            "cite": pick((step.cite.zh, step.cite.en), lang) if step.cite else "",
        }
        for step in outcome.steps
    ]
    limits = [pick(words, lang) for words in outcome.rule.limits]
    articles = [{"text": pick((cite.zh, cite.en), lang)} for cite in outcome.rule.cites]
    return {"steps": steps, "articles": articles, "limits": limits}
