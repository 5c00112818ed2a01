"""事件里的词: the values that a sentence speaks of, as a reader reads them instead of as they are stored."""

from __future__ import annotations

from collections.abc import Callable

from heyue.catalog.roles import roles
from heyue.law import divisions, registry
from heyue.law.wording import pick

_FIELDS = {
    "name": ("名称", "name"),
    "uscc": ("统一社会信用代码", "credit code"),
    "place": ("所在地", "place"),
    "industry": ("行业", "industry"),
    "employees": ("从业人员", "persons employed"),
    "revenue": ("营业收入", "revenue"),
    "assets": ("资产总额", "assets"),
    "household": ("个体工商户", "individual household"),
}
_OPENNESS = {"private": ("不公开", "private"), "summary": ("公开概要", "summary"), "report": ("公开报告", "report")}


_STATES = {
    "queued": ("排队", "the queue"),
    "reading": ("读表", "reading the sheets"),
    "checking": ("逐条检查", "the rules"),
    "needs_mapping": ("请人对列", "asking about columns"),
    "done": ("完成", "its end"),
    "failed": ("没有做成", "a failure"),
}


def _rule(text: str, lang: str) -> str:
    """A rule by its title; one that no longer exists keeps its id."""
    if text not in registry.rule_ids():
        return text
    title = pick(registry.variants(text)[0].title, lang)
    return f"“{title}”"


def _role(text: str, lang: str) -> str:
    found = roles().roles.get(text)
    return pick((found.zh, found.en), lang) if found else text


def _kind(text: str, lang: str) -> str:
    return pick(roles().kinds.get(text, (text, text)), lang)


def _each(words: dict[str, tuple[str, str]], text: str, lang: str) -> str:
    return pick(("、", ", "), lang).join(pick(words.get(part, (part, part)), lang) for part in text.split(", "))


_WORDS: dict[str, Callable[[str, str], str]] = {
    "role": _role,
    "former": _role,
    "rule": _rule,
    "state": lambda text, lang: pick(_STATES.get(text, (text, text)), lang),
    "kind": _kind,
    "place": lambda text, lang: divisions.full_name(text) or text,
    "scope": lambda text, lang: _each(dict(roles().scopes), text, lang),
    "fields": lambda text, lang: _each(_FIELDS, text, lang),
    "before": lambda text, lang: pick(_OPENNESS.get(text, (text, text)), lang),
    "after": lambda text, lang: pick(_OPENNESS.get(text, (text, text)), lang),
}


def in_words(name: str, value: object, lang: str) -> object:
    """A value of an event under that name: a role, a place … in words; anything else as it is."""
    read = _WORDS.get(name)
    return read(value, lang) if read is not None and isinstance(value, str) else value
