"""PDF 报告: the check-up as an A4 paper to print, hand over and keep: tagged, archival, with its fonts inside.

Everything is worded here; the template only sets it. Values reach the template as JSON text and are never read as
markup. The file conforms to PDF/A-2a and PDF/UA-1; the same report gives the same bytes, dated on the report's day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import as_file, files
from typing import Any

from heyue.papers.charts import month_series, spoken
from heyue.papers.extra import extra
from heyue.papers.fonts import fonts, printable
from heyue.papers.report_charts import share
from heyue.papers.report_findings import findings_head
from heyue.papers.report_outline import (
    Finding,
    Group,
    Outline,
    Subject,
    grade_words,
    headline,
    others_words,
    outline,
    reasons,
    standing,
    why,
)
from heyue.papers.report_pdf_findings import Data, due_data, group_data, level_data, most_of, sum_of
from heyue.papers.report_values import MONTHS_EN, capital, day, iso_date, money, month, place_name, plain, size_name
from heyue.papers.words import Words

Rows = Sequence[Mapping[str, Any]]

STANDARDS = ("a-2a", "ua-1")
WHOLE = 10_000
"""Lengths of bars go to the template as ten-thousandths of the longest possible one."""
CONTENTS_FROM = 12
"""Kinds of findings from which on the paper gets a table of contents."""
MONTHS_UNTHINNED = 12
LONG_RUN = re.compile(r"[^\s\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{28,}")
"""So many characters in a row without a space or a Chinese character between them, at which a line may break."""
BREAK_HERE = "\u200b"
STATUSES = ("checked", "not_checked", "not_applicable")
PAGE = {"zh": ("第 ", " 页，共 ", " 页"), "en": ("Page ", " of ", "")}
SEE = {"zh": ("见第 ", " 页"), "en": ("see page ", "")}


def report_pdf(report: Mapping[str, Any], *, lang: str = "zh") -> bytes:
    """The report as a PDF; raises NotInstalled where the typesetter or its fonts are absent."""
    typst = extra("typst")
    held = fonts()
    written = json.dumps(_fitting(_paper(outline(report, lang))), ensure_ascii=False)
    with as_file(files("heyue.papers").joinpath("templates")) as folder:
        made: bytes = typst.compile(
            folder / "report.typ",
            root=folder,
            font_paths=held,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"report": written},
            pdf_standards=list(STANDARDS),
        )
    return made


def _fitting(value: Any) -> Any:
    """The data with every text made showable, and with places to break in words longer than a column."""
    if isinstance(value, dict):
        return {key: _fitting(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_fitting(one) for one in value]
    return LONG_RUN.sub(_breakable, printable(value)) if isinstance(value, str) else value


def _breakable(run: re.Match[str]) -> str:
    text = run.group()
    return BREAK_HERE.join(text[at : at + 8] for at in range(0, len(text), 8))


def _paper(found: Outline) -> Data:
    report, say = found.report, found.say
    company, made = plain(report["company"].get("name") or ""), iso_date(report.get("as_of"))
    kinds = sum(len(subject.groups) for subject in found.subjects)
    labels = _labels(found)
    return {
        "lang": say.lang,
        "title": say("page_title", company=company),
        "date": [made.year, made.month, made.day] if made else None,
        "demo": say("demo") if report.get("demo") else "",
        "brand": say("brand"),
        "report": say("report"),
        "company": company,
        "as_of": capital(say("as_of", date=day(report.get("as_of"), say))),
        "page": PAGE[say.lang],
        "see": SEE[say.lang],
        "contents": say("about.contents") if kinds >= CONTENTS_FROM else "",
        "head": _head(found),
        "tiles": _tiles(found),
        "first": _first(found, labels),
        "subjects": _subjects(found),
        "months": _months(found),
        "findings": _findings(found, labels),
        "questions": _questions(found, labels),
        "coverage": _coverage(found),
        "problems": _problems(found),
        "about": _about(found),
    }


def _labels(found: Outline) -> dict[int, str]:
    """g1, g2 … for each group in the order of the paper, by the identity of each of its findings."""
    groups = [*(group for subject in found.subjects for group in subject.groups), *found.questions]
    return {id(finding): f"g{place}" for place, group in enumerate(groups, start=1) for finding in group.findings}


def _head(found: Outline) -> Data:
    report, say = found.report, found.say
    facts = [say("as_of", date=day(report.get("as_of"), say))]
    if report["summary"].get("employees"):
        facts.append(say("staff", n=report["summary"]["employees"]))
    if found.findings:
        lead = say("lead_findings")
    else:
        lead = say("lead_clear") if found.coverage.checked else say("lead_nothing")
    return {
        "facts": say("comma").join(facts) if say.lang == "zh" else capital(say("comma").join(facts)),
        "headline": headline(found),
        "standing": "" if found.findings else standing(found),
        "lead": lead,
    }


def _tiles(found: Outline) -> list[Data]:
    say, summary, covered = found.say, found.report["summary"], found.coverage
    tiles: list[Data] = []
    if found.findings:
        note = say("exposure_most", sum=money(found.exposure_most)) if found.exposure_most else say("exposure_note")
        tiles.append({"name": say("exposure"), "figure": money(found.exposure), "unit": "", "note": capital(note)})
    if summary.get("score") is not None:
        graded = say("comma").join(filter(None, (grade_words(found), plain(summary.get("grade_text") or ""))))
        figure = plain(summary["score"])
        tiles.append({"name": say("score"), "figure": figure, "unit": say("points"), "note": capital(graded)})
    of = say("of_rules", n=len(covered.rows))
    checked = {"name": say("checked_tile"), "figure": str(covered.checked), "unit": say("rules"), "note": capital(of)}
    return [*tiles, checked]


def _first(found: Outline, labels: Mapping[int, str]) -> Data | None:
    if not found.first:
        return None
    tasks = [_task(finding, group, found, labels[id(finding)]) for finding, group in found.first]
    return {"head": found.say("do_first", n=len(found.first)), "tasks": tasks}


def _task(finding: Finding, group: Group | None, found: Outline, label: str) -> Data:
    say = found.say
    return {
        "to": label,
        "title": plain(finding.get("title") or ""),
        "remedy": plain(finding.get("remedy") or ""),
        "level": level_data(finding, say),
        "sum": sum_of(finding, say),
        "most": most_of(finding, say),
        "due": due_data(finding, found),
        "soon": "" if finding.get("due") else say("asap"),
        "same": capital(others_words(group, say)) if group else "",
    }


def _part(value: Decimal, whole: Decimal) -> int:
    """A bar's length in ten-thousandths."""
    return int((value / whole * WHOLE).to_integral_value(ROUND_HALF_UP)) if whole and value > 0 else 0


def _subjects(found: Outline) -> Data | None:
    """The sums by subject, each with its bar: chart and table in one."""
    say = found.say
    sums = [subject.exposure for subject in found.subjects if subject.exposure > 0]
    if not sums:
        return None
    whole, lead = sum(sums, Decimal(0)), found.subjects[0]
    if len(sums) == 1:
        head = say("section.share_only", title=lead.title)
    else:
        head = say("section.share_head", title=lead.title, share=share(lead.exposure, whole))
    return {
        "head": head,
        "columns": [say("section.subject"), say("section.places_found"), say("amount")],
        "rows": [
            {
                "title": subject.title,
                "share": share(subject.exposure, whole) if subject.exposure else "",
                "part": _part(subject.exposure, whole),
                "count": str(len(subject.findings)),
                "sum": money(subject.exposure) if subject.exposure else say("section.no_sum_row"),
            }
            for subject in found.subjects
        ],
        "total": [say("section.total"), str(len(found.findings)), money(found.exposure)],
    }


def _months(found: Outline) -> Data | None:
    """One column a month with its month and year, the chart in words, and the sums in a table."""
    say, series = found.say, month_series(found)
    if not series:
        return None
    largest = max(value for _, value in series)
    peak = next(key for key, value in series if value == largest)
    rows = [[month(key, say), money(value)] for key, value in series]
    every = 1 if len(series) <= MONTHS_UNTHINNED else 3
    drawn = sum((value for _, value in found.months), Decimal(0))
    rest = found.exposure - drawn
    return {
        "head": say("section.month_head", month=month(peak, say), sum=money(largest)),
        "alt": spoken(say("section.month_chart"), [(name, figure) for name, figure in rows], say),
        "caption": say("section.month_chart"),
        "columns": [say("section.month"), say("amount")],
        "bars": [
            {
                "part": _part(value, largest),
                "peak": value == largest,
                "tick": _tick(key, say) if place % every == 0 else "",
                "year": _year(key, say) if place == 0 or key.endswith("-01") else "",
            }
            for place, (key, value) in enumerate(series)
        ],
        "rows": rows,
        "total": [say("section.total"), money(sum((value for _, value in series), Decimal(0)))],
        "note": say("section.not_monthly", sum=money(rest)) if rest > 0 else "",
    }


def _tick(key: str, say: Words) -> str:
    return str(int(key[5:7])) if say.lang == "zh" else MONTHS_EN[int(key[5:7]) - 1]


def _year(key: str, say: Words) -> str:
    return f"{key[:4]}年" if say.lang == "zh" else key[:4]


def _findings(found: Outline, labels: Mapping[int, str]) -> Data | None:
    if not found.findings:
        return None
    return {
        "head": findings_head(found),
        "subjects": [
            {
                "title": _subject_head(subject, found.say),
                "groups": [group_data(g, found, labels) for g in subject.groups],
            }
            for subject in found.subjects
        ],
    }


def _subject_head(subject: Subject, say: Words) -> str:
    parts = [say("count", n=len(subject.findings))]
    if subject.exposure:
        parts.append(money(subject.exposure))
    return f"{subject.title}{say('colon')}{say('comma').join(parts)}"


def _questions(found: Outline, labels: Mapping[int, str]) -> Data | None:
    if not found.questions:
        return None
    say, n = found.say, sum(len(group.findings) for group in found.questions)
    return {
        "head": say("section.questions_head", n=n),
        "note": say("section.questions_note"),
        "groups": [group_data(group, found, labels) for group in found.questions],
    }


def _coverage(found: Outline) -> Data:
    say, covered = found.say, found.coverage
    counts = {"total": len(covered.rows), "checked": covered.checked, "open": len(covered.not_checked)}
    names = [say("section.subject"), *(say(f"coverage.{status}") for status in STATUSES)]
    table = _by_subject(found)
    sums = [sum(row[place] for row in table.values()) for place in range(len(STATUSES))]
    return {
        "head": say("coverage.head" if covered.not_checked else "coverage.head_all", **counts),
        "words": _coverage_words(found),
        "caption": say("coverage.by_subject_caption"),
        "columns": names,
        "rows": [[found.subject_title(subject), *map(str, row)] for subject, row in table.items()],
        "total": [say("section.total"), *map(str, sums)],
        "lists": [
            listed
            for listed in (
                _list(found, "not_checked", covered.not_checked, lambda row: why(row, say)),
                _list(found, "not_applicable", covered.not_applicable, lambda row: why(row, say)),
                _list(found, "passed", covered.passed, None),
            )
            if listed
        ],
    }


def _by_subject(found: Outline) -> dict[str, list[int]]:
    """Number of rules by subject: checked, not checked, not applicable."""
    table: dict[str, list[int]] = {}
    for row in found.coverage.rows:
        counts = table.setdefault(str(row.get("subject")), [0] * len(STATUSES))
        if row.get("status") in STATUSES:
            counts[STATUSES.index(str(row["status"]))] += 1
    return table


def _coverage_words(found: Outline) -> list[list[str]]:
    """Each status with its number of rules and what stands behind it."""
    say, covered = found.say, found.coverage
    outcome = [say("coverage.n_passed", n=len(covered.passed))]
    if covered.found:
        outcome.append(say("coverage.n_found", n=len(covered.found)))
    if covered.asked:
        outcome.append(say("coverage.n_asked", n=len(covered.asked)))
    rows = (
        ("checked", covered.checked, say("comma").join(outcome)),
        ("not_checked", len(covered.not_checked), _reasons(covered.not_checked, say)),
        ("not_applicable", len(covered.not_applicable), _reasons(covered.not_applicable, say)),
    )
    return [[say(f"coverage.{status}"), say("coverage.n_rules", n=n), notes] for status, n, notes in rows]


def _reasons(rows: Rows, say: Words, shown: int = 4) -> str:
    held = reasons(rows, say)
    notes = [f"{reason}{say('brackets', text=say('coverage.n_rules', n=n))}" for reason, n in held[:shown]]
    rest = sum(n for _, n in held[shown:])
    return say("semicolon").join(notes + ([say("coverage.other_reasons", n=rest)] if rest else []))


def _list(found: Outline, status: str, rows: Rows, note: Callable[[Mapping[str, Any]], str] | None) -> Data | None:
    """Rules one by one under their subject, with the reason where there is one to give."""
    if not rows:
        return None
    say = found.say
    words = ["section.subject", "coverage.rule", *(["coverage.why"] if note else [])]
    title = say(f"coverage.{status}")
    return {
        "head": f"{title}{say('colon')}{say('coverage.n_rules', n=len(rows))}",
        "columns": [say(word) for word in words],
        "rows": [
            [
                found.subject_title(row.get("subject")),
                plain(row.get("title") or row["rule"]),
                *([note(row)] if note else []),
            ]
            for row in sorted(rows, key=lambda row: str(row.get("subject")))
        ],
    }


def _problems(found: Outline) -> Data | None:
    say, keys = found.say, ("file", "sheet", "row", "column", "message")
    if not found.problems:
        return None
    return {
        "head": say("problems.head", n=len(found.problems)),
        "note": say("problems.note"),
        "columns": [say(f"problems.{key}") for key in ("file", "sheet", "row", "column", "what")],
        "rows": [
            [plain(problem[key]) if problem.get(key) is not None else "" for key in keys] for problem in found.problems
        ],
    }


def _about(found: Outline) -> Data:
    report, say = found.report, found.say
    company, law = report["company"], report.get("law") or {}
    facts: Iterable[tuple[str, str]] = (
        (say("about.name"), plain(company.get("name") or "")),
        (say("about.uscc"), plain(company.get("uscc") or "")),
        (say("about.place"), place_name(company)),
        (say("about.size"), capital(size_name(company, say))),
        (say("about.as_of"), day(report.get("as_of"), say)),
    )
    notes = [say("about.nature")]
    if law.get("version"):
        notes.append(say("about.law", version=plain(law["version"]), date=day(law.get("as_of"), say)))
    notes.append(say("about.privacy"))
    return {
        "company": say("about.company"),
        "facts": [[name, value] for name, value in facts if value],
        "notes": notes,
    }
