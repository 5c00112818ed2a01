"""对人: one key a person across all sheets of a company.

A row's person is looked for by number, then by identity number, then by name and department, then by name alone; what fits
two people is reported and matched to nobody. The key is the roster's number, or R and the roster's row where there is no
number or two people share it; someone who is not in the roster gets their own number, or the sheet and row they first
appear in (工资R17). Names and identity numbers never become keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from heyue.intake.blocks import Block, Person
from heyue.intake.problems import Problems
from heyue.law.tables import TABLES

_SUFFIX = re.compile(r"(?:\((?:离职|已离职|在职|外包|实习)\)|@[^@]*)$")


def folded_name(name: str | None) -> str | None:
    """A name as compared: without spaces, without 离职 in brackets (DingTalk) or @员工 (WeCom)."""
    if not name:
        return None
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    return _SUFFIX.sub("", text) or None


def folded_number(number: str | None) -> str | None:
    """A staff number as compared: folded and upper case; leading zeros are kept."""
    return unicodedata.normalize("NFKC", number).strip().upper() if number else None


@dataclass(slots=True)
class Known:
    """已知的人: their key and what is known of them."""

    key: str
    number: str | None
    identity: str | None
    name: str | None
    department: str | None
    rostered: bool


@dataclass(slots=True)
class Register:
    """名册: people known so far, found by any of the ways a row names them."""

    problems: Problems
    keys: set[str] = field(default_factory=set)
    by_number: dict[str, list[Known]] = field(default_factory=dict)
    by_bare: dict[str, list[Known]] = field(default_factory=dict)
    by_identity: dict[str, list[Known]] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=dict)
    rostered: bool = False

    def enter(self, person: Person, key: str, *, rostered: bool) -> Known:
        while key in self.keys:
            key += "-2"
        self.keys.add(key)
        known = Known(
            key, folded_number(person.number), person.identity, folded_name(person.name), person.department, rostered
        )
        for table, value in (
            (self.by_number, known.number),
            (self.by_bare, _bare(known.number)),
            (self.by_identity, known.identity),
            (self.by_name, known.name),
        ):
            if value:
                table.setdefault(value, []).append(known)
        return known

    def numbers_of(self, block: Block) -> bool:
        """Whether the block's staff numbers are this company's: at least one is known."""
        return any(self._numbered(folded_number(person.number)) for person in set(block.people) if person.number)

    def _numbered(self, number: str | None) -> list[Known]:
        if not number:
            return []
        return self.by_number.get(number) or self.by_bare.get(_bare(number) or "", [])

    def find(self, person: Person, *, numbered: bool) -> tuple[Known | None, str]:
        """The person, or None and why: "" unknown, same_name ambiguous; with a person, a remark or ""."""
        name = folded_name(person.name)
        held = self.by_identity.get(person.identity, []) if person.identity else []
        found = self._numbered(folded_number(person.number)) if numbered else []
        if len(found) > 1:
            found = _narrowed(found, person.identity, name, person.department)
        if len(found) == 1:
            if len(held) == 1 and held[0] is not found[0]:
                return held[0], "name_differs"
            differs = name and found[0].name and name != found[0].name
            return found[0], "name_differs" if differs else ""
        if len(found) > 1:
            return None, "same_name"
        if len(held) == 1:
            return held[0], ""
        return self._by_name(person, name, numbered=numbered)

    def _by_name(self, person: Person, name: str | None, *, numbered: bool) -> tuple[Known | None, str]:
        named = self.by_name.get(name, []) if name else []
        if person.identity:
            named = [known for known in named if known.identity in {None, person.identity}]
        if numbered and person.number and not self.rostered:
            named = [known for known in named if known.number is None]
        if len(named) > 1 and person.department:
            here = [known for known in named if known.department == person.department]
            named = here or named
        if len(named) == 1:
            unknown = numbered and person.number and named[0].number
            return named[0], "number_unknown" if unknown else ""
        return None, "same_name" if named else ""


def _bare(number: str | None) -> str | None:
    return (number.lstrip("0") or number) if number else None


def _narrowed(found: list[Known], identity: str | None, name: str | None, department: str | None) -> list[Known]:
    """Of several people with one number, those that the rest of the row fits."""
    if identity:
        exact = [known for known in found if known.identity == identity]
        if exact:
            return exact
    if name:
        exact = [known for known in found if known.name == name]
        if len(exact) == 1:
            return exact
        found = exact or found
    if department:
        exact = [known for known in found if known.department == department]
        if len(exact) == 1:
            return exact
    return found


def enter_roster(register: Register, block: Block) -> None:
    """Give everyone on the roster their key; the first roster comes in an empty register."""
    counts: dict[str, int] = {}
    for person in block.people:
        number = folded_number(person.number)
        if number:
            counts[number] = counts.get(number, 0) + 1
    block.keys = []
    for at, person in enumerate(block.people):
        row = block.rows[at]
        number = folded_number(person.number)
        alike = number is not None and counts[number] > 1
        if alike:
            register.problems.add("two_numbers", block.sheet.file, block.sheet.name, row, "工号")
        key = f"R{row}" if alike or not number else str(person.number).strip()
        block.keys.append(register.enter(person, key, rostered=True).key)
    register.rostered = True


def match_roster(register: Register, block: Block) -> list[bool]:
    """Keys for a further roster: people already entered keep theirs, new ones are entered. True where already entered."""
    numbered = register.numbers_of(block)
    again: list[bool] = []
    block.keys = []
    for at, person in enumerate(block.people):
        known, _ = register.find(person, numbered=numbered)
        again.append(known is not None)
        if known is None:
            key = f"R{block.rows[at]}" if not person.number or not numbered else str(person.number).strip()
            known = register.enter(person, key, rostered=True)
        block.keys.append(known.key)
    return again


def match(register: Register, block: Block) -> None:
    """Keys for the rows of any other sheet; each remark is made once for a person and sheet."""
    table = TABLES[block.table]
    numbered = not register.rostered or register.numbers_of(block)
    known: dict[Person, str] = {}
    for at, person in enumerate(block.people):
        if person in known:
            continue
        found, remark = register.find(person, numbered=numbered)
        if remark:
            column = "姓名" if remark == "same_name" else "工号"
            register.problems.add(remark, block.sheet.file, block.sheet.name, block.rows[at], column)
        if found is None:
            own = str(person.number).strip() if person.number and numbered else ""
            key = own or f"{table.zh}R{block.rows[at]}"
            found = register.enter(person, key, rostered=False) if not remark else None
            known[person] = found.key if found else f"{table.zh}R{block.rows[at]}"
            if not remark and register.rostered:
                register.problems.add("not_on_roster", block.sheet.file, block.sheet.name, block.rows[at], "姓名")
        else:
            known[person] = found.key
    block.keys = [known[person] for person in block.people]


def names_in(blocks: Iterable[Block]) -> set[str]:
    return {person.name for block in blocks for person in block.people if person.name}
