"""报告提纲: the report model in the order people read it: what to do first, groups of alike findings, coverage.

Every format renders from this one outline, so that they cannot disagree on what is shown and in which order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from heyue.papers.report_values import iso_date, money, number, plain
from heyue.papers.words import Words

Finding = Mapping[str, Any]
Report = Mapping[str, Any]

LEVELS = ("high", "medium", "low")
FIRST = 3


def rank(level: object) -> int:
    """0 for high; an unknown level comes last."""
    return LEVELS.index(str(level)) if level in LEVELS else len(LEVELS)


def amount(finding: Finding) -> Decimal | None:
    """The sum at stake in one finding; None where it carries no sum."""
    exact = number((finding.get("exposure") or {}).get("amount"))
    return exact or None


def most(finding: Finding) -> Decimal | None:
    """The most it can become, only where that is more than the sum itself."""
    upper = number((finding.get("exposure") or {}).get("max"))
    return upper if upper is not None and upper > (amount(finding) or 0) else None


def total(findings: Iterable[Finding]) -> Decimal:
    return sum((amount(finding) or Decimal(0) for finding in findings), Decimal(0))


def sum_words(findings: Sequence[Finding], say: Words) -> str:
    """The sum of some findings, with the most it can become; the words for none."""
    low = total(findings)
    high = sum((most(f) or amount(f) or Decimal(0) for f in findings), Decimal(0))
    if not high:
        return say("no_sum")
    shown = money(low)
    return shown + say("brackets", text=say("exposure_most", sum=money(high))) if high > low else shown


def urgency(finding: Finding) -> tuple[int, Decimal, int]:
    """Sort key: severity, then the larger sum, then the earlier last day."""
    due = iso_date(finding.get("due"))
    return rank(finding.get("severity")), -(amount(finding) or Decimal(0)), due.toordinal() if due else 10**7


def due_word(finding: Finding, ending: str = "") -> str:
    """Name of the words for a finding's day: the law's last day, or the day by which to act that we advise."""
    return ("due_advised" if finding.get("due_kind") == "advised" else "due") + ending


def person(finding: Finding, say: Words) -> str:
    number_ = finding.get("employee")
    return say("whole_company") if number_ in (None, "") else say("employee_no", id=plain(number_))


@dataclass(frozen=True, slots=True)
class Group:
    """同类发现: all findings of one rule, the most urgent first; `title` is the rule's where there are several."""

    rule: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def lead(self) -> Finding:
        return self.findings[0]

    @property
    def severity(self) -> str:
        return str(self.lead.get("severity"))

    @property
    def levels(self) -> Counter[str]:
        return Counter(str(f.get("severity")) for f in self.findings)

    @property
    def people(self) -> int:
        return len({f.get("employee") for f in self.findings} - {None, ""})

    @property
    def span(self) -> dict[str, str | None]:
        """From the first day of any of them to the last; an end that is open stays open."""
        periods = [f.get("period") or {} for f in self.findings]
        starts, ends = ([p.get(end) for p in periods if p] for end in ("from", "to"))
        return {
            "from": min(map(str, starts)) if starts and all(starts) else None,
            "to": max(map(str, ends)) if ends and all(ends) else None,
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """事项: the groups of one subject, its title and its sum as the summary gives it."""

    id: str
    title: str
    groups: tuple[Group, ...]
    exposure: Decimal

    @property
    def findings(self) -> list[Finding]:
        return [finding for group in self.groups for finding in group.findings]

    @property
    def levels(self) -> Counter[str]:
        return Counter(str(f.get("severity")) for f in self.findings)


@dataclass(frozen=True, slots=True)
class Coverage:
    """检查范围: the rules by status. `passed`, `found` and `asked` together are the checked ones."""

    rows: tuple[Mapping[str, Any], ...]
    passed: tuple[Mapping[str, Any], ...]
    found: tuple[Mapping[str, Any], ...]
    asked: tuple[Mapping[str, Any], ...]
    not_checked: tuple[Mapping[str, Any], ...]
    not_applicable: tuple[Mapping[str, Any], ...]

    @property
    def checked(self) -> int:
        return len(self.passed) + len(self.found) + len(self.asked)


@dataclass(frozen=True, slots=True)
class Outline:
    """提纲: what every format shows."""

    report: Report
    say: Words
    subjects: tuple[Subject, ...]
    questions: tuple[Group, ...]
    first: tuple[tuple[Finding, Group | None], ...]
    coverage: Coverage

    @property
    def findings(self) -> list[Finding]:
        return [finding for subject in self.subjects for finding in subject.findings]

    @property
    def levels(self) -> Counter[str]:
        return Counter(str(f.get("severity")) for f in self.findings)

    @property
    def problems(self) -> list[Mapping[str, Any]]:
        return list(self.report.get("problems") or [])

    @property
    def exposure(self) -> Decimal:
        stated = number(self.report["summary"].get("exposure"))
        return total(self.findings) if stated is None else stated

    @property
    def exposure_most(self) -> Decimal | None:
        upper = number(self.report["summary"].get("exposure_max"))
        return upper if upper is not None and upper > self.exposure else None

    @property
    def months(self) -> list[tuple[str, Decimal]]:
        by_month = self.report["summary"].get("by_month") or {}
        return [(key, number(value) or Decimal(0)) for key, value in sorted(by_month.items())]

    def subject_title(self, subject: object) -> str:
        return subject_title(self.report, subject)


def subject_title(report: Report, subject: object) -> str:
    """The subject's title from the summary, else from a rule of that subject in the coverage, else its identifier."""
    named = (report["summary"].get("by_subject") or {}).get(subject) or {}
    if named.get("title"):
        return plain(named["title"])
    rows = report.get("coverage") or ()
    titled = (row.get("subject_title") for row in rows if row.get("subject") == subject)
    return plain(next(filter(None, titled), None) or subject or "")


def outline(report: Report, lang: str) -> Outline:
    """The outline of a report model; raises KeyError where the model lacks `summary`, ValueError for another language."""
    say = Words(lang)
    findings = list(report.get("findings") or [])
    titles = {row["rule"]: plain(row.get("title") or "") for row in report.get("coverage") or []}
    groups = _groups([f for f in findings if not f.get("question")], titles)
    questions = _groups([f for f in findings if f.get("question")], titles)
    return Outline(
        report=report,
        say=say,
        subjects=_subjects(report, groups),
        questions=questions,
        first=_first(groups),
        coverage=_coverage(report, {g.rule for g in questions} - {g.rule for g in groups}),
    )


def _groups(findings: list[Finding], titles: Mapping[str, str]) -> tuple[Group, ...]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=urgency):
        by_rule.setdefault(str(finding["rule"]), []).append(finding)
    groups = []
    for rule, members in by_rule.items():
        own = plain(members[0].get("title") or "")
        title = (titles.get(rule) or own) if len(members) > 1 else own or titles.get(rule, "")
        groups.append(Group(rule, title or rule, tuple(members)))
    return tuple(sorted(groups, key=_group_urgency))


def _group_urgency(group: Group) -> tuple[int, Decimal, int]:
    severity, _, due = urgency(group.lead)
    return severity, -total(group.findings), due


def _subjects(report: Report, groups: Sequence[Group]) -> tuple[Subject, ...]:
    by_subject: dict[str, list[Group]] = {}
    for group in groups:
        by_subject.setdefault(str(group.lead.get("subject")), []).append(group)
    stated = report["summary"].get("by_subject") or {}
    subjects = []
    for key, members in by_subject.items():
        exposure = number((stated.get(key) or {}).get("exposure"))
        own = total(f for g in members for f in g.findings)
        subjects.append(Subject(key, subject_title(report, key), tuple(members), own if exposure is None else exposure))
    return tuple(sorted(subjects, key=lambda s: (-s.exposure, rank(s.groups[0].severity))))


def _first(groups: Sequence[Group]) -> tuple[tuple[Finding, Group | None], ...]:
    """The three to do first: one of each kind, and only where there are fewer kinds the next ones of the same.

    Beside each stands its group where it speaks for more findings than those listed here.
    """
    leads = [(g.lead, g) for g in groups[:FIRST]]
    more = sorted((f for g in groups[:FIRST] for f in g.findings[1:]), key=urgency)
    picked = [f for f, _ in leads] + more[: FIRST - len(leads)]
    speaks = {id(f): g for f, g in leads if sum(any(f is m for m in g.findings) for f in picked) < len(g.findings)}
    return tuple((f, speaks.get(id(f))) for f in picked)


def _coverage(report: Report, asked_rules: set[str]) -> Coverage:
    rows = tuple(report.get("coverage") or ())
    checked = [row for row in rows if row.get("status") == "checked"]
    asked = [row for row in checked if row["rule"] in asked_rules]
    rest = [row for row in checked if row["rule"] not in asked_rules]
    return Coverage(
        rows=rows,
        passed=tuple(row for row in rest if not row.get("breaches")),
        found=tuple(row for row in rest if row.get("breaches")),
        asked=tuple(asked),
        not_checked=tuple(row for row in rows if row.get("status") == "not_checked"),
        not_applicable=tuple(row for row in rows if row.get("status") == "not_applicable"),
    )


def why(row: Mapping[str, Any], say: Words) -> str:
    """The reason a rule was not checked or does not apply, in words."""
    reason = row.get("why")
    text = reason.get("text") if isinstance(reason, Mapping) else reason
    return plain(text) if text else say("coverage.no_reason")


def reasons(rows: Iterable[Mapping[str, Any]], say: Words) -> list[tuple[str, int]]:
    """The reasons with the number of rules each holds back, the most frequent first."""
    counted = Counter(why(row, say) for row in rows)
    return sorted(counted.items(), key=lambda item: -item[1])


def headline(found: Outline) -> str:
    """The report in one sentence."""
    say, n = found.say, len(found.findings)
    high = found.levels["high"]
    if n:
        if high == n:
            return say("do_all_high", n=n)
        return say("do_high", n=n, high=high) if high else say("do_no_high", n=n)
    return say("clear", n=found.coverage.checked) if found.coverage.checked else say("nothing_checked")


def standing(found: Outline) -> str:
    """What the headline leaves open: rules not checked, questions to settle."""
    say = found.say
    still = len(found.coverage.not_checked)
    parts = [say("still_open", n=still) if still else say("all_checked")]
    if found.questions:
        parts.append(say("section.questions_head", n=sum(len(g.findings) for g in found.questions)))
    return say("semicolon").join(parts)


def levels_words(levels: Counter[str], say: Words) -> str:
    """2 处高，4 处中: how many findings at each level."""
    parts = [
        say("count_level", n=levels[level], level=level_word(level, say).lower()) for level in LEVELS if levels[level]
    ]
    return say("comma").join(parts)


def level_word(level: object, say: Words) -> str:
    """高, 中, 低; a level the model invents stays as it is."""
    return say(str(level)) if level in LEVELS else plain(level)


def others_words(group: Group, say: Words) -> str:
    """How many more of the same kind there are, and what the kind comes to."""
    more, sums = len(group.findings) - 1, total(group.findings)
    return say("same_kind", n=more, sum=money(sums)) if sums else say("same_kind_plain", n=more)


def grade_words(found: Outline) -> str:
    summary, say = found.report["summary"], found.say
    grade = summary.get("grade")
    return say("grade", grade=plain(grade)) if grade else ""
