"""索引: kept in the deed's own transaction, asked by each app over its own visible rows.

    index.keep(deed, "cases.comment", {row.pk: row.text})              # in the operation that writes the text
    index.drop(deed, "cases.comment", keys)                            # in the one that deletes it
    rows.filter(pk__in=index.having("cases.comment", "加班费"))         # in queries, over rows.visible_to(actor)
    index.says(row.text, "加班费")                                      # the text itself decides

Plain columns are searched as they are; this is for texts that are sealed because they may name somebody. A mark is the first
eight bytes of a keyed digest of two neighbouring characters (law/bigrams.py), so words of two characters are found, and whoever
holds the database without the key sees neither words nor names. All marks of a query must be there; that they stand next to one
another is settled by opening the few texts that are left.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from heyue.apps.sealed.keys import keys
from heyue.apps.sealed.many import insert
from heyue.apps.search.models import Mark, Text
from heyue.law.bigrams import folded, grams, pairs

LEAST, MOST = 2, 80
"""找的字数: at least two characters, so that a search is for something; at most eighty."""
MARKS = 16
"""最多用几对字去找; the text itself decides the rest."""


@functools.lru_cache(maxsize=50_000)
def _mark(pair: str) -> int:
    told = hmac.new(keys().digest, f"search.word\x1f{pair}".encode(), hashlib.sha256).digest()
    return int.from_bytes(told[:8], "big", signed=True)


def keep(deed: object, kind: str, texts: Mapping[UUID, str | None]) -> None:
    """What these things say from now on; None or nothing takes them out. `deed`: only a deed writes the index."""
    drop(deed, kind, list(texts))
    rows: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for subject, text in texts.items():
        found = {_mark(pair) for pair in grams(text or "")}
        if found:
            key = uuid4()
            rows.append({"id": key, "kind": kind, "subject": subject})
            marks += [{"id": uuid4(), "text_id": key, "mark": mark} for mark in found]
    insert(Text, rows)
    insert(Mark, marks)


def drop(deed: object, kind: str, subjects: Collection[UUID]) -> None:
    """Takes out what these things said."""
    named = list(subjects)
    for start in range(0, len(named), 5000):
        Text.objects.filter(kind=kind, subject__in=named[start : start + 5000]).delete()


def asked(query: str) -> list[str]:
    """The words of a query, folded; none where it is too short to look for anything."""
    words = folded(query[:MOST]).split()
    return words if any(len(word) >= LEAST for word in words) else []


def having(kind: str, query: str) -> QuerySet[Text, UUID]:
    """Subjects of this kind whose text has every pair of the query; a subquery for the app's own rows."""
    rows = Text.objects.filter(kind=kind)
    found = list(dict.fromkeys(_mark(pair) for word in asked(query) for pair in pairs(word) if len(word) >= LEAST))
    for mark in found[:MARKS]:
        rows = rows.filter(pk__in=Mark.objects.filter(mark=mark).values("text"))
    return (rows if found else Text.objects.none()).values_list("subject", flat=True)


def says(text: str | None, query: str) -> bool:
    """Whether the text has every word of the query, as they stand."""
    plain = folded(text or "")
    words = asked(query)
    return bool(words) and all(word in plain for word in words)
