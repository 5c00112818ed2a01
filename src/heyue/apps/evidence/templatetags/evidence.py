"""材料标签: {% load evidence %}{% evidence "cases.case" case.pk %} shows the pieces beside a thing and a link to add one.

Nothing is shown without the right to it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from heyue.apps.evidence import queries

register = template.Library()


@register.inclusion_tag("evidence/beside.html", takes_context=True)
def evidence(context: dict[str, Any], kind: str, key: UUID) -> dict[str, Any]:
    """The card; `actor` and `request` come from the page."""
    actor = context.get("actor")
    request = context.get("request")
    sees = actor is not None and queries.may_see(actor, kind, key)
    return {
        "sees": sees,
        "items": queries.for_subject(actor, kind, key) if actor is not None and sees else [],
        "adds": actor is not None and sees and queries.may_add(actor, kind, key),
        "kind": kind,
        "key": key,
        "here": request.path if request is not None else "",
    }
