"""测试的共同约定: what a machine may lack, what it must not lack, and a closing list of what did not run and why.

A test marked `browser` or `office` needs a program that not every machine has. Where the program is absent the test is
skipped with its reason, except where HEYUE_REQUIRE (a comma-separated list, set by .ci/run) names it: there it fails.
A test marked `long` runs with HEYUE_LONG=1 only.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROGRAMS = {
    "browser": ("HEYUE_CHROMIUM", ("chromium", "chromium-browser", "google-chrome", "chrome"), "Chromium"),
    "office": ("HEYUE_SOFFICE", ("soffice", "libreoffice"), "LibreOffice"),
}
"""Marker → the variable that may name the program, the names to look for, what a person calls it."""

LOOPBACK = ["127.0.0.1", "::1"]

# Machines differ in speed and share their processors: slowness alone is no failure, and a failure must repeat.
settings.register_profile("heyue", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("heyue")


def find_program(marker: str) -> Path | None:
    """The program a marker needs, or None where this machine has none."""
    variable, names, _ = PROGRAMS[marker]
    for name in (os.environ.get(variable, ""), *names):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    return None


def required() -> frozenset[str]:
    """What HEYUE_REQUIRE names; an unknown name is a mistake worth stopping for."""
    names = frozenset(name.strip() for name in os.environ.get("HEYUE_REQUIRE", "").split(",") if name.strip())
    if unknown := names - PROGRAMS.keys():
        raise pytest.UsageError(f"HEYUE_REQUIRE knows {', '.join(PROGRAMS)}; it was given {', '.join(sorted(unknown))}")
    return names


def long_runs() -> bool:
    """Whether the full numbers were asked for."""
    return os.environ.get("HEYUE_LONG", "") not in {"", "0"}


def need(marker: str) -> Path:
    """The program, or the end of the test: skipped with a reason, failed where HEYUE_REQUIRE names it."""
    program = find_program(marker)
    if program is not None:
        return program
    variable, _, called = PROGRAMS[marker]
    reason = f"{called} is not installed here (or name it in {variable})"
    if marker in required():
        pytest.fail(f"{reason}, and HEYUE_REQUIRE={os.environ['HEYUE_REQUIRE']} asks for it", pytrace=False)
    pytest.skip(reason)


def pytest_configure(config: pytest.Config) -> None:
    """A misspelt HEYUE_REQUIRE stops the run before it begins."""
    required()


ON_BOTH_DATABASES = ("tests/apps/audit/", "tests/apps/cases/", "tests/apps/lists/")
"""Folders of which every test runs on SQLite and again on PostgreSQL; elsewhere a test says so itself, by its marker."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test talks to a server on this machine, and to nothing else; some folders are tested on both databases."""
    for item in items:
        if item.nodeid.startswith(ON_BOTH_DATABASES):
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("browser") and not item.get_closest_marker("allow_hosts"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Decides, before any fixture is built, whether this machine can run the test."""
    if item.get_closest_marker("long") and not long_runs():
        pytest.skip("full numbers; run `make test-long`")
    for marker in PROGRAMS:
        if item.get_closest_marker(marker):
            need(marker)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Path of a Chromium (for playwright's `executable_path`); mark the test `browser`."""
    return need("browser")


@pytest.fixture(scope="session")
def soffice() -> Path:
    """Path of LibreOffice's soffice; mark the test `office`, and give each run its own -env:UserInstallation."""
    return need("office")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parents[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The closing list: what did not run, and why."""
    left_out: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        left_out[reason.removeprefix("Skipped: ")].append(report.nodeid)
    terminalreporter.section("未运行 · did not run")
    if not left_out:
        terminalreporter.write_line("没有遗漏，全部运行。 Nothing was left out.")
    for reason, tests in sorted(left_out.items()):
        terminalreporter.write_line(f"{len(tests)} × {reason}")
        for name, count in sorted(Counter(test.partition("[")[0] for test in tests).items()):
            terminalreporter.write_line(f"    {name}" + (f" × {count}" if count > 1 else ""))
