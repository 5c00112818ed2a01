"""源码的读法: the repository's own files as the architecture tests see them."""

from __future__ import annotations

import ast
import configparser
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "heyue"


def modules() -> list[Path]:
    """Every Python file of the product."""
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """A path as it is written in a message: relative to the checkout, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """A file's syntax tree, read once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions() -> Iterator[tuple[str, int]]:
    """Every function of the product as `file::name`, with the lines from its `def` to its end."""
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}::{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that is or would be committed; git-ignored files are not looked at."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so what is committed cannot be told")
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
    ).stdout.decode("utf-8")
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def contracts() -> configparser.ConfigParser:
    """The contracts of .importlinter."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def entries(contract: str, option: str) -> list[str]:
    """The lines of one option of one contract."""
    return contracts()[f"importlinter:contract:{contract}"][option].split("\n")[1:]


def layers() -> dict[str, bool]:
    """Each package of the layers contract, from top to bottom, and whether it stands in parentheses (is planned)."""
    found: dict[str, bool] = {}
    for line in entries("layers", "layers"):
        for tail in line.replace(":", "|").split("|"):
            word = tail.strip()
            found[word.strip("()")] = word.startswith("(")
    return found
