"""事项的页面: the list, a new case, one case, its moves, comments and whose hands it is in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.cases import access, operations, parties, queries
from heyue.apps.cases.forms import AssignForm, CommentForm, MoveForm, OpenForm, VersionForm
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.lists import download


@policy("cases.read")
def list_cases(request: HttpRequest) -> HttpResponse:
    """服务事项一览."""
    shown = queries.listing(request.actor).show(queries.cases(request.actor), request.GET)
    if "format" in request.GET:
        operations.note_list(request.actor, shown.total)
        return download(shown, request.GET["format"], request.actor, title=str(both("服务事项", "Cases")))
    return render(request, "cases/list.html", {"list": shown, "openable": queries.openable(request.actor)})


@policy("cases.open")
def choose(request: HttpRequest) -> HttpResponse:
    """提出什么事项: straight to the form where there is one kind only."""
    found = queries.openable(request.actor)
    if len(found) == 1:
        return HttpResponseRedirect(reverse("cases:open_case", args=[found[0].name]), status=303)
    return render(request, "cases/choose.html", {"openable": found})


@policy("cases.open", "GET", "POST")
def open_case(request: HttpRequest, name: str) -> HttpResponse:
    """提出事项."""
    flow = access.offered(request.actor, name)
    clients, agencies = queries.choices(request.actor)
    form = OpenForm(request.POST if request.method == "POST" else None, clients=clients, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        try:
            case = operations.open_case(request.actor, name=name, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.why))
        else:
            messages.success(request, both("提出了，机构会收到消息。", "Sent; the agency has been told."))
            return HttpResponseRedirect(reverse("cases:case", args=[case.pk]), status=303)
    words = {"flow": flow, "form": form, "possible": bool(clients and agencies)}
    return render(request, "cases/open_case.html", words, status=422 if form.errors else 200)


@policy("cases.read")
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """一个事项: where it stands, what may be done now, what is due, and what happened."""
    return _page(request, key)


def _page(request: HttpRequest, key: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    actor = request.actor
    found = access.case(actor, key)
    people = (
        parties.assignable(found, actor) if queries.may(actor, found, "cases.assign") and found.closed is None else []
    )
    start = {"version": found.version}
    moves = queries.moves(actor, found)
    words = {
        "case": found,
        "flow": queries.kind_words(found),
        "state": queries.state_mark(found, actor.day),
        "waiting": queries.waiting_for(found),
        "direct": [step for step in moves if not step.needs and not step.hurts],
        "asking": [step for step in moves if step.needs or step.hurts],
        "version": VersionForm(initial=start),
        "deadlines": queries.deadlines(found, actor.day),
        "events": queries.history(actor, found),
        "comment": forms.get("comment") or (CommentForm() if queries.may(actor, found, "cases.comment") else None),
        "assign": forms.get("assign")
        or (AssignForm(people=people, initial={**start, "person": str(found.assignee_id or "")}) if people else None),
    }
    return render(request, "cases/case.html", words, status=status)


@policy("cases.read", "GET", "POST")
def move(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """走一步: asks for what the move needs, then makes it."""
    actor = request.actor
    found = access.case(actor, key)
    step = next((one for one in queries.moves(actor, found) if one.name == name), None)
    if step is None:
        if name not in queries.flow_of(found).moves:
            raise NotFound
        if request.method == "POST":
            raise Conflict(operations.QUICKER)
        return HttpResponseRedirect(reverse("cases:case", args=[key]), status=303)
    people = parties.assignable(found, actor) if "assignee" in step.needs else []
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        step=step,
        people=people,
        held=found.assignee_id,
        initial={"version": found.version},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.move(actor, key, name, data["version"], note=data.get("note", ""), assignee=data.get("assignee"))
        except Refused as refused:
            form.add_error(None, str(refused.why))
        else:
            messages.success(request, both(f"办好了：{step.words[0]}。", f"Done: {step.words[1]}."))
            return HttpResponseRedirect(reverse("cases:case", args=[key]), status=303)
    words = {"case": found, "step": step, "form": form, "to": queries.state_words(found.workflow, step.to)}
    return render(request, "cases/move.html", words, status=422 if form.errors else 200)


@policy("cases.comment", "POST")
def comment(request: HttpRequest, key: UUID) -> HttpResponse:
    """留言."""
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, key, 422, comment=form)
    operations.comment(request.actor, key, form.cleaned_data["text"], shared=form.cleaned_data["shared"] == "yes")
    messages.success(request, both("留言保存了。", "Your comment is saved."))
    return HttpResponseRedirect(reverse("cases:case", args=[key]), status=303)


@policy("cases.assign", "POST")
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """安排经办人."""
    found = access.case(request.actor, key, "cases.assign")
    form = AssignForm(request.POST, people=parties.assignable(found, request.actor))
    if not form.is_valid():
        return _page(request, key, 422, assign=form)
    operations.assign(request.actor, key, form.cleaned_data["version"], form.cleaned_data["person"])
    messages.success(request, both("安排好了。", "Arranged."))
    return HttpResponseRedirect(reverse("cases:case", args=[key]), status=303)
