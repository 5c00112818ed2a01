"""样例公司: puts a firm, its people and the planted faults together and lays them out as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from heyue.sample.crowd import crowd, lawful_dispatched
from heyue.sample.days import after
from heyue.sample.faults import KINDS, CompanyFault, Fault, FaultKind, Finding
from heyue.sample.firm import Firm, new_firm
from heyue.sample.lives import border_case, finish, live
from heyue.sample.people import Draft, new_person
from heyue.sample.person import FULL_TIME
from heyue.sample.rows import Tables, tables

DEFAULT_DAY = date(2026, 10, 31)


@dataclass(slots=True)
class SampleCompany:
    """样例公司: tables by name with rows of canonical columns, and the oracle of what was planted.

    Values are dates, whole numbers of the unit's smallest part, flags, words or None; months are first days. `dropped`
    names (table, column) pairs that the workbook does not have at all.
    """

    seed: int
    kind: str
    employees: int
    as_of: date
    place: str
    name: str
    tables: Tables
    faults: list[Fault] = field(default_factory=list)
    dropped: frozenset[tuple[str, str]] = frozenset()

    @property
    def findings(self) -> list[Finding]:
        return [finding for fault in self.faults for finding in fault.findings]


def make_company(
    seed: int,
    employees: int,
    *,
    kind: str | None = None,
    as_of: date = DEFAULT_DAY,
    faults: Sequence[str] | None = None,
    place: str | None = None,
) -> SampleCompany:
    """One invented company of `employees` people employed on `as_of`, the same for the same arguments; dispatched workers
    come on top.

    `faults` names the kinds of fault to plant, one person each (an empty sequence gives a clean firm); without it the seed
    chooses about one for every three people, at least two. The firm grows where the faults need more people than asked
    for. ValueError for an unknown kind of firm, fault or place, or one that does not fit the firm.
    """
    if employees < 1:
        raise ValueError("a firm has at least one employee")
    rng = Random(f"sample {seed} {employees} {kind} {as_of} {place}")
    planned = [_kind(name) for name in faults] if faults is not None else None
    firm = new_firm(
        seed,
        employees,
        kind,
        as_of,
        place,
        daily=any(k.daily for k in planned or ()),
        enterprise=any(k.enterprise for k in planned or ()),
    )
    chosen = [k(firm, rng) for k in planned] if planned is not None else _choose(firm, employees, rng)
    for fault in chosen:
        if fault.excludes & {other.name for other in chosen}:
            raise ValueError(f"the fault {fault.name} cannot be planted beside {', '.join(sorted(fault.excludes))}")
        if not fault.fits() or (fault.enterprise and firm.individual):
            raise ValueError(f"the fault {fault.name} does not fit a {firm.trade.kind} in {firm.district} on {as_of}")
    _populate(firm, employees, chosen, rng)
    return SampleCompany(
        seed=seed,
        kind=firm.trade.kind,
        employees=sum(person.employed(as_of) for person in firm.people),
        as_of=as_of,
        place=firm.place,
        name=firm.name,
        tables=tables(firm),
        faults=[_reported(fault) for fault in chosen],
        dropped=frozenset(firm.dropped),
    )


def _reported(fault: FaultKind) -> Fault:
    number = None if isinstance(fault, CompanyFault) else fault.person.number
    return Fault(fault.name, number, fault.zh, fault.en, fault.sheets, tuple(fault.findings()))


def _kind(name: str) -> type[FaultKind]:
    if name not in KINDS:
        raise ValueError(f"unknown fault {name!r}; known: {', '.join(KINDS)}")
    return KINDS[name]


def _choose(firm: Firm, employees: int, rng: Random) -> list[FaultKind]:
    """About one fault for three people, at least two; each kind at most once in a round through all that fit."""
    fitting = [
        k
        for k in KINDS.values()
        if k.needs <= employees
        and not (k.daily and not firm.daily)
        and not (k.enterprise and firm.individual)
        and k(firm, rng).fits()
    ]
    chosen: list[type[FaultKind]] = []
    want = max(2, employees // 3)
    while len(chosen) < want:
        for kind in rng.sample(fitting, len(fitting)):
            if len(chosen) < want and not _barred(kind, chosen):
                chosen.append(kind)
    return [k(firm, rng) for k in chosen]


def _barred(kind: type[FaultKind], chosen: list[type[FaultKind]]) -> bool:
    """Whether a kind cannot join those chosen: a company fault twice, or two that say opposite things."""
    if kind.company and kind in chosen:
        return True
    return any(kind.name in other.excludes or other.name in kind.excludes for other in chosen)


def _populate(firm: Firm, employees: int, chosen: list[FaultKind], rng: Random) -> None:
    """Plants the faults on people made for them, among people to whom nothing happened."""
    parts: list[tuple[FaultKind | None, Draft]] = [
        (fault, fault.draft()) for fault in chosen if not isinstance(fault, CompanyFault)
    ]
    staying = sum(1 for _, draft in parts if not draft.leaver)
    parts += [(None, draft) for draft in crowd(firm, max(0, employees - staying), rng)]
    rng.shuffle(parts)
    for serial, (fault, draft) in enumerate(parts, 1):
        person = new_person(firm, draft, rng, serial)
        live(person, firm, draft, rng)
        if fault is not None:
            fault.person = person
            fault.plant()
        elif person.form == FULL_TIME and not person.leaves and rng.random() < 0.5:
            border_case(person, firm, rng)
        firm.people.append(person)
    lawful_dispatched(firm, rng)
    firm.founded = min([firm.founded, *(after(p.started, -3) for p in firm.people)])
    for fault in chosen:
        if isinstance(fault, CompanyFault):
            fault.plant()
    for person in firm.people:
        finish(person, firm)
