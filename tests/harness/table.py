"""预期表: expected.yaml says, for every address and method, how each persona is answered when it asks for 甲's thing.

`python -m tests.harness.table` writes the file anew from what the platform does now and prints what changed, each line with its
address; it is read line by line before it is committed: the table is what people have agreed to, the test only holds the platform
to it. With words (`… table plans: api:cases`) only addresses whose name holds one of them are asked; the others stay.

    checkups:checkup:
      asks: checkups.read
      GET: {"200": "agency_head hr owner", "404": others, "login": stranger}
"""

from __future__ import annotations

import difflib
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("expected.yaml")
OTHERS = "others"
Table = dict[str, dict[str, dict[str, str]]]
"""address → method → persona → outcome."""

HEAD = """# 预期表 · written by `python -m tests.harness.table`, read as a diff before it is committed; see table.py.
# address · method · outcome: personas. "others" are all personas of personas.py that the line does not name.
"""


def read(everybody: Iterable[str]) -> Table:
    """The agreed table, unfolded."""
    names = list(everybody)
    found: Table = {}
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if FILE.exists() else {}
    for address, methods in (raw or {}).items():
        found[address] = {}
        for method, outcomes in methods.items():
            if method == "asks":
                continue
            said = {who: outcome for outcome, people in outcomes.items() if people != OTHERS for who in people.split()}
            rest = next((outcome for outcome, people in outcomes.items() if people == OTHERS), "")
            found[address][method] = {who: said.get(who, rest) for who in names}
    return found


def write(table: Mapping[str, Mapping[str, Mapping[str, str]]], asks: Mapping[str, str]) -> None:
    """Writes the table, the largest group of each line as "others"."""
    lines = [HEAD]
    for address in sorted(table):
        lines.append(f"{address}:\n  asks: {asks[address]}\n".replace(f"{address}:\n", f'"{address}":\n'))
        lines += [f"  {method}: {{{_line(table[address][method])}}}\n" for method in sorted(table[address])]
    FILE.write_text("".join(lines), encoding="utf-8")


def _line(outcomes: Mapping[str, str]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for who in sorted(outcomes):
        groups[outcomes[who]].append(who)
    largest = max(groups, key=lambda outcome: (len(groups[outcome]), outcome))
    return ", ".join(
        f'"{outcome}": {OTHERS if outcome == largest else chr(34) + " ".join(groups[outcome]) + chr(34)}'
        for outcome in sorted(groups)
    )


def asks() -> dict[str, str]:
    """What each address was agreed to ask."""
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if FILE.exists() else {}
    return {address: told["asks"] for address, told in (raw or {}).items()}


def difference(before: str, after: str) -> str:
    """What changed, each line under the address it stands for."""
    told, at = [], ""
    for line in difflib.ndiff(before.splitlines(), after.splitlines()):
        sign, text = line[:1], line[2:]
        if text.startswith('"'):
            at = text.strip('":')
        if sign in "+-" and text.strip():
            told.append(f"{sign} {at}  {text.strip()}")
    return "\n".join(told)


class Writer:
    """写表的人: marks the run as one that writes the table, of addresses whose name holds one of the words given."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def wanted_of_the_table(self, name: str) -> bool:
        return not self.words or any(word in name for word in self.words)


def main(words: list[str]) -> int:
    import pytest

    before = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    run = ["-q", "-n", "0", "-p", "no:randomly", "tests/harness/test_access_matrix.py", "-k", "table_is_written"]
    ended = int(pytest.main(run, plugins=[Writer(words)]))
    print(difference(before, FILE.read_text(encoding="utf-8")) or "没有变化 · nothing changed")
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
