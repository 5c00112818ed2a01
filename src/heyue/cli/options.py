"""共用的选项: days and places as the command line takes them."""

from __future__ import annotations

import argparse
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from heyue.cli.stop import Stop, say


def today() -> date:
    """今天: the only place below the web where the clock is read; the day in China."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def day(text: str, lang: str) -> date:
    """A day given as YYYY-MM-DD; Stop says what is expected."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Stop(
            say(lang, f"日期“{text}”读不懂，请写成 2026-10-31", f"cannot read the date {text!r}; write 2026-10-31")
        ) from None
    if not 1900 <= found.year <= 2200:
        raise Stop(say(lang, f"日期“{text}”不在 1900 年到 2200 年之间", f"{text} is not between 1900 and 2200"))
    return found


def place_code(text: str, lang: str) -> str:
    """A division code from a code or a name; Stop lists what it could be."""
    from heyue.law.divisions import PlaceUnclear, find_place

    try:
        return find_place(text)
    except PlaceUnclear as unclear:
        raise Stop(say(lang, f"地点“{text}”不清楚：{unclear}", f"place {text!r} is unclear: {unclear}")) from None


def target(path: str, lang: str) -> Path:
    """The file to write to; Stop, before any work is done, where it cannot be one."""
    out = Path(path)
    if out.is_dir():
        raise Stop(say(lang, f"{path} 是文件夹，请写明文件名", f"{path} is a folder; give a file name"))
    if not out.parent.is_dir():
        raise Stop(say(lang, f"{path}：没有文件夹 {out.parent}，请先建好", f"{path}: there is no folder {out.parent}"))
    return out


@contextmanager
def writing(path: Path, lang: str) -> Iterator[None]:
    """Turns a failure to write, the disk's or the spreadsheet writer's, into one line."""
    try:
        yield
    except OSError as error:
        raise _unwritten(path, error, lang) from None
    except Exception as error:
        from xlsxwriter.exceptions import XlsxFileError  # whoever raised it has loaded it

        if not isinstance(error, XlsxFileError):
            raise
        raise _unwritten(path, error.__context__ or error, lang) from None


def _unwritten(path: Path, error: BaseException, lang: str) -> Stop:
    why = getattr(error, "strerror", None) or str(error)
    return Stop(say(lang, f"{path}：写不进去（{why}）", f"{path}: cannot be written ({why})"))


@contextmanager
def uncollected() -> Iterator[None]:
    """Loads modules without the garbage collector walking over them: it took a quarter of the time and found nothing.

    What was loaded stays for the whole run, so it is set aside from later collections too.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def write(text: str, path: Path | None, lang: str) -> None:
    """Text to a file, or to stdout."""
    if path is None:
        print(text)
        return
    with writing(path, lang):
        path.write_text(text, encoding="utf-8", errors="replace")


_REASONS = (
    (r"the following arguments are required: (.+)", "还缺 {0}"),
    (r"unrecognized arguments: (.+)", "不认识 {0}"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{0} 不能是 {1}，可以是 {2}"),
    (r"argument (.+): invalid int value: (.+)", "{0} 要填整数，不能是 {1}"),
    (r"argument (.+): expected one argument", "{0} 后面要写一个值"),
    (r"argument (.+): ignored explicit argument (.+)", "{0} 后面不用写 {1}"),
    (r"ambiguous option: (.+) could match (.+)", "{0} 可能是 {1}，请写全"),
)
"""What the parser of the standard library says, in Chinese."""


class Arguments(argparse.ArgumentParser):
    """参数解析: one line and status 2 for wrong arguments, as every unusable input; `lang` is the reader's language."""

    def __init__(self, *, lang: str, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description)
        self.lang = lang

    def error(self, message: str) -> NoReturn:
        said = message
        if self.lang == "zh":
            found = ((words, re.fullmatch(pattern, message)) for pattern, words in _REASONS)
            said = next((words.format(*match.groups()) for words, match in found if match), message)
        raise Stop(say(self.lang, f"{said}（{self.prog} --help 看用法）", f"{said} (see {self.prog} --help)"))
