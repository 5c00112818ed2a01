"""报告中的发现: groups of alike findings as things that open: the first with every step, the others with their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from heyue.papers.markup import Html, join, tag
from heyue.papers.report_outline import (
    Finding,
    Group,
    Outline,
    Subject,
    amount,
    due_word,
    level_word,
    levels_words,
    most,
    others_words,
    person,
    total,
)
from heyue.papers.report_values import (
    capital,
    citation,
    citations,
    day,
    days_words,
    iso_date,
    money,
    number,
    period,
    plain,
    quantity,
    step_value,
)
from heyue.papers.words import Words


def when(value: object, say: Words) -> Html:
    """A day as people read it, with its ISO form for programs."""
    found = iso_date(value)
    return tag("time", day(value, say), datetime=found.isoformat() if found else None)


def sum_mark(finding: Finding, say: Words, class_: str | None = None) -> Html:
    """The sum of a finding: exact in the markup, rounded to the fen for the eye."""
    exact = amount(finding)
    if exact is None:
        return tag("span", say("no_sum"), class_=f"{class_ or ''} muted".strip())
    return tag("data", money(exact), value=f"{exact:.2f}", class_=class_)


def level_tag(level: str, say: Words) -> Html:
    return tag("span", level_word(level, say), class_="tag", data_level=level)


def first_tasks(found: Outline, address: Mapping[int, str]) -> Html | None:
    """The things to do first; `address` gives the id in the page of each finding, by the finding's identity."""
    if not found.first:
        return None
    say = found.say
    head = tag("h2", say("do_first", n=len(found.first)), id="first")
    items = join(_task(finding, group, found, address[id(finding)]) for finding, group in found.first)
    return tag("section", head, tag("ol", items, class_="tasks"), class_="stack", aria_labelledby="first")


def _task(finding: Finding, group: Group | None, found: Outline, address: str) -> Html:
    say, as_of = found.say, found.report.get("as_of")
    title = tag("h3", tag("a", plain(finding.get("title") or ""), href=f"#{address}"))
    deed = tag("p", plain(finding.get("remedy") or "")) if finding.get("remedy") else None
    terms: list[Html | str] = [level_tag(str(finding.get("severity")), say), sum_mark(finding, say, "figure")]
    if most(finding) is not None:
        terms.append(tag("span", say("exposure_most", sum=money(most(finding))), class_="small muted"))
    same = tag("p", capital(others_words(group, say)), class_="small muted") if group else None
    return tag("li", _day_mark(finding, as_of, say), title, deed, tag("p", terms, class_="terms"), same, class_="task")


def _day_mark(finding: Finding, as_of: object, say: Words) -> Html:
    due = iso_date(finding.get("due"))
    if due is None:
        return tag("p", tag("span", say("asap"), class_="soon"), class_="day")
    name = f"{due.month}月" if say.lang == "zh" else f"{due:%b}"
    mark = tag("time", tag("span", name), tag("b", str(due.day)), datetime=due.isoformat())
    return tag(
        "p",
        tag("span", say(due_word(finding)), class_="kind"),
        mark,
        tag("span", days_words(due, as_of, say, short_form=True), class_="last"),
        class_="day",
    )


def subject_section(subject: Subject, anchor: str, numbers: Mapping[int, str], found: Outline, *, opened: bool) -> Html:
    """All groups of one subject under a heading that says how many and how much."""
    say = found.say
    parts = [say("count", n=len(subject.findings))]
    if subject.exposure:
        parts.append(money(subject.exposure))
    head = tag("h3", f"{subject.title}{say('colon')}{say('comma').join(parts)}", id=anchor)
    groups = join(
        finding_group(group, numbers, found, opened=opened and place == 0) for place, group in enumerate(subject.groups)
    )
    return tag("section", head, tag("div", groups, class_="findings"), class_="subject", aria_labelledby=anchor)


def finding_group(group: Group, address: Mapping[int, str], found: Outline, *, opened: bool = False) -> Html:
    """One kind of finding; closed it says who, since when and how much, opened it shows every step."""
    say, lead = found.say, group.lead
    question = bool(lead.get("question"))
    level = "question" if question else group.severity
    mark = tag("span", say("question"), class_="tag") if question else level_tag(level, say)
    figure = None if question else _group_sum(group, say)
    summary = tag(
        "summary", mark, tag("h4", group.title), figure, tag("span", meta_words(group, say), class_="meta small muted")
    )
    parts: list[Html | None] = [_worked(lead, found, question=question)]
    if len(group.findings) > 1:
        example = say("for_example", who=person(lead, say), period=period(lead.get("period"), say) or say("none"))
        parts.insert(0, tag("p", example, class_="small muted"))
        parts.append(_others(group, address, found))
    body = tag("div", join(part for part in parts if part), class_="opened")
    marked = {"id": address[id(lead)], "data_finding": plain(lead.get("id") or "")}
    return tag("details", summary, body, class_="finding", data_level=level, open=opened, **marked)


def _group_sum(group: Group, say: Words) -> Html:
    if len(group.findings) == 1:
        return sum_mark(group.lead, say, "sum")
    exact = total(group.findings)
    if not exact:
        return tag("span", say("no_sum"), class_="sum muted")
    return tag("data", money(exact), value=f"{exact:.2f}", class_="sum")


def meta_words(group: Group, say: Words) -> str:
    """Who and since when: for one finding its person and period, for several how many people and findings."""
    if len(group.findings) == 1:
        finding = group.lead
        parts = [person(finding, say), period(finding.get("period"), say)]
        if finding.get("due"):
            parts.append(say(due_word(finding, "_is"), date=day(finding["due"], say)))
    else:
        parts = [say("people", n=group.people) if group.people else "", say("count", n=len(group.findings))]
        parts += [levels_words(group.levels, say) if len(group.levels) > 1 else "", period(group.span, say)]
    return say("comma").join(filter(None, parts))


def _worked(finding: Finding, found: Outline, *, question: bool) -> Html:
    """One finding in full: what it is, what to do and by when, the working, the articles, what was left out."""
    say = found.say
    parts: list[Html] = []
    if finding.get("explanation"):
        parts.append(tag("p", plain(finding["explanation"])))
    if finding.get("remedy"):
        parts.append(_part(say("what_to_do"), tag("p", plain(finding["remedy"]))))
    if finding.get("due"):
        stands = days_words(finding["due"], found.report.get("as_of"), say)
        words = [
            tag("b", say(due_word(finding)), " ", when(finding["due"], say)),
            say("brackets", text=stands) if stands else "",
        ]
        parts.append(tag("p", words, class_="lastday"))
    if finding.get("steps"):
        parts.append(_part(say("working"), _steps(finding, say, question=question)))
    cites = list(finding.get("cites") or [])
    if cites:
        laws = dict.fromkeys(plain(cite.get("law") or "") for cite in cites)
        rows = join(tag("li", citations([c for c in cites if plain(c.get("law") or "") == law], say)) for law in laws)
        parts.append(_part(say("articles"), tag("ul", rows)))
    if finding.get("limits"):
        notes = say("semicolon").join(plain(limit) for limit in finding["limits"])
        parts.append(tag("p", f"{say('limits')}{say('colon')}{notes}", class_="small muted"))
    return join(parts)


def _part(title: str, *body: Html) -> Html:
    return tag("section", tag("h5", title), *body)


def _steps(finding: Finding, say: Words, *, question: bool) -> Html:
    """The working as a table. Where the last step is the sum itself, it is the foot; else the sum gets its own line."""
    steps, exact = list(finding["steps"]), None if question else amount(finding)
    ends_in_sum = exact is not None and steps[-1].get("unit") == "yuan" and number(steps[-1].get("value")) == exact
    head = tag(
        "thead", tag("tr", tag("th", say("step_basis"), scope="col"), tag("th", say("result"), scope="col", class_="n"))
    )
    rows = join(_step(step, say) for step in (steps[:-1] if ends_in_sum else steps))
    foot: list[Html] = []
    if ends_in_sum:
        foot.append(_step(steps[-1], say))
    elif exact is not None:
        foot.append(tag("tr", tag("th", say("estimate"), scope="row"), tag("td", sum_mark(finding, say), class_="n")))
    if most(finding) is not None and not question:
        upper = tag("td", money(most(finding)), class_="n")
        foot.append(tag("tr", tag("th", say("estimate_most"), scope="row"), upper))
    return tag("table", head, tag("tbody", rows), tag("tfoot", foot) if foot else None, class_="sums")


def _step(step: Mapping[str, Any], say: Words) -> Html:
    """One step: its label with what it rests on (the company's tables, or an article), and its value."""
    basis = say("given") if step.get("input") else citation(step.get("cite"), say)
    working = plain(step["working"]) if step.get("working") else ""
    notes = [tag("small", note) for note in (working, basis) if note]
    name = plain(step.get("label") or step.get("name") or "")
    value = tag("td", quantity(step_value(step), step.get("unit"), say), class_="n")
    return tag("tr", tag("th", name, notes, scope="row"), value)


def _others(group: Group, address: Mapping[int, str], found: Outline) -> Html:
    """Every further finding of the group in one row: who, when, the numbers that differ, the sum."""
    say, others = found.say, group.findings[1:]
    alike = alike_steps(group.findings)
    head = tag(
        "thead",
        tag(
            "tr",
            [
                tag("th", say("who"), scope="col"),
                tag("th", say("period"), scope="col"),
                tag("th", say("steps"), scope="col"),
                tag("th", say("amount"), scope="col", class_="n"),
            ],
        ),
    )
    rows = join(_other(finding, group, alike, address[id(finding)], say) for finding in others)
    table = tag(
        "table", tag("caption", say("the_others", n=len(others))), head, tag("tbody", rows), class_="cards others"
    )
    if not alike:
        return table
    shared = [f"{label} {quantity(value, unit, say)}" for (label, value, unit) in alike]
    note = tag("p", say("same_for_all") + say("colon") + say("semicolon").join(shared), class_="small muted")
    return tag("div", note, table, class_="stack")


StepKey = tuple[str, str, str]


def alike_steps(findings: Sequence[Finding]) -> list[StepKey]:
    """Steps with one and the same value in every finding of a group: named once above the table."""
    shared: dict[StepKey, None] | None = None
    for finding in findings:
        own = dict.fromkeys(step_key(step) for step in finding.get("steps") or [])
        shared = own if shared is None else {key: None for key in shared if key in own}
    return list(shared or ())


def step_key(step: Mapping[str, Any]) -> StepKey:
    return plain(step.get("label") or step.get("name") or ""), str(step.get("value")), str(step.get("unit") or "")


def _other(finding: Finding, group: Group, alike: Iterable[StepKey], address: str, say: Words) -> Html:
    """One further finding: its level and last day only where they differ from those of the first."""
    skipped, question = set(alike), bool(finding.get("question"))
    pairs = join(
        tag(
            "span",
            plain(step.get("label") or step.get("name") or ""),
            " ",
            tag("b", quantity(step_value(step), step.get("unit"), say)),
            class_="pair",
        )
        for step in finding.get("steps") or []
        if step_key(step) not in skipped
    )
    level = level_tag(str(finding.get("severity")), say) if len(group.levels) > 1 and not question else None
    late = finding.get("due") and finding["due"] != group.lead.get("due")
    due = tag("small", say(due_word(finding, "_is"), date=day(finding["due"], say))) if late else None
    upper = tag("small", say("exposure_most", sum=money(most(finding)))) if most(finding) is not None else None
    sums = tag("td", class_="n") if question else tag("td", sum_mark(finding, say), upper, class_="n")
    dates = tag("div", period(finding.get("period"), say), due)
    return tag(
        "tr",
        tag("th", person(finding, say), " ", level, scope="row"),
        tag("td", dates, data_label=say("period")),
        tag("td", tag("div", pairs), data_label=say("steps")) if pairs else tag("td"),
        sums,
        id=address,
        data_finding=plain(finding.get("id") or ""),
    )


def questions_section(groups: Sequence[Group], address: Mapping[int, str], found: Outline) -> Html | None:
    """要核对的问题: what the tables cannot settle, apart from the findings and without a sum."""
    if not groups:
        return None
    say, n = found.say, sum(len(group.findings) for group in groups)
    head = tag("h2", say("section.questions_head", n=n), id="questions")
    body = tag("div", join(finding_group(group, address, found) for group in groups), class_="findings")
    return tag(
        "section", head, tag("p", say("section.questions_note")), body, class_="stack", aria_labelledby="questions"
    )


def findings_head(found: Outline) -> str:
    return found.say("list_head", n=len(found.findings), levels=levels_words(found.levels, found.say))
