"""网页报告: the check-up as one HTML file: no outside request, no script, readable on a phone, printable on A4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from heyue.papers import report_charts
from heyue.papers.markup import Html, join, tag
from heyue.papers.report_findings import findings_head, first_tasks, questions_section, subject_section, when
from heyue.papers.report_outline import Finding, Outline, grade_words, headline, outline, reasons, standing, why
from heyue.papers.report_values import capital, day, money, place_name, plain, size_name
from heyue.papers.words import Words

Rows = Sequence[Mapping[str, Any]]
STATUSES = ("checked", "not_checked", "not_applicable")


@cache
def _template(name: str) -> str:
    """A file of templates/, read once."""
    return files("heyue.papers").joinpath("templates", name).read_text(encoding="utf-8")


def render_html(report: Mapping[str, Any], *, lang: str) -> str:
    """The report as a whole HTML document with its style inside; every value of the model is escaped."""
    found = outline(report, lang)
    say = found.say
    company = plain(report["company"].get("name") or "")
    return Template(_template("report.html")).substitute(
        lang=say("html_lang"),
        title=tag("title", say("page_title", company=company)),
        style=_template("report.css"),
        skip=tag("a", say("skip"), class_="skip", href="#main"),
        demo=tag("p", say("demo"), class_="demo", role="note") if report.get("demo") else "",
        brand=say("brand"),
        company=tag("p", company, class_="whose"),
        main=join(part for part in _parts(found) if part),
    )


def _parts(found: Outline) -> Iterable[Html | None]:
    address = _addresses(found)
    yield _head(found)
    flow = [
        first_tasks(found, address),
        _tiles(found),
        report_charts.subjects(found, "#s{id}"),
        report_charts.months(found),
        _findings(found, address),
        questions_section(found.questions, address, found),
        _coverage(found),
        _problems(found),
    ]
    yield tag("div", join(part for part in flow if part), class_="flow")
    yield _side(found)


def _addresses(found: Outline) -> dict[int, str]:
    """f1, f2 … for each finding in the order of the page, by the finding's identity."""
    questions: list[Finding] = [f for group in found.questions for f in group.findings]
    return {id(finding): f"f{place}" for place, finding in enumerate([*found.findings, *questions], start=1)}


def _head(found: Outline) -> Html:
    report, say = found.report, found.say
    summary = report["summary"]
    facts = [say("report")]
    if summary.get("employees"):
        facts.append(say("staff", n=summary["employees"]))
    about = tag(
        "p",
        say("comma").join(facts),
        say("comma"),
        say("as_of", date=day(report.get("as_of"), say)),
        class_="small muted",
    )
    if found.findings:
        lead = say("lead_findings")
    else:
        lead = say("lead_clear") if found.coverage.checked else say("lead_nothing")
    calm = None if found.findings else tag("p", standing(found), class_="standing")
    return tag("div", about, tag("h1", headline(found)), calm, tag("p", lead), class_="head")


def _tile(title: str, figure: str, unit: str, note: str, class_: str = "tile") -> Html:
    value = tag("dd", figure, tag("small", unit) if unit else None, class_="figure")
    return tag("div", tag("dt", title), value, tag("dd", note, class_="muted") if note else None, class_=class_)


def _tiles(found: Outline) -> Html:
    say, summary = found.say, found.report["summary"]
    note = say("exposure_most", sum=money(found.exposure_most)) if found.exposure_most else say("exposure_note")
    tiles = [_tile(say("exposure"), money(found.exposure), "", capital(note), "tile wide")] if found.findings else []
    if summary.get("score") is not None:
        graded = say("comma").join(filter(None, (grade_words(found), plain(summary.get("grade_text") or ""))))
        tiles.append(_tile(say("score"), plain(summary["score"]), say("points"), capital(graded)))
    covered = found.coverage
    tiles.append(_tile(say("checked_tile"), str(covered.checked), say("rules"), say("of_rules", n=len(covered.rows))))
    return tag("dl", tiles, class_="tiles card" if found.findings else "tiles card two")


def _findings(found: Outline, address: Mapping[int, str]) -> Html | None:
    if not found.findings:
        return None
    sections = join(
        subject_section(subject, f"s{place}", address, found, opened=place == 0)
        for place, subject in enumerate(found.subjects)
    )
    return tag("section", tag("h2", findings_head(found), id="list"), sections, class_="stack", aria_labelledby="list")


def _coverage(found: Outline) -> Html:
    say, covered = found.say, found.coverage
    counts = {"total": len(covered.rows), "checked": covered.checked, "open": len(covered.not_checked)}
    head = say("coverage.head" if covered.not_checked else "coverage.head_all", **counts)
    parts: list[Html | None] = [_coverage_bar(found), _coverage_words(found), _coverage_table(found)]
    parts += [
        _one_by_one(say("coverage.not_checked"), covered.not_checked, say, lambda row: why(row, say)),
        _one_by_one(say("coverage.not_applicable"), covered.not_applicable, say, lambda row: why(row, say)),
        _one_by_one(say("coverage.passed"), covered.passed, say, None),
    ]
    body = tag("div", join(part for part in parts if part), class_="card")
    return tag("section", tag("h2", head, id="coverage"), body, class_="stack", aria_labelledby="coverage")


def _coverage_bar(found: Outline) -> Html:
    """One bar in three parts: checked, not checked, not applicable."""
    say, covered = found.say, found.coverage
    whole = max(len(covered.rows), 1)
    checked, open_ = covered.checked * 100 / whole, len(covered.not_checked) * 100 / whole
    sizes = (covered.checked, len(covered.not_checked), len(covered.not_applicable))
    spoken = say("comma").join(
        f"{say(f'coverage.{status}')} {say('coverage.n_rules', n=n)}" for status, n in zip(STATUSES, sizes, strict=True)
    )
    bars = [
        tag("rect", class_="bar", width=f"{checked:.2f}%", height="16"),
        tag("rect", class_="past", x=f"{checked:.2f}%", width=f"{open_:.2f}%", height="16"),
        tag(
            "rect",
            class_="void",
            x=f"{checked + open_:.2f}%",
            y="0.5",
            width=f"{100 - checked - open_:.2f}%",
            height="15",
        ),
    ]
    return tag("svg", bars, class_="chart", height="16", role="img", aria_label=spoken)


def _coverage_words(found: Outline) -> Html:
    say, covered = found.say, found.coverage
    outcome = [say("coverage.n_passed", n=len(covered.passed))]
    if covered.found:
        outcome.append(say("coverage.n_found", n=len(covered.found)))
    if covered.asked:
        outcome.append(say("coverage.n_asked", n=len(covered.asked)))
    rows = (
        ("bar", "checked", covered.checked, [say("comma").join(outcome)]),
        ("past", "not_checked", len(covered.not_checked), _main_reasons(covered.not_checked, say)),
        ("void", "not_applicable", len(covered.not_applicable), _main_reasons(covered.not_applicable, say)),
    )
    return tag("dl", [_coverage_word(say, *row) for row in rows], class_="cover")


def _coverage_word(say: Words, key: str, status: str, n: int, notes: list[str]) -> Html:
    mark = tag("span", class_=f"key {key}", aria_hidden="true")
    name = tag("dt", mark, f"{say(f'coverage.{status}')} {say('coverage.n_rules', n=n)}")
    return tag("div", name, [tag("dd", note) for note in notes])


def _main_reasons(rows: Rows, say: Words, shown: int = 4) -> list[str]:
    held = reasons(rows, say)
    notes = [f"{reason}{say('brackets', text=say('coverage.n_rules', n=n))}" for reason, n in held[:shown]]
    rest = sum(n for _, n in held[shown:])
    return notes + ([say("coverage.other_reasons", n=rest)] if rest else [])


def _coverage_table(found: Outline) -> Html:
    """Rules by subject and status; the three columns add up to all rules."""
    say = found.say
    table: dict[str, dict[str, int]] = {}
    for row in found.coverage.rows:
        counts = table.setdefault(str(row.get("subject")), dict.fromkeys(STATUSES, 0))
        if row.get("status") in counts:
            counts[str(row["status"])] += 1
    names = [say("section.subject"), *(say(f"coverage.{status}") for status in STATUSES)]
    head = tag("thead", tag("tr", [tag("th", n, scope="col", class_="n" if i else None) for i, n in enumerate(names)]))
    rows = join(
        tag(
            "tr",
            tag("th", found.subject_title(subject), scope="row"),
            [tag("td", str(n), class_="n") for n in counts.values()],
        )
        for subject, counts in table.items()
    )
    sums = [sum(counts[status] for counts in table.values()) for status in STATUSES]
    foot = tag(
        "tfoot", tag("tr", tag("th", say("section.total"), scope="row"), [tag("td", str(n), class_="n") for n in sums])
    )
    whole = tag("table", tag("caption", say("coverage.by_subject_caption")), head, tag("tbody", rows), foot)
    return tag("details", tag("summary", say("coverage.by_subject")), whole, class_="data")


def _one_by_one(status: str, rows: Rows, say: Words, note: Callable[[Mapping[str, Any]], str] | None) -> Html | None:
    if not rows:
        return None
    items = join(
        tag("li", plain(row.get("title") or row["rule"]), tag("small", note(row), class_="muted") if note else None)
        for row in rows
    )
    title = tag("summary", say("coverage.one_by_one", n=len(rows), status=status))
    return tag("details", title, tag("ul", items, class_="rules"), class_="data list")


def _problems(found: Outline) -> Html | None:
    say, problems = found.say, found.problems
    if not problems:
        return None
    head = tag("h2", say("problems.head", n=len(problems)), id="problems")
    names = [say(f"problems.{key}") for key in ("file", "sheet", "row", "column", "what")]
    top = tag("thead", tag("tr", [tag("th", name, scope="col") for name in names]))
    rows = join(_problem(problem, say) for problem in problems)
    table = tag(
        "table",
        tag("caption", say("problems.head", n=len(problems)), class_="unseen"),
        top,
        tag("tbody", rows),
        class_="cards",
    )
    body = tag("details", tag("summary", say("problems.see_all")), table, class_="data", open=len(problems) <= 8)
    return tag("section", head, tag("p", say("problems.note")), body, class_="card", aria_labelledby="problems")


def _problem(problem: Mapping[str, Any], say: Words) -> Html:
    shown = {
        key: plain(problem[key]) if problem.get(key) is not None else "" for key in ("file", "sheet", "row", "column")
    }
    cells = [
        tag("td", shown[key], data_label=say(f"problems.{key}")) if shown[key] else tag("td")
        for key in ("sheet", "row", "column")
    ]
    what = tag("td", plain(problem.get("message") or ""), data_label=say("problems.what"))
    return tag("tr", tag("th", shown["file"], scope="row"), cells, what)


def _side(found: Outline) -> Html:
    report, say = found.report, found.say
    company, law = report["company"], report.get("law") or {}
    facts = (
        ("name", plain(company.get("name") or "")),
        ("uscc", plain(company.get("uscc") or "")),
        ("place", place_name(company)),
        ("size", capital(size_name(company, say))),
    )
    listed = [tag("div", tag("dt", say(f"about.{key}")), tag("dd", value)) for key, value in facts if value]
    listed.append(tag("div", tag("dt", say("about.as_of")), tag("dd", when(report.get("as_of"), say))))
    notes = [tag("p", say("about.nature"))]
    if law.get("version"):
        words = say("about.law", version=plain(law["version"]), date=day(law.get("as_of"), say))
        notes.append(tag("p", words, class_="small muted"))
    notes.append(tag("p", say("about.privacy"), class_="small muted"))
    who = tag(
        "section",
        tag("h2", say("about.company"), id="who"),
        tag("dl", listed, class_="facts"),
        class_="card",
        aria_labelledby="who",
    )
    limits = tag("section", tag("h2", say("about.head"), id="limits"), notes, class_="card", aria_labelledby="limits")
    return tag("aside", limits, who, class_="side", aria_label=say("about.head"))
