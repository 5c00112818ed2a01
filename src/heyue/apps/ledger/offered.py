"""公共服务在哪里: what is offered everywhere by law, and what officers entered for a place and the places it lies in."""

from __future__ import annotations

from typing import Any

from heyue.apps.deeds import Actor
from heyue.apps.ledger.models import PublicService
from heyue.apps.ledger.publicly import KINDS, national
from heyue.law.divisions import COUNTRY, PlaceUnclear, chain, find_place, full_name, normal


def services(actor: Actor, text: str) -> dict[str, Any]:
    """By kind: what the law has offered everywhere, and the entries of the place and of the places it lies in, the nearest first.

    Open to everybody. `unclear` says why a place was not understood.
    """
    place, unclear = normal(actor.place) if actor.place else "", ""
    if text:
        try:
            place = find_place(text)
        except PlaceUnclear as found:
            place, unclear = "", "、".join(name for _, name in found.candidates[:5]) or "?"
    near = [code for code in chain(place) if code != COUNTRY] if place and place != COUNTRY else []
    rows = list(PublicService.unscoped.filter(place__in=near, ended__isnull=True).order_by("-place", "name"))
    rows.sort(key=lambda row: -len(row.place))
    kinds = [
        {
            "kind": kind,
            "title": words,
            "national": [one for one in national() if one.kind == kind],
            "local": [(row, full_name(row.place)) for row in rows if row.kind == kind],
        }
        for kind, words in KINDS.items()
    ]
    mine = {row.pk for row in rows if actor.can("ledger.services") and row.by_organisation_id == actor.organisation}
    return {
        "kinds": kinds,
        "place": place,
        "place_name": full_name(place) if near else "",
        "unclear": unclear,
        "mine": mine,
        "enters": actor.can("ledger.services"),
    }
