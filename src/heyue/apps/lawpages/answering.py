"""答复的样子: what a rule answers, arranged for the page: value, working, articles, limits, figures with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from heyue.apps.deeds.both import both
from heyue.apps.lawpages.forms import DAY, PLACE, RuleForm
from heyue.apps.lawpages.sources import value_of
from heyue.law import units
from heyue.law.cite import Cite, UnknownCitation, resolve, statute
from heyue.law.divisions import full_name, normal
from heyue.law.figures_read import FigureRead, asked_as, figures_read, in_unit
from heyue.law.places import name as place_name
from heyue.law.question import BadQuestion, Outcome, ask, read_facts
from heyue.law.resting import cites_of
from heyue.law.rule import Rule
from heyue.law.wording import day_in_words, fact_in_words, filled, in_words, item_names, pick

VERDICTS = {
    "breach": both("不符合规定", "Not in order"),
    "passed": both("符合规定", "In order"),
    "not_applicable": both("这条规则不适用", "This rule does not apply"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """一页上的答复.

    value: in words, empty where something is missing. missing: names of facts and figures to be given still, beside their
    fields; wanting: the same in words, each with the field it leads to. share: the address that asks the same again.
    """

    title: str
    value: str = ""
    level: str = ""
    note: str = ""
    todo: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    wanting: list[tuple[str, str]] = field(default_factory=list)
    share: str = ""
    since: str = ""


def answered(form: RuleForm, day: date, lang: str) -> Answer | None:
    """The answer to a form that was read without fault; None where the law refuses it, the fault then being at its field."""
    place, when = form.cleaned_data.get(PLACE) or "", form.cleaned_data.get(DAY) or day
    try:
        outcome = ask(
            form.texts[0].id, form.facts_with_month_end, place=place, day=when, figure_values=form.own_figures
        )
    except BadQuestion as refused:
        _refuse(form, refused)
        return None
    text = outcome.rule
    row = read_facts(text, form.facts_with_month_end)
    read = figures_read(text, row, place=place, day=when, stated=form.own_figures)
    missing, wanting = _missing(form, outcome, lang)
    return Answer(
        title=pick(text.title, lang),
        value=_value(outcome, lang),
        level=_level(outcome),
        note=_note(outcome, row, lang),
        todo=pick(text.remedy, lang) if outcome.value == "breach" else "",
        lines=_lines(outcome, lang),
        steps=_steps(outcome, lang),
        told=_told(form, row, place, when, lang),
        figures=[_figure(one, text, lang) for one in read],
        articles=articles([*text.cites, *(step.cite for step in outcome.steps if step.cite)], lang),
        limits=[pick(words, lang) for words in text.limits],
        missing=frozenset(missing),
        wanting=wanting,
        share=share(form, place, when),
        since=in_force(text, lang),
    )


def _refuse(form: RuleForm, refused: BadQuestion) -> None:
    """Puts the law's refusal at the field it names; a day before the law at the field that decides the day."""
    by_name = next((name for name in form.fields if refused.en.startswith(f"{name}: ")), None)
    words = both(refused.zh, refused.en)
    if by_name is not None:
        words = both(refused.zh.removeprefix(f"{by_name}："), refused.en.removeprefix(f"{by_name}: "))
    elif refused.en.startswith("not in force"):
        dated = form.texts[0].dated_by
        by_name = dated if dated in form.fields else DAY if DAY in form.fields else None
        earliest = min(text.since for text in form.texts)
        zh, en = day_in_words(earliest, "zh"), day_in_words(earliest, "en")
        words = both(
            f"这条规则从{zh}起适用，更早的日子这里不能回答",
            f"This rule applies from {en}; earlier days cannot be answered here",
        )
    form.add_error(by_name, words)


def _value(outcome: Outcome, lang: str) -> str:
    if outcome.value is None:
        return ""
    if outcome.rule.kind != "check":
        return in_words(outcome.value, outcome.rule.unit, lang)
    if outcome.value == "breach" and outcome.rule.question:
        return str(both("请核对", "Please check"))
    return str(VERDICTS[outcome.value])


def _level(outcome: Outcome) -> str:
    if outcome.rule.kind != "check" or outcome.value is None:
        return ""
    if outcome.value == "breach":
        return "low" if outcome.rule.question else outcome.rule.severity
    return "good" if outcome.value == "passed" else "none"


def _note(outcome: Outcome, row: Mapping[str, Any], lang: str) -> str:
    if outcome.value != "breach" or not outcome.rule.explain[0]:
        return ""
    values = {**row, **{step.name: step.value for step in outcome.steps}}
    return filled(outcome.rule.explain, outcome.rule, values, lang)


def _lines(outcome: Outcome, lang: str) -> list[tuple[str, str]]:
    """Sum at stake and the day to have it done by, of a check that found something."""
    detail, made = outcome.detail, []
    if outcome.rule.kind != "check" or detail is None or outcome.value != "breach":
        return []
    if not outcome.rule.question:
        for words, amount in (
            (both("预计金额", "Estimated sum"), detail.amount),
            (both("最多", "At most"), detail.at_most),
        ):
            if amount is not None:
                made.append((str(words), in_words(amount, units.YUAN, lang)))
    if isinstance(detail.due, date):
        made.append((str(both("最晚", "By")), day_in_words(detail.due, lang)))
    return made


def _steps(outcome: Outcome, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "label": pick(step.words, lang),
            "text": item_names(step.value, lang)
            if step.name in {"missing_items", "missing_columns"}
            else in_words(step.value, step.unit, lang),
            "cite": (step.cite.zh if lang == "zh" else step.cite.en) if step.cite else None,
        }
        for step in outcome.steps
    ]


def _told(form: RuleForm, row: Mapping[str, Any], place: str, when: date, lang: str) -> list[dict[str, str]]:
    """What was stated, so that a printed answer says what it answers."""
    made = [
        {"label": pick((one.zh, one.en), lang), "text": fact_in_words(one, row[name], lang)}
        for name, one in form.asks.items()
        if row.get(name) is not None
    ]
    if PLACE in form.fields and place:
        made.append(
            {
                "label": str(both("地点", "Place")),
                "text": place_name(place, "en") or full_name(place) if lang == "en" else full_name(place),
            }
        )
    if DAY in form.fields:
        made.append({"label": str(both("按这一天的规定", "By the law of")), "text": day_in_words(when, lang)})
    return made


def _missing(form: RuleForm, outcome: Outcome, lang: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Names of fields to fill in still, and what to say of each; alternatives are said once."""
    names: list[str] = []
    words: list[tuple[str, str]] = []
    groups: set[str] = set()
    lacking = outcome.missing
    dated = outcome.rule.dated_by
    if outcome.value is None and not lacking and dated in form.asks and dated not in form.facts:
        lacking = (
            dated,
        )  # the day that decides which law applies: a check without it is not checked, and says no more
    for missing in lacking:
        if missing.startswith("figure:"):
            name, _, asked = missing.removeprefix("figure:").partition("@")
            names.append(name)
            first = PLACE if asked.startswith("?") and PLACE in form.fields else name
            words.append((first, _unknown_figure(form, name, asked, lang)))
            continue
        names.append(missing)
        one = form.asks.get(missing)
        if one is None:
            continue
        if one.one_of is not None:
            if one.one_of in groups:
                continue
            groups.add(one.one_of)
            alike = [other for other in form.asks.values() if other.one_of == one.one_of]
            joined = pick(("；或者：", "; or: "), lang).join(pick((other.zh, other.en), lang) for other in alike)
            words.append((missing, joined))
        else:
            words.append((missing, pick((one.zh, one.en), lang)))
    return names, words


def wanting(answer: Answer) -> list[str]:
    """What is missing, each a link to its field."""
    return [format_html('<a href="#q-{}">{}</a>', name, words) for name, words in answer.wanting]


def _unknown_figure(form: RuleForm, name: str, asked: str, lang: str) -> str:
    figure = form.stated.get(name)
    called = name if figure is None else pick((figure.zh, figure.en), lang)
    place, _, day = asked.partition("/")
    if place == "?":
        return str(both(f"{called}：先填写地点，才知道用哪里的标准", f"{called}: fill in the place first"))
    when = date.fromisoformat(day)
    where = full_name(place)
    zh, en = day_in_words(when, "zh"), day_in_words(when, "en")
    return str(
        both(
            f"{called}：{where} {zh}的标准这里还不知道；知道的话可以自己填",
            f"{called}: not known here for {place_name(place, 'en') or where} on {en}; you can state it yourself",
        )
    )


def _figure(one: FigureRead, text: Rule, lang: str) -> dict[str, Any]:
    value = one.value
    shown: dict[str, Any] = {
        "name": one.figure.name,
        "asked_as": asked_as(one.figure, text.trace.figures),
        "title": pick((one.figure.zh, one.figure.en), lang),
        "day": one.day,
        "stated": one.stated,
        "needed": one.needed,
        "text": "" if value is None else in_unit(value.amount, one.figure, lang),
    }
    return shown if value is None else shown | {"value": value_of(value, lang)}


def share(form: RuleForm, place: str, when: date) -> str:
    """The address that asks the same again on any day: everything given, nothing else."""
    query: dict[str, str] = {**form.facts, **form.own_figures}
    if PLACE in form.fields and place:
        query[PLACE] = normal(place)
    if DAY in form.fields:
        query[DAY] = when.isoformat()
    return f"{reverse('law:rule', args=[form.texts[0].id])}?{urlencode(query)}"


def articles(cites: list[Cite], lang: str) -> list[dict[str, Any]]:
    """Citations with our summary and the page of the article, each article once."""
    made: list[dict[str, Any]] = []
    for same in _by_article(cites):
        cite = same[0] if len(same) == 1 else Cite(same[0].law, same[0].article)
        try:
            summary, slug = resolve(cite), statute(cite.law).slug
        except UnknownCitation:
            made.append({"text": cite.zh if lang == "zh" else cite.en})
            continue
        made.append(
            {
                "text": cite.zh if lang == "zh" else cite.en,
                "summary": summary.zh if lang == "zh" else summary.en,
                "address": reverse("law:article", args=[slug, str(cite.article)]),
            }
        )
    return made


def _by_article(cites: list[Cite]) -> list[list[Cite]]:
    """The citations of each article together: two paragraphs of one have one summary."""
    held: dict[tuple[str, str], dict[Cite, None]] = {}
    for cite in cites:
        held.setdefault((cite.law, str(cite.article)), {})[cite] = None
    return [list(same) for same in held.values()]


def in_force(text: Rule, lang: str) -> str:
    """From when to when a text of a rule holds, in words."""
    zh, en = f"{day_in_words(text.since, 'zh')}起适用", f"Applies from {day_in_words(text.since, 'en')}"
    if text.until is not None:
        zh = f"适用于{day_in_words(text.since, 'zh')}至{day_in_words(text.until, 'zh')}"
        en = f"Applied from {day_in_words(text.since, 'en')} to {day_in_words(text.until, 'en')}"
    return pick((zh, en), lang)


def rests_on(texts: tuple[Rule, ...], lang: str) -> list[dict[str, Any]]:
    """Every article of a rule, for the page before anything was asked."""
    return articles(cites_of(texts), lang)
