"""走完全部地址: one persona asks every address for 甲's thing, and for one that does not exist; what is wrong with the answers.

What must hold of each answer stands in `faults`; test_access_matrix.py runs it and shows that it can fail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN
from heyue.catalog.roles import roles
from tests.harness import addresses, personas, rows, table
from tests.harness.asking import Answer, ask
from tests.harness.objects import World, absent, sent, values, where

INSIDERS = frozenset({"owner", "hr", "agency_head", "specialist", "looker", "off_scope"})
"""Whoever may know something of 甲's things; what exactly is for the table."""
REFUSED = frozenset({"401", "403", "404", "405", "409", "410", "login", "factor"})
ASKED_FOR_ALL = frozenset({"owner", "stranger"})
"""Who also tries the methods that an address does not declare: the answer is given before anybody is looked at."""
PLATFORM = frozenset({"administrator", "looker"})
SEE = {
    "accounts:employer": {"officer", "park_coordinator"}, "api:accounts_employer": {"officer", "park_coordinator"}, "ledger:withdraw_service": {"officer"},
    "api:ledger_withdraw_service": {"officer"}, "accounts:agree_lost_code": PLATFORM | {"security"}, "accounts:reset_lost_code": PLATFORM | {"security"},
    "accounts:decline_lost_code": PLATFORM | {"security"},
    "accounts:first_person": PLATFORM, "accounts:shut": PLATFORM, "accounts:reopen": PLATFORM, "accounts:person_reset": PLATFORM,
    "accounts:review_end": {"security"}, "accounts:unlock": {"security"},
}  # fmt: skip
"""Whose right it is to see this very thing and to do this to it, though they are not of 甲."""
HEARD = {"security": {"accounts:review GET", "accounts:lockouts GET"}}
"""Where somebody who is not of 甲 is meant to read a planted word: the stated reason of a look, the program of a locked login."""
SAME_CAPABILITIES = {
    "other_owner": "owner", "far_owner": "owner", "ended": "specialist", "far_officer": "officer", "off_scope": "specialist", "looker": "administrator",
}  # fmt: skip
LINKS = frozenset({"accounts:join", "accounts:reset_by_link", "checkups:shared", "ledger:feed", "account_login"})
"""Addresses that are themselves the right: whoever was given 甲's link, or knows a password, may use it, and that is written down."""
TELLS = {
    "accounts:ask": "an agency's request stands with the employer it names",
    "api:accounts_ask": "the same",
    "accounts:reset": "anybody may have a link sent to a login",
    "accounts:power": "a look stands in the record of the firm that is looked into",
}
"""Where somebody who is not of 甲 adds to its rows, and why; what stood there stays as it was."""
OF_ONESELF = frozenset({
    "account_change_password", "accounts:export", "accounts:me", "api:accounts_change_me", "api:accounts_export", "api:notices_change_settings",
    "api:notices_mark_all", "notices:read", "notices:settings",
})  # fmt: skip
ONCE_OF_THE_FIRM = frozenset({"employee", "former"})
"""Who is or was one of 甲's people without any right over its things: what they change of themselves stands among its rows."""
CHAIN = "audit_chain"
"""The head of the firm's record of deeds, which moves on with each event."""


@dataclass
class Visit:
    """一个人走过的: the answers by address and method; where what is there was answered unlike what is not; what changed."""

    who: str
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    unlike: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    @property
    def outcomes(self) -> dict[tuple[str, str], str]:
        return {at: answer.outcome for at, answer in self.answers.items()}


def visit(
    world: World,
    who: str,
    *,
    thorough: bool = False,
    compare: bool = True,
    only: Collection[str] | None = None,
    outsider: bool | None = None,
) -> Visit:
    """Asks every address (`only`: those) by every method it has.

    For an absent thing, too, where that could be answered otherwise (`thorough`: everywhere): whoever lacks the capability is
    refused by the policy, before any thing is looked for. `outsider`: may know nothing of 甲, whoever it is.
    """
    client, found = personas.client(world.district, who), Visit(who)
    outsider = who not in INSIDERS if outsider is None else outsider
    before = rows.of(world.own.organisation) if outsider and compare else {}

    def look(writes: frozenset[str]) -> list[str]:
        return rows.touched(world.own.organisation, before, writes)

    for address in addresses.every():
        if only is not None and address.name not in only:
            continue
        rightful = who in SEE.get(address.name, ())
        real = values(world.own, address.name, address.parts)
        none = absent(world.own, address.name, address.parts)
        for method in asked(address, who, every=thorough or not compare):
            data = sent(world.own, address.name, method)
            path = where(world.own, address.name, address.path(real))
            answer = ask(client, method, path, data, look=look if before and not rightful else None)
            found.answers[address.name, method] = answer
            world.mend()
            found.touched += [
                f"{address.name} {method}: {row}"
                for row in wrongly(answer.seen or (), address.name, before)
                if not (who in ONCE_OF_THE_FIRM and address.name in OF_ONESELF)
            ]
            if not compare or rightful or real == none or address.asks == PUBLIC:
                continue
            if answer.outcome == "404" or (outsider and (thorough or may(who, address.asks, method))):
                other = ask(client, method, where(world.own, address.name, address.path(none)), data)
                if answer.same(real.values()) != other.same(none.values()):
                    found.unlike.append(
                        f"{address.name} {method}: {answer.outcome} for what is there, {other.outcome} for what is not"
                    )
    return found


def wrongly(touched: Iterable[str], name: str, before: rows.Rows) -> Iterator[str]:
    """The rows that should have stayed as they were: of a link none, where something is told those that stood there already."""
    for row in touched:
        table, _, key = row.partition(" ")
        told = name in TELLS and ((table, key) not in before or table == CHAIN)
        if name not in LINKS and not told:
            yield row


def asked(address: addresses.Address, who: str, *, every: bool) -> list[str]:
    """The declared methods and, for a page, those it must refuse; operations of the API share addresses.

    Unless `every` is wanted, whoever the policy refuses asks once: the policy is one for all methods of an address.
    """
    if who in ASKED_FOR_ALL:
        return sorted(address.methods | (set() if address.name.startswith("api:") else {"GET", "POST", "PUT"}))
    methods = sorted(address.methods)
    return methods if every or any(may(who, address.asks, method) for method in methods) else methods[-1:]


def may(who: str, asks: str, method: str) -> bool:
    """Whether the declared policy lets the persona in at all; whose things, the table says."""
    if asks in {PUBLIC, "handled"}:
        return True
    if who in {"stranger", "shut"}:
        return False
    if asks == SIGNED_IN or (who == "looker" and asks.endswith(".read") and method == "GET"):
        return True
    return who not in {"one_factor", "former"} and asks in roles().roles[SAME_CAPABILITIES.get(who, who)].may


def faults(world: World, found: Visit, agreed: table.Table) -> dict[str, list[str]]:
    """What is wrong with a visit, by what it breaks; empty where nothing is."""
    known, who = {address.name: address for address in addresses.every()}, found.who
    at = {f"{name} {method}": (known[name].asks, method, answer) for (name, method), answer in found.answers.items()}
    heard = [
        spot for spot, (asks, _, answer) in at.items()
        if who not in INSIDERS and asks != PUBLIC and answer.holds(world.own.mark) and spot not in HEARD.get(who, set())
    ]  # fmt: skip
    different = [
        f"{name} {method}: {outcome}, agreed {agreed.get(name, {}).get(method, {}).get(who, 'nothing')}"
        for (name, method), outcome in found.outcomes.items()
        if agreed.get(name, {}).get(method, {}).get(who) != outcome
    ]
    told = {
        "the program failed": [spot for spot, (_, _, one) in at.items() if one.outcome.startswith("5")],
        "a thing of another's does not look like one that is not there": found.unlike,
        "the capability is declared and this persona does not have it": [
            spot for spot, (asks, method, one) in at.items() if one.outcome not in REFUSED and not may(who, asks, method)
        ],
        "a refusal writes nothing": [
            f"{spot}: {sorted(one.writes)}" for spot, (_, _, one) in at.items() if one.outcome in REFUSED and one.writes
        ],
        "somebody who is not of 甲 changed what is 甲's": found.touched,
        "a word planted in 甲's things came out": heard,
        "python -m tests.harness.table writes the table anew; read the difference before you agree": different,
    }  # fmt: skip
    return {what: spots for what, spots in told.items() if spots}
