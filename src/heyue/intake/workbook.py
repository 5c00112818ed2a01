"""读工作簿: a company's files in, its Records out.

`start(paths)` begins reading in limited children and returns at once; the Records come from `.records()`. `read` does both.
This module imports nothing heavy, so that the children are at work before Polars is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heyue.intake import sheets
from heyue.intake.gathered import Gathered
from heyue.intake.sheets import Source, Upload
from heyue.intake.unusable import Unusable
from heyue.law.records import Problem, Records

__all__ = ["Source", "Started", "Unusable", "Upload", "line", "read", "records_of", "start"]


class Started:
    """已开始的读取: children are at work; `gathered` and `records` wait for them."""

    def __init__(self, paths: Sequence[Source], mapping: str | Path | None) -> None:
        if not paths:
            raise Unusable("没有给出文件", "no file was given")
        self.paths = list(paths)
        self.reading = sheets.start(self.paths)
        self.mapping = Path(mapping) if mapping else None

    def gathered(self) -> Gathered:
        """The company's tables as plain lists and what could not be read; raises Unusable where the mapping cannot be."""
        from heyue.intake import company  # noqa: PLC0415  the layouts are loaded while the children read

        company.library()
        try:
            mappings = [company.mapping_of(source, self.mapping) for source in self.paths]
        except company.BadMapping as bad:
            self.reading.collect()
            raise Unusable(bad.zh, bad.en) from None
        return company.gathered(self.paths, self.reading.collect(), mappings)

    def records(self) -> Records:
        """The company's tables and what could not be read; raises Unusable where nothing could be."""
        return records_of(self.gathered())


def records_of(gathered: Gathered) -> Records:
    """What was gathered as Records; raises Unusable where no table had anything to check."""
    if not gathered.tables:
        raise _unusable(gathered.problems)
    from heyue.intake import frames  # noqa: PLC0415  imports Polars

    return frames.records(gathered)


def read(paths: Sequence[Source], *, mapping: str | Path | None = None) -> Records:
    """A company's files (paths, or Uploads) as Records; raises Unusable where nothing could be checked."""
    return start(paths, mapping=mapping).records()


def start(paths: Sequence[Source], *, mapping: str | Path | None = None) -> Started:
    """Begin reading files; call it before importing anything heavy, then ask for `.records()`."""
    return Started(paths, mapping)


def _unusable(problems: Sequence[Problem]) -> Unusable:
    """The first problem as one line; where there are more, how many."""
    if not problems:
        return Unusable("文件里没有可以检查的数据", "the files hold nothing to check")
    first = problems[0]
    zh, en = line(first)
    more = len(problems) - 1
    if more:
        zh, en = f"{zh}（另有 {more} 处问题）", f"{en} ({more} more problems)"
    return Unusable(zh, en, problems)


def line(problem: Problem) -> tuple[str, str]:
    """A problem as one line that names file, sheet, row and column where they are known."""
    zh = [problem.file]
    en = [problem.file]
    if problem.sheet:
        zh.append(f"工作表“{problem.sheet}”")
        en.append(f'sheet "{problem.sheet}"')
    if problem.row is not None:
        zh.append(f"第 {problem.row} 行")
        en.append(f"row {problem.row}")
    if problem.column:
        zh.append(f"“{problem.column}”列")
        en.append(f'column "{problem.column}"')
    return " ".join(part for part in zh if part) + "：" + problem.message, ", ".join(
        part for part in en if part
    ) + ": " + problem.message_en
