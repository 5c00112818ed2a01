"""员工和企业: the lists, one person, the whole numbers for a reason, holding and restricting, the firm as it was."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import policy
from heyue.apps.ledger import access, operations, queries
from heyue.apps.ledger.forms import HoldForm, ReasonForm, TimesForm
from heyue.apps.ledger.views.chosen import around, firm_of
from heyue.apps.lists import download
from heyue.law.wording import pick


@policy("ledger.read")
def people(request: HttpRequest) -> HttpResponse:
    """员工名单."""
    firm = firm_of(request)
    shown = queries.people_listing(request.actor.day).show(
        queries.people(request.actor, firm, request.GET), request.GET, keep=("of", "department", "term")
    )
    if "format" in request.GET:
        operations.export(request.actor, firm.pk, what="people", rows=shown.total)
        return download(
            shown, request.GET["format"], request.actor, title=pick(("员工名单", "People"), lang()), by=firm.name
        )
    words = {
        **around(request, firm, "people"),
        "list": shown,
        "attention": shown.counts["soon"] + shown.counts["none"],
        "departments": queries.departments(request.actor, firm),
        "department": request.GET.get("department", ""),
    }
    return render(request, "ledger/people.html", words)


@policy("ledger.read")
def contracts(request: HttpRequest) -> HttpResponse:
    """劳动合同."""
    firm = firm_of(request)
    listing = queries.contract_listing(request.actor.day)
    shown = listing.show(queries.records(request.actor, firm, "contracts"), request.GET, keep=("of",))
    if "format" in request.GET:
        operations.export(request.actor, firm.pk, what="contracts", rows=shown.total)
        return download(
            shown, request.GET["format"], request.actor, title=pick(("劳动合同", "Contracts"), lang()), by=firm.name
        )
    return render(request, "ledger/contracts.html", {**around(request, firm, "contracts"), "list": shown})


@policy("ledger.read")
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """一个人. Whoever is not of the firm itself leaves a trace by looking."""
    found = access.employee(request.actor, key)
    if found.organisation_id != request.actor.organisation:
        operations.open_person(request.actor, key)
    return _person(request, key)


def _person(request: HttpRequest, key: UUID, status: int = 200, **more: Any) -> HttpResponse:
    found = access.employee(request.actor, key)
    words = {
        **around(request, found.organisation, "people"),
        "person": queries.person(request.actor, found),
        "reveals": request.actor.standing(found.organisation_id, "ledger.identity") is not None,
        "why": more.get("why") or ReasonForm(prefix="identity"),
        "held": more.get("held") or HoldForm(prefix="hold"),
        "hidden": more.get("hidden", ()),
    }
    return render(request, "ledger/person.html", words, status=status)


@policy("ledger.identity", "POST")
def identity(request: HttpRequest, key: UUID) -> HttpResponse:
    """显示身份号码和联系方式: on this page once, never in an address."""
    form = ReasonForm(request.POST, prefix="identity")
    if not form.is_valid():
        return _person(request, key, 422, why=form)
    values = operations.reveal(request.actor, key, form.cleaned_data["why"])
    return _person(request, key, hidden=queries.hidden_fields(values))


@policy("ledger.write", "POST")
def hold(request: HttpRequest, key: UUID) -> HttpResponse:
    """保留."""
    form = HoldForm(request.POST, prefix="hold")
    if not form.is_valid():
        return _person(request, key, 422, held=form)
    operations.hold(request.actor, key, form.cleaned_data["why"])
    messages.success(
        request,
        both(
            "这个人的资料不会到期删除，直到解除保留。", "These records will not be deleted until the hold is released."
        ),
    )
    return HttpResponseRedirect(reverse("ledger:person", args=[key]), status=303)


@policy("ledger.write", "POST")
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    """解除保留."""
    operations.release(request.actor, key)
    messages.success(request, both("已解除保留。", "The hold is released."))
    return HttpResponseRedirect(reverse("ledger:person", args=[key]), status=303)


@policy("ledger.write", "GET", "POST")
def restrict(request: HttpRequest, key: UUID) -> HttpResponse:
    """限制处理: asks once, since nobody sees these records afterwards."""
    found = access.employee(request.actor, key, "ledger.write")
    if request.method == "POST":
        until = operations.restrict(request.actor, key)
        zh, en = (
            f"已经限制。资料保存到 {until.isoformat()}，之后自动删除。",
            f"Restricted. The records are kept until {until.isoformat()} and then deleted.",
        )
        messages.success(request, both(zh, en))
        return HttpResponseRedirect(f"{reverse('ledger:people')}?of={found.organisation_id}", status=303)
    return render(request, "ledger/restrict.html", {"row": found, "person": queries.person(request.actor, found)})


@policy("ledger.read")
def company(request: HttpRequest) -> HttpResponse:
    """企业和历史: as it was on a day, as it was known on a day."""
    firm = firm_of(request)
    form = TimesForm(request.GET if {"on", "known"} & set(request.GET) else None)
    data = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = data.get("on") or request.actor.day
    known = data.get("known")
    end = timezone.make_aware(datetime.combine(known, time.max)) if known else None
    start = TimesForm(initial={"on": on, "known": known}) if not form.is_bound or form.is_valid() else form
    words = {
        **around(request, firm, "company"),
        "state": queries.company(request.actor, firm, on=on, known_at=end),
        "on": on,
        "known": known,
        "times": start,
        "own": queries.own_tables(),
    }
    return render(request, "ledger/company.html", words)
