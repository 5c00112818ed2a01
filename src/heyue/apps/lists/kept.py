"""现成的行: the same list page for rows that are put together in Python and are few: clients, members, what other apps tell.

Searched, filtered and sorted here instead of in the database; addresses, page and files are those of every list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from heyue.apps.lists.listing import LONGEST_SEARCH, Chip, Listing, Shown, _whole

Key = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Kept(Shown):
    """一次显示 of rows that are at hand."""

    at_hand: Sequence[Any] = field(default_factory=tuple)

    def every(self, most: int) -> Iterator[Any]:
        return islice(iter(self.at_hand), most)


def kept(
    listing: Listing,
    rows: Sequence[Any],
    asked: Mapping[str, Any],
    *,
    text: Key,
    where: Mapping[str, Key] | None = None,
    keys: Mapping[str, Key] | None = None,
    keep: Sequence[str] = (),
) -> Kept:
    """One showing of these rows.

    `text` is what of a row is searched; `where` says for a chip's name which rows it holds (a chip that is not named holds all);
    `keys` sorts a column otherwise than by its value. Rows without a value come last, whichever way they are turned.
    """
    words = " ".join(str(asked.get("q", "")).replace("\x00", "").split())[:LONGEST_SEARCH]
    chip = next(
        (one for one in listing.chips if one.name == asked.get("chip")), listing.chips[0] if listing.chips else None
    )
    sorts = {column.name: column for column in listing.columns if column.sort}
    sort = str(asked.get("sort", ""))
    sort = sort if sort.removeprefix("-") in sorts else listing.order
    found = [row for row in rows if all(word in str(text(row)).casefold() for word in words.casefold().split())]
    held: dict[str, list[Any]] = {one.name: _held(one, found, where or {}) for one in listing.chips}
    counts = {"": len(found)} | {name: len(those) for name, those in held.items()}
    chosen = held[chip.name] if chip else found
    name = sort.removeprefix("-")
    ordered = _ordered(chosen, (keys or {}).get(name, sorts[name].value), turned=sort.startswith("-"))
    pages = max(1, -(-len(ordered) // listing.size))
    page = min(max(1, _whole(asked.get("page"))), pages)
    others = {one: str(asked[one]) for one in keep if asked.get(one)}
    return Kept(listing, ordered, words, chip, sort, page, pages, len(ordered), counts, others, ordered)  # type: ignore[arg-type]


def _held(chip: Chip, rows: Sequence[Any], where: Mapping[str, Key]) -> list[Any]:
    holds = where.get(chip.name)
    return [row for row in rows if holds is None or holds(row)]


def _ordered(rows: Sequence[Any], key: Key, *, turned: bool) -> list[Any]:
    given = [row for row in rows if key(row) not in (None, "")]
    without = [row for row in rows if key(row) in (None, "")]
    return sorted(given, key=key, reverse=turned) + without
