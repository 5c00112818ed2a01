"""法律页面的缓存: a visitor's browser keeps a page until the law, the pages, the language or the day change; nobody else's does.

A visitor gets no session and no cookie here: pages are made without the form token, which nothing on them needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition

from heyue.apps.deeds.both import lang

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("law", "apps/lawpages", "web/templates", "web/static")
View = Callable[..., HttpResponse]


@cache
def version() -> str:
    """法律版本: a digest of everything the pages are made from: rules, figures, statutes, templates, styles."""
    whole = hashlib.sha256()
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                whole.update(str(path.relative_to(ROOT)).encode())
                whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def visitor(request: HttpRequest) -> bool:
    """Somebody who has neither signed in nor been given a session."""
    return not request.actor.signed_in and settings.SESSION_COOKIE_NAME not in request.COOKIES  # type: ignore[attr-defined]


def etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    """The mark of a visitor's page; none for those who are signed in, whose pages are their own."""
    if not visitor(request):
        return None
    day = request.actor.day.isoformat()  # type: ignore[attr-defined]
    told = (version(), lang(), day, request.get_full_path(), str(settings.HEYUE_DEMO))
    return f'"{hashlib.sha256("|".join(told).encode()).hexdigest()[:32]}"'


def kept(view: View) -> View:
    """A page that a visitor's browser may keep, asking each time whether it still holds."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = condition(etag_func=etag)(view)(request, *args, **kwargs)
        if visitor(request):
            response.headers["Cache-Control"] = "no-cache"
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return answered


def shown(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A law page: for a visitor without a form token, so that no cookie is set; with its one address for search engines."""
    context |= {
        "canonical": f"{settings.HEYUE_ORIGIN.rstrip('/')}{request.path}",
        "visitor": not request.actor.signed_in,
    }  # type: ignore[attr-defined]
    if context["visitor"]:
        context["csrf_token"] = ""
    return render(request, template, context, status=status)
