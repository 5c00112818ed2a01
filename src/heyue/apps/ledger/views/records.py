"""逐条记录: the firm's own tables, one record with its history, adding and correcting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import policy
from heyue.apps.ledger import access, operations, queries
from heyue.apps.ledger.forms import RecordForm, initial_of
from heyue.apps.ledger.views.chosen import around, firm_of
from heyue.apps.lists import download
from heyue.law.wording import pick


@policy("ledger.read")
def table(request: HttpRequest, name: str) -> HttpResponse:
    """集体合同、培训、安全和事故、证照."""
    firm = firm_of(request)
    title = queries.own_title(name)
    shown = queries.simple_listing(name).show(queries.records(request.actor, firm, name), request.GET, keep=("of",))
    if "format" in request.GET:
        operations.export(request.actor, firm.pk, what=name, rows=shown.total)
        return download(shown, request.GET["format"], request.actor, title=pick(title, lang()), by=firm.name)
    words = {
        **around(request, firm, "company"),
        "list": shown,
        "name": name,
        "title": title,
        "own": queries.own_tables(),
    }
    return render(request, "ledger/table.html", words)


@policy("ledger.write", "GET", "POST")
def add(request: HttpRequest, name: str) -> HttpResponse:
    """记一条: of the firm's own tables; for contracts and leave with ?person=."""
    person = None
    if name in queries.OF_PERSON:
        person = access.employee(request.actor, _id(request.GET.get("person")), "ledger.write")
    elif not queries.is_own(name):
        raise NotFound
    firm = person.organisation if person else firm_of(request, "ledger.write")
    form = RecordForm(request.POST or None, table=name)
    if request.method == "POST" and form.is_valid():
        made = operations.add(request.actor, firm.pk, name, form.values(), employee=person.pk if person else None)
        messages.success(request, both("记好了。", "Entered."))
        return HttpResponseRedirect(reverse("ledger:record", args=[made.pk]), status=303)
    words = {
        **around(request, firm, "company"),
        "form": form,
        "name": name,
        "title": queries.title(name),
        "of_person": person,
    }
    return render(request, "ledger/add.html", words, status=422 if form.errors else 200)


@policy("ledger.read")
def record(request: HttpRequest, key: UUID) -> HttpResponse:
    """一条记录和它的历史."""
    found = access.record(request.actor, key)
    words = {**around(request, found.organisation, "company"), "record": queries.record(request.actor, found)}
    return render(request, "ledger/record.html", words)


@policy("ledger.write", "GET", "POST")
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """更正: what was known stays in the history."""
    found = access.record(request.actor, key, "ledger.write")
    if found.known_to is not None or len(found.data) != 1:
        raise NotFound
    start = initial_of(found.table, found.data[0]["v"])
    form = RecordForm(request.POST or None, table=found.table, initial=start, since=request.actor.day)
    if request.method == "POST" and form.is_valid():
        made = operations.correct(request.actor, key, form.values(), since=form.cleaned_data.get("since"))
        messages.success(
            request, both("更正好了，原来的留在历史里。", "Corrected; what stood before is kept in the history.")
        )
        return HttpResponseRedirect(reverse("ledger:record", args=[made.pk]), status=303)
    words = {
        **around(request, found.organisation, "company"),
        "form": form,
        "record": queries.record(request.actor, found),
    }
    return render(request, "ledger/correct.html", words, status=422 if form.errors else 200)


@policy("ledger.write", "GET", "POST")
def strike(request: HttpRequest, key: UUID) -> HttpResponse:
    """作废: asks once."""
    found = access.record(request.actor, key, "ledger.write")
    if request.method == "POST":
        gone = operations.strike(request.actor, key)
        messages.success(request, both("已经作废，历史里还看得到。", "Struck; it can still be seen in the history."))
        back = (
            reverse("ledger:person", args=[gone.employee_id])
            if gone.employee_id
            else reverse("ledger:table", args=[gone.table])
        )
        return HttpResponseRedirect(back if gone.employee_id else f"{back}?of={gone.organisation_id}", status=303)
    return render(request, "ledger/strike.html", {"record": queries.record(request.actor, found)})


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotFound from None
