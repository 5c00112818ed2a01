"""日历订阅的文件: iCalendar (RFC 5545), one all-day event a deadline with its reason, article and alarms; no tables.

A person is named by employee number unless the subscriber chose names. Identifiers stay the same from one reading to the next,
so that a calendar changes an event instead of adding another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from heyue.law.wording import pick

MORNING = timedelta(hours=9)
"""提醒在早上九点: on the day so many days before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """日历里的一项, in plain values; `leads` in days before."""

    uid: str
    due: date
    title: tuple[str, str]
    who: str
    employer: str
    reason: tuple[str, str]
    article: tuple[str, str]
    leads: Sequence[int]
    statutory: bool
    address: str


def written(entries: Iterable[Entry], *, lang: str, now: datetime) -> bytes:
    """The whole calendar; `now` stamps every event."""
    calendar = Calendar()
    calendar.add("prodid", "-//heyue//ledger//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", pick(("和约：期限", "heyue: deadlines"), lang))
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, lang, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, lang: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("dtstart", entry.due)
    event.add("dtend", entry.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    title = pick(entry.title, lang)
    who = f"（{entry.who}）" if lang == "zh" and entry.who else f" ({entry.who})" if entry.who else ""
    employer = pick((f"{entry.employer}：", f"{entry.employer}: "), lang) if entry.employer else ""
    event.add("summary", f"{employer}{title}{who}")
    last = pick(("法定的最后一天。", "The law's last day. "), lang) if entry.statutory else ""
    lines = [f"{last}{pick(entry.reason, lang)}"]
    if entry.article[0]:
        lines.append(pick((f"依据：{entry.article[0]}", f"Article: {entry.article[1]}"), lang))
    event.add("description", "\n".join([*lines, entry.address]))
    event.add("url", entry.address)
    for lead in entry.leads:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{employer}{title}{who}")
        alarm.add("trigger", MORNING - timedelta(days=lead))
        event.add_component(alarm)
    return event
