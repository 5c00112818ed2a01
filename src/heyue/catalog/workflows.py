"""流程: workflows/<name>.yaml as typed values: which states a case may stand in, who may move it where, and by when.

Pure data and pure questions about it; what a move does to a case is apps/cases. A fault in a file is a BadWorkflow that names
the file and every fault found. docs/recipes/add-a-workflow.md shows how one is written; every text is a (zh, en) pair.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from heyue.catalog.roles import roles

Pair: TypeAlias = tuple[str, str]
FOLDER = Path(__file__).with_name("workflows")
NEEDS = ("note", "evidence", "assignee")
PARTIES = ("client", "agency", "authority", "assignee", "opener")
"""参与方: whose case it is, the agency it was put to, the public body it was put to, who sees to it, who opened it."""
OPENED = "opened"
"""开启: the name under which a case's opening stands in its history."""
ASSIGNED = "assigned"
"""安排经办人: the name under which a change of hands stands in a case's history."""
FACTS = ("day", "opened")
"""期限所需的事实: the day of the move, the day the case was opened; further ones are the case's own facts, as case.<name>."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,23}")


class BadWorkflow(ValueError):
    """流程有误: one line for each fault, each naming the file and where in it."""

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        super().__init__("\n".join(f"{name}.yaml: {fault}" for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Deadline:
    """到达一个状态后的期限: by a rule of the law and its facts, or so many days as a setting with its stated source.

    `days` counts from the day after the move; `working` counts working days only. `latest` names a fact of the case that is
    the last day of all: where the days would go beyond it, it holds, with its own reason (the fact's name and `_zh`, `_en`).
    """

    title: Pair
    rule: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    days: int | None = None
    working: bool = False
    source: Pair = ("", "")
    latest: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """一个状态. `closed`: the case is over there."""

    name: str
    words: Pair
    closed: bool = False
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """一步: from which states to which, who may make it and what it asks for. `said` is its sentence in the history.

    `roles` may be empty where only the program moves; `four_eyes` names moves whose maker may not make this one.
    """

    name: str
    words: Pair
    said: Pair
    sources: tuple[str, ...]
    to: str
    roles: frozenset[str]
    capability: str = "cases.move"
    four_eyes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    program: bool = False
    hurts: bool = False
    addressee: bool = False
    """只由受理的一方办: only by the body the case was put to; by its owner where it was put to nobody."""


@dataclass(frozen=True, slots=True)
class Done:
    """走过的一步: which move, by whom (None: the program)."""

    move: str
    by: object | None


@dataclass(frozen=True, slots=True)
class Workflow:
    """一个流程."""

    name: str
    title: Pair
    about: Pair
    initial: str
    states: Mapping[str, State]
    moves: Mapping[str, Move]
    opens: frozenset[str] = frozenset()
    """谁可以开启: roles that may open such a case; none where only other apps do."""
    put_to: str = ""
    """向谁提出: "agency" or "authority"; "" where it is put to nobody."""

    def from_state(self, state: str) -> tuple[Move, ...]:
        """The moves that leave a state, in the order of the file."""
        return tuple(move for move in self.moves.values() if state in move.sources)

    def open_to(
        self, state: str, who: Iterable[str], capabilities: Iterable[str], person: object, past: Sequence[Done]
    ) -> tuple[Move, ...]:
        """The moves this person may make now. What they need (a note, evidence) is asked for when they are made."""
        held, may = frozenset(who), frozenset(capabilities)
        return tuple(
            move
            for move in self.from_state(state)
            if move.roles & held and move.capability in may and not self.seen_by_one_eye(move, person, past)
        )

    def seen_by_one_eye(self, move: Move, person: object, past: Sequence[Done]) -> bool:
        """Whether the last maker of a move named in `four_eyes` is this very person."""
        for name in move.four_eyes:
            makers = [done.by for done in past if done.move == name]
            if makers and makers[-1] == person:
                return True
        return False

    def closed(self, state: str) -> bool:
        return self.states[state].closed


@functools.cache
def workflows() -> Mapping[str, Workflow]:
    """All workflows of the folder by name."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        found[path.stem] = read(path.stem, yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    return found


def workflow(name: str) -> Workflow:
    """One workflow; LookupError where there is none of that name."""
    try:
        return workflows()[name]
    except KeyError:
        raise LookupError(f"{name}: no such workflow in catalog/workflows") from None


def read(name: str, raw: object) -> Workflow:
    """The workflow a file holds; BadWorkflow lists every fault."""
    reader = _Reader(name)
    found = reader.workflow(raw)
    if reader.faults or found is None:
        raise BadWorkflow(name, reader.faults or ["is empty"])
    faults = [*_paths(found), *_rules(found)]
    if faults:
        raise BadWorkflow(name, faults)
    return found


def _paths(found: Workflow) -> list[str]:
    """What is wrong with the ways through it: states nobody reaches, states that lead to no end."""
    faults = []
    reached = {found.initial}
    grows = True
    while grows:
        further = {move.to for move in found.moves.values() if reached.intersection(move.sources)} - reached
        reached |= further
        grows = bool(further)
    faults += [f"state {name} is never reached" for name in found.states if name not in reached]
    ends = {name for name, state in found.states.items() if state.closed}
    if not ends:
        faults.append("has no closed state: a case could never end")
    leads = set(ends)
    grows = True
    while grows:
        further = {source for move in found.moves.values() if move.to in leads for source in move.sources} - leads
        leads |= further
        grows = bool(further)
    faults += [
        f"state {name} leads to no end" for name in found.states if name in reached and name not in leads and ends
    ]
    if found.states[found.initial].closed:
        faults.append(f"begins in {found.initial}, which is closed")
    return faults


def _rules(found: Workflow) -> list[str]:
    """Deadlines by law: the rule exists, gives a date, and asks for the facts it is given."""
    faults = []
    for state in found.states.values():
        deadline = state.deadline
        if deadline is None or not deadline.rule:
            continue
        from heyue.law.registry import UnknownRule, variants  # noqa: PLC0415 - only a deadline by law needs the law

        try:
            text = variants(deadline.rule)[0]
        except UnknownRule:
            faults.append(f"state {state.name}: there is no rule {deadline.rule}")
            continue
        if text.unit.name != "date":
            faults.append(f"state {state.name}: {deadline.rule} does not give a date")
        faults += [
            f"state {state.name}: {deadline.rule} does not ask for {fact}"
            for fact in deadline.facts
            if fact not in text.facts.asks
        ]
    return faults


class _Reader:
    """读流程: turns what YAML gave into values and collects what is wrong instead of stopping at the first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[str] = []

    def fault(self, text: str) -> None:
        self.faults.append("".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text))

    def workflow(self, raw: object) -> Workflow | None:
        if not _NAME.fullmatch(self.name):
            self.fault(f"{self.name!r} is no name: lower-case letters, digits and _")
        top = self.mapping(raw, "the file", {"title", "about", "initial", "states", "moves", "opens", "put_to"})
        states = {name: self.state(name, entry) for name, entry in self.named(top.get("states"), "states")}
        moves = {name: self.move(name, entry, states) for name, entry in self.named(top.get("moves"), "moves")}
        initial = top.get("initial")
        if not isinstance(initial, str) or initial not in states:
            self.fault(f"initial: {initial!r} is no state")
        for move in moves.values():
            for other in move.four_eyes:
                if other not in moves and other not in {OPENED, ASSIGNED}:
                    self.fault(f"move {move.name}: four_eyes names {other}, which is no move")
        put_to = top.get("put_to", "")
        if put_to not in {"", "agency", "authority"}:
            self.fault(f"put_to: {put_to!r} is neither agency nor authority")
        opens = self.roles(top.get("opens", []), "opens")
        title, about = self.pair(top.get("title"), "title"), self.pair(top.get("about"), "about")
        if self.faults:
            return None
        return Workflow(self.name, title, about, str(initial), states, moves, opens, str(put_to))

    def state(self, name: str, raw: object) -> State:
        where = f"state {name}"
        entry = self.mapping(raw, where, {"zh", "en", "closed", "deadline"})
        closed = entry.get("closed", False)
        if not isinstance(closed, bool):
            self.fault(f"{where}: closed is neither true nor false")
        deadline = self.deadline(entry["deadline"], where) if "deadline" in entry else None
        if closed is True and deadline is not None:
            self.fault(f"{where}: what is closed has no deadline")
        return State(name, self.pair({key: entry.get(key) for key in ("zh", "en")}, where), closed is True, deadline)

    def deadline(self, raw: object, where: str) -> Deadline:
        entry = self.mapping(
            raw, f"{where}: deadline", {"title", "rule", "facts", "days", "working", "source", "latest"}
        )
        title = self.pair(entry.get("title"), f"{where}: deadline title")
        rule, days, working = entry.get("rule", ""), entry.get("days"), entry.get("working", False)
        facts = entry.get("facts", {})
        if bool(rule) == (days is not None):
            self.fault(f"{where}: a deadline comes from a rule or from days, one of them")
        if not isinstance(rule, str):
            self.fault(f"{where}: rule is not a rule's id")
            rule = ""
        if not isinstance(facts, dict) or not all(isinstance(one, str) for pair in facts.items() for one in pair):
            self.fault(f"{where}: facts is not a list of names")
            facts = {}
        for fact, source in facts.items():
            if source not in FACTS and not _NAME.fullmatch(
                source.removeprefix("case.") if source.startswith("case.") else ""
            ):
                self.fault(f"{where}: fact {fact} comes from {source}; say day, opened or case.<name>")
        if days is not None and (isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= 3650):
            self.fault(f"{where}: days is not a number from 1 to 3650")
            days = None
        if not isinstance(working, bool):
            self.fault(f"{where}: working is neither true nor false")
        source_pair = ("", "")
        if days is not None or "source" in entry:
            source_pair = self.pair(entry.get("source"), f"{where}: source of the days")
        latest = entry.get("latest", "")
        if latest and not (isinstance(latest, str) and latest.startswith("case.") and _NAME.fullmatch(latest[5:])):
            self.fault(f"{where}: latest is {latest!r}; say case.<name>")
        return Deadline(title, rule, dict(facts), days, working is True, source_pair, str(latest))

    def move(self, name: str, raw: object, states: Mapping[str, State]) -> Move:
        where = f"move {name}"
        known = {
            "zh",
            "en",
            "said",
            "from",
            "to",
            "roles",
            "capability",
            "four_eyes",
            "needs",
            "notify",
            "program",
            "hurts",
            "addressee",
        }
        entry = self.mapping(raw, where, known)
        if name in {OPENED, ASSIGNED}:
            self.fault(f"{where}: the history of every case has an entry of that name already")
        sources = self.names(entry.get("from"), f"{where}: from")
        to = entry.get("to")
        for one in [*sources, to]:
            if not isinstance(one, str) or one not in states:
                self.fault(f"{where}: {one!r} is no state")
        if not sources:
            self.fault(f"{where}: comes from no state")
        held = self.roles(entry.get("roles", []), where)
        program, hurts, addressee = (entry.get(name, False) for name in ("program", "hurts", "addressee"))
        if not all(isinstance(one, bool) for one in (program, hurts, addressee)):
            self.fault(f"{where}: program, hurts and addressee are true or false")
        if not held and program is not True:
            self.fault(f"{where}: nobody may make it")
        capability = entry.get("capability", "cases.move")
        if not isinstance(capability, str) or capability not in roles().capabilities:
            self.fault(f"{where}: no role has the capability {capability!r}")
            capability = ""
        for role in sorted(held):
            if capability and capability not in roles().roles[role].may:
                self.fault(f"{where}: role {role} has not the capability {capability}")
        needs = self.among(entry.get("needs", []), NEEDS, f"{where}: needs")
        notify = self.among(entry.get("notify", []), PARTIES, f"{where}: notify")
        four_eyes = tuple(self.names(entry.get("four_eyes", []), f"{where}: four_eyes"))
        words = self.pair({key: entry.get(key) for key in ("zh", "en")}, where)
        said = self.pair(entry.get("said"), f"{where}: its sentence (said)")
        return Move(
            name,
            words,
            said,
            tuple(sources),
            str(to),
            held,
            str(capability),
            four_eyes,
            needs,
            notify,
            program is True,
            hurts is True,
            addressee is True,
        )

    def roles(self, raw: object, where: str) -> frozenset[str]:
        found = self.names(raw, f"{where}: roles")
        for role in found:
            if role not in roles().roles:
                self.fault(f"{where}: there is no role {role}")
        return frozenset(role for role in found if role in roles().roles)

    def among(self, raw: object, known: Sequence[str], where: str) -> tuple[str, ...]:
        found = self.names(raw, where)
        for one in found:
            if one not in known:
                self.fault(f"{where} names {one}; known are {', '.join(known)}")
        return tuple(found)

    def names(self, raw: object, where: str) -> list[str]:
        if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
            self.fault(f"{where} is not a list of names")
            return []
        if len(set(raw)) != len(raw):
            self.fault(f"{where} names something twice")
        return raw

    def named(self, raw: object, where: str) -> list[tuple[str, Any]]:
        if not isinstance(raw, dict) or not raw:
            self.fault(f"{where} is missing")
            return []
        found = []
        for name, entry in raw.items():
            if isinstance(name, str) and _NAME.fullmatch(name):
                found.append((name, entry))
            else:
                self.fault(f"{where}: {name!r} is no name: lower-case letters, digits and _")
        return found

    def mapping(self, raw: object, where: str, known: set[str]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self.fault(f"{where} is not a list of entries")
            return {}
        strange = [str(name) for name in raw if name not in known]
        if strange:
            self.fault(f"{where}: unknown entries {', '.join(sorted(strange))}")
        return {str(name): value for name, value in raw.items()}

    def pair(self, raw: object, where: str) -> Pair:
        if (
            not isinstance(raw, dict)
            or set(raw) != {"zh", "en"}
            or not all(isinstance(one, str) and one.strip() for one in raw.values())
        ):
            self.fault(f"{where}: no words in both languages (zh, en)")
            return "", ""
        return raw["zh"].strip(), raw["en"].strip()
