"""材料的页面: add, one piece with its versions, download, remove and restore."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.deeds import NotFound, Refused
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.evidence import access, files, operations, queries
from heyue.apps.evidence.forms import AddForm, DescribeForm, VersionForm
from heyue.apps.evidence.sending import given_out

_KIND = re.compile(r"[a-z]{1,20}\.[a-z]{1,20}")
_BACK = re.compile(r"/(?!/)[A-Za-z0-9_./?=&#-]{0,300}")


@policy("evidence.add", "GET", "POST")
def add(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """加一份材料. `next` is the page to go back to."""
    if not _KIND.fullmatch(kind) or not queries.may_add(request.actor, kind, key):
        raise NotFound
    back = _back(request)
    form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = operations.add(
                request.actor,
                kind,
                key,
                title=data["title"],
                dated=data["dated"],
                name=data["file"].name or "",
                content=data["file"].read(files.MOST_BYTES + 1),
            )
        except Refused as refused:
            form.add_error("file", str(refused.why))
        else:
            messages.success(request, both("材料收好了。", "The paper is kept."))
            return HttpResponseRedirect(back or reverse("evidence:attachment", args=[row.pk]), status=303)
    return render(request, "evidence/add.html", {"form": form, "back": back}, status=422 if form.errors else 200)


@policy("evidence.read", "GET", "POST")
def attachment(request: HttpRequest, key: UUID) -> HttpResponse:
    """一份材料: its versions; a POST gives it another title or day."""
    found = access.attachment(request.actor, key)
    adds = queries.may_add(request.actor, found.subject_kind, found.subject)
    form = DescribeForm(
        request.POST if request.method == "POST" else None, initial={"title": found.title, "dated": found.dated}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.describe(request.actor, key, **form.cleaned_data)
        except Refused as refused:
            form.add_error("dated", str(refused.why))
        else:
            messages.success(request, both("改好了。", "Changed."))
            return HttpResponseRedirect(reverse("evidence:attachment", args=[key]), status=303)
    words = {"item": queries.one(found), "form": form, "new": VersionForm(), "adds": adds}
    return render(request, "evidence/attachment.html", words, status=422 if form.errors else 200)


@policy("evidence.add", "POST")
def replace(request: HttpRequest, key: UUID) -> HttpResponse:
    """上传新版本."""
    found = access.attachment(request.actor, key, "evidence.add")
    new = VersionForm(request.POST, request.FILES)
    if new.is_valid():
        sent = new.cleaned_data["file"]
        try:
            operations.replace(request.actor, key, name=sent.name or "", content=sent.read(files.MOST_BYTES + 1))
        except Refused as refused:
            new.add_error("file", str(refused.why))
        else:
            messages.success(
                request, both("新版本收好了，旧版本还在。", "The new version is kept, and so are the old ones.")
            )
            return HttpResponseRedirect(reverse("evidence:attachment", args=[key]), status=303)
    form = DescribeForm(initial={"title": found.title, "dated": found.dated})
    return render(
        request,
        "evidence/attachment.html",
        {"item": queries.one(found), "form": form, "new": new, "adds": True},
        status=422,
    )


@policy("evidence.add", "GET", "POST")
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """删除; asks first."""
    found = access.attachment(request.actor, key, "evidence.add")
    if request.method != "POST":
        return render(request, "evidence/remove.html", {"item": queries.one(found)})
    operations.remove(request.actor, key)
    undo = reverse("evidence:restore", args=[key])
    messages.success(
        request,
        both("材料删除了，30 天内可以恢复。", "The paper is removed; it can be restored for 30 days."),
        extra_tags=f"undo={undo}",
    )
    return HttpResponseRedirect(reverse("evidence:attachment", args=[key]), status=303)


@policy("evidence.add", "POST")
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """恢复."""
    operations.restore(request.actor, key)
    messages.success(request, both("材料恢复了。", "The paper is back."))
    return HttpResponseRedirect(reverse("evidence:attachment", args=[key]), status=303)


@policy("evidence.read")
def download(request: HttpRequest, key: UUID) -> HttpResponse:
    """下载一个版本: always as a file, never shown as a page of ours."""
    version = operations.open_version(request.actor, key)
    response = given_out(version)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _back(request: HttpRequest) -> str:
    """Where to go afterwards; only an address of this platform counts."""
    wanted = request.GET.get("next", "")
    return wanted if _BACK.fullmatch(wanted) else ""
