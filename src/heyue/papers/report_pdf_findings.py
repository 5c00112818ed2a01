"""PDF 报告中的发现: each kind of finding in full once, every further one in a row with its own numbers, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heyue.papers.report_findings import StepKey, alike_steps, meta_words, step_key
from heyue.papers.report_outline import Finding, Group, Outline, amount, due_word, level_word, most, person, sum_words
from heyue.papers.report_values import (
    capital,
    citation,
    citations,
    day,
    days_words,
    money,
    number,
    period,
    plain,
    quantity,
    step_value,
)
from heyue.papers.words import Words

Data = dict[str, Any]


def level_data(finding: Finding, say: Words) -> Data:
    if finding.get("question"):
        return {"id": "question", "word": say("question")}
    return {"id": str(finding.get("severity")), "word": level_word(finding.get("severity"), say)}


def due_data(finding: Finding, found: Outline) -> Data | None:
    """The day by which to act: its word, the day, how many days are left; None where there is none."""
    if not finding.get("due"):
        return None
    say = found.say
    stands = days_words(finding["due"], found.report.get("as_of"), say)
    return {"word": say(due_word(finding)), "day": day(finding["due"], say), "stands": stands}


def group_data(group: Group, found: Outline, labels: Mapping[int, str]) -> Data:
    """One kind of finding: the most urgent one in full, every further one in a row with its own numbers."""
    say, lead, several = found.say, group.lead, len(group.findings) > 1
    example = say("for_example", who=person(lead, say), period=period(lead.get("period"), say) or say("none"))
    return {
        "label": labels[id(lead)],
        "title": group.title,
        "level": level_data(lead, say),
        "sum": "" if lead.get("question") else sum_words(group.findings, say),
        "meta": capital(meta_words(group, say)),
        "example": example if several else "",
        "explanation": plain(lead.get("explanation") or ""),
        "remedy": [say("what_to_do"), plain(lead["remedy"])] if lead.get("remedy") else None,
        "due": due_data(lead, found),
        "steps": _steps(lead, say) if lead.get("steps") else None,
        "articles": _articles(lead, say),
        "limits": _limits(lead, say),
        "others": _others(group, say) if several else None,
    }


def _articles(finding: Finding, say: Words) -> list[Any] | None:
    cites = list(finding.get("cites") or [])
    laws = dict.fromkeys(plain(cite.get("law") or "") for cite in cites)
    rows = [citations([cite for cite in cites if plain(cite.get("law") or "") == law], say) for law in laws]
    return [say("articles"), rows] if rows else None


def _limits(finding: Finding, say: Words) -> str:
    notes = say("semicolon").join(plain(limit) for limit in finding.get("limits") or [])
    return f"{say('limits')}{say('colon')}{notes}" if notes else ""


def _steps(finding: Finding, say: Words) -> Data:
    """The working, step by step; a last step that is the sum itself is the foot, else the sum gets its own line."""
    steps = list(finding["steps"])
    exact = None if finding.get("question") else amount(finding)
    ends_in_sum = exact is not None and steps[-1].get("unit") == "yuan" and number(steps[-1].get("value")) == exact
    rows = [_step(step, say) for step in steps]
    foot = [rows.pop()] if ends_in_sum else []
    if exact is not None and not ends_in_sum:
        foot.append({"label": say("estimate"), "notes": [], "value": money(exact)})
    if exact is not None and most(finding) is not None:
        foot.append({"label": say("estimate_most"), "notes": [], "value": money(most(finding))})
    return {"head": say("working"), "columns": [say("step_basis"), say("result")], "rows": rows, "foot": foot}


def _step(step: Mapping[str, Any], say: Words) -> Data:
    basis = say("given") if step.get("input") else citation(step.get("cite"), say)
    working = plain(step["working"]) if step.get("working") else ""
    return {
        "label": plain(step.get("label") or step.get("name") or ""),
        "notes": [note for note in (working, basis) if note],
        "value": quantity(step_value(step), step.get("unit"), say),
    }


def _others(group: Group, say: Words) -> Data:
    alike = alike_steps(group.findings)
    shared = say("semicolon").join(f"{label} {quantity(value, unit, say)}" for label, value, unit in alike)
    others = group.findings[1:]
    return {
        "caption": say("the_others", n=len(others)),
        "shared": f"{say('same_for_all')}{say('colon')}{shared}" if shared else "",
        "columns": [say("who"), say("period"), say("steps"), say("amount")],
        "rows": [_other(finding, group, set(alike), say) for finding in others],
    }


def _other(finding: Finding, group: Group, alike: set[StepKey], say: Words) -> Data:
    """One further finding: its level, last day and remedy only where they differ from those of the first."""
    question, lead = bool(finding.get("question")), group.lead
    own = [step for step in finding.get("steps") or [] if step_key(step) not in alike]
    late = finding.get("due") and finding["due"] != lead.get("due")
    remedy = plain(finding.get("remedy") or "")
    deed = f"{say('what_to_do')}{say('colon')}{remedy}"
    return {
        "who": person(finding, say),
        "level": level_data(finding, say) if len(group.levels) > 1 and not question else None,
        "period": period(finding.get("period"), say),
        "due": capital(say(due_word(finding, "_is"), date=day(finding["due"], say))) if late else "",
        "pairs": [
            [
                plain(step.get("label") or step.get("name") or ""),
                quantity(step_value(step), step.get("unit"), say),
            ]
            for step in own
        ],
        "remedy": deed if remedy and remedy != plain(lead.get("remedy") or "") else "",
        "sum": "" if question else sum_of(finding, say),
        "most": "" if question else most_of(finding, say),
    }


def sum_of(finding: Finding, say: Words) -> str:
    exact = amount(finding)
    return say("no_sum") if exact is None else money(exact)


def most_of(finding: Finding, say: Words) -> str:
    """最多 ¥…: what the sum can become, only where that is more than the sum."""
    upper = most(finding)
    return "" if upper is None else capital(say("exposure_most", sum=money(upper)))
