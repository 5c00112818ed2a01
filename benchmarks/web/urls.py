"""The platform's addresses, and /empty: what a signed-in page costs before it says anything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.web.urls import handler404, handler500
from heyue.web.urls import urlpatterns as _platform

__all__ = ["handler404", "handler500", "urlpatterns"]


@policy(SIGNED_IN)
def empty(request: HttpRequest) -> HttpResponse:
    """空白页: the frame of every page (menu, language, person) around nothing."""
    return render(request, "base.html")


urlpatterns = [path("empty", empty, name="empty"), *_platform]
