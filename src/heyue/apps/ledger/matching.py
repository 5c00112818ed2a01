"""对人: which person of the ledger a person of a file is: by identity number, by employee number, by a name only one person has.

An employee number that intake made up ("R17", the row) means nothing in another file and is never matched by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from heyue.apps.ledger.rows import Sheet

IDENTITY = "ledger.identity"
"""摘要的用途: of identity numbers, within one organisation."""
MADE_UP = re.compile(r"R\d+")


@dataclass(frozen=True, slots=True)
class Known:
    """台账里的人: what he can be known by; `who` is any value that stands for him."""

    who: str
    number: str
    identity: str
    name: str


def people_of(sheets: Mapping[str, Sheet]) -> dict[str, tuple[str, str]]:
    """Everybody a file names: his key in it → (name, identity number), both empty where not said. The roster goes first."""
    found: dict[str, tuple[str, str]] = {}
    for name in ("roster", *sheets):
        sheet = sheets.get(name)
        if sheet is None:
            continue
        for who, row in zip(sheet.who, sheet.rows, strict=True):
            if who and who not in found:
                found[who] = (
                    str(row["v"].get("name") or ""),
                    str(row["v"].get("id_number") or "") if name == "roster" else "",
                )
    return found


def match(people: Mapping[str, tuple[str, str]], known: Sequence[Known]) -> dict[str, Known]:
    """Key in the file → person of the ledger, for those who are there already. `people` has (name, digest of identity number)."""
    by_identity = _once((one.identity, one) for one in known)
    by_number = {one.number: one for one in known}
    by_name = _once((one.name, one) for one in known)
    names = Counter(name for name, _ in people.values())
    found: dict[str, Known] = {}
    taken: set[str] = set()
    for by in ("identity", "number", "name"):
        for who, (name, identity) in people.items():
            if who in found:
                continue
            candidate = None
            if by == "identity" and identity:
                candidate = by_identity.get(identity)
            elif by == "number" and not MADE_UP.fullmatch(who):
                candidate = by_number.get(who)
                candidate = (
                    None
                    if candidate and identity and candidate.identity not in {"", identity} and candidate.name != name
                    else candidate
                )
            elif by == "name" and name and names[name] == 1:
                candidate = by_name.get(name)
                if candidate and (not MADE_UP.fullmatch(candidate.number) and not MADE_UP.fullmatch(who)):
                    candidate = None
                if candidate and identity and candidate.identity not in {"", identity}:
                    candidate = None
            if candidate is not None and candidate.who not in taken:
                found[who] = candidate
                taken.add(candidate.who)
    return found


def fresh_number(who: str, taken: set[str]) -> str:
    """The employee number of somebody new: the file's, with a mark where it is another person's already."""
    if who not in taken:
        return who
    turn = 2
    while f"{who}-{turn}" in taken:
        turn += 1
    return f"{who}-{turn}"


def _once(pairs: Iterable[tuple[str, Known]]) -> dict[str, Known]:
    """Only what stands for one person."""
    pairs = list(pairs)
    counts = Counter(name for name, _ in pairs)
    return {name: one for name, one in pairs if name and counts[name] == 1}
