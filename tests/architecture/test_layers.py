"""层次: the import contracts keep up with the tree, and the parsing process is as bare as it claims."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.reading import ROOT, SOURCE, entries, layers

ABOVE_THE_CORE = {"web", "apps"}
KNOWS_DJANGO = {"cli"}  # inside `serve` and `manage` only, once the platform exists
BARE = ("polars", "django", "heyue.law")


def existing() -> set[str]:
    """Packages and modules directly inside src/heyue."""
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    files = {path.stem for path in SOURCE.glob("*.py")} - {"__init__", "__main__"}
    return folders | files


def test_every_existing_package_is_a_layer():
    assert existing() <= layers().keys()


def test_no_existing_package_is_still_called_planned():
    planned = {name for name, optional in layers().items() if optional}
    assert existing() & planned == set(), "it exists now: take it out of the parentheses in .importlinter"


def test_no_layer_is_promised_that_does_not_exist():
    required = {name for name, optional in layers().items() if not optional}
    assert required - existing() == set()


@pytest.mark.parametrize(
    ("contract", "exempt"),
    [("no-network", ABOVE_THE_CORE), ("no-django", ABOVE_THE_CORE | KNOWS_DJANGO)],
)
def test_every_package_of_the_core_is_bound_by_the_contract(contract: str, exempt: set[str]):
    bound = {name.removeprefix("heyue.") for name in entries(contract, "source_modules")}
    assert existing() - exempt - bound == set()


@pytest.mark.parametrize("library", BARE)
def test_the_parsing_process_holds_nothing_it_does_not_need(library: str):
    program = f"import sys, heyue.intake.child; sys.exit({library!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0, f"importing heyue.intake.child brings {library} with it"


def test_making_a_sample_company_loads_no_rule():
    """The contract sees import statements; the registry finds rules by their file names, so ask the running program."""
    program = "import sys, heyue.sample; sys.exit(any(name.startswith('heyue.law.rules.') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
