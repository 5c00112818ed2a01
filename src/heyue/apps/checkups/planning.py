"""从报告到任务: the findings of one rule become one task for the owner, with its people, sum, day, reason and minutes."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from heyue.apps.checkups.comparing import key_of
from heyue.apps.plans.operations import Item
from heyue.law.calendar import next_workday

RANK = {"high": 0, "medium": 1, "low": 2}
DAYS = {"high": 0, "medium": 14, "low": 30}
"""建议在几天内办: days after the plan is made, by gravity; our advice, not a term of law."""
Finding = Mapping[str, Any]


@functools.cache
def effort() -> dict[str, Any]:
    """effort.yaml: our estimate of minutes, by kind of remedy."""
    loaded: dict[str, Any] = yaml.load(
        Path(__file__).with_name("effort.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return loaded


def minutes(rule: str, people: int) -> int:
    """About how long putting it right takes, for so many people; an estimate of our own, never a figure of the law."""
    table = effort()
    kind = table["rules"].get(rule) or table["subjects"].get(rule.partition(".")[0], "check")
    found = table["kinds"][kind]
    return int(min(found["first"] + found["each"] * max(people - 1, 0), found["most"]))


def items(findings: Sequence[tuple[Finding, Finding]], day: date) -> list[Item]:
    """Tasks, the most urgent first, from findings as (zh, en) pairs of one report; questions to the owner become none.

    Where neither law nor rule gives a day, the plan advises one by gravity: the next working day, two weeks, a month.
    """
    groups: dict[str, list[tuple[Finding, Finding]]] = {}
    for pair in findings:
        if not pair[0]["question"]:
            groups.setdefault(pair[0]["rule"], []).append(pair)
    made = [_item(rule, members, day) for rule, members in groups.items()]
    return sorted(
        made,
        key=lambda item: (
            item.due is None,
            item.due or date.max,
            RANK.get(item.severity, 3),
            -item.exposure,
            item.rule,
        ),
    )


def _item(rule: str, members: list[tuple[Finding, Finding]], day: date) -> Item:
    lead_zh, lead_en = min(
        members, key=lambda pair: (RANK.get(pair[0]["severity"], 3), -_fen(pair[0]), pair[0]["due"] or "9")
    )
    people = sorted({str(zh["employee"]) for zh, _ in members if zh["employee"]})
    due, kind = _due([zh for zh, _ in members])
    reason = _reason(lead_zh, lead_en)
    advised = next_workday(day + timedelta(days=DAYS.get(str(lead_zh["severity"]), 30)))
    if due is not None and kind == "advised" and due < day:
        due = advised  # the report is of an earlier day; what it advised then is no day to begin with now
    elif due is None:
        due, kind = advised, "advised"
        reason = (
            f"没有法定日期，按轻重建议；依据{reason[0]}",
            f"No day of the law; advised by gravity. Rests on {reason[1]}",
        )
    return Item(
        rule=rule,
        severity=str(lead_zh["severity"]),
        title=(str(lead_zh["title"]), str(lead_en["title"])),
        remedy=(str(lead_zh["remedy"]), str(lead_en["remedy"])),
        minutes=minutes(rule, len(people) or 1),
        findings=[key_of(zh) for zh, _ in members],
        employees=people,
        exposure=sum(_fen(zh) for zh, _ in members),
        due=due,
        due_kind=kind,
        reason=reason,
    )


def _due(members: Sequence[Finding]) -> tuple[date | None, str]:
    """The earliest day; a day of the law goes before one that is advised, where both are the same."""
    dated = sorted((one["due"], one["due_kind"] != "statutory") for one in members if one["due"])
    return (date.fromisoformat(dated[0][0]), "advised" if dated[0][1] else "statutory") if dated else (None, "")


def _reason(zh: Finding, en: Finding) -> tuple[str, str]:
    """The articles the finding rests on, in both languages."""
    return "、".join(cite["text"] for cite in zh["cites"]), "; ".join(cite["text"] for cite in en["cites"])


def _fen(finding: Finding) -> int:
    amount = finding["exposure"]["amount"]
    if amount is None:
        return 0
    whole, _, part = str(amount).partition(".")
    return int(whole) * 100 + int((part + "00")[:2])
