"""地址: those of the platform and, as in the demonstration, the page of components."""

from __future__ import annotations

from django.urls import path

from heyue.web import showcase
from heyue.web.urls import handler404, handler500
from heyue.web.urls import urlpatterns as platform

urlpatterns = [
    *(entry for entry in platform if not str(entry.pattern).startswith("design")),
    path("design", showcase.design, name="design"),
    path("design/ask", showcase.ask, name="design_ask"),
    path("design/<slug:page>", showcase.design, name="design_page"),
]
__all__ = ["handler404", "handler500", "urlpatterns"]
