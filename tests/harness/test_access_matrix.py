"""权限矩阵: every address × method × persona, asked for 甲's thing and for one that does not exist.

What is held (matrix.py): the agreed table (expected.yaml); the declared policy (who lacks the capability never gets in); whoever
may not see a thing cannot tell it from one that is not there; a refusal writes nothing; nothing of 甲's changes by whoever is not
of 甲; and no answer to them holds a word planted in 甲's things.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from heyue.apps.cases import views as cases
from heyue.apps.checkups.models import Checkup
from heyue.apps.deeds.policy import SIGNED_IN, Policy
from heyue.apps.plans.models import Task
from tests.conftest import long_runs
from tests.harness import addresses, personas, rows, table
from tests.harness.matrix import faults, visit
from tests.harness.objects import World

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FEWER = ("owner", "specialist", "officer", "stranger", "other_owner", "ended", "looker")
"""Who asks on PostgreSQL, where the same program answers from other tables: of each kind one."""


@pytest.fixture(scope="module")
def agreed() -> table.Table:
    return table.read(personas.everybody())


def who_asks() -> list[str]:
    """Everybody; on PostgreSQL, unless the full numbers are asked for, a few."""
    whole = "sqlite3" in settings.DATABASES["default"]["ENGINE"] or long_runs()
    return personas.everybody() if whole else list(FEWER)


@pytest.mark.parametrize("who", who_asks())
def test_everybody_is_answered_as_agreed_and_learns_no_more(world: World, who: str, agreed: table.Table) -> None:
    assert faults(world, visit(world, who, thorough=long_runs()), agreed) == {}


def test_every_address_asks_what_was_agreed() -> None:
    declared = {address.name: address.asks for address in addresses.every()}
    assert declared == table.asks(), "python -m tests.harness.table writes the table anew"


# ---- it can fail ---------------------------------------------------------------------------------------------------


def everything(cls: Any, rows: Any, actor: Any, capability: str) -> Any:
    """范围没有了: what a model's `within` would be if somebody forgot it."""
    return rows


def test_a_forgotten_scope_is_reported_as_a_leak(
    world: World, agreed: table.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checkup, "within", classmethod(everything))
    found = faults(world, visit(world, "other_owner", only={"checkups:checkup", "api:checkups_report"}), agreed)
    told = "\n".join(found)
    assert "does not look like one that is not there" in told
    assert "a word planted in 甲's things came out" in told


def test_a_forgotten_scope_is_reported_where_it_lets_somebody_write(
    world: World, agreed: table.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Task, "within", classmethod(everything))
    found = faults(world, visit(world, "other_owner", only={"plans:finish"}), agreed)
    assert any("plans_task" in row for row in found["somebody who is not of 甲 changed what is 甲's"])


def test_a_forgotten_capability_is_reported(world: World, agreed: table.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases.list_cases, "policy", Policy(SIGNED_IN, frozenset({"GET"})))
    found = faults(world, visit(world, "employee", only={"cases:list"}), agreed)
    assert any("cases:list GET: 200, agreed 404" in told for spots in found.values() for told in spots)
    assert {one.name: one.asks for one in addresses.every()} != table.asks()


def test_a_firms_rows_are_all_found_and_none_of_anothers(world: World) -> None:
    own, other = rows.of(world.own.organisation), rows.of(world.other.organisation)
    files = set(rows.files())
    assert set(own) & set(other) == files, "a row of both would be nobody's"
    tables = {table for table, key in own if key}
    assert {
        "checkups_checkup",
        "checkups_finding",
        "plans_task",
        "ledger_record",
        "audit_event",
        "evidence_version",
    } <= tables
    assert own[files.pop()]


# ---- writing it anew -----------------------------------------------------------------------------------------------


def test_the_table_is_written(world: World, request: pytest.FixtureRequest) -> None:
    """Runs in `python -m tests.harness.table` only."""
    writer = next(
        (one for one in request.config.pluginmanager.get_plugins() if hasattr(one, "wanted_of_the_table")), None
    )
    if writer is None:
        pytest.skip("python -m tests.harness.table")
    every = {address.name: address for address in addresses.every()}
    wanted = {name for name in every if writer.wanted_of_the_table(name)}
    found = {name: answers for name, answers in table.read(personas.everybody()).items() if name in set(every) - wanted}
    for who in personas.everybody():
        for (name, method), outcome in visit(world, who, compare=False, only=wanted).outcomes.items():
            found.setdefault(name, {}).setdefault(method, {})[who] = outcome
    table.write(found, {name: address.asks for name, address in every.items()})
