"""埋设的违法: what a kind of planted fault is, and the findings it must lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import ClassVar

from heyue.sample.days import after, last_of, next_workday
from heyue.sample.firm import Firm
from heyue.sample.people import Draft
from heyue.sample.person import Month, Person


@dataclass(frozen=True, slots=True)
class Finding:
    """应有的发现: one finding a check-up must report; sums in fen, None where the rule names none.

    `first` and `last` are None where the findings's period is not part of the promise. `question` marks a point the
    check-up may only ask about.
    """

    rule: str
    employee: str | None
    first: date | None = None
    last: date | None = None
    exposure: int | None = None
    most: int | None = None
    question: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """一处埋设: the kind, on whom, in words, the sheets it shows in, and every legal consequence."""

    kind: str
    employee: str | None
    what_zh: str
    what_en: str
    sheets: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default_factory=tuple)


class FaultKind:
    """违法种类: asks for a fitting person, changes what that person's records say, and knows what follows.

    An instance is used for one planting on one `person` (a company fault has none), so `plant` may keep on itself what
    `findings` needs. `plant` runs before the months are settled, `findings` after, when sums are final.
    """

    name: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    sheets: ClassVar[tuple[str, ...]]
    rules: ClassVar[tuple[str, ...]]
    company: ClassVar[bool] = False
    daily: ClassVar[bool] = False
    enterprise: ClassVar[bool] = False
    excludes: ClassVar[frozenset[str]] = frozenset()
    """Other kinds that cannot be planted in the same firm, because they say the opposite of the same thing."""
    needs: ClassVar[int] = 1
    """Fewest people employed for the fault to be planted."""

    def __init__(self, firm: Firm, rng: Random) -> None:
        self.firm = firm
        self.rng = rng
        self.person: Person

    def fits(self) -> bool:
        """Whether the firm, its place and the day of the check-up allow this fault at all."""
        return True

    def draft(self) -> Draft:
        return Draft(plain=True, steady=True, started=service(self.firm, self.rng, 24, 60))

    def plant(self) -> None:
        raise NotImplementedError

    def findings(self) -> list[Finding]:
        raise NotImplementedError


class CompanyFault(FaultKind):
    """单位一级的违法: shows in the company's own records rather than in one person's."""

    company = True

    def findings(self) -> list[Finding]:
        return [Finding(rule, None) for rule in self.rules]


def service(firm: Firm, rng: Random, least: int, most: int) -> date:
    """A working day between `least` and `most` months before the check-up, not after the 28th of its month."""
    day = after(firm.as_of.replace(day=1), -rng.randint(least, most)).replace(day=rng.randint(2, 24))
    day = next_workday(day)
    return day if day.day <= 28 else next_workday(day.replace(day=10))


def in_month(
    rule: str, person: Person, month: Month, exposure: int | None = None, *, question: bool = False
) -> Finding:
    """A finding on one month of one person."""
    return Finding(rule, person.number, month.first, last_of(month.first), exposure, question=question)


def monthly_sheets(person: Person, first: date | None = None, last: date | None = None) -> list[Month]:
    """Full months kept by the month, without leave or absence, inside the given bounds (first days of months).

    The newest month is left alone, so that no fault moves the pay comparison by sex, which reads that month.
    """
    return [
        m
        for m in person.months[:-1]
        if m.full
        and m.days is None
        and m.attended_days == m.due_days
        and (first is None or m.first >= first)
        and (last is None or m.first <= last)
    ]
