"""共用的选项: days and places as the command line takes them."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from heyue.cli.stop import Stop, say


def today() -> date:
    """今天: the only place below the web where the clock is read; the day in China."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def day(text: str, lang: str) -> date:
    """A day given as YYYY-MM-DD; Stop says what is expected."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(
            say(lang, f"日期“{text}”读不懂，请写成 2026-10-31", f"cannot read the date {text!r}; write 2026-10-31")
        ) from None


def place_code(text: str, lang: str) -> str:
    """A division code from a code or a name; Stop lists what it could be."""
    from heyue.law.divisions import PlaceUnclear, find_place

    try:
        return find_place(text)
    except PlaceUnclear as unclear:
        raise Stop(say(lang, f"地点“{text}”不清楚：{unclear}", f"place {text!r} is unclear: {unclear}")) from None


def write(text: str, path: str | None) -> None:
    """Text to a file, or to stdout."""
    if path is None:
        print(text)
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}") from None


class Arguments(argparse.ArgumentParser):
    """参数解析: one line and status 2 for wrong arguments, as every unusable input."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise Stop(f"{message}（{self.prog} --help）")
