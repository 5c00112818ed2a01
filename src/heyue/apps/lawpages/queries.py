"""有什么可查: rules in groups, statutes and articles with the rules that rest on them, places and figures, and what a search finds."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import reverse

from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both
from heyue.apps.lawpages.sources import source, value_of
from heyue.law import divisions, find, places, registry, subjects
from heyue.law.cite import Article, Cite, Statute, statutes
from heyue.law.divisions import COUNTRY, PlaceUnclear
from heyue.law.figures import FIGURES, lookup, resolve
from heyue.law.figures_read import in_unit
from heyue.law.place_files import Figure, parse_amount, place_data, place_files, published
from heyue.law.resting import rules_by_article, rules_by_figure
from heyue.law.rule import Rule
from heyue.law.wording import pick

FILE = Path(__file__).parent / "groups.yaml"
KINDS = {
    "rule": both("计算和检查", "Calculators and checks"),
    "article": both("条文", "Articles"),
    "statute": both("法规", "Statutes"),
    "figure": both("公布的标准", "Published figures"),
    "place": both("地方", "Places"),
}


# ---- rules ---------------------------------------------------------------------------------------------------------


def texts_of(rule_id: str) -> tuple[Rule, ...]:
    """All texts of a rule. Raises NotFound for an unknown one."""
    try:
        return registry.variants(rule_id)
    except registry.UnknownRule:
        raise NotFound from None


def line(rule_id: str, lang: str) -> dict[str, Any]:
    """A rule as a list names it."""
    text = registry.variants(rule_id)[0]
    return {
        "id": rule_id,
        "title": pick(text.title, lang),
        "address": reverse("law:rule", args=[rule_id]),
        "calculates": text.kind != "check",
    }


@cache
def _groups() -> tuple[tuple[tuple[str, str], tuple[str, ...]], ...]:
    """Headings with their subjects; a subject that the file does not name stands under its own title."""
    with FILE.open("rb") as stream:
        raw = yaml.load(stream, Loader=yaml.CSafeLoader)
    made = [((one["zh"], one["en"]), tuple(one["subjects"])) for one in raw["groups"]]
    named = {subject for _, held in made for subject in held}
    all_subjects = dict.fromkeys(rule_id.partition(".")[0] for rule_id in registry.rule_ids())
    made += [(subjects.title(subject), (subject,)) for subject in all_subjects if subject not in named]
    return tuple(made)


def groups(lang: str) -> list[dict[str, Any]]:
    """首页: every rule under the heading a shop owner would look under, calculators apart from checks."""
    made = []
    for number, (words, held) in enumerate(_groups()):
        rules = [line(rule_id, lang) for rule_id in registry.rule_ids() if rule_id.partition(".")[0] in held]
        made.append(
            {
                "id": f"g{number}",
                "title": pick(words, lang),
                "calculators": [rule for rule in rules if rule["calculates"]],
                "checks": [rule for rule in rules if not rule["calculates"]],
            }
        )
    return made


def alike(rule_id: str, lang: str) -> list[dict[str, Any]]:
    """Other rules under the same heading, calculators first."""
    subject = rule_id.partition(".")[0]
    held = next(held for _, held in _groups() if subject in held)
    others = [line(one, lang) for one in registry.rule_ids() if one.partition(".")[0] in held and one != rule_id]
    others.sort(key=lambda rule: (not rule["id"].startswith(subject), not rule["calculates"]))
    return others[:6]


# ---- statutes ------------------------------------------------------------------------------------------------------


def statute_lines(lang: str) -> list[dict[str, Any]]:
    """Every statute on file with how many articles and rules."""
    made = [
        {
            "title": pick((one.zh, one.en), lang),
            "address": reverse("law:statute", args=[one.slug]),
            "number": one.number,
            "in_force": one.in_force,
            "until": one.until,
            "articles": len(one.articles),
            "rules": len({rule for number in one.articles for rule in rules_by_article().get((one.zh, number), ())}),
        }
        for one in statutes().values()
    ]
    made.sort(key=lambda row: (-row["rules"], row["title"]))
    return made


def statute_of(slug: str) -> Statute:
    """One statute by its file's name. Raises NotFound."""
    for one in statutes().values():
        if one.slug == slug:
            return one
    raise NotFound


def article_of(slug: str, number: str) -> tuple[Statute, Article]:
    """One article on file. Raises NotFound."""
    found = statute_of(slug)
    if number not in found.articles:
        raise NotFound
    return found, found.articles[number]


def article_lines(found: Statute, lang: str) -> list[dict[str, Any]]:
    """The articles of a statute on file, each with the rules that rest on it."""
    return [article_line(found, article, lang) for article in found.articles.values()]


def article_line(found: Statute, article: Article, lang: str) -> dict[str, Any]:
    cite = Cite(found.zh, article.number)
    return {
        "number": article.number,
        "short": cite.zh.removeprefix(found.zh) if lang == "zh" else cite.en.removeprefix(found.en).lstrip(", "),
        "text": cite.zh if lang == "zh" else cite.en,
        "summary": pick((article.zh, article.en), lang),
        "paragraphs": article.paragraphs,
        "address": reverse("law:article", args=[found.slug, article.number]),
        "rules": [line(rule_id, lang) for rule_id in rules_by_article().get((found.zh, article.number), ())],
    }


def beside(found: Statute, number: str) -> tuple[str | None, str | None]:
    """Numbers of the articles on file before and after one."""
    numbers = list(found.articles)
    at = numbers.index(number)
    return numbers[at - 1] if at else None, numbers[at + 1] if at + 1 < len(numbers) else None


# ---- places and figures --------------------------------------------------------------------------------------------


def name_of(code: str, lang: str) -> str:
    """A place's full name; in English its own where it has a file, else the Chinese."""
    if lang == "en":
        return places.name(code, "en") or divisions.full_name(code)
    return divisions.full_name(code)


def place_of(code: str) -> str:
    """The code in its shortest form. Raises NotFound for a code that lies in no place."""
    short = divisions.normal(code)
    if not divisions.chain(short):
        raise NotFound
    return short


def place_page(code: str, day: date, lang: str) -> dict[str, Any]:
    """地方: each figure as of the day with its source and its earlier values, what is not known, and the places around."""
    described = places.describe(code)
    now, past = [], []
    for told in described["figures"]:
        figure = FIGURES[told["figure"]]
        value = lookup(figure, code, day) or (lookup(figure, code, day, -1) if figure.yearly else None)
        row = {
            "name": figure.name,
            "title": pick((figure.zh, figure.en), lang),
            "address": reverse("law:figure", args=[figure.name]),
            "by": name_of(told["published_by"], lang),
            "text": in_unit(value.amount, figure, lang) if value is not None else "",
            "value": value_of(value, lang) if value is not None else None,
            "tier_unknown": told["tier_unknown"],
            "values": [_past(figure, entry, lang) for entry in reversed(told["values"])],
            "announced": [{"note": one.get("note"), "source": one.get("source", [])} for one in told["announced"]],
        }
        (now if value is not None else past).append(row)
    return {
        "code": code,
        "title": name_of(code, lang),
        "chain": [
            {"title": places.name(one["code"], lang) or one["zh"], "address": reverse("law:place", args=[one["code"]])}
            for one in described["chain"]
            if one["code"] != code
        ],
        "now": now,
        "past": past,
        "unknown": [
            {"title": pick((one["zh"], one["en"]), lang), "address": reverse("law:figure", args=[one["figure"]])}
            for one in described["unknown"]
        ],
        "gaps": [
            {"text": pick((gap["zh"], gap["en"]), lang), "sources": gap.get("source") or []}
            for gap in described["gaps"]
        ],
        "below": _neighbours([other for other in _children(code) if other != code], lang),
        "around": _neighbours([other for other in _children(_parent(code)) if other != code], lang)
        if code != COUNTRY
        else [],
    }


def _past(figure: Figure, entry: dict[str, Any], lang: str) -> dict[str, Any]:
    return {
        "text": in_unit(parse_amount(entry["value"], figure.unit), figure, lang),
        "tier": entry["tier"],
        "from": date.fromisoformat(entry["from"]),
        "until": date.fromisoformat(entry["until"]) if entry["until"] else None,
        "yearly": figure.yearly,
        "document": entry["document"],
        "sources": [source(one) for one in entry["source"]],
        "firm": entry["firm"],
    }


def _parent(code: str) -> str:
    line_ = divisions.chain(code)
    return line_[-2] if len(line_) > 1 else COUNTRY


@cache
def _by_parent() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in divisions.names():
        found.setdefault(_parent(code), []).append(code)
    return {parent: tuple(codes) for parent, codes in found.items()}


def _children(code: str) -> tuple[str, ...]:
    return _by_parent().get(code, ())


def _neighbours(codes: list[str], lang: str) -> list[dict[str, Any]]:
    """Places as links, those with figures of their own marked and first."""
    made = [
        {
            "code": code,
            "title": places.name(code, lang) or divisions.names()[code],
            "address": reverse("law:place", args=[code]),
            "own": code in place_files(),
        }
        for code in codes
    ]
    return sorted(made, key=lambda one: not one["own"])


def place_lines(lang: str) -> list[dict[str, Any]]:
    """Provinces with their cities that have figures of their own."""
    return [
        {"title": places.name(code, lang) or divisions.names()[code], "address": reverse("law:place", args=[code]),
         "cities": [one for one in _neighbours(list(_children(code)), lang) if one["own"]]}
        for code in _children(COUNTRY)
    ]  # fmt: skip


def places_like(text: str, most: int = 12) -> list[str]:
    """Full names for the place picker: what is one of them first, then those that contain what was typed, the larger first."""
    text = "".join(text.split())
    if not text:
        return []
    try:
        first = [divisions.find_place(text)]
    except PlaceUnclear as unclear:
        first = [code for code, _ in unclear.candidates]
    rest = sorted(
        (code for code in divisions.names() if text in divisions.full_name(code)), key=lambda code: (len(code), code)
    )
    return [divisions.full_name(code) for code in list(dict.fromkeys([*first, *rest]))[:most]]


def figure_of(name: str) -> Figure:
    """One kind of figure. Raises NotFound."""
    if name not in FIGURES:
        raise NotFound
    return FIGURES[name]


def figure_page(figure: Figure, day: date, lang: str) -> dict[str, Any]:
    """公布的标准: what it is, who publishes it, which rules read it, and its value at every place on the day."""
    rows = []
    for code in sorted(place_files(), key=lambda one: "" if one == COUNTRY else one):
        series = published(figure, code)
        if series is None:
            continue
        value = lookup(figure, code, day) or (lookup(figure, code, day, -1) if figure.yearly else None)
        tiers = [] if value is not None else _tiers(figure, code, day, lang)
        rows.append(
            {
                "place": name_of(code, lang),
                "address": reverse("law:place", args=[code]),
                "text": in_unit(value.amount, figure, lang) if value is not None else " / ".join(tiers),
                "value": value_of(value, lang) if value is not None else None,
            }
        )
    return {
        "title": pick((figure.zh, figure.en), lang),
        "name": figure.name,
        "rows": rows,
        "rules": [line(rule_id, lang) for rule_id in rules_by_figure().get(figure.name, ())],
        "yearly": figure.yearly,
    }


def _tiers(figure: Figure, code: str, day: date, lang: str) -> list[str]:
    """Amounts of a province that publishes by tier, for the day, highest tier first."""
    series = resolve(figure.name, code)
    found = []
    for tier, rows in (series.rows if series else {}).items():
        running = [
            row for row in rows if row.value.from_ <= day and (row.value.until is None or day <= row.value.until)
        ]
        if running and tier is not None:
            found.append((tier, in_unit(running[-1].value.amount, figure, lang)))
    return [text for _, text in sorted(found)]


def figure_lines(lang: str) -> list[dict[str, Any]]:
    """Every kind of figure and at how many places it is on file."""
    held = dict.fromkeys(FIGURES, 0)
    for code in place_files():
        for name in place_data(code).get("figures") or {}:
            if name in held:
                held[name] += 1
    return [
        {
            "title": pick((figure.zh, figure.en), lang),
            "address": reverse("law:figure", args=[name]),
            "places": held[name],
        }
        for name, figure in FIGURES.items()
    ]


# ---- search --------------------------------------------------------------------------------------------------------


def search(text: str, lang: str, kind: str = "") -> list[dict[str, Any]]:
    """What a search finds, in groups: title and text in pieces with what matches marked, and the address of each."""
    found = find.find(text, lang, kind=kind if kind in KINDS else "")
    return [
        {
            "kind": group.kind,
            "title": KINDS[group.kind],
            "total": group.total,
            "more": group.total - len(group.found),
            "found": [
                {
                    "title": one.title,
                    "text": one.text,
                    "exact": one.exact,
                    "address": address_of(one.kind, one.key),
                    "note": _kind_of_rule(one.key) if one.kind == "rule" else "",
                }
                for one in group.found
            ],
        }
        for group in found
    ]


def _kind_of_rule(rule_id: str) -> str:
    return both("计算", "Calculator") if registry.variants(rule_id)[0].kind != "check" else both("检查", "Check")


def address_of(kind: str, key: str) -> str:
    """The page of a thing found."""
    return reverse(f"law:{kind}", args=key.split("/") if kind == "article" else [key])
