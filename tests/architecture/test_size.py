"""篇幅上限: a module is read in one sitting, a function at one glance."""

from __future__ import annotations

from tests.architecture.reading import functions, modules, name_of

MODULE_LINES = 500
FUNCTION_LINES = 60
LINE_CHARACTERS = 130  # the formatter keeps code within 120; a sentence in a docstring may end a word later

# These lists may only shrink: an entry that is no longer needed, or could be lower, fails the test below.
LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}


def lengths_of_modules() -> dict[str, int]:
    return {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}


def lengths_of_functions() -> dict[str, int]:
    longest: dict[str, int] = {}
    for name, lines in functions():
        longest[name] = max(lines, longest.get(name, 0))
    return longest


def above(lengths: dict[str, int], ceiling: int, exceptions: dict[str, int]) -> dict[str, int]:
    return {name: lines for name, lines in lengths.items() if lines > exceptions.get(name, ceiling)}


def outlived(lengths: dict[str, int], ceiling: int, exceptions: dict[str, int]) -> dict[str, int]:
    return {name: lines for name, lines in exceptions.items() if lengths.get(name, 0) != lines or lines <= ceiling}


def test_no_module_is_longer_than_its_ceiling():
    assert above(lengths_of_modules(), MODULE_LINES, LONG_MODULES) == {}


def test_no_function_is_longer_than_its_ceiling():
    assert above(lengths_of_functions(), FUNCTION_LINES, LONG_FUNCTIONS) == {}


def test_no_exception_outlives_its_need():
    assert outlived(lengths_of_modules(), MODULE_LINES, LONG_MODULES) == {}
    assert outlived(lengths_of_functions(), FUNCTION_LINES, LONG_FUNCTIONS) == {}


def test_no_line_runs_out_of_sight():
    long_lines = [
        f"{name_of(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LINE_CHARACTERS
    ]
    assert long_lines == []


def test_an_exception_that_is_no_longer_needed_is_reported():
    lengths = {"a.py": 400, "b.py": 700}
    assert above(lengths, 500, {"b.py": 700}) == {}
    assert above(lengths, 500, {"b.py": 650}) == {"b.py": 700}
    assert outlived(lengths, 500, {"a.py": 620}) == {"a.py": 620}, "a.py became short"
    assert outlived(lengths, 500, {"b.py": 800}) == {"b.py": 800}, "b.py shrank: so must its entry"
    assert outlived(lengths, 500, {"gone.py": 600}) == {"gone.py": 600}
