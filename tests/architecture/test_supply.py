"""来源: what is installed is pinned by its hash, and no committed file ties the reader to a registry."""

from __future__ import annotations

import re
import tomllib

from tests.architecture.reading import ROOT, name_of, tracked

# Written in pieces, so that this file does not hold what it looks for.
ADDRESSES = (
    "pypi.org/" + "simple",
    "registry." + "npmjs",
    "files." + "pythonhosted",
    "--extra-" + "index-url",
    "--index-" + "url ",
    "PIP_INDEX_" + "URL=",
    "UV_DEFAULT_" + "INDEX=",
)
MIRROR = re.compile(r"https?://\S+/" + r"simple/?(?=[\s\"']|$)", re.MULTILINE)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/" + r"\w")
PIN = re.compile(r"^([a-z0-9-]+)==\S+( ; .+)? \\$")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def text_files() -> dict[str, str]:
    found = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found[name_of(path)] = content.decode("utf-8")
    return found


def test_no_committed_file_holds_the_address_of_a_registry():
    holding = [
        name
        for name, text in text_files().items()
        if any(address in text for address in ADDRESSES) or MIRROR.search(text)
    ]
    assert holding == []


def test_no_committed_file_names_a_path_of_somebodys_machine():
    assert [name for name, text in text_files().items() if MACHINE.search(text)] == []


def test_every_requirement_is_pinned_and_hashed():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if line and not line.startswith(("#", " "))]
    assert heads
    for number in heads:
        assert PIN.match(lines[number]), lines[number]
        assert lines[number + 1].startswith("    --hash=sha256:"), lines[number]


def test_every_declared_dependency_is_in_the_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    names = {normal(found[0]) for text in declared if (found := re.match(r"[A-Za-z0-9._-]+", text))}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE)}
    assert names - locked == set(), "run `make lock`"
