"""法律页面: calculators, rules, statutes, articles, places, figures and the search over them, open to everyone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import lang
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.lawpages import queries
from heyue.apps.lawpages.answering import answered, in_force, rests_on, wanting
from heyue.apps.lawpages.forms import DAY, PLACE, RuleForm, asks_day, given
from heyue.apps.lawpages.kept import kept, shown
from heyue.apps.lawpages.sources import source
from heyue.law.find import MOST_LETTERS
from heyue.law.wording import pick


@policy(PUBLIC)
@kept
def home(request: HttpRequest) -> HttpResponse:
    """算一算、查规定: every rule by what it is about."""
    return shown(request, "law/home.html", {"groups": queries.groups(lang())})


@policy(PUBLIC)
@kept
def search(request: HttpRequest) -> HttpResponse:
    """查找: in everyday words, over rules, articles, figures and places."""
    text, kind = request.GET.get("q", "")[:MOST_LETTERS].strip(), request.GET.get("kind", "")
    found = queries.search(text, lang(), kind) if text else []
    return shown(
        request,
        "law/search.html",
        {"q": text, "kind": kind, "found": found, "total": sum(one["total"] for one in found)},
    )


@policy(PUBLIC)
@kept
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """一条规则: its questions and, once something is given, its answer."""
    texts, words, day = queries.texts_of(rule_id), lang(), request.actor.day  # type: ignore[attr-defined]
    data = given(texts, request.GET)
    initial = {PLACE: _own_place(request), DAY: day.isoformat()} | _records_given(texts)
    asked = data is not None and any(name not in {PLACE, DAY} for name in data)
    if not asked:
        initial |= data or {}
    elif asks_day(texts):
        data = {DAY: day.isoformat()} | (data or {})
    form = RuleForm(texts, data if asked else None, initial=initial)
    answer = answered(form, day, words) if asked and form.is_valid() else None
    text = texts[0]
    facts = [_row(form, name, answer) for name in form.asks]
    context = {
        "rule": text,
        "title": pick(text.title, words),
        "heading": _heading(text, words),
        "form": form,
        "facts": facts,
        "optional": [row for row in facts if row["optional"]],
        "optional_used": any(row["optional"] and (row["field"].value() or row["field"].errors) for row in facts),
        "stated_used": asked and any(form[name].value() for name in form.stated),
        "wanting": wanting(answer) if answer is not None else [],
        "where": [_row(form, name, answer) for name in (PLACE, DAY) if name in form.fields],
        "stated": [_row(form, name, answer) for name in form.stated],
        "answer": answer,
        "asked": asked,
        "articles": rests_on(texts, words),
        "texts": [in_force(one, words) for one in texts],
        "limits": [pick(limit, words) for limit in text.limits],
        "alike": queries.alike(rule_id, words),
        "checks": text.kind == "check",
    }
    return shown(request, "law/rule.html", context)


def _heading(text: Any, words: str) -> str:
    """A check names what may be wrong: above its questions that is a question too."""
    title: str = pick(text.title, words)
    return title if text.kind != "check" or text.question else title + pick(("？", "?"), words)


def _own_place(request: HttpRequest) -> str:
    """The place of the organisation one acts for."""
    standing = getattr(request, "standing", None)
    return str(standing.organisation.place) if standing is not None else ""


def _records_given(texts: Any) -> dict[str, str]:
    """A single case is asked as if its records were there, unless one says otherwise."""
    return {name: "true" for text in texts for name in text.trace.reads if name.startswith("has_") and name not in TOLD}


TOLD = frozenset({"has_union", "has_rules", "has_open_contract", "has_fund"})
"""Facts by such a name that a person tells: nothing is supposed about them."""


def _row(form: RuleForm, name: str, answer: Any) -> dict[str, Any]:
    """A field with what stands beside it: whether it is still missing, and the alternative it belongs to."""
    one = form.asks.get(name)
    wanted = answer is not None and name in answer.missing
    if name == PLACE and answer is not None and not form.cleaned_data.get(PLACE):
        wanted = any(missing in form.stated for missing in answer.missing)
    return {
        "field": form[name],
        "id": name.replace(".", "-"),
        "optional": one is not None and not one.required and one.one_of is None,
        "either": one is not None and one.one_of is not None,
        "wanted": wanted,
        "unit": getattr(form.fields[name], "unit", ""),
    }


@policy(PUBLIC)
@kept
def statutes(request: HttpRequest) -> HttpResponse:
    """法规目录."""
    return shown(request, "law/statutes.html", {"statutes": queries.statute_lines(lang())})


@policy(PUBLIC)
@kept
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """一部法规: what is on file of it, each article with the rules that rest on it."""
    found = queries.statute_of(slug)
    context: dict[str, Any] = {"source": source(found.source) if found.source else None}
    context |= {
        "statute": found,
        "title": pick((found.zh, found.en), lang()),
        "articles": queries.article_lines(found, lang()),
    }
    return shown(request, "law/statute.html", context)


@policy(PUBLIC)
@kept
def article(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """一条: our summary of one article, and from it to the rules."""
    found, one = queries.article_of(slug, number)
    before, after = queries.beside(found, number)
    context = {
        "statute": found,
        "law": pick((found.zh, found.en), lang()),
        "article": queries.article_line(found, one, lang()),
        "before": reverse("law:article", args=[slug, before]) if before else "",
        "after": reverse("law:article", args=[slug, after]) if after else "",
    }
    return shown(request, "law/article.html", context)


@policy(PUBLIC)
@kept
def places(request: HttpRequest) -> HttpResponse:
    """各地标准: places with figures of their own, by province, and the kinds of figure."""
    return shown(
        request, "law/places.html", {"provinces": queries.place_lines(lang()), "figures": queries.figure_lines(lang())}
    )


@policy(PUBLIC)
@kept
def place(request: HttpRequest, code: str) -> HttpResponse:
    """一个地方: what is known for it, from when and from where; what is not."""
    short = queries.place_of(code)
    if short != code:
        return HttpResponseRedirect(reverse("law:place", args=[short]), status=303)
    day = request.actor.day  # type: ignore[attr-defined]
    return shown(request, "law/place.html", {"place": queries.place_page(code, day, lang()), "day": day})


@policy(PUBLIC)
@kept
def find_place(request: HttpRequest) -> HttpResponse:
    """Names for the place picker, for what was typed so far."""
    return render(
        request, "law/place_names.html", {"names": queries.places_like(request.GET.get(PLACE, "")[:MOST_LETTERS])}
    )


@policy(PUBLIC)
@kept
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """一种标准: its value at every place on file, and the rules that read it."""
    day = request.actor.day  # type: ignore[attr-defined]
    return shown(
        request, "law/figure.html", {"figure": queries.figure_page(queries.figure_of(name), day, lang()), "day": day}
    )


@policy(PUBLIC)
def language(request: HttpRequest, code: str) -> HttpResponse:
    """换语言: a plain link, because a visitor has no form token; sets the language cookie and goes back."""
    if code not in dict(settings.LANGUAGES):
        raise NotFound
    back = request.GET.get("next", "")
    if not back.startswith("/law/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("law:home")
    response = HttpResponseRedirect(back, status=303)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
