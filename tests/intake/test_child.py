"""读表子进程: what it imports, what it may not do, and what it passes on."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from heyue.intake import child, sheets
from tests.intake.books import ROSTER, book

SCRIPT = Path(child.__file__)


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_the_child_imports_only_the_standard_library_and_calamine():
    roots = {name.split(".", maxsplit=1)[0] for name in imports_of(SCRIPT)}
    assert roots <= set(sys.stdlib_module_names) | {"python_calamine"}


def test_starting_to_read_imports_neither_polars_nor_yaml():
    program = (
        "import sys, heyue.intake.workbook; print(sorted({'polars', 'yaml', 'django', 'numpy'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


def run(program: str) -> str:
    code = f"import sys; sys.path.insert(0, {str(SCRIPT.parent)!r}); import child\n{program}"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_the_child_can_open_no_file_and_no_socket():
    opened = "import socket\nchild.limit(); child.close_doors()\n"
    attempt = "try:\n {}\n print('open')\nexcept OSError as error:\n print(error.errno)\n"
    assert run(opened + attempt.format("open('/etc/hostname')")) == "24"
    assert run(opened + attempt.format("socket.socket()")) == "24"


def test_the_child_cannot_take_more_than_its_memory():
    program = "child.limit()\ntry:\n x = bytearray(900 * 1024 * 1024)\n print('taken')\nexcept MemoryError:\n print('refused')\n"
    assert run(program) == "refused"


def test_values_keep_their_kind_and_their_digits(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx", {"S": [[5001, 12.1, 0.1 + 0.2, "００１", True, None, " 空 格 ", 440105199001011000]]}
    )
    answer = sheets.start([path]).collect()[0]
    assert isinstance(answer, list)
    assert answer[0].rows == [[5001, 12.1, 0.3, "００１", "TRUE", None, "空 格", 440105199001011000]]


def test_a_child_that_dies_or_hangs_costs_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = book(tmp_path / "a.xlsx", {"花名册": ROSTER})
    job = sheets.Job(path)
    assert job.process is not None
    job.process.kill()
    died = job.result()
    assert isinstance(died, list) or died.code == "too_slow"
    monkeypatch.setattr(sheets, "WALL_SECONDS", 0.0001)
    slow = sheets.Job(path).result()
    assert isinstance(slow, sheets.Refusal)
    assert slow.code == "too_slow"


def test_more_files_than_children_are_read_in_order(tmp_path: Path):
    paths = [book(tmp_path / f"{at}.xlsx", {f"S{at}": [[at]]}) for at in range(7)]
    answers = sheets.start(paths).collect()
    assert [answer[0].name for answer in answers if isinstance(answer, list)] == [f"S{at}" for at in range(7)]


def test_the_answer_is_plain_json(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", {"花名册": ROSTER})
    spec = find_spec("python_calamine")
    assert spec is not None
    assert spec.origin is not None
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(Path(spec.origin).parent.parent)]
    with path.open("rb") as given:
        out = subprocess.run(command, stdin=given, capture_output=True, check=True).stdout
    assert json.loads(out)["sheets"][0]["rows"][1][:2] == ["A1", "甲一"]
