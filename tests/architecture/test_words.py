"""用词: names say what a thing is, documentation begins in Chinese, nothing is put off in a comment."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.reading import ROOT, modules, name_of, tracked, tree_of

FORBIDDEN_NAMES = {"common", "core", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
PUT_OFF = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
WRITTEN = {".py", ".yaml", ".yml", ".toml", ".md", ".cfg", ".html", ".css", ".js"}
CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime", "time_ns"}


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
    assert found == []


def test_every_public_module_begins_with_its_chinese_term():
    silent = []
    for path in modules():
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


def test_only_the_command_line_reads_a_clock():
    readers = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if "cli" not in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert readers == []


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
