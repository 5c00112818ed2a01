"""乱改的文件: whatever bytes or cells arrive, the answer is Records or Unusable, and the frames keep their types."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyue.intake.company import records_of
from heyue.intake.layouts import library
from heyue.intake.sheets import Sheet, Upload
from heyue.intake.workbook import Unusable, read
from heyue.law.records import Records
from heyue.law.tables import TABLES
from tests.intake.books import ID_WOMAN, ROSTER, book

TYPES: dict[str, Any] = {"text": pl.String, "choice": pl.String, "date": pl.Date, "month": pl.Date, "flag": pl.Boolean}


def keeps_its_promise(records: Records) -> None:
    for name, frame in records.frames.items():
        table = TABLES[name]
        assert frame.columns == [*(column.name for column in table.columns), "row", "unread"]
        wanted = [*(TYPES.get(column.kind, pl.Int64) for column in table.columns), pl.Int64, pl.String]
        assert frame.dtypes == wanted
        assert records.given[name] <= set(table.by_name)
    for problem in records.problems:
        assert problem.message
        assert problem.message_en
        assert "\n" not in problem.message
        assert ID_WOMAN not in problem.message


def labels() -> list[str]:
    found = {label for layout in (*library().exports, *library().free.values()) for label in layout.labels or {}}
    return sorted(found)


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(labels()),
    st.sampled_from(
        [
            ID_WOMAN,
            "2026-03",
            "2026年3月1日",
            "合计",
            "--",
            "次日 01:10",
            "08:58",
            "5,000",
            "8小时",
            "是",
            "\x03error",
            "\x012026-03-01",
            "\x0227000",
            "长期",
            "女",
            "3月",
        ]
    ),
    st.text(max_size=6),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet with the header of a real layout, now and then a broken one, and any cells around it."""
    layout = draw(st.sampled_from([*library().exports, *library().free.values()]))
    own = sorted(layout.labels or {}) + [label.replace("/", "") for label in layout.punches]
    header: list[Any] = sorted(layout.markers) + draw(
        st.lists(st.sampled_from(own or ["姓名"]), min_size=2, max_size=7)
    )
    header += [label for label in ("姓名", "应发工资", "入职日期") if draw(st.booleans())]
    if layout.any_of:
        header.append(min(layout.any_of))
    if layout.shape == "punch_grid":
        header = list(range(1, 32))
    header = draw(st.permutations(header)) if layout.shape == "rows" else header
    row = st.lists(CELLS, min_size=len(header), max_size=len(header))
    above = draw(st.lists(row, max_size=2))
    below = draw(st.lists(row, max_size=5))
    merged = draw(st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=2))
    name = draw(st.sampled_from(["花名册", "3月", "2026年3月", "刷卡记录", "Sheet1", None, "企业信息"]))
    boxes = [[min(a, c), min(b, d), max(a, c), max(b, d)] for a, b, c, d in merged]
    return Sheet("2026.xlsx", name, [*above, header, *below], boxes, draw(st.booleans()))


@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(st.lists(sheets(), min_size=1, max_size=3))
def test_any_cells_give_records(given_sheets: list[Sheet]):
    keeps_its_promise(records_of([Upload("a.xlsx", b"")], [given_sheets], [None]))


def mutants(seed: int, content: bytes) -> bytes:
    """The workbook with some bytes changed: of the archive, or of one part inside it."""
    draw = random.Random(seed)  # noqa: S311  bytes to change, not secrets
    if draw.random() < 0.4:
        changed = bytearray(content)
        for _ in range(draw.randint(1, 12)):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        return bytes(changed[: draw.randrange(len(changed))] if draw.random() < 0.2 else changed)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = draw.choice([name for name in old.namelist() if name.startswith("xl/")])
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                for _ in range(draw.randint(1, 8)):
                    at = draw.randrange(len(part))
                    part[at : at + draw.randint(0, 3)] = bytes(
                        draw.choices(b'0123456789ABCXZ<>/"=\x00\xff& r', k=draw.randint(0, 4))
                    )
            new.writestr(name, bytes(part))
    return out.getvalue()


def try_mutants(path: Path, seeds: range) -> None:
    content = path.read_bytes()
    for seed in seeds:
        records, line = outcome(Upload("m.xlsx", mutants(seed, content)))
        if records is None:
            assert line
            assert "\n" not in line
        else:
            keeps_its_promise(records)


def outcome(upload: Upload) -> tuple[Records | None, str]:
    try:
        return read([upload]), ""
    except Unusable as unusable:
        return None, unusable.message_zh


def seed_file(tmp_path: Path) -> Path:
    pay = [["2026年3月工资"], ["姓名", "应发工资", "实发工资"], ["甲一", 5000.5, 4500], ["乙二", "4,000", 3900]]
    return book(tmp_path / "seed.xlsx", {"花名册": ROSTER, "工资": pay}, merges={"工资": [(0, 0, 0, 2)]})


def test_changed_bytes_never_raise_anything_else(tmp_path: Path):
    try_mutants(seed_file(tmp_path), range(60))


@pytest.mark.long
def test_many_changed_bytes_never_raise_anything_else(tmp_path: Path):
    try_mutants(seed_file(tmp_path), range(1_000, 6_000))
