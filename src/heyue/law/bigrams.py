"""二字切分: text cut into pairs of neighbouring characters, so that a two-character Chinese word is found like any other.

One way of cutting for every search of the house. An in-memory index keeps the pairs themselves (word_index.py); a database keeps
`spaced(text)`, one word a pair, and answers `phrase(term)` exactly, because a term of two or more characters occurs where its
pairs stand next to one another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

MARK = "x0x"
"""What stands between two stretches in `spaced`: three characters, so that it is no pair; no phrase reaches across it."""


def folded(text: str) -> str:
    """One spelling for all: full-width as half-width, capitals as small letters, anything but letters and digits a space."""
    return "".join(map(_one, text))


@lru_cache(maxsize=30_000)
def _one(char: str) -> str:
    """One character folded: mostly one, but ㎡ is "m2" and ½ is "1 2"."""
    return "".join(one if one.isalnum() else " " for one in unicodedata.normalize("NFKC", char).casefold())


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place in `text` it comes from."""
    made: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for one in _one(char):
            made.append(one)
            places.append(place)
    return "".join(made), places


def terms(text: str) -> list[str]:
    """The stretches of a text without spaces or punctuation, folded, each once."""
    return list(dict.fromkeys(folded(text).split()))


def pairs(term: str) -> list[str]:
    """Neighbouring pairs of one stretch, in order; a single character stands for itself."""
    return [term[at : at + 2] for at in range(len(term) - 1)] or [term]


def grams(text: str) -> Iterator[str]:
    """Every pair of a text, in order, none across a space or a punctuation mark."""
    for term in folded(text).split():
        yield from pairs(term)


def spaced(text: str) -> str:
    """The text as a database's word index keeps it: its pairs as words, MARK between stretches, its single characters last."""
    stretches = folded(text).split()
    singles = sorted(set("".join(stretches)))
    return f" {MARK} ".join([*(" ".join(pairs(term)) for term in stretches), *singles])


def phrase(term: str) -> str:
    """One term as the phrase of pairs to look for in `spaced` texts, quoted as FTS5's MATCH wants it."""
    return '"' + " ".join(pairs(folded(term).replace(" ", ""))) + '"'


def marked(text: str, wanted: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, those that match one of the folded terms marked true; touching matches are one piece."""
    plain, places = _folded(text)
    hit = [False] * len(text)
    for term in wanted:
        at = plain.find(term) if term else -1
        while at >= 0:
            for place in places[at : at + len(term)]:
                hit[place] = True
            at = plain.find(term, at + 1)
    pieces: list[tuple[str, bool]] = []
    for char, on in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == on:
            pieces[-1] = (pieces[-1][0] + char, on)
        else:
            pieces.append((char, on))
    return pieces
