"""打卡: punches of a clock as days of work.

The rule: the time worked on a day is its last punch less its first; meals are not taken off, because no record says how long
they were. Punches within two minutes are one. A punch before 05:00 belongs to the day before where that day has an odd number
of punches, so that work past midnight stays one day. A day with a single punch has no hours: it is a problem, not nothing.
A day is a night shift where work falls between 22:00 and 06:00.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from heyue.intake.cells import Cell, Unread, plain, read_date

DAY = 1440
NIGHT_ENDS, NIGHT_BEGINS = 6 * 60, 22 * 60
CHANGE = 5 * 60
_TIME = re.compile(r"(次日)?\s*(\d{1,2}):(\d{2})(?::\d{2})?")
A_TIME = ("打卡时间，如 08:58", "a punch time such as 08:58")


def times(cell: Cell) -> list[int]:
    """All times in a cell as minutes from midnight; 次日 adds a day; words without a time (未打卡, 休息) have none."""
    if cell is None:
        return []
    if isinstance(cell, float):
        if 0 <= cell < 2:
            return [round(cell * DAY)]
        raise Unread(*A_TIME)
    text = plain(cell)
    if text[:1] == "\x02":
        return [int(text[1:]) // 60]
    if text[:1] == "\x01":
        return [int(text[12:14]) * 60 + int(text[15:17])] if len(text) > 11 else []
    found = []
    for next_day, hour, minute in _TIME.findall(text):
        if int(hour) > 24 or int(minute) > 59:
            raise Unread(*A_TIME)
        found.append(int(hour) * 60 + int(minute) + (DAY if next_day else 0))
    if not found and re.search(r"\d", text):
        raise Unread(*A_TIME)
    return found


def moment(cell: Cell, *, epoch1904: bool = False) -> tuple[date, int] | None:
    """A day and a minute: 2024/1/5 8:58:12, or an Excel serial with its fraction."""
    if cell is None or plain(cell) == "":
        return None
    if isinstance(cell, float):
        day = read_date(int(cell), epoch1904=epoch1904)
        return (day, min(round((cell - int(cell)) * DAY), DAY - 1)) if day else None
    found = times(cell)
    day = read_date(cell, epoch1904=epoch1904)
    if day is None or not found:
        raise Unread("日期和时间，如 2026-03-01 08:58", "a day and time such as 2026-03-01 08:58")
    return day, found[0]


def distinct(minutes: Iterable[int]) -> list[int]:
    """Punches in order, those within two minutes of the one before left out."""
    kept: list[int] = []
    for minute in sorted(minutes):
        if not kept or minute - kept[-1] > 2:
            kept.append(minute)
    return kept


def by_day(punches: Iterable[tuple[date, int]]) -> dict[date, list[int]]:
    """One person's punches by working day, with those after midnight given back to an unfinished day before."""
    days: dict[date, list[int]] = {}
    for day, minute in punches:
        days.setdefault(day, []).append(minute)
    for day in sorted(days):
        days[day] = distinct(days[day])
        before = days.get(day - timedelta(days=1))
        early = [minute for minute in days[day] if minute < CHANGE]
        if before and early and len(before) % 2 == 1:
            before.append(early[0] + DAY)
            days[day].remove(early[0])
    return {day: minutes for day, minutes in sorted(days.items()) if minutes}


def worked(minutes: Sequence[int]) -> int | None:
    """Minutes from the first punch to the last; None where there are not two."""
    return minutes[-1] - minutes[0] if len(minutes) >= 2 else None


def at_night(minutes: Sequence[int]) -> bool | None:
    """Whether work fell between 22:00 and 06:00; None where there are not two punches."""
    if len(minutes) < 2:
        return None
    first, last = minutes[0], minutes[-1]
    return first < NIGHT_ENDS or last > NIGHT_BEGINS
