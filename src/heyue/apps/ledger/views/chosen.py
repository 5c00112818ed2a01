"""选的是哪家: the firm a page of the ledger is about, for those who act for several."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from heyue.apps.accounts.models import Organisation
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both
from heyue.apps.ledger import access


def firm_of(request: HttpRequest, capability: str = "ledger.read") -> Organisation:
    """The firm named by ?of=, else one's own, else the first client; NotFound where it is none of these."""
    return access.firm(request.actor, asked(request), capability)  # type: ignore[attr-defined]


def asked(request: HttpRequest) -> UUID | None:
    """The id in ?of= (or the form's own); NotFound where it is no id."""
    text = request.POST.get("of") or request.GET.get("of")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def around(request: HttpRequest, firm: Organisation, here: str) -> dict[str, Any]:
    """What every page of one firm shows: its tabs, and the other firms one may turn to."""
    actor = request.actor  # type: ignore[attr-defined]
    several = access.firms(actor)
    mark = f"?of={firm.pk}" if firm.pk != actor.organisation else ""
    tabs = [
        {"words": words, "address": f"{reverse(f'ledger:{name}')}{mark}", "current": name == here}
        for name, words in (
            ("people", both("员工", "People")),
            ("contracts", both("劳动合同", "Contracts")),
            ("company", both("企业和历史", "The firm, and its past")),
            ("dates", both("期限", "Deadlines")),
        )
    ]
    return {
        "firm": firm,
        "firms": several if len(several) > 1 else [],
        "mark": mark,
        "ledger_tabs": tabs,
        "writes": actor.standing(firm.pk, "ledger.write") is not None,
    }
