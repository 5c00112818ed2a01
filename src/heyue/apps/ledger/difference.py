"""差别: what a file says that the ledger does not, before anything is written.

added: nothing was known of it · filled: columns known for the first time · changed: known otherwise · gone: known, and not in
a file that would list it. Made from plain values; the same proposal and ledger give the same difference in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from heyue.apps.ledger.matching import fresh_number
from heyue.apps.ledger.rows import Row, Sheet, altered, merged
from heyue.apps.ledger.tables import ALL, BY_PERSON, LISTED_WHEN_GONE, STATES


@dataclass(frozen=True, slots=True)
class Held:
    """台账里的一条: an open record as plain values."""

    id: UUID
    table: str
    subject: UUID
    key: str
    rows: list[Row]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """一处差别: what is to be written under (person or firm, key) of a table; `old` is what it replaces."""

    table: str
    who: str
    """档案里的人: the person's key in the file; empty for the firm's own tables."""
    key: str
    rows: list[Row]
    line: int | None = None
    old: Held | None = None
    fields: tuple[tuple[str, Any, Any], ...] = ()
    counts: tuple[int, int] = (0, 0)

    @property
    def state(self) -> bool:
        return self.table in STATES


@dataclass(slots=True)
class Difference:
    """全部差别. `numbers`: the employee number each person of the file has or will have; `fresh`: those not yet in the ledger."""

    added: dict[str, list[Item]] = field(default_factory=dict)
    filled: dict[str, list[Item]] = field(default_factory=dict)
    changed: list[Item] = field(default_factory=list)
    gone: list[Held] = field(default_factory=list)
    same: int = 0
    numbers: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (self.added or self.filled or self.changed or self.gone)


def difference(
    sheets: Mapping[str, Sheet],
    held: Mapping[tuple[str, UUID, str], Held],
    *,
    organisation: UUID,
    known: Mapping[str, tuple[UUID, str]],
    taken: set[str],
    employed: set[UUID],
) -> Difference:
    """What the sheets would change. `held`: records true on the file's day, by (table, subject, key); `known`: the file's people
    who are in the ledger, as (id, number); `taken`: all numbers there are; `employed`: who had not left on that day."""
    found = Difference(numbers={who: number for who, (_, number) in known.items()})
    used = set(taken)
    everybody = dict.fromkeys(who for name in ("roster", *sheets) if name in sheets for who in sheets[name].who if who)
    for who in everybody:
        if who not in found.numbers:
            found.numbers[who] = fresh_number(who, used)
            used.add(found.numbers[who])
            found.fresh.append(who)
    seen: set[tuple[str, UUID, str]] = set()
    for table in (name for name in ALL if name in sheets):
        sheet = sheets[table]
        for (who, key), places in sheet.groups().items():
            subject = known[who][0] if who in known else None if table in BY_PERSON else organisation
            rows = [sheet.rows[at] for at in places]
            old = held.get((table, subject, key)) if subject else None
            if subject:
                seen.add((table, subject, key))
            _sort_in(found, Item(table, who, key, rows, sheet.lines[places[0]], old))
    found.gone = _gone(sheets, held, seen, {one for one, _ in known.values()}, employed)
    return found


def _sort_in(found: Difference, item: Item) -> None:
    if item.old is None:
        found.added.setdefault(item.table, []).append(item)
        return
    before = item.old.rows
    whole = merged(before, item.rows)
    if whole == before:
        found.same += 1
        return
    fields = tuple(altered(before, whole)) if len(before) == len(whole) else ()
    made = Item(item.table, item.who, item.key, whole, item.line, item.old, fields, (len(before), len(whole)))
    if fields or len(before) != len(whole):
        found.changed.append(made)
    elif _knows_more(before, whole):
        found.filled.setdefault(item.table, []).append(made)
    else:
        found.same += 1


def _knows_more(before: list[Row], after: list[Row]) -> bool:
    return any(set(new["v"]) - set(old["v"]) for old, new in zip(before, after, strict=True))


def _gone(
    sheets: Mapping[str, Sheet],
    held: Mapping[tuple[str, UUID, str], Held],
    seen: set[tuple[str, UUID, str]],
    named: set[UUID],
    employed: set[UUID],
) -> list[Held]:
    """People still employed whom the roster leaves out, and contracts or leave left out for people it names."""
    found = []
    for (table, subject, key), record in held.items():
        if table not in LISTED_WHEN_GONE or table not in sheets or (table, subject, key) in seen:
            continue
        if (subject in employed) if table == "roster" else (subject in named):
            found.append(record)
    return sorted(found, key=lambda one: (one.table != "roster", one.table, str(one.subject), one.key))
