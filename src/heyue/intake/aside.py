"""另起一边: reads a company's files beside a process that has yet to load Polars and the rules, on a second processor.

`start` forks while this process is small; the copy has the limited child read the files, recognises the sheets and hands
plain lists back, while this process loads what it needs. Where a copy cannot be made, or does not come back with an answer,
the same work is done here, so that a fault shows where it can be reported.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from heyue.intake.gathered import Gathered
    from heyue.law.records import Records


class Aside:
    """另一边的读取: the files, and the copy of this process that reads them (0: none)."""

    def __init__(self, paths: Sequence[str | Path], mapping: Path | None) -> None:
        self.paths, self.mapping = list(paths), mapping
        self.pid = self.answer = 0
        if _alone() and self.paths:
            self.answer = os.memfd_create("heyue")
            self.pid = os.fork()
            if not self.pid:
                _read(self.answer, self.paths, mapping)

    def records(self) -> Records:
        """The company's Records; raises Unusable where nothing could be used."""
        from heyue.intake import workbook  # noqa: PLC0415  after the fork, beside the reading

        gathered = self._gathered() if self.pid else None
        if gathered is None:
            return workbook.read(self.paths, mapping=self.mapping)
        return workbook.records_of(gathered)

    def _gathered(self) -> Gathered | None:
        from heyue.intake.gathered import Filled, Gathered  # noqa: PLC0415  as above
        from heyue.law.records import Problem  # noqa: PLC0415  as above

        _, status = os.waitpid(self.pid, 0)
        with os.fdopen(self.answer, "rb") as held:
            if status:
                return None
            held.seek(0)
            tables, problems = marshal.loads(held.read())  # noqa: S302  written by our own copy, which only ever parsed JSON
        filled = {name: Filled(*parts) for name, *parts in tables}
        return Gathered(filled, [Problem(*parts) for parts in problems])


def start(paths: Sequence[str | Path], *, mapping: Path | None = None) -> Aside:
    """Begin reading; call it before importing anything heavy, then ask for `.records()`."""
    return Aside(paths, mapping)


def _alone() -> bool:
    """Whether a copy of this process is safe and worth its while: one thread, and Polars (with its own threads) not loaded."""
    threading = sys.modules.get("threading")
    return (
        sys.platform == "linux" and "polars" not in sys.modules and (threading is None or threading.active_count() == 1)
    )


def _read(answer: int, paths: Sequence[str | Path], mapping: Path | None) -> NoReturn:
    """In the copy: gathers and writes the answer. Whatever fails leaves no answer; nothing is printed or cleaned up twice."""
    gc.disable()  # it ends within a second or two, and lists of cells are no cycles
    try:
        from heyue.intake import workbook  # noqa: PLC0415  only the copy needs it at once

        gathered = workbook.start(paths, mapping=mapping).gathered()
        tables = [(name, t.columns, t.rows, t.unread, t.given) for name, t in gathered.tables.items()]
        problems = [(p.file, p.sheet, p.row, p.column, p.message, p.message_en, p.code) for p in gathered.problems]
        with os.fdopen(answer, "wb") as held:
            held.write(marshal.dumps((tables, problems)))
    except BaseException:  # noqa: BLE001  the process that waits does the work itself and reports what is wrong
        os._exit(1)
    os._exit(0)
