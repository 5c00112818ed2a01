"""在线填写的页面: the people so far, one person a page, hand in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.checkups import access, filled, operations, queries
from heyue.apps.checkups.forms import PersonForm
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy


def _see(name: str, *args: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"checkups:{name}", args=args), status=303)


@policy("checkups.run", "POST")
def fill(request: HttpRequest) -> HttpResponse:
    """开始或接着填写."""
    asked = request.POST.get("organisation", "")
    employer = next((one for one in queries.employers(request.actor) if str(one.pk) == asked), None)
    if employer is None:
        raise NotFound
    return _see("people", operations.fill(request.actor, organisation=employer.pk).pk)


@policy("checkups.run")
def people(request: HttpRequest, key: UUID) -> HttpResponse:
    """填了哪些人."""
    draft = access.draft(request.actor, key)
    found = [
        {"number": one.number, "label": f"{one.number:03d}", "name": f"{str(one.values.get('name', ''))[:1]}＊"}
        for one in queries.people(request.actor, draft)
    ]
    words = {"draft": draft, "people": found, "full": len(found) >= filled.MOST_PEOPLE, "most": filled.MOST_PEOPLE}
    return render(request, "checkups/people.html", words)


@policy("checkups.run", "GET", "POST")
def fill_person(request: HttpRequest, key: UUID, number: int | None = None) -> HttpResponse:
    """一个人一页; saved with the button, taken up again later."""
    draft = access.draft(request.actor, key)
    if request.method == "POST":
        form = PersonForm(request.POST)
        if form.is_valid():
            version = form.cleaned_data["version"] or 0
            person = operations.fill_person(request.actor, key, number, form.values(), version)
            messages.success(request, both(f"{person.number:03d} 号保存了。", f"No. {person.number:03d} is saved."))
            return _see("add_person" if "more" in request.POST else "people", key)
    elif number is None:
        form = PersonForm()
    else:
        person = operations.open_person(request.actor, key, number)
        form = PersonForm(initial={**person.values, "version": person.version})
    month = filled.month_before(request.actor.day)
    words = {
        "draft": draft,
        "form": form,
        "number": number,
        "month": (f"{month.year}年{month.month}月", f"{month:%B %Y}"),
    }
    return render(request, "checkups/fill_person.html", words, status=422 if form.errors else 200)


@policy("checkups.run", "POST")
def drop_person(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """删掉一个人."""
    operations.drop_person(request.actor, key, number)
    messages.success(request, both("删掉了。", "Taken off the form."))
    return _see("people", key)


@policy("checkups.run", "POST")
def submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """交表，开始检查."""
    return _see("checkup", operations.submit(request.actor, key).pk)
