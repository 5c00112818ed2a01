"""按姓名、工号找人: people of the ledgers one may see, by name or number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse

from heyue.apps.deeds import Actor
from heyue.apps.deeds.both import both
from heyue.apps.ledger.models import Employee
from heyue.apps.search import index


def found(actor: Actor, text: str, most: int = 20) -> list[dict[str, Any]]:
    """查找: those in whose name or number the words stand; with the firm's name for whoever keeps several ledgers."""
    if not actor.can("ledger.read"):
        return []
    rows = Employee.objects.visible_to(actor).filter(restricted__isnull=True, organisation__closed__isnull=True)
    named = [
        row.pk
        for row in rows.filter(pk__in=index.having("ledger.employee", text)).only("pk", "name")
        if index.says(row.name, text)
    ]
    numbered = Q(*(Q(number__icontains=word) for word in index.asked(text)))
    kind = both("员工", "Employee")
    return [
        {
            "title": row.name or row.number,
            "note": f"{row.number} · {row.organisation.name}"
            if row.organisation_id != actor.organisation
            else row.number,
            "address": reverse("ledger:person", args=[row.pk]),
            "kind": kind,
        }
        for row in rows.filter(numbered | Q(pk__in=named))
        .select_related("organisation")
        .order_by("number", "pk")[:most]
    ]
