"""走一遍: for every address somebody who may open it, from the agreed table, so that each page is seen once by whom it is for."""

from __future__ import annotations

from collections.abc import Iterator

from tests.harness import addresses, personas, table
from tests.harness.objects import Firm, sent, values, where

FIRST = (
    "owner", "specialist", "agency_head", "officer", "administrator", "looker", "security", "auditor", "hr", "stranger",
)  # fmt: skip
"""Who is asked first, where several may."""
DONE = ("200", "201", "202", "204", "302", "303")
LETS_IN = (*DONE, "422")


def walk(method: str = "GET", outcomes: tuple[str, ...] = LETS_IN) -> Iterator[tuple[addresses.Address, str]]:
    """Each address that answers to the method, with the first persona whom it lets in; those that let nobody in are left out."""
    agreed = table.read(personas.everybody())
    for address in addresses.every():
        answers = agreed.get(address.name, {}).get(method, {})
        who = next((one for outcome in outcomes for one in FIRST if answers.get(one) == outcome), None)
        if who is not None:
            yield address, who


def closed() -> list[str]:
    """Addresses that, by the agreed table, let nobody in by any method: nobody has seen them work."""
    agreed = table.read(personas.everybody())
    return [
        address.name
        for address in addresses.every()
        if not any(outcome in DONE for answers in agreed.get(address.name, {}).values() for outcome in answers.values())
    ]


def path(firm: Firm, address: addresses.Address) -> str:
    """The address of this firm's thing."""
    return where(firm, address.name, address.path(values(firm, address.name, address.parts)))


__all__ = ["closed", "path", "sent", "walk"]
