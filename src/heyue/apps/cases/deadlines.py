"""事项的期限: the day by which something is due on arrival in a state, by a rule of the law or by a stated setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from heyue.apps.cases.models import Case
from heyue.catalog.workflows import Deadline as Declared
from heyue.law.calendar import is_provisional, next_workday
from heyue.law.question import BadQuestion, ask
from heyue.law.registry import variants

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """算出的期限: the day (None where facts are missing), why that day, and the article ("" for a setting)."""

    due: date | None
    reason: Pair
    article: Pair = ("", "")


def reckon(declared: Declared, case: Case, day: date) -> Reckoned:
    """The deadline of a state reached on `day`."""
    found = _by_law(declared, case, day) if declared.rule else _by_setting(declared, day)
    return _not_after(declared.latest.removeprefix("case."), case, found) if declared.latest else found


def _by_setting(declared: Declared, day: date) -> Reckoned:
    zh, en = declared.source
    if not declared.working:
        return Reckoned(day + timedelta(days=declared.days or 0), (zh, en))
    due = day
    for _ in range(declared.days or 0):
        due = next_workday(due)
    if is_provisional(due):
        zh += "；那一年的放假安排还没公布，暂按周一到周五算"
        en += "; the holidays of that year are not published yet, so Monday to Friday are counted"
    return Reckoned(due, (zh, en))


def _not_after(name: str, case: Case, found: Reckoned) -> Reckoned:
    """The day found, or the case's own last day where that comes first: an answer after it would be of no use."""
    last = case.facts.get(name)
    if not last or (found.due is not None and found.due <= date.fromisoformat(last)):
        return found
    day = date.fromisoformat(last)
    why = (str(case.facts.get(f"{name}_zh", "")), str(case.facts.get(f"{name}_en", "")))
    zh = f"要赶在这件事自己的最后一天 {day.isoformat()} 以前答复" + (f"：{why[0]}" if why[0] else "")
    en = f"the answer must come before the last day of the matter itself, {day.isoformat()}" + (
        f": {why[1]}" if why[1] else ""
    )
    return Reckoned(day, (zh, en), found.article)


def _by_law(declared: Declared, case: Case, day: date) -> Reckoned:
    facts = {name: _fact(source, case, day) for name, source in declared.facts.items()}
    text = variants(declared.rule)[0]
    article = (text.cites[0].zh, text.cites[0].en) if text.cites else ("", "")
    try:
        outcome = ask(
            declared.rule,
            {name: value for name, value in facts.items() if value},
            place=case.organisation.place,
            day=day,
        )
    except BadQuestion as error:
        return Reckoned(None, (f"还算不出：{error.zh}", f"cannot be reckoned yet: {error.en}"), article)
    if not isinstance(outcome.value, date):
        words = [
            (text.facts.asks[name].zh, text.facts.asks[name].en) for name in outcome.missing if name in text.facts.asks
        ]
        zh = "还算不出，缺少：" + "；".join(one[0] for one in words)
        en = "cannot be reckoned yet; missing: " + "; ".join(one[1] for one in words)
        return Reckoned(None, (zh, en), article)
    return Reckoned(outcome.value, text.title, article)


def _fact(source: str, case: Case, day: date) -> str:
    if source == "day":
        return day.isoformat()
    if source == "opened":
        return timezone.localtime(case.opened).date().isoformat()
    return str(case.facts.get(source.removeprefix("case."), ""))
