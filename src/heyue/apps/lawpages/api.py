"""法律的接口: rules, one rule, its answer for one or several cases, search, places and figures; open to everybody.

A question and its answer have the shape of `heyue law RULE --facts`, docs/interfaces.md.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from heyue.apps.deeds import Actor, NotFound
from heyue.apps.deeds.both import lang
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.lawpages import queries
from heyue.apps.lists.api import PLAIN, Given, Short, Word, acting
from heyue.law import places as known
from heyue.law import registry
from heyue.law.divisions import PlaceUnclear, find_place
from heyue.law.find import MOST_LETTERS
from heyue.law.question import BadQuestion, ask
from heyue.law.rule import Rule
from heyue.law.wording import pick

law, places = Router(), Router()
ROUTERS = {"/law": law, "/places": places}

MOST_CASES = 100
Name = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9_.]+$")]
Code = Annotated[str, StringConstraints(max_length=9, pattern=r"^[0-9]+$")]
Text = Annotated[str, StringConstraints(max_length=400, pattern=PLAIN)]
Fact = Text | int | float | bool | None


class QuestionShown(BaseModel):
    """规则要问的一件事."""

    name: str
    zh: str
    en: str
    kind: str
    unit: str
    required: bool
    one_of: str | None
    choices: list[str]


class CiteShown(BaseModel):
    """依据的条文."""

    law: str
    article: str | None
    paragraph: int | str | None
    text: str


class RuleShown(BaseModel):
    """一条规则的一个文本."""

    id: str
    subject: str
    title: str
    kind: str
    unit: str
    since: date
    until: date | None
    place: str | None
    grain: str | None
    severity: str | None
    question: bool
    cites: list[CiteShown]
    questions: list[QuestionShown]
    figures: list[str]
    limits: list[str]


class RuleLine(BaseModel):
    """规则列表的一行."""

    id: str
    subject: str
    title: str
    kind: str


class Case(Given):
    """一个问题: facts, and where and when; `figures` overrides published figures for this question."""

    facts: Annotated[dict[Name, Fact], Field(max_length=200)]
    place: Short = ""
    date: Annotated[str, StringConstraints(max_length=10)] = ""
    figures: Annotated[dict[Name, Fact], Field(max_length=50, default_factory=dict)]


class Cases(Given):
    """一列问题: one bad question never stops the others."""

    cases: Annotated[list[Case], Field(min_length=1, max_length=MOST_CASES)]


class Words(Given):
    """找什么."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=MOST_LETTERS, pattern=PLAIN)]
    kind: Annotated[str, StringConstraints(max_length=20, pattern=r"^[a-z]*$")] = ""


class FoundShown(BaseModel):
    """找到的一样东西."""

    title: str
    text: str
    address: str


class GroupShown(BaseModel):
    """找到的一类."""

    kind: str
    title: str
    total: int
    found: list[FoundShown]


# ---- rules ---------------------------------------------------------------------------------------------------------


@law.get("/rules", response=list[RuleLine])
@policy(PUBLIC, token=True)
def list_rules(request: HttpRequest) -> Any:
    """Every rule."""
    texts = [registry.variants(rule_id)[0] for rule_id in registry.rule_ids()]
    return [
        RuleLine(id=text.id, subject=text.subject, title=pick(text.title, lang()), kind=text.kind) for text in texts
    ]


@law.get("/rules/{rule}", response=list[RuleShown])
@policy(PUBLIC, token=True)
def show_rule(request: HttpRequest, rule: Name) -> Any:
    """One rule: each of its texts by place and time, with what it asks and rests on."""
    return [_shown(text) for text in queries.texts_of(rule)]


@law.post("/rules/{rule}/ask", response=dict[str, Any])
@policy(PUBLIC, "POST", token=True)
def ask_rule(request: HttpRequest, rule: Name, data: Case) -> Any:
    """One rule for one case; a question that cannot be answered carries `error`."""
    queries.texts_of(rule)
    return _answer(acting(request), rule, data)


@law.post("/rules/{rule}/ask-many", response=list[dict[str, Any]])
@policy(PUBLIC, "POST", token=True)
def ask_many(request: HttpRequest, rule: Name, data: Cases) -> Any:
    """One rule for up to a hundred cases, answered in their order."""
    queries.texts_of(rule)
    return [_answer(acting(request), rule, one) for one in data.cases]


@law.get("/search", response=list[GroupShown])
@policy(PUBLIC, token=True)
def search(request: HttpRequest, asked: Query[Words]) -> Any:
    """What a search finds among rules, articles, figures and places."""
    return [
        GroupShown(
            kind=group["kind"],
            title=str(group["title"]),
            total=group["total"],
            found=[
                FoundShown(title=_whole(one["title"]), text=_whole(one["text"]), address=one["address"])
                for one in group["found"]
            ],
        )
        for group in queries.search(asked.q, lang(), asked.kind)
    ]


# ---- statutes and figures ------------------------------------------------------------------------------------------


class StatuteLine(BaseModel):
    """一部法规. `name` is what the addresses below take."""

    name: str
    title: str
    number: str
    in_force: date | None
    until: date | None
    articles: int
    rules: int


class ArticleShown(BaseModel):
    """一条, in our own summary, with the rules that rest on it."""

    number: str
    text: str
    summary: str
    rules: list[str]


class StatuteShown(BaseModel):
    """一部法规, as far as it is on file."""

    name: str
    title: str
    articles: list[ArticleShown]


class FigureLine(BaseModel):
    """一种标准, and at how many places it is on file."""

    name: str
    title: str
    places: int


class FigureValue(BaseModel):
    """一个地方的标准."""

    place: str
    text: str


class FigureShown(BaseModel):
    """一种标准 at every place on file today, and the rules that read it."""

    name: str
    title: str
    yearly: bool
    values: list[FigureValue]
    rules: list[str]


@law.get("/statutes", response=list[StatuteLine])
@policy(PUBLIC, token=True)
def list_statutes(request: HttpRequest) -> Any:
    """Every statute on file, those that most rules rest on first."""
    same = ("title", "number", "in_force", "until", "articles", "rules")
    return [
        StatuteLine(name=_last(one["address"]), **{name: one[name] for name in same})
        for one in queries.statute_lines(lang())
    ]


@law.get("/statutes/{statute}", response=StatuteShown)
@policy(PUBLIC, token=True)
def show_statute(request: HttpRequest, statute: Name) -> Any:
    """One statute: its articles on file, each with the rules that rest on it."""
    found = queries.statute_of(statute)
    lines = [_article(one) for one in queries.article_lines(found, lang())]
    return StatuteShown(name=found.slug, title=pick((found.zh, found.en), lang()), articles=lines)


@law.get("/statutes/{statute}/{article}", response=ArticleShown)
@policy(PUBLIC, token=True)
def show_article(request: HttpRequest, statute: Name, article: Word) -> Any:
    """One article."""
    found, one = queries.article_of(statute, article)
    return _article(queries.article_line(found, one, lang()))


@law.get("/figures", response=list[FigureLine])
@policy(PUBLIC, token=True)
def list_figures(request: HttpRequest) -> Any:
    """Every kind of figure that authorities publish by place."""
    return [
        FigureLine(name=_last(one["address"]), **{name: one[name] for name in ("title", "places")})
        for one in queries.figure_lines(lang())
    ]


@law.get("/figures/{figure}", response=FigureShown)
@policy(PUBLIC, token=True)
def show_figure(request: HttpRequest, figure: Name) -> Any:
    """One kind of figure at every place on file."""
    told = queries.figure_page(queries.figure_of(figure), acting(request).day, lang())
    return FigureShown(
        **{name: told[name] for name in ("name", "title", "yearly")},
        values=[FigureValue(place=one["place"], text=str(one["text"])) for one in told["rows"]],
        rules=[one["id"] for one in told["rules"]],
    )


def _article(one: dict[str, Any]) -> ArticleShown:
    same = {name: str(one[name]) for name in ("number", "text", "summary")}
    return ArticleShown(**same, rules=[rule["id"] for rule in one["rules"]])


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


# ---- places --------------------------------------------------------------------------------------------------------


@places.get("", response=list[dict[str, Any]])
@policy(PUBLIC, token=True)
def list_places(request: HttpRequest) -> Any:
    """Places with figures on file."""
    return known.listing()


@places.get("/{code}", response=dict[str, Any])
@policy(PUBLIC, token=True)
def show_place(request: HttpRequest, code: Code) -> Any:
    """What is known for a place, from when and from which source, and what is not."""
    return known.describe(queries.place_of(code))


def _answer(actor: Actor, rule: str, case: Case) -> dict[str, Any]:
    try:
        where, when = _place(case.place), _day(case.date, actor.day)
        return ask(rule, case.facts, place=where, day=when, figure_values=case.figures).as_json()
    except BadQuestion as refused:
        return {"rule": rule, "value": None, "error": pick((refused.zh, refused.en), lang())}


def _place(text: str) -> str:
    try:
        return find_place(text) if text.strip() else ""
    except PlaceUnclear:
        raise BadQuestion(f"place {text!r} is unclear", f"地点“{text}”不清楚") from None


def _day(text: str, today: date) -> date:
    if not text:
        return today
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise BadQuestion(
            f"cannot read the date {text!r}; write 2026-10-31", f"日期“{text}”读不懂，请写成 2026-10-31"
        ) from None
    if not 1900 <= found.year <= 2200:
        raise BadQuestion(f"{text} is not between 1900 and 2200", f"日期“{text}”不在 1900 年到 2200 年之间")
    return found


def _whole(pieces: Any) -> str:
    """A text of the search, which comes in pieces with what matches marked, in one."""
    return (
        pieces
        if isinstance(pieces, str)
        else "".join(str(piece[0]) if isinstance(piece, tuple) else str(piece) for piece in pieces)
    )


def _shown(text: Rule) -> RuleShown:
    words = lang()
    if text.trace is None:
        raise NotFound
    return RuleShown(
        id=text.id,
        subject=text.subject,
        title=pick(text.title, words),
        kind=text.kind,
        unit=text.unit.name,
        since=text.since,
        until=text.until,
        place=text.place or None,
        grain=text.facts.grain,
        severity=text.severity if text.kind == "check" else None,
        question=text.question,
        cites=[CiteShown(**{**cite.as_json(), "text": pick((cite.zh, cite.en), words)}) for cite in text.cites],
        questions=[
            QuestionShown(
                name=name,
                zh=one.zh,
                en=one.en,
                kind=one.kind.name,
                unit=one.kind.unit.name,
                required=one.required,
                one_of=one.one_of,
                choices=[choice.value for choice in one.choices],
            )
            for name, one in text.trace.reads.items()
        ],
        figures=[use.figure.name for use in text.trace.figures.values()],
        limits=[pick(limit, words) for limit in text.limits],
    )
