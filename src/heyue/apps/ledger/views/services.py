"""公共服务: open to everybody; officers enter the places they answer for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.ledger import access, operations, queries
from heyue.apps.ledger.forms import ServiceForm


@policy(PUBLIC)
def services(request: HttpRequest) -> HttpResponse:
    """政策咨询、法律援助、技能培训: what the law has offered everywhere, and where it is found in a place."""
    text = request.GET.get("place", "").strip()[:40]
    return render(request, "ledger/services.html", {"asked": text, **queries.services(request.actor, text)})


@policy("ledger.services", "GET", "POST")
def enter_service(request: HttpRequest) -> HttpResponse:
    """登记服务点."""
    form = ServiceForm(request.POST or None, initial={"place": request.actor.place, "source_day": request.actor.day})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = operations.enter_service(
            request.actor,
            place=data["place"],
            kind=data["kind"],
            values=data,
            source=data["source"],
            source_day=data["source_day"],
        )
        messages.success(request, both("登记好了，所有人都能看到。", "Entered; everybody can see it."))
        return HttpResponseRedirect(f"{reverse('ledger:services')}?place={made.place}", status=303)
    return render(request, "ledger/enter_service.html", {"form": form}, status=422 if form.errors else 200)


@policy("ledger.services", "GET", "POST")
def withdraw_service(request: HttpRequest, key: UUID) -> HttpResponse:
    """撤下服务点: asks once."""
    found = access.service(request.actor, key)
    if request.method == "POST":
        operations.withdraw_service(request.actor, key)
        messages.success(request, both("撤下了。", "Withdrawn."))
        return HttpResponseRedirect(f"{reverse('ledger:services')}?place={found.place}", status=303)
    return render(request, "ledger/withdraw_service.html", {"service": found})
