"""入账: the difference first, then all of it or parts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds import Conflict
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.ledger import access, operations, queries
from heyue.apps.ledger.forms import TakeOverForm
from heyue.apps.ledger.views.chosen import around


@policy("ledger.write")
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    """差别: added, changed field by field, absent now. One that was decided on leads to the list of people."""
    found = access.proposal(request.actor, key)
    if found.state != "open":
        messages.info(request, both("这份资料已经处理过了。", "This has been dealt with already."))
        return HttpResponseRedirect(f"{reverse('ledger:people')}?of={found.organisation_id}", status=303)
    words = {**around(request, found.organisation, "people"), "proposal": found, "difference": queries.proposed(found)}
    return render(request, "ledger/proposal.html", words)


@policy("ledger.write", "POST")
def take_over(request: HttpRequest, key: UUID) -> HttpResponse:
    """确认入账."""
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        raise Conflict(("页面不完整，请重新打开再确认", "the page was incomplete; open it again and confirm"))
    made = operations.take_over(
        request.actor, key, version=form.cleaned_data["version"], choices=operations.Choices(**form.choices())
    )
    counts = made.counts
    zh = f"入账了：新增 {counts['added']} 条，变动 {counts['changed'] + counts['corrected']} 条。"
    en = f"Taken over: {counts['added']} added, {counts['changed'] + counts['corrected']} changed."
    messages.success(request, both(zh, en))
    return HttpResponseRedirect(f"{reverse('ledger:people')}?of={made.organisation_id}", status=303)


@policy("ledger.write", "POST")
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """不入账."""
    found = operations.discard(request.actor, key)
    messages.success(request, both("没有入账，台账没有变。", "Nothing was taken over; the ledger is as it was."))
    return HttpResponseRedirect(f"{reverse('ledger:people')}?of={found.organisation_id}", status=303)
