"""每页都有的: who is signed in, in which standing, the language, and whether this is the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from heyue.apps.deeds.both import lang
from heyue.web.rail import rail


def page(request: HttpRequest) -> dict[str, Any]:
    worked_in = getattr(request, "standing", None)
    return {
        "actor": getattr(request, "actor", None),
        "standing": worked_in,
        "standings": getattr(request, "standings", []),
        "lang": lang(),
        "demo": settings.HEYUE_DEMO or (worked_in is not None and worked_in.organisation.demo),
        "rail": rail(request),
    }
