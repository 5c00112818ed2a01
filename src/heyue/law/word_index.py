"""内存索引: texts found by what they contain, exactly and at once, and behind them those that share most with the query.

For a fixed body of some thousands of short texts. A text that contains every term of the query is always found and never
anything else is called exact: the pairs only choose the candidates, the text itself decides.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heyue.law.bigrams import folded, grams, pairs

_HEADING = 4.0
"""A pair in the heading counts as much as this many in the text."""
_SATURATION, _LENGTH = 1.2, 0.25
"""BM25's k1 and b; b is mild, since a long statute is no worse than a short one."""
_ENOUGH = 0.4
"""Share of the query's weight that a text must carry to be shown as close."""


@dataclass(frozen=True, slots=True)
class Hit:
    """命中: the number of the text, its weight, and whether it contains all that was asked."""

    number: int
    score: float
    exact: bool


class WordIndex:
    """内存索引 over (heading, text) pairs, numbered in the order given."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.plain: list[str] = []
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        lengths: list[int] = []
        for number, (heading, text) in enumerate(texts):
            head, body = Counter(grams(heading)), Counter(grams(text))
            self.plain.append(" ".join(folded(f"{heading} {text}").split()))
            lengths.append(len(self.plain[-1]))
            for pair in {**head, **body}:
                self._weights[pair][number] = _HEADING * head[pair] + body[pair]
        self._damp = self._damping(lengths)

    def _damping(self, lengths: Sequence[int]) -> list[float]:
        mean = max(1.0, sum(lengths) / max(1, len(lengths)))
        return [_SATURATION * (1 - _LENGTH + _LENGTH * length / mean) for length in lengths]

    def containing(self, term: str) -> set[int]:
        """Numbers of the texts in which the folded term occurs, whatever its length."""
        if len(term) < 2:
            return {number for number, plain in enumerate(self.plain) if term in plain}
        held = sorted((self._weights.get(pair, {}) for pair in set(pairs(term))), key=len)
        found = set(held[0])
        for other in held[1:]:
            found &= other.keys()
        return {number for number in found if len(term) == 2 or term in self.plain[number]}

    def search(self, wanted: Sequence[Sequence[str]], close: int = 20) -> list[Hit]:
        """Texts that contain, for each group of equal terms, at least one: all of them; then the closest of the others.

        wanted: groups of folded terms, each group one thing asked in several words. close: at most so many that are not exact.
        """
        if not wanted:
            return []
        exact: set[int] | None = None
        for group in wanted:
            found = set().union(*(self.containing(term) for term in group))
            exact = found if exact is None else exact & found
        exact = exact or set()
        scores, asked = self._scores(wanted)
        hits = [Hit(number, scores.get(number, 0.0), True) for number in exact]
        hits.sort(key=lambda hit: (-hit.score, hit.number))
        near = [
            Hit(number, score, False)
            for number, score in scores.items()
            if number not in exact and asked and score >= _ENOUGH * asked
        ]
        near.sort(key=lambda hit: (-hit.score, hit.number))
        return hits + near[:close]

    def _scores(self, wanted: Sequence[Sequence[str]]) -> tuple[dict[int, float], float]:
        """BM25 weight of every text that shares a pair with the query, and the weight of one that has all of the first words."""
        total = len(self.plain)
        scores: dict[int, float] = defaultdict(float)
        asked = 0.0
        first = {pair for group in wanted for pair in pairs(group[0])}
        for pair in {pair for group in wanted for term in group for pair in pairs(term)}:
            held = self._weights.get(pair)
            if not held:
                continue
            rarity = math.log(1 + (total - len(held) + 0.5) / (len(held) + 0.5))
            asked += rarity if pair in first else 0.0
            for number, worth in held.items():
                scores[number] += rarity * worth * (_SATURATION + 1) / (worth + self._damp[number])
        return scores, asked
