"""两次体检的比较: what closed, what is still open, what is new — and what was not looked at this time.

A finding is known again by its id without its last day, as the last day of a breach that goes on moves with the day of the
check-up. A finding that is missing from the later report closes only if it was looked for: its rule was checked, its employee is
among those given, and, where it belongs to one month of pay, that month was given too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """一处发现的要点: enough to compare by."""

    key: str
    rule: str
    employee: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """查到的范围: rules that were checked, employees and months of pay that were given."""

    rules: frozenset[str]
    employees: frozenset[str]
    months: frozenset[str]

    def covers(self, one: Seen) -> bool:
        if one.rule not in self.rules or (one.employee and one.employee not in self.employees):
            return False
        return not _one_month(one) or f"{one.since:%Y-%m}" in self.months


@dataclass(slots=True)
class Compared:
    """比较的结果: keys by what became of them."""

    closed: list[str] = field(default_factory=list)
    still: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def key_of(finding: Mapping[str, Any]) -> str:
    """`rule:employee:first` of a report's finding, with the number that tells alike ones apart."""
    head, _, tail = str(finding["id"]).rpartition("..")
    _, mark, number = tail.partition("#")
    return f"{head}#{number}" if mark else head


def scope_of(coverage: Iterable[Mapping[str, Any]], employees: Iterable[str], months: Iterable[str]) -> Scope:
    rules = frozenset(str(line["rule"]) for line in coverage if line["status"] == "checked")
    return Scope(rules, frozenset(employees), frozenset(months))


def compare(before: Sequence[Seen], after: Sequence[Seen], scope: Scope) -> Compared:
    """What became of the earlier findings, and which of the later are new; `scope` is the later check-up's."""
    found = Compared()
    now, then = {one.key for one in after}, {one.key for one in before}
    for one in before:
        if one.key in now:
            found.still.append(one.key)
        elif scope.covers(one):
            found.closed.append(one.key)
        else:
            found.unseen.append(one.key)
    found.new = [one.key for one in after if one.key not in then]
    return found


def _one_month(one: Seen) -> bool:
    """Whether the finding spans exactly one calendar month, as those of a month's pay do."""
    if one.since is None or one.until is None or one.since.day != 1:
        return False
    return (one.until + timedelta(days=1)).day == 1 and (one.since.year, one.since.month) == (
        one.until.year,
        one.until.month,
    )
