"""权限矩阵: every address × method × persona, asked for 甲's thing and for one that does not exist.

Three things are held: the agreed table (expected.yaml); the declared policy (who lacks the capability never gets in); and that
whoever may not see a thing cannot tell it from one that is not there. A refusal writes nothing, and no answer to somebody who
may not see 甲's things holds a word planted in them.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN
from heyue.catalog.roles import roles
from tests.conftest import long_runs
from tests.harness import addresses, personas, table
from tests.harness.asking import Answer, ask
from tests.harness.objects import World, absent, sent, values

# Still being built: runs with the full numbers (make test-long) until every case of it is agreed.
pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.long]

INSIDERS = frozenset({"owner", "hr", "agency_head", "specialist", "looker", "off_scope"})
"""Whoever may know something of 甲's things; what exactly is for the table."""
REFUSED = frozenset({"401", "403", "404", "405", "409", "410", "login", "factor"})
ASKED_FOR_ALL = frozenset({"owner", "stranger"})
"""Who also tries the methods that an address does not declare: the answer is given before anybody is looked at."""
SEE = {
    "accounts:employer": {"officer", "park_coordinator"}, "accounts:first_person": {"administrator"}, "accounts:review_end": {"security"},
    "accounts:shut": {"administrator"}, "accounts:reopen": {"administrator"}, "accounts:person_reset": {"administrator"}, "accounts:unlock": {"security"},
    "api:accounts_employer": {"officer", "park_coordinator"}, "ledger:withdraw_service": {"officer"},
}  # fmt: skip
"""Whose right it is to see this very thing, though they are not of 甲."""
SAME_CAPABILITIES = {
    "other_owner": "owner", "far_owner": "owner", "ended": "specialist", "far_officer": "officer", "off_scope": "specialist", "looker": "administrator",
}  # fmt: skip
Answers = dict[tuple[str, str], Answer]


def outcomes(world: World, who: str, *, absent_too: bool) -> tuple[Answers, list[str]]:
    """What the persona is answered at every address for 甲's thing; and where a thing that is not there is answered differently."""
    client = personas.client(world.district, who)
    found, told = {}, []
    for address in addresses.every():
        real = values(world.own, address.name, address.parts)
        none = absent(world.own, address.name, address.parts)
        for method in sorted(asked(address, who)):
            data = sent(world.own, address.name, method)
            answer = found[address.name, method] = ask(client, method, address.path(real), data)
            world.mend()
            if not absent_too or real == none or address.asks == PUBLIC or who in SEE.get(address.name, ()):
                continue
            other = ask(client, method, address.path(none), data)
            if answer.same(real.values()) != other.same(none.values()):
                told.append(
                    f"{address.name} {method}: {answer.outcome} for what is there, {other.outcome} for what is not"
                )
    return found, told


def asked(address: addresses.Address, who: str) -> set[str]:
    """The declared methods and, for a page, those it must refuse; operations of the API share addresses."""
    extra = {"GET", "POST", "PUT"} if who in ASKED_FOR_ALL and not address.name.startswith("api:") else set[str]()
    return set(address.methods) | extra


def may(who: str, asks: str, method: str) -> bool:
    """Whether the declared policy lets the persona in at all; whose things, the table says."""
    if asks in {PUBLIC, "handled"}:
        return True
    if who in {"stranger", "shut"}:
        return False
    if asks == SIGNED_IN or (who == "looker" and asks.endswith(".read") and method == "GET"):
        return True
    return who not in {"one_factor", "former"} and asks in roles().roles[SAME_CAPABILITIES.get(who, who)].may


@pytest.fixture(scope="module")
def agreed() -> table.Table:
    return table.read(personas.everybody())


def who_asks() -> list[str]:
    """Everybody; on PostgreSQL, where the same program answers from other tables, those of whom each kind is one."""
    from django.conf import settings

    if "sqlite3" in settings.DATABASES["default"]["ENGINE"] or long_runs():
        return personas.everybody()
    return ["owner", "specialist", "officer", "auditor", "stranger", "other_owner", "ended", "looker"]


@pytest.mark.parametrize("who", who_asks())
def test_everybody_is_answered_as_agreed_and_learns_no_more(world: World, who: str, agreed: table.Table) -> None:
    found, told = outcomes(world, who, absent_too=who not in INSIDERS)
    known = {address.name: address for address in addresses.every()}
    said = {f"{name} {method}": answer for (name, method), answer in found.items()}
    asks = {f"{name} {method}": (known[name].asks, method) for name, method in found}
    assert [at for at, answer in said.items() if answer.outcome.startswith("5")] == [], "the program failed"
    assert told == [], "a thing of another's does not look like one that is not there"
    let_in = [at for at, answer in said.items() if answer.outcome not in REFUSED and not may(who, *asks[at])]
    assert let_in == [], "the capability is declared and this persona does not have it"
    wrote = {at: sorted(answer.writes) for at, answer in said.items() if answer.outcome in REFUSED and answer.writes}
    assert wrote == {}, "a refusal writes nothing"
    if who not in INSIDERS:
        heard = [at for at, answer in said.items() if asks[at][0] != PUBLIC and answer.holds(world.own.mark)]
        assert sorted(set(heard) - HEARD.get(who, set())) == [], "a word planted in 甲's things came out"
    different = {
        at: f"{answer.outcome}, agreed {agreed.get(name, {}).get(method, {}).get(who, 'nothing')}"
        for at, (name, method), answer in ((f"{key[0]} {key[1]}", key, answer) for key, answer in found.items())
        if agreed.get(name, {}).get(method, {}).get(who) != answer.outcome
    }
    assert different == {}, "python -m tests.harness.table writes the table anew; read the difference before you agree"


HEARD: dict[str, set[str]] = {
    "security": {"accounts:review GET", "accounts:lockouts GET"},
    "auditor": set(),
}
"""Where somebody who is not of 甲 is meant to read a planted word: the stated reason of a look, the program of a locked login."""


def test_the_whole_table_is_written(world: World, request: pytest.FixtureRequest) -> None:
    """Runs in `python -m tests.harness.table` only."""
    if not any(getattr(plugin, "writes_the_table", False) for plugin in request.config.pluginmanager.get_plugins()):
        pytest.skip("python -m tests.harness.table")
    found: table.Table = defaultdict(lambda: defaultdict(dict))
    for who in personas.everybody():
        for (name, method), answer in outcomes(world, who, absent_too=False)[0].items():
            found[name][method][who] = answer.outcome
    table.write(found, {address.name: address.asks for address in addresses.every()})
