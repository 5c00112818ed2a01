"""用词: names say what a thing is, documentation begins in Chinese, nothing is put off in a comment."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, SOURCE, modules, name_of, tracked, tree_of

FORBIDDEN_NAMES = {"common", "core", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
PUT_OFF = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
WRITTEN = {".py", ".yaml", ".yml", ".toml", ".md", ".cfg", ".html", ".css", ".js"}
CLOCKS = {"today", "now", "utcnow", "localtime", "localdate", "gmtime", "time_ns"}
CONVERSIONS = {"localtime", "localdate", "gmtime"}
"""With an argument these say a given moment in another way; without one they read the clock."""
DJANGOS_WORD = {
    "src/heyue/apps/accounts/models.py::PersonManager",
    "src/heyue/apps/deeds/scope.py::ScopedManager",
}
"""Django calls what answers `objects` a manager; its own command for a new administrator asks for one by its methods."""


def words_of(name: str) -> set[str]:
    return set(name.split("_"))


def test_no_module_or_package_has_a_name_that_says_nothing():
    named = {
        name_of(path): words_of(part) & FORBIDDEN_NAMES
        for path in modules()
        for part in path.relative_to(ROOT / "src").with_suffix("").parts
    }
    assert {name for name, found in named.items() if found} == set()


def test_no_class_is_a_manager_or_a_helper():
    ends = ("Manager", "Helper", "Helpers", "Utils")
    found = [
        f"{name_of(path)}::{node.name}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(ends)
    ]
    assert sorted(found) == sorted(DJANGOS_WORD)


def test_every_public_module_begins_with_its_chinese_term():
    silent = []
    for path in modules():
        if "migrations" in path.parts:  # written by makemigrations
            continue
        public = path.stem == "__init__" or not path.stem.startswith("_")
        first = (ast.get_docstring(tree_of(path)) or "").split("\n", maxsplit=1)[0]
        if public and not CHINESE.search(first):
            silent.append(name_of(path))
    assert silent == []


def test_nothing_is_put_off():
    found = [
        f"{name_of(path)}:{number}"
        for path in tracked()
        if path.suffix in WRITTEN
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if PUT_OFF.search(line)
    ]
    assert found == []


def reads_a_clock(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS):
        return False
    return node.func.attr not in CONVERSIONS or not (node.args or node.keywords)


def may_read_a_clock(path: Path) -> bool:
    """What starts something: the command line, a request's entry, what the queue starts, management commands, metrics."""
    part = path.relative_to(SOURCE).parts
    return (
        part[0] == "cli"
        or (part[0] == "web" and (part[1] in {"middleware.py", "metrics.py"} or "management" in part))
        or (part[0] == "apps" and (part[-1] == "tasks.py" or "management" in part))
    )


def test_only_the_outermost_layer_reads_a_clock():
    readers = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if not may_read_a_clock(path)
        for node in ast.walk(tree_of(path))
        if reads_a_clock(node)
    ]
    assert readers == []


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("timezone.now()", True),
        ("date.today()", True),
        ("timezone.localtime()", True),
        ("timezone.localtime(moment)", False),
        ("actor.now", False),
    ],
)
def test_saying_a_given_moment_in_local_time_is_no_reading_of_a_clock(text: str, reads: bool):
    assert any(reads_a_clock(node) for node in ast.walk(ast.parse(text))) is reads


def test_whoever_draws_lots_gives_a_seed():
    unseeded = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rsplit(".", maxsplit=1)[-1] in {"default_rng", "Random", "RandomState", "PCG64"}
        and not (node.args or node.keywords)
    ]
    assert unseeded == []


@pytest.mark.parametrize("name", ["docs/words.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"])
def test_what_a_newcomer_looks_for_is_there(name: str):
    assert (ROOT / name).stat().st_size > 0


def test_each_word_has_one_row():
    text = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([^|]+?) \| `[^|]+` \|", text, flags=re.MULTILINE)
    assert len(terms) > 30
    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []
