"""网页上能做的，程序也能做: docs/api.md says for every page which operation does it or why none does; every verb likewise."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import heyue.apps
from heyue.apps.audit.operation import OPERATIONS
from heyue.apps.audit.verbs import verbs
from heyue.web.api.building import document, name_of, operations
from tests.harness import addresses

ROOT = Path(__file__).resolve().parents[3]
APPS = Path(heyue.apps.__path__[0])
TABLE = (ROOT / "docs" / "api.md").read_text("utf-8").partition("## 网页和操作")[2]
LIBRARY_ONLY = ("socialaccount_", "openid_connect_")
"""Pages that are there only where an installation has a provider."""


def named(cell: str) -> list[str]:
    return re.findall(r"`([a-z_]+(?::[a-z_]+)?)`", cell)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows() -> list[list[str]]:
    return [cells(line) for line in TABLE.splitlines() if line.startswith("| `")]


def test_every_page_stands_in_the_table_once_with_its_operation_or_its_reason() -> None:
    pages = Counter(page for row in rows() for page in named(row[0]))
    every = {one.name for one in addresses.every() if not one.name.startswith(("api:", "demo:", *LIBRARY_ONLY))}
    assert sorted(every - set(pages)) == [], "say in docs/api.md which operation does this, or why none does"
    assert sorted(set(pages) - every) == [], "no such page"
    assert [page for page, times in pages.items() if times > 1] == []
    assert [row for row in rows() if not row[1] and not row[2]] == []


def test_every_operation_stands_in_the_table_and_no_other() -> None:
    told = {operation for row in rows() for operation in named(row[1])}
    assert told == {name_of(one) for one in operations()}


# ---- verbs ---------------------------------------------------------------------------------------------------------

BY_THE_PROGRAM = "the program does it, or it is part of another deed"
BY_A_PERSON = "a person does it on the site: password, second factor, notice read, or a stated reason"
AS_A_FILE = "the API gives the same rows as pages of a list"
UNREACHED = {
    **dict.fromkeys(
        (
            "accounts.joined", "accounts.organisation_closed", "accounts.reset_sent", "audit.shredded", "cases.reminded", "checkups.advance",
            "checkups.ask", "checkups.fail", "checkups.finish", "checkups.resume", "checkups.take_up", "evidence.swept",
            "ledger.accepted", "ledger.proposed", "ledger.remind", "ledger.retain", "notices.delivery_given_up", "plans.rechecked",
            "accounts.retained", "cases.retained", "evidence.retained", "plans.retained", "plans.answered",
            "ledger.begin", "ledger.written", "ledger.hand_back", "ledger.take_up_again",
        ),
        BY_THE_PROGRAM,
    ),
    **dict.fromkeys(
        (
            "accounts.disabled", "accounts.enabled", "accounts.erased", "accounts.factor_added", "accounts.factor_removed", "accounts.factor_reset",
            "accounts.factor_reset_agreed", "accounts.factor_reset_asked", "accounts.factor_reset_declined", "accounts.invitation_taken",
            "accounts.organisation_registered", "accounts.password_changed", "accounts.password_reset", "accounts.power_ended",
            "accounts.power_opened", "accounts.reset_asked", "accounts.reset_link_made", "accounts.signed_in", "accounts.signed_up",
            "accounts.switched", "accounts.token_made", "accounts.unlocked",
        ),
        BY_A_PERSON,
    ),
    **dict.fromkeys(("accounts.clients_exported", "audit.exported", "cases.listed", "ledger.export"), AS_A_FILE),
    "ledger.agree": "a program waits for the answer: ledger_take_over agrees and writes in one call",
    **dict.fromkeys(("checkups.shared", "ledger.read_feed"), "whoever has the address reads it as it is"),
}  # fmt: skip
"""Verbs that no operation of the API does, each with its reason; read it again before you add one."""


WITHIN = {"evidence.added": "evidence_add", "evidence.version_added": "evidence_replace", "plans.made": "checkups_plan"}
"""Verbs of deeds that are done inside another function of the same operations, and the operation of the API that does it."""


def called() -> set[str]:
    """Verbs of the operations that the API's modules call, read from their source."""
    found = set()
    for path in APPS.glob("*/*api.py"):
        if not {"operations.py", "operations"} & {one.name for one in path.parent.iterdir()}:
            continue
        module = importlib.import_module(f"heyue.apps.{path.parent.name}.operations")
        used = {
            getattr(module, node.attr, None)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "operations"
        }
        found |= {verb for verb, done in OPERATIONS.items() if done in used}
    return found


def test_every_verb_is_within_reach_of_the_api_or_has_a_reason() -> None:
    assert set(WITHIN.values()) <= {name_of(one) for one in operations()}
    reached = called() | set(WITHIN)
    assert len(reached) > 60
    assert sorted(set(verbs()) - reached - set(UNREACHED)) == []
    assert sorted(set(UNREACHED) & reached) == [], "reached after all"
    assert sorted(set(UNREACHED) - set(verbs())) == [], "no such verb"


# ---- the OpenAPI document ------------------------------------------------------------------------------------------


def every_schema(node: Any) -> list[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return ([node] if isinstance(node, dict) else []) + [one for part in inner for one in every_schema(part)]


def test_the_document_is_whole() -> None:
    """What OpenAPI 3.1 asks of a document, as far as a generator could get it wrong."""
    told = json.loads(document())
    assert told["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(told["info"])
    schemas = told["components"]["schemas"]
    refs = {one["$ref"] for one in every_schema(told) if isinstance(one.get("$ref"), str)}
    assert all(ref.startswith("#/components/schemas/") and ref.rpartition("/")[2] in schemas for ref in refs)
    ids = [operation["operationId"] for methods in told["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))
    for path, methods in told["paths"].items():
        assert path.startswith("/")
        parts = set(re.findall(r"{(\w+)}", path))
        for operation in methods.values():
            given = [(one["in"], one["name"]) for one in operation.get("parameters", ())]
            assert len(given) == len(set(given)), operation["operationId"]
            assert {name for where, name in given if where == "path"} == parts, operation["operationId"]
            assert all(one.get("required") for one in operation.get("parameters", ()) if one["in"] == "path")
            assert operation["responses"], operation["operationId"]
            assert all(re.fullmatch(r"[1-5]\d\d", code) for code in operation["responses"])
            assert operation["summary"], operation["operationId"]
            assert operation["description"], operation["operationId"]
            assert set(operation["tags"]) - {""}


def test_every_operation_shows_an_example_of_what_it_takes() -> None:
    told = json.loads(document())
    for methods in told["paths"].values():
        for operation in methods.values():
            wanted = [one for one in operation.get("parameters", ()) if one["in"] == "path" or one.get("required")]
            assert all("example" in one for one in wanted), operation["operationId"]
            bodies = operation.get("requestBody", {}).get("content", {}).values()
            assert all("example" in one for one in bodies), operation["operationId"]
            assert "<" not in json.dumps([one.get("example") for one in bodies]), operation["operationId"]
