"""一份报告里有什么: the report put together again, its kinds of finding, filters, coverage. The caller has fetched the check-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from heyue.apps.checkups.models import Checkup, Finding, Report
from heyue.apps.deeds.both import both
from heyue.law.wording import day_in_words

LEVELS = ("high", "medium", "low")
FindingFilter = Mapping[str, str]


def head(checkup: Checkup) -> dict[str, Any]:
    """The report without its findings, both languages, and its scope."""
    found: dict[str, Any] = Report.unscoped.get(checkup=checkup).head
    for lang in ("zh", "en"):  # sealed JSON is kept with sorted keys; the largest sum comes first again
        by_subject = found[lang]["summary"]["by_subject"]
        found[lang]["summary"]["by_subject"] = dict(
            sorted(by_subject.items(), key=lambda item: -_fen(item[1]["exposure"]))
        )
    return found


def _fen(amount: str) -> int:
    whole, _, part = amount.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def bodies(checkup: Checkup) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """All findings as (zh, en), in the report's order."""
    rows = Finding.unscoped.filter(checkup=checkup).order_by("number").only("body")
    return [(row.body["zh"], row.body["en"]) for row in rows]


def report(checkup: Checkup, lang: str) -> dict[str, Any]:
    """The report model as docs/interfaces.md promises it, put together again."""
    whole = dict(head(checkup)[lang])
    findings = [pair[0 if lang == "zh" else 1] for pair in bodies(checkup)]
    return {**whole, "findings": findings}


def _chosen(checkup: Checkup, chosen: FindingFilter) -> QuerySet[Finding]:
    rows = Finding.unscoped.filter(checkup=checkup, question=False)
    if chosen.get("subject"):
        rows = rows.filter(subject=chosen["subject"])
    if chosen.get("level") in LEVELS:
        rows = rows.filter(severity=chosen["level"])
    if chosen.get("employee"):
        rows = rows.filter(employee=chosen["employee"])
    if chosen.get("rule"):
        rows = rows.filter(rule=chosen["rule"])
    return rows


def groups(checkup: Checkup, chosen: FindingFilter, lang: str, *, question: bool = False) -> list[dict[str, Any]]:
    """Findings by rule, the most urgent first: count, people, sum, days, and the leading one in full."""
    rows = Finding.unscoped.filter(checkup=checkup, question=True) if question else _chosen(checkup, chosen)
    counted = (
        rows.values("rule").annotate(
            count=Count("pk"), people=Count("employee", distinct=True, filter=~Q(employee="")),
            sum=Sum("exposure"), rank=Min("rank"),
            first=Min("since"), last=Max("until"), due=Min("due"), high=Count("pk", filter=Q(severity="high")),
        )
    )  # fmt: skip
    found: list[dict[str, Any]] = [dict(row) for row in counted]
    leads: dict[str, Finding] = {}
    keys: dict[str, list[str]] = {}
    for row in (
        rows.filter(rule__in=[group["rule"] for group in found])
        .order_by("rank", F("exposure").desc(nulls_last=True), "due", "number")
        .defer("body")
    ):
        leads.setdefault(row.rule, row)
        keys.setdefault(row.rule, []).append(row.key)
    opened = {row.pk: row for row in Finding.unscoped.filter(pk__in=[lead.pk for lead in leads.values()])}
    for group in found:
        lead = opened[leads[group["rule"]].pk]
        group |= {"lead": shown(lead, lang), "severity": lead.severity, "fen": group.pop("sum") or 0}
        group["keys"] = keys[group["rule"]]
    return sorted(found, key=lambda group: (group["rank"], -group["fen"], group["rule"]))


def bars(head_in: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where the sum at stake lies: a bar a subject, the largest first, its share in per cent of all."""
    by_subject = head_in["summary"]["by_subject"]
    sums = [(entry, _fen(entry["exposure"])) for entry in by_subject.values()]
    whole = sum(fen for _, fen in sums)
    found = [{**entry, "fen": fen, "share": round(100 * fen / whole, 1) if whole else 0} for entry, fen in sums]
    return [{**one, "y": at * 52} for at, one in enumerate(one for one in found if one["fen"] > 0 or not whole)]


def findings(checkup: Checkup, chosen: FindingFilter) -> QuerySet[Finding]:
    """Single findings in the report's order, for the page that lists them all."""
    return _chosen(checkup, chosen).order_by("rank", F("exposure").desc(nulls_last=True), "number")


def shown(row: Finding, lang: str) -> dict[str, Any]:
    """A finding as the templates take it: its words and steps, and its row's own values."""
    body: dict[str, Any] = row.body[lang]
    return {
        **body,
        "pk": row.pk,
        "key": row.key,
        "fen": row.exposure,
        "since": row.since,
        "until": row.until,
        "meta": _whose(row),
    }


def _whose(row: Finding) -> str:
    """Whom and when a finding concerns: the employee's number and its days."""
    parts_zh, parts_en = (
        [f"{row.employee} 号员工"] if row.employee else ["全单位"],
        [f"No. {row.employee}"] if row.employee else ["the employer"],
    )
    if row.since is not None:
        parts_zh.append(
            day_in_words(row.since, "zh")
            + (f"至{day_in_words(row.until, 'zh')}" if row.until and row.until != row.since else "")
        )
        parts_en.append(
            day_in_words(row.since, "en")
            + (f" to {day_in_words(row.until, 'en')}" if row.until and row.until != row.since else "")
        )
    return both("，".join(parts_zh), ", ".join(parts_en))


def filters(checkup: Checkup, head_in: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The chips of a report: subjects, levels and employees with their counts."""
    rows = Finding.unscoped.filter(checkup=checkup, question=False)
    titles = {line["subject"]: line["subject_title"] for line in head_in["coverage"]}
    subjects = [
        {"value": row["subject"], "word": titles.get(row["subject"], row["subject"]), "count": row["n"]}
        for row in rows.values("subject").annotate(n=Count("pk"), worst=Min("rank")).order_by("worst", "-n")
    ]
    levels = {row["severity"]: row["n"] for row in rows.values("severity").annotate(n=Count("pk"))}
    words = {"high": both("高", "High"), "medium": both("中", "Medium"), "low": both("低", "Low")}
    people = [
        {"value": row["employee"], "word": row["employee"], "count": row["n"]}
        for row in rows.exclude(employee="").values("employee").annotate(n=Count("pk")).order_by("employee")
    ]
    return {
        "subject": subjects,
        "level": [{"value": name, "word": words[name], "count": levels.get(name, 0)} for name in LEVELS],
        "employee": people,
    }


def coverage(head_in: Mapping[str, Any]) -> dict[str, Any]:
    """What was checked, what not and why, what does not apply: counts, reasons, rows."""
    rows = head_in["coverage"]
    by_status = {
        status: [row for row in rows if row["status"] == status]
        for status in ("checked", "not_checked", "not_applicable")
    }
    total = max(len(rows), 1)
    widths = {status: round(100 * len(members) / total, 2) for status, members in by_status.items()}
    reasons: dict[str, int] = {}
    for row in by_status["not_checked"]:
        text = (row["why"] or {}).get("text", "")
        reasons[text] = reasons.get(text, 0) + 1
    subjects: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = subjects.setdefault(
            row["subject"], {"title": row["subject_title"], "checked": 0, "not_checked": 0, "not_applicable": 0}
        )
        entry[row["status"]] += 1
    return {
        "total": len(rows),
        **by_status,
        "passed": [row for row in by_status["checked"] if not row["breaches"]],
        "width": widths,
        "not_checked_from": widths["checked"],
        "not_applicable_from": round(widths["checked"] + widths["not_checked"], 2),
        "reasons": sorted(reasons.items(), key=lambda item: -item[1]),
        "subjects": list(subjects.values()),
    }
