"""整改的页面: the list of plans, one plan, its print, one task and the moves of a task."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.lists import download
from heyue.apps.plans import access, operations, queries
from heyue.apps.plans.forms import ArrangeForm, DisputeForm, MoveForm, ReasonForm

DAYS = {
    "statutory": both("法定的最后一天", "The law's last day"),
    "advised": both("建议的日期，早办早安心", "The advised day; the sooner the better"),
    "own": both("自己定的日期", "The day you set"),
}


@policy("plans.read")
def list_plans(request: HttpRequest) -> HttpResponse:
    """整改计划一览."""
    shown = queries.listing(several=bool(request.actor.grants)).show(queries.plans(request.actor), request.GET)
    if request.GET.get("format"):
        return download(shown, request.GET["format"], request.actor, title=str(both("整改计划", "Plans")))
    return render(request, "plans/list.html", {"list": shown})


@policy("plans.read")
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """一份整改计划: progress, chips by state, tasks."""
    found = access.plan(request.actor, key)
    state = request.GET.get("state", "")
    counts = queries.tallied(request.actor, found)
    chips = [
        {"word": both("全部", "All"), "count": counts["total"], "address": "?", "current": state not in queries.WORDS}
    ]
    chips += [
        {"word": word, "count": counts["states"][name], "address": f"?state={name}", "current": state == name}
        for name, word in queries.WORDS.items()
        if counts["states"][name]
    ]
    words = {"plan": found, "tasks": queries.tasks(request.actor, found, state), "counts": counts, "chips": chips}
    template = "plans/tasks.html" if request.headers.get("HX-Request") == "true" else "plans/plan.html"
    return render(request, template, words)


@policy("plans.read")
def print_plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """打印用: the whole plan on paper, with boxes to tick."""
    found = access.plan(request.actor, key)
    words = {
        "plan": found,
        "tasks": queries.tasks(request.actor, found),
        "counts": queries.tallied(request.actor, found),
    }
    return render(request, "plans/print.html", words)


@policy("plans.read")
def task(request: HttpRequest, key: UUID) -> HttpResponse:
    """一项任务: what to do, by when and why, the moves open to the reader, and what happened."""
    return _task_page(request, key)


def _task_page(request: HttpRequest, key: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    found = access.task(request.actor, key)
    start = {"version": found.version}
    arranged = {**start, "assignee": str(found.assignee or ""), "due": found.due}
    people = queries.people(found, request.actor)
    one = queries.one(found, request.actor)
    words = {
        "task": one,
        "plan": found.plan,
        "events": [
            {"when": move["at"], "who": move["who"], "what": both(f"改为“{move['new']}”", f"now “{move['new']}”")}
            for move in queries.moves(found)
        ],
        "deadline": {"due": one["due"], "title": DAYS[one["due_kind"] or "own"], "reason": one["reason"]},
        "works": request.actor.standing(found.organisation_id, "plans.work") is not None,
        "disputes": request.actor.standing(found.organisation_id, "plans.dispute") is not None,
        "move": MoveForm(initial=start),
        "aside": forms.get("aside") or ReasonForm(initial=start, prefix="aside"),
        "against": forms.get("against")
        or DisputeForm(initial=start, prefix="against", deciders=queries.deciders(found, request.actor)),
        "arrange": forms.get("arrange") or ArrangeForm(initial=arranged, people=people),
    }
    return render(request, "plans/task.html", words, status=status)


def _done(request: HttpRequest, key: UUID, words: str, undo: int | None = None) -> HttpResponse:
    """Back to the task, saying what was done; `undo`: the version from which it can be undone with one press."""
    tags = "" if undo is None else f"undo={reverse('plans:reopen', args=[key])}?version={undo}"
    messages.success(request, words, extra_tags=tags)
    return HttpResponseRedirect(reverse("plans:task", args=[key]), status=303)


def _version(request: HttpRequest) -> int:
    form = MoveForm(request.POST if "version" in request.POST else request.GET)
    return int(form.cleaned_data["version"]) if form.is_valid() else -1


@policy("plans.work", "POST")
def finish(request: HttpRequest, key: UUID) -> HttpResponse:
    """办完了."""
    done = operations.finish(request.actor, key, _version(request))
    return _done(request, key, both("已记为办完。", "Marked as done."), done.version)


@policy("plans.work", "POST")
def set_aside(request: HttpRequest, key: UUID) -> HttpResponse:
    """不适用."""
    form = ReasonForm(request.POST, prefix="aside")
    if not form.is_valid():
        return _task_page(request, key, 422, aside=form)
    done = operations.set_aside(request.actor, key, form.cleaned_data["version"], form.cleaned_data["why"])
    return _done(
        request, key, both("已记为不适用，理由保存了。", "Marked as not applicable; your reason is kept."), done.version
    )


@policy("plans.dispute", "POST")
def dispute(request: HttpRequest, key: UUID) -> HttpResponse:
    """有异议."""
    found = access.task(request.actor, key, "plans.dispute")
    form = DisputeForm(request.POST, prefix="against", deciders=queries.deciders(found, request.actor))
    if not form.is_valid():
        return _task_page(request, key, 422, against=form)
    data = form.cleaned_data
    operations.dispute(request.actor, key, data["version"], data["why"], to=data["to"])
    return _done(
        request,
        key,
        both(
            "异议提出了，答复期限和进展在“服务事项”里。",
            "Your objection is raised; its day and progress stand under “Cases”.",
        ),
    )


@policy("plans.work", "POST")
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    """重新打开."""
    operations.reopen(request.actor, key, _version(request))
    return _done(request, key, both("任务重新打开了。", "The task is open again."))


@policy("plans.work", "POST")
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """安排谁来办、哪天前办完."""
    found = access.task(request.actor, key, "plans.work")
    form = ArrangeForm(request.POST, people=queries.people(found, request.actor))
    if not form.is_valid():
        return _task_page(request, key, 422, arrange=form)
    data = form.cleaned_data
    operations.assign(request.actor, key, data["version"], assignee=data["assignee"], due=data["due"])
    return _done(request, key, both("安排好了。", "Arranged."))
