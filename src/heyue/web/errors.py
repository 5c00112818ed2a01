"""出错页: what happened, why, and what to do; the same page for what is absent and what is somebody else's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heyue.apps.deeds import Conflict, Refused


def _page(request: HttpRequest, name: str, status: int, **words: object) -> HttpResponse:
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"errors/{name}.html", {"part": part, **words}, status=status)


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "absent", 404)


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    return _page(request, "refused", 403, why=exception.why)


def conflict(request: HttpRequest, exception: Conflict) -> HttpResponse:
    return _page(request, "conflict", 409, why=exception.why)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "csrf", 403)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is locked or gone for a moment: asked again soon."""
    response = _page(request, "unavailable", 503)
    response["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Rendered without the database: that may be what is broken."""
    return HttpResponse(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>出错了 · 和约</title>"
        "<h1>程序出了错，不是你的问题</h1><p>已经记录下来；刚才没有做完的事没有生效，请稍后再试。</p>"
        "<p lang=en>The program failed, through no fault of yours. Nothing was half done; please try again later.</p>",
        status=500,
    )
