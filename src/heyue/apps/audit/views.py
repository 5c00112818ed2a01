"""操作记录的页面: the record of deeds of an organisation, and of oneself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heyue.apps.audit import operations, queries
from heyue.apps.audit.listing import IN_FILES, shown
from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.apps.lists import download

APPS = {
    "accounts": both("账户和授权", "Accounts and mandates"),
    "checkups": both("用工体检", "Check-ups"),
    "plans": both("整改", "Rectification"),
    "ledger": both("用工台账", "Ledger"),
    "evidence": both("证明材料", "Evidence"),
    "cases": both("服务事项", "Cases"),
    "notices": both("消息", "Messages"),
    "audit": both("记录本身", "The record itself"),
}


@policy("audit.read")
def list_(request: HttpRequest) -> HttpResponse:
    """The organisation's record, searched by person, app and reading or changing; ?format= downloads it."""
    return _record(request, queries.events(request.actor), "audit/list.html")  # type: ignore[attr-defined]


@policy(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What one did oneself, for everybody."""
    return _record(request, queries.own(request.actor), "audit/mine.html")  # type: ignore[attr-defined]


def _record(request: HttpRequest, every: Any, template: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    person, app = _key(request.GET.get("person", "")), request.GET.get("app", "")
    rows = every
    if person is not None:
        rows = rows.filter(person=person)
    if app in APPS:
        rows = rows.filter(queries.verbs_of(app))
    record = shown(rows, request.GET, actor, lang())
    if request.GET.get("format"):
        operations.note_export(actor, record.total)
        return download(
            replace(record, listing=IN_FILES),
            request.GET["format"],
            actor,
            title=str(both("操作记录", "Record of deeds")),
        )
    people = queries.people(actor, every) if template == "audit/list.html" else []
    context = {"list": record, "people": people, "apps": APPS.items(), "person": str(person or ""), "app": app}
    return render(request, template, context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
