"""查找: rules, statutes, articles, figures and places found by what people type, in everyday words too.

The body of texts is small and fixed, so it is held in memory, the same for every database (docs/decisions). Built once a
process, at the first search.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from heyue.law import divisions, places, registry, subjects
from heyue.law.bigrams import folded, marked, pairs, terms
from heyue.law.cite import Cite, statutes
from heyue.law.divisions import COUNTRY
from heyue.law.figures import FIGURES, resolve
from heyue.law.place_files import place_files
from heyue.law.resting import cites_of
from heyue.law.rule import Rule, Words
from heyue.law.word_index import Hit, WordIndex
from heyue.law.wording import pick

FILE = Path(__file__).parent / "everyday_words.yaml"
KINDS = ("rule", "article", "statute", "figure", "place")
_WORTH = {"rule": 1.6, "figure": 1.2, "place": 1.8}
"""A rule answers, a place has the number itself: they go before an article of about the same weight."""
CLOSE = 20
"""At most so many are shown that do not contain all that was asked."""
MOST_LETTERS = 80
"""A query is cut after this many characters: nobody asks longer, and a search stays quick."""


@dataclass(frozen=True, slots=True)
class Entry:
    """一条可查的: what it is, its key (rule id, slug or slug/number, figure name, place code), its title and text."""

    kind: str
    key: str
    title: Words
    text: Words
    more: str = ""
    """Further words it is found by and that are not shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """查到的一条. title and text in pieces, those that match marked true; exact: it contains all that was asked."""

    kind: str
    key: str
    title: list[tuple[str, bool]]
    text: list[tuple[str, bool]]
    exact: bool


@dataclass(frozen=True, slots=True)
class Group:
    """一类查到的: all of one kind; `found` the best of them, `total` how many there are."""

    kind: str
    total: int
    found: list[Found]


@cache
def entries() -> tuple[Entry, ...]:
    """Everything that can be found, in a fixed order."""
    return (*_rules(), *_statutes(), *_figures(), *_places())


@cache
def index() -> WordIndex:
    return WordIndex((" ".join(one.title), " ".join([*one.text, one.more])) for one in entries())


def _rules() -> list[Entry]:
    found = []
    for rule_id, texts in registry.all_rules().items():
        text = texts[0]
        cites = cites_of(texts)
        subject = subjects.title(text.subject)
        asked = [words for ask in text.trace.reads.values() for words in (ask.zh, ask.en)]
        more = [rule_id, *subject, *asked, *(cite.zh for cite in cites), *(cite.en for cite in cites)]
        more += [words for step in text.trace.steps.values() for words in (step.zh, step.en)]
        found.append(Entry("rule", rule_id, text.title, _about(text), " ".join(more)))
    return found


def _about(text: Rule) -> Words:
    """One line under a rule's title: the articles it rests on."""
    zh, en = (list(dict.fromkeys(words)) for words in ((c.zh for c in text.cites), (c.en for c in text.cites)))
    return "、".join(zh[:3]), "; ".join(en[:3])


def _statutes() -> list[Entry]:
    found = []
    for one in statutes().values():
        found.append(Entry("statute", one.slug, (one.zh, one.en), (one.number, one.number), " ".join(one.aliases)))
        for number, article in one.articles.items():
            cite = Cite(one.zh, number)
            found.append(Entry("article", f"{one.slug}/{number}", (cite.zh, cite.en), (article.zh, article.en)))
    return found


_OF_FIGURES = ("各地数值、起止日和来源", "Values by place, with days and sources")


def _figures() -> list[Entry]:
    return [
        Entry("figure", figure.name, (figure.zh, figure.en), _OF_FIGURES, figure.name) for figure in FIGURES.values()
    ]


def _places() -> list[Entry]:
    found = []
    for code, name in (*divisions.names().items(), (COUNTRY, divisions.COUNTRY_NAME)):
        known = code in place_files()
        names = [figure for figure in FIGURES.values() if known and resolve(figure.name, code) is not None]
        zh, en = "、".join(figure.zh for figure in names), ", ".join(figure.en for figure in names)
        english = places.name(code, "en") or name
        full = divisions.full_name(code)
        found.append(Entry("place", code, (full, english), (zh, en), code))
    return found


# ---- what people type ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """平常话: what is said → what the law says, and the parts of a question that name nothing."""

    said: tuple[tuple[str, tuple[str, ...]], ...]
    asked_zh: tuple[str, ...]
    asked_en: frozenset[str]


@cache
def everyday_words() -> EverydayWords:
    with FILE.open("rb") as stream:
        raw = yaml.load(stream, Loader=yaml.CSafeLoader)
    said = [(" ".join(terms(word)), tuple(one["means"])) for one in raw["words"] for word in one["said"]]
    said.sort(key=lambda pair: -len(pair[0]))
    asked = sorted((folded(words).strip() for words in raw["asked"]["zh"]), key=len, reverse=True)
    return EverydayWords(tuple(said), tuple(asked), frozenset(raw["asked"]["en"]))


def groups(query: str) -> list[list[str]]:
    """The query as groups of equal terms: each term typed, first, then without the words of asking and as the law says it."""
    known = everyday_words()
    typed = terms(query[:MOST_LETTERS])
    telling = [term for term in typed if term not in known.asked_en] or typed
    whole = " ".join(typed)
    made = []
    for term in telling:
        short = term
        for words in known.asked_zh:
            short = short.replace(words, "") or short
        same = [term, short]
        for said, means in known.said:
            if " " not in said and said in short:
                same += [short.replace(said, one.casefold()) for one in means] + [one.casefold() for one in means]
        made.append(list(dict.fromkeys(same)))
    if any(" " in said and said in whole for said, _ in known.said):
        also = [one.casefold() for said, means in known.said if " " in said and said in whole for one in means]
        made = [[whole, *also]] if made else made
    return made


def hits(query: str, close: int = CLOSE) -> list[Hit]:
    """Numbers of `entries` that were found, the best first: all that contain every term, then what comes close."""
    return index().search(groups(query), close)


def find(query: str, lang: str, most: int = 8, kind: str = "") -> list[Group]:
    """What was found by kind, the weightiest kind first. most: so many of each kind are given, or all of `kind`."""
    wanted = [term for group in groups(query) for term in group]
    every = entries()
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits(query):
        by_kind.setdefault(every[hit.number].kind, []).append(hit)
    made = []
    for one, held in sorted(
        by_kind.items(), key=lambda pair: -_WORTH.get(pair[0], 1.0) * max(hit.score for hit in pair[1])
    ):
        if one == "place":
            held.sort(key=lambda hit: (not hit.exact, len(every[hit.number].key)))
        shown = held if one == kind else held[:most]
        made.append(Group(one, len(held), [_found(every[hit.number], hit, wanted, lang) for hit in shown]))
    return made


def _shown(one: Entry, wanted: list[str], lang: str) -> str:
    """The text under a title; of a place only the figures that were asked for, since it may have thirty."""
    text = pick(one.text, lang)
    if one.kind != "place":
        return text
    between = pick(("、", ", "), lang)
    asked = [name for name in text.split(between) if any(hit for _, hit in marked(name, wanted))]
    return between.join(asked[:4])


def _found(one: Entry, hit: Hit, wanted: list[str], lang: str) -> Found:
    if not hit.exact:  # what is shared, pair by pair; of Latin words only whole ones, two letters say nothing
        wanted = [*wanted, *(pair for term in wanted if not term.isascii() for pair in pairs(term))]
    title, text = marked(pick(one.title, lang), wanted), marked(_shown(one, wanted, lang), wanted)
    return Found(one.kind, one.key, title, text, hit.exact)
