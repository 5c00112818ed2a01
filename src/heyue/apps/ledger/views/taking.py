"""入账: the difference first, then all of it or parts; a worker writes, and the page says what happened."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds import Conflict
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.ledger import access, operations, queries, taken
from heyue.apps.ledger.forms import TakeOverForm
from heyue.apps.ledger.views.chosen import around


@policy("ledger.write")
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    """差别: added, changed field by field, absent now. While it is written its progress, afterwards what was done."""
    found = access.proposal(request.actor, key)
    part = bool(request.headers.get("HX-Request"))
    if part and found.state == "taking":
        return render(request, "parts/progress.html", taken.progress(found))
    if part:
        return HttpResponse(status=200, headers={"HX-Redirect": reverse("ledger:proposal", args=[key])})
    if found.state == "discarded":
        messages.info(request, both("这份资料已经处理过了。", "This has been dealt with already."))
        return HttpResponseRedirect(f"{reverse('ledger:people')}?of={found.organisation_id}", status=303)
    words = {**around(request, found.organisation, "people"), "proposal": found}
    if found.state == "taking":
        return render(request, "ledger/taking.html", {**words, "progress": taken.progress(found), "refresh": 5})
    if found.state == "accepted":
        return render(request, "ledger/taken.html", {**words, "outcome": taken.outcome(found)})
    failure = (found.failure_zh, found.failure_en) if found.failure_zh else None
    return render(request, "ledger/proposal.html", {**words, "difference": queries.proposed(found), "failure": failure})


@policy("ledger.write", "POST")
def take_over(request: HttpRequest, key: UUID) -> HttpResponse:
    """确认入账: kept, and given to the worker."""
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        raise Conflict(("页面不完整，请重新打开再确认", "the page was incomplete; open it again and confirm"))
    operations.agree(
        request.actor, key, version=form.cleaned_data["version"], choices=operations.Choices(**form.choices())
    )
    return HttpResponseRedirect(reverse("ledger:proposal", args=[key]), status=303)


@policy("ledger.write", "POST")
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """不入账."""
    found = operations.discard(request.actor, key)
    messages.success(request, both("没有入账，台账没有变。", "Nothing was taken over; the ledger is as it was."))
    return HttpResponseRedirect(f"{reverse('ledger:people')}?of={found.organisation_id}", status=303)
