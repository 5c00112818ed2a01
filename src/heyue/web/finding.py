"""查找: one box for everything one may see; each app answers for its own things (`found` in its queries.py).

    def found(actor: Actor, text: str, most: int = 20) -> list[dict]      # {"title", "note", "address", "kind"}

The words are not kept, neither in the log nor in the record of deeds: what somebody looks for is nobody's business.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heyue.apps.deeds import Actor
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.apps.search import index
from heyue.web.home import queries_of_apps

ORDER = ("ledger", "cases", "plans", "evidence", "accounts")


def everything(actor: Actor, text: str) -> list[dict[str, Any]]:
    """What the apps have found, people first."""
    if not index.asked(text):
        return []
    by_app = {module.__name__.split(".")[2]: getattr(module, "found", None) for module in queries_of_apps()}
    return [one for name in ORDER if (ask := by_app.get(name)) is not None for one in ask(actor, text)]


@policy(SIGNED_IN)
def find(request: HttpRequest) -> HttpResponse:
    """找一找: people, cases, tasks, papers and organisations in which the words stand."""
    text = " ".join(request.GET.get("q", "").split())[: index.MOST]
    found = everything(request.actor, text)  # type: ignore[attr-defined]
    return render(request, "find.html", {"text": text, "found": found, "short": bool(text) and not index.asked(text)})
