"""文字报告: the check-up in the terminal: what to do first, then by subject, within 40 lines of 100 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from heyue.papers.report_outline import (
    Finding,
    Group,
    Outline,
    Subject,
    due_word,
    grade_words,
    headline,
    level_word,
    levels_words,
    others_words,
    outline,
    reasons,
    standing,
    sum_words,
    total,
)
from heyue.papers.report_values import capital, citations, day, days_words, money, plain, size_name
from heyue.papers.words import Words

LINES = 40
COLUMNS = 100
NARROWEST = 40

# ANSI colours by what a line is; a line without a kind stays as it is.
COLOURS = {"head": "\x1b[1m", "high": "\x1b[1;31m", "medium": "\x1b[33m", "good": "\x1b[32m", "quiet": "\x1b[2m"}
RESET = "\x1b[0m"

Line = tuple[str, str]


def width_of(text: str, ambiguous: int = 1) -> int:
    """Columns a text takes in a terminal: wide characters two, combining ones none.

    Characters of ambiguous width (“ ” … ×) take one column in most terminals and two in some Chinese ones, so the
    limit is kept with `ambiguous=2` and columns are aligned with 1.
    """
    columns = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        kind = unicodedata.east_asian_width(character)
        columns += 2 if kind in ("W", "F") else ambiguous if kind == "A" else 1
    return columns


def clip(text: str, width: int) -> str:
    """The text within so many columns in every terminal, with … where something was cut off."""
    if width_of(text, 2) <= width:
        return text
    kept, columns = [], 2
    for character in text:
        columns += width_of(character, 2)
        if columns > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def wrap(text: str, width: int, lines: int) -> list[str]:
    """The text in at most so many lines; Chinese breaks anywhere, Latin words and numbers stay whole where they fit."""
    out: list[str] = []
    rest = text
    while rest and len(out) < lines - 1 and width_of(rest, 2) > width:
        cut, columns = 0, 0
        for character in rest:
            columns += width_of(character, 2)
            if columns > width:
                break
            cut += 1
        cut = _break_before(rest, cut)
        out.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        out.append(clip(rest, width))
    return out


def _break_before(text: str, cut: int) -> int:
    """Where to break at or before `cut`: after a pause if one is near, else where a line may break, else at `cut`."""
    for place in range(cut, cut * 7 // 10, -1):
        if text[place - 1] in "，。；" or text[place - 2 : place] in (", ", "; ", ". "):
            return place
    for place in range(cut, cut // 2, -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return cut


def _may_break(before: str, after: str) -> bool:
    if after in "，。；：、！？）》”" or before in "（《“":
        return False
    return before == " " or width_of(before) == 2 or width_of(after) == 2


def spread(left: str, right: str, width: int) -> str:
    """One line with its right part in a column near the right edge; the left part gives way.

    The column stands four short of the edge, so that lines holding a few ambiguous characters still line up.
    """
    left = clip(left, width - width_of(right, 2) - 2)
    gap = min(width - 4 - width_of(left + right), width - width_of(left + right, 2))
    return left + " " * max(gap, 1) + right


def render_text(report: Mapping[str, Any], *, lang: str, width: int = COLUMNS, color: bool = False) -> str:
    """The report as plain text ending in a newline: never more than 40 lines of `width` (at most 100) columns.

    What does not fit is counted and pointed to. `color` adds ANSI colours, which carry no meaning of their own.
    """
    found = outline(report, lang)
    width = max(NARROWEST, min(width, COLUMNS))
    lines = _fitted(found, width)[:LINES]
    shown = [(clip(text, width), kind) for text, kind in lines]
    if color:
        return "".join(f"{COLOURS[kind]}{text}{RESET}\n" if kind else f"{text}\n" for text, kind in shown)
    return "".join(f"{text}\n" for text, _ in shown)


def _fitted(found: Outline, width: int) -> list[Line]:
    """The whole report; long parts first give up their detail until the subjects fit."""
    for remedy, reason in ((2, 3), (1, 3), (1, 1)):
        top = _head(found, width) + _first(found, width, remedy)
        tail = _tail(found, width, reason)
        room = LINES - len(top) - len(tail)
        if len(found.subjects) + 2 <= room:
            break
    return top + _by_subject(found, width, room) + tail


def _head(found: Outline, width: int) -> list[Line]:
    report, say = found.report, found.say
    company, summary = report["company"], report["summary"]
    where = say("comma").join(
        filter(None, (plain(company.get("place_name") or company.get("place") or ""), size_name(company, say)))
    )
    name = plain(company.get("name") or "")
    title = say("report") + say("colon") + name + (say("brackets", text=where) if where else "")
    facts = []
    if found.exposure:
        sums = say("exposure") + say("colon") + money(found.exposure)
        upper = say("exposure_most", sum=money(found.exposure_most)) if found.exposure_most else ""
        facts.append(say("comma").join(filter(None, (sums, upper))))
    if summary.get("score") is not None:
        graded = say("comma").join(filter(None, (grade_words(found), plain(summary.get("grade_text") or ""))))
        facts.append(say("score_is", score=plain(summary["score"])) + (say("brackets", text=graded) if graded else ""))
    facts += _reach(found)
    lines = [
        (spread(title, say("as_of", date=day(report.get("as_of"), say)), width), "quiet"),
        (headline(found), "head"),
    ]
    if not found.findings:
        lines.append((standing(found), ""))
    if report.get("demo"):
        lines.append((say("demo"), "medium"))
    return lines + [(text, "") for text in wrap(capital(say("semicolon").join(facts)), width, 2)]


def _reach(found: Outline) -> list[str]:
    summary, say = found.report["summary"], found.say
    reach = [
        say(key, n=summary[of]) for key, of in (("staff", "employees"), ("months_read", "months")) if summary.get(of)
    ]
    return [say("comma").join(reach)] if reach else []


def _first(found: Outline, width: int, remedy_lines: int) -> list[Line]:
    say = found.say
    if not found.first:
        return []
    lines: list[Line] = [("", ""), (say("do_first", n=len(found.first)), "head")]
    for place, (finding, group) in enumerate(found.first, start=1):
        level = str(finding.get("severity"))
        title = f"{place}. [{level_word(level, say)}] {plain(finding.get('title') or '')}"
        lines.append((spread(title, sum_words([finding], say), width), level if level in COLOURS else ""))
        remedy = wrap(plain(finding.get("remedy") or ""), width - 3, remedy_lines)
        lines += [(f"   {text}", "") for text in remedy]
        terms = _terms(finding, group, found)
        lines += [(clip(f"   {terms}", width), "quiet")] if terms else []
    return lines


def _terms(finding: Finding, group: Group | None, found: Outline) -> str:
    """Last day, others of the same kind, articles: the small print under one thing to do."""
    say, parts = found.say, []
    if finding.get("due"):
        stands = days_words(finding["due"], found.report.get("as_of"), say, short_form=True)
        parts.append(
            say(due_word(finding, "_is"), date=day(finding["due"], say))
            + (say("brackets", text=stands) if stands else "")
        )
    if group is not None:
        parts.append(others_words(group, say))
    cites = citations(finding.get("cites") or [], say)
    if cites:
        parts.append(say("about.basis", cites=cites))
    return capital(say("semicolon").join(parts))


def _by_subject(found: Outline, width: int, room: int) -> list[Line]:
    """One line a subject; where lines are left, the kinds of finding under each."""
    say = found.say
    if not found.subjects or room < 3:
        return []
    lines: list[Line] = [("", ""), (say("section.by_subject"), "head")]
    room -= 2
    shown = list(found.subjects)
    hidden = 0
    if len(shown) > room:
        hidden = len(shown) - room + 1
        shown = shown[: room - 1]
    spare = room - len(shown) - (1 if hidden else 0)
    detail = _share_out(shown, spare)
    for subject, groups in zip(shown, detail, strict=True):
        left = f"{subject.title}{say('colon')}{say('count', n=len(subject.findings))}"
        left += say("brackets", text=levels_words(subject.levels, say))
        lines.append((spread(f"  {left}", _sum(subject.exposure, say), width), ""))
        lines += [(text, "quiet") for text in _kinds(subject, groups, width, say)]
    if hidden:
        lines.append((f"  {say('about.more_subjects', n=hidden)}", "quiet"))
    return lines


def _share_out(subjects: Sequence[Subject], spare: int) -> list[int]:
    """How many lines of detail each subject gets: all or none, the heaviest subjects first, the last one in part."""
    given = []
    for subject in subjects:
        wanted = len(subject.groups)
        if wanted > spare:
            wanted = spare if spare >= 2 else 0
        given.append(wanted)
        spare -= wanted
    return given


def _sum(value: Decimal, say: Words) -> str:
    return money(value) if value else say("no_sum")


def _kinds(subject: Subject, lines: int, width: int, say: Words) -> list[str]:
    if not lines:
        return []
    cut = len(subject.groups) > lines
    out = []
    for group in subject.groups[: lines - 1 if cut else lines]:
        members = [say("count", n=len(group.findings))] if len(group.findings) > 1 else []
        if group.people > 1:
            members.insert(0, say("people", n=group.people))
        about = say("brackets", text=say("comma").join(members)) if members else ""
        room = width - 4 - width_of(about, 2) - 20
        left = f"    - {clip(group.title, room)}{about}"
        out.append(spread(left, _sum(total(group.findings), say), width))
    if cut:
        out.append(f"    - {say('about.more_groups', n=len(subject.groups) - lines + 1)}")
    return out


def _tail(found: Outline, width: int, reason_lines: int) -> list[Line]:
    say, covered = found.say, found.coverage
    counts = [say("coverage.n_passed", n=len(covered.passed))]
    for key, rows in (
        ("found", covered.found),
        ("asked", covered.asked),
        ("not_checked", covered.not_checked),
        ("not_applicable", covered.not_applicable),
    ):
        if rows:
            counts.append(say(f"coverage.n_{key}", n=len(rows)))
    head = say("coverage.head_all", total=len(covered.rows), checked=covered.checked)
    lines: list[Line] = [("", ""), (head + say("colon") + say("comma").join(counts), "head")]
    lines += _reasons(found, width, reason_lines)
    lines += _questions(found, width)
    lines += _problems(found, width)
    lines += [(text, "head") for text in wrap(say("about.full_report"), width, 2)]
    report = found.report
    law = report.get("law") or {}
    about = say("about.nature")
    if law.get("version"):
        about += ("" if say.lang == "zh" else " ") + say(
            "about.law", version=plain(law["version"]), date=day(law.get("as_of"), say)
        )
    return lines + [(text, "quiet") for text in wrap(about, width, 2)]


def _reasons(found: Outline, width: int, lines: int) -> list[Line]:
    """Why rules were not checked, the most frequent reason first; the last line counts the rest."""
    say = found.say
    held = reasons(found.coverage.not_checked, say)
    shown = held[: lines - 1] if len(held) > lines > 1 else held[:lines]
    rest = sum(n for _, n in held[len(shown) :])
    start = f"  {say('coverage.not_checked')}{say('colon')}"
    out: list[Line] = [(spread(start + reason, say("coverage.n_rules", n=n), width), "") for reason, n in shown]
    if rest and lines > 1:
        out.append((start + say("coverage.other_reasons", n=rest), ""))
    elif rest:
        reason, n = shown[0]
        words = say("comma").join((say("coverage.n_rules", n=n), say("coverage.other_reasons", n=rest)))
        out = [(spread(start + reason, words, width), "")]
    return out


def _questions(found: Outline, width: int) -> list[Line]:
    say = found.say
    if not found.questions:
        return []
    n = sum(len(group.findings) for group in found.questions)
    titles = say("semicolon").join(group.title for group in found.questions)
    return [(clip(say("section.questions_head", n=n) + say("colon") + titles, width), "")]


def _problems(found: Outline, width: int) -> list[Line]:
    say, problems = found.say, found.problems
    if not problems:
        return []
    first = problem_place(problems[0], say) + say("colon") + plain(problems[0].get("message") or "")
    lines: list[Line] = [(say("problems.head", n=len(problems)), "head"), (clip(f"  {first}", width), "")]
    if len(problems) > 1:
        lines.append((f"  {say('about.more_problems', n=len(problems) - 1)}", "quiet"))
    return lines


def problem_place(problem: Mapping[str, Any], say: Words) -> str:
    """Where a cell could not be read: file, sheet, row, column, as far as they are known."""
    parts = [plain(problem["file"])] if problem.get("file") else []
    if problem.get("sheet"):
        parts.append(say("problems.sheet_is", name=plain(problem["sheet"])))
    if problem.get("row") is not None:
        parts.append(say("problems.row_is", n=problem["row"]))
    if problem.get("column"):
        parts.append(say("problems.column_is", name=plain(problem["column"])))
    return " ".join(parts) if say.lang == "zh" else ", ".join(parts)
