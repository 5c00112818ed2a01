"""平台的规矩: which file of an app may use which, where rows are reached without a person, and words that have no place here."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, SOURCE, modules, name_of, tree_of

APPS = SOURCE / "apps"
PLATFORM = (APPS, SOURCE / "web")
MAY_NOT_USE = {
    "models": {"access", "queries", "operations", "forms", "views", "api", "tasks"},
    "access": {"queries", "operations", "forms", "views", "api", "tasks"},
    "queries": {"operations", "forms", "views", "api", "tasks"},
    "operations": {"forms", "views", "api", "tasks"},
    "forms": {"operations", "views", "api", "tasks", "models"},
    "views": {"models", "api", "tasks"},
    "api": {"models", "views", "tasks"},
    "tasks": {"forms", "views", "api", "models"},
}
"""File (or folder) of an app → those of any app that it may not import: parse → access → one call → render."""
EXCEPTIONS = {
    "src/heyue/apps/ledger/views/chosen.py": "an annotation: which employer's ledger is looked at",
}


def platform() -> list[Path]:
    return [
        path
        for path in modules()
        if any(path.is_relative_to(root) for root in PLATFORM) and "migrations" not in path.parts
    ]


def role_of(path: Path) -> str:
    """`views` for apps/x/views.py, apps/x/views/own.py and apps/x/filling_views.py; "" for a file of no role."""
    inside = path.relative_to(APPS).parts[1:]
    if not inside:
        return ""
    name = inside[0].removesuffix(".py")
    return name if name in MAY_NOT_USE else next((role for role in MAY_NOT_USE if name.endswith(f"_{role}")), "")


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, app and file of every import from an app, wherever in the file it stands."""
    for node in ast.walk(tree_of(path)):
        named: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("heyue.apps."):
            named = (
                [node.module] if node.module.count(".") > 2 else [f"{node.module}.{alias.name}" for alias in node.names]
            )
        elif isinstance(node, ast.Import):
            named = [alias.name for alias in node.names if alias.name.startswith("heyue.apps.")]
        for name in named:
            parts = name.split(".")
            if len(parts) > 3:
                yield node.lineno, parts[2], parts[3]


def test_every_file_of_an_app_uses_only_what_its_place_allows():
    wrong = [
        f"{name_of(path)}:{line} uses {app}.{file}"
        for path in platform()
        if path.is_relative_to(APPS) and (role := role_of(path)) and name_of(path) not in EXCEPTIONS
        for line, app, file in imports(path)
        if file in MAY_NOT_USE[role]
    ]
    assert wrong == []


def test_no_exception_outlives_its_need():
    needless = [
        name
        for name in EXCEPTIONS
        if not any(file in MAY_NOT_USE[role_of(ROOT / name)] for _, _, file in imports(ROOT / name))
    ]
    assert needless == []


# ---- rows without a person -----------------------------------------------------------------------------------------

UNSCOPED = {
    "operations": "a deed locks and writes rows of which access.py has said that they may be had",
    "access": "rows that are reached by a token, or whose right follows from another thing's",
}
"""Files by role that may say `unscoped`."""
UNSCOPED_BESIDES = {
    "accounts/naming.py": "names of people and firms for records that somebody may read",
    "accounts/queries.py": "memberships and agencies, each narrowed by hand to what the caller may see",
    "accounts/standing.py": "makes the actor: there is none yet",
    "audit/anchors.py": "the whole record's heads",
    "audit/chain.py": "the whole record",
    "audit/queries.py": "when one's own organisation last acted: narrowed to it",
    "cases/parties.py": "who may be told and assigned",
    "checkups/queries.py": "rows of a check-up that access.py has given out",
    "checkups/reports.py": "rows of a check-up that access.py has given out",
    "evidence/queries.py": "pieces of a thing that its own app has given out",
    "ledger/deadlines.py": "one firm's rows, for the program",
    "ledger/listing.py": "one firm's rows, given out by access.py",
    "ledger/offered.py": "one firm's rows, given out by access.py",
    "ledger/projection.py": "one firm's rows, for the program",
    "ledger/queries.py": "one firm's rows, given out by access.py",
    "ledger/reading.py": "one firm's rows, for the program",
    "notices/outbox.py": "who is told, at the moment of a deed",
    "notices/sending.py": "the program sends what was queued",
    "notices/telling.py": "the program tells of what was recorded",
    "plans/queries.py": "rows of a plan that access.py has given out",
    "deeds/scope.py": "defines it",
}
"""Other files below apps/ that may, each with its reason; the list may only shrink."""


def test_rows_are_reached_without_a_person_in_listed_files_only():
    saying = {
        name_of(path): path
        for path in platform()
        if "unscoped" in {getattr(node, "attr", "") for node in ast.walk(tree_of(path))}
    }
    strange = [
        name
        for name, path in saying.items()
        if path.is_relative_to(APPS)
        and role_of(path) not in UNSCOPED
        and path.relative_to(APPS).as_posix() not in UNSCOPED_BESIDES
    ]
    strange += [name for name, path in saying.items() if path.is_relative_to(SOURCE / "web") and path.name != "demo.py"]
    assert strange == []


def test_no_listed_file_has_stopped_needing_it():
    needless = [
        name
        for name in UNSCOPED_BESIDES
        if not (APPS / name).exists() or "unscoped" not in (APPS / name).read_text(encoding="utf-8")
    ]
    assert needless == []


# ---- words that have no place here ---------------------------------------------------------------------------------

FORBIDDEN = {
    r"\bmark_safe\b": "text of people becomes HTML",
    r"\|\s*safe\b": "text of people becomes HTML",
    r"autoescape off": "text of people becomes HTML",
    r"\bcsrf_exempt\b": "another site could write",
    r"\.raw\(": "SQL by hand",
    r"\.extra\(": "SQL by hand",
    r"\bRawSQL\b": "SQL by hand",
    r"fields\s*=\s*[\"']__all__": "every column becomes writable",
    r"\bModelForm\b": "columns become writable by name",
    r"\bpickle\b": "reading it runs it",
    r"yaml\.load\((?!(?:.|\n){0,200}?CSafeLoader)": "reading it may run it",
    r"\byaml\.(?:unsafe_load|full_load)\b": "reading it may run it",
    r"shell\s*=\s*True": "text becomes a command",
    r"HTTP_REFERER|headers\[.Referer": "the caller writes it himself",
    r"(?<![\w.])(?:eval|exec)\(": "text becomes a program",
    r"@login_required|user_passes_test|permission_required": "the policy is declared in one way only",
    r"style=|\son(?:click|load|error|submit|change)=": "the strict policy of the browser refuses it",
    r"<script(?![^>]*\ssrc=|[^>]*\stype=.application/json)": "the strict policy of the browser refuses it",
}
ALLOWED = {
    ("src/heyue/web/api/building.py", r"\bcsrf_exempt\b"): "answers a description or “not there”, to GET",
}


COMMENT = re.compile(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)


def sources() -> Iterator[tuple[str, str]]:
    for root in PLATFORM:
        for path in sorted(root.rglob("*")):
            if path.suffix in {".py", ".html"} and "static" not in path.parts and "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                yield name_of(path), COMMENT.sub("", text) if path.suffix == ".html" else text


@pytest.mark.parametrize("pattern", list(FORBIDDEN))
def test_what_has_no_place_here_is_not_here(pattern: str):
    markup = pattern.startswith(("style=", "<script", r"\|", "autoescape"))
    found = [
        f"{name}:{text[: hit.start()].count(chr(10)) + 1}"
        for name, text in sources()
        if (name, pattern) not in ALLOWED and (not markup or name.endswith(".html"))
        for hit in re.finditer(pattern, text)
    ]
    assert found == [], FORBIDDEN[pattern]


# ---- verbs ---------------------------------------------------------------------------------------------------------


def test_every_verb_has_one_operation_and_every_operation_a_verb():
    from heyue.apps.audit.operation import OPERATIONS
    from heyue.apps.audit.verbs import verbs

    for path in platform():
        if path.is_relative_to(APPS) and "@operation(" in path.read_text(encoding="utf-8"):
            importlib.import_module(
                ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
            )
    declared = Counter(
        node.args[0].value
        for path in platform()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "operation"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    )
    assert [name for name, times in declared.items() if times > 1] == []
    assert set(verbs()) - set(OPERATIONS) == set(), "a sentence for something that nothing does"
    assert set(OPERATIONS) - set(verbs()) == set()


def test_nobody_but_an_operation_writes_an_event():
    appending = [
        name_of(path)
        for path in platform()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"chain.append", "Event.unscoped.create", "Event.unscoped.bulk_create"}
    ]
    assert set(appending) == {"src/heyue/apps/audit/operation.py"}
