"""体检的页面: hand in, wait, match columns, read the report, take it along, share it, plan from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from heyue.apps.checkups import access, operations, paper, queries, reports, showing
from heyue.apps.checkups.forms import ShareForm, Sheet, UploadForm
from heyue.apps.deeds import Actor, NotFound
from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.apps.ledger import queries as ledger
from heyue.apps.lists import download as saved
from heyue.apps.plans import queries as plans

PAGE = 20
FILTERS = ("subject", "level", "employee", "rule")


def _see(name: str, *args: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"checkups:{name}", args=args), status=303)


def _part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


# ---- list and hand-in ----------------------------------------------------------------------------------------------


@policy("checkups.read")
def list_checkups(request: HttpRequest) -> HttpResponse:
    """体检一览."""
    listing = queries.listing(several=bool(request.actor.grants))
    shown = listing.show(queries.checkups(request.actor), request.GET)
    if request.GET.get("format"):
        return saved(shown, request.GET["format"], request.actor, title=str(both("用工体检", "Check-ups")))
    return render(request, "checkups/list.html", {"list": shown, "may_run": request.actor.can("checkups.run")})


@policy("checkups.run", "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """开始体检: choose files; the rest has its defaults."""
    employers = queries.employers(request.actor)
    if not employers:
        return render(request, "checkups/nobody.html")
    chosen = {"organisation": request.GET.get("for", "")} if request.GET.get("for") else {}
    given = {"employers": employers, "today": request.actor.day}
    form = (
        UploadForm(request.POST, request.FILES, **given)
        if request.method == "POST"
        else UploadForm(initial=chosen, **given)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        started = operations.start(
            request.actor,
            organisation=data["organisation"],
            place=data["place"],
            as_of=data["as_of"],
            files=data["files"],
        )
        return _see("checkup", started.pk)
    small = [one for one in employers if one.employees is None or one.employees <= 10]
    return render(
        request,
        "checkups/new.html",
        {"form": form, "small": small, "employers": employers},
        status=422 if form.errors else 200,
    )


@policy("checkups.run")
def template(request: HttpRequest, lang: str) -> HttpResponse:
    """空白工作簿, to fill in."""
    if lang not in {"zh", "en"}:
        raise NotFound
    name = "用工体检工作簿.xlsx" if lang == "zh" else "heyue-workbook.xlsx"
    return _file(paper.template(lang), paper.TYPES["xlsx"], name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    ending = name.rpartition(".")[2]
    response["Content-Disposition"] = f"attachment; filename=\"heyue.{ending}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


# ---- one check-up --------------------------------------------------------------------------------------------------


@policy("checkups.read")
def checkup(request: HttpRequest, key: UUID) -> HttpResponse:
    """一次体检: its progress while it runs, its report when it is done."""
    found = access.checkup(request.actor, key)
    if found.state == "done":
        if found.organisation_id != request.actor.organisation and not _part(request):
            operations.open_report(request.actor, key)
        if _part(request) and request.headers.get("HX-Target", "").startswith("progress"):
            return HttpResponse(status=200, headers={"HX-Redirect": reverse("checkups:checkup", args=[key])})
        return _report(request, found)
    if _part(request) and found.state not in queries.RUNNING:
        return HttpResponse(status=200, headers={"HX-Redirect": reverse("checkups:checkup", args=[key])})
    words = {
        "checkup": found,
        "files": queries.files(found),
        "progress": queries.progress(found),
        "refresh": 5 if found.state in queries.RUNNING else None,
        "stalled": found.lease is not None and found.lease < request.actor.now,
        "failure": (found.failure_zh, found.failure_en),
        "may_remove": request.actor.standing(found.organisation_id, "checkups.remove") is not None,
        "may_run": request.actor.standing(found.organisation_id, "checkups.run") is not None,
    }
    if _part(request):
        return render(request, "parts/progress.html", queries.progress(found))
    return render(request, "checkups/running.html", words)


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:80] for name in FILTERS if request.GET.get(name)}


def _report(request: HttpRequest, found: Any) -> HttpResponse:
    """The report; for htmx only the part with the findings."""
    words = _report_words(found, _chosen(request), excused=plans.excused(request.actor, found.organisation_id))
    if _part(request):
        return render(request, "checkups/groups.html", words)
    before = queries.previous(found)
    actor: Actor = request.actor
    may = {
        name: actor.standing(found.organisation_id, f"checkups.{name}") is not None
        for name in ("share", "remove", "run", "map")
    }
    words |= {
        "before": before,
        "exposure_change": found.exposure - before.exposure if before else None,
        "score_change": found.score - before.score if before and None not in {found.score, before.score} else None,
        "plan": plans.of_source(actor, found.pk),
        "proposal": ledger.proposal_of(actor, found.pk),
        "may": may | {"plan": actor.standing(found.organisation_id, "plans.make") is not None},
        "files": queries.files(found),
        "doubts": found.doubts or [],
    }
    return render(request, "checkups/report.html", words)


def _report_words(
    found: Any, chosen: Mapping[str, str], *, links: bool = True, excused: showing.Excused | None = None
) -> dict[str, Any]:
    """What every form of the report shows; `links`: to the pages of its single findings; `excused`: accepted objections."""
    head = reports.head(found)[lang()]
    groups, bars = reports.groups(found, chosen, lang()), reports.bars(head)
    return {
        "checkup": found,
        "head": head,
        "groups": showing.groups(groups, found.pk, links=links, excused=excused),
        "first": showing.first(groups) if not chosen else [],
        "questions": showing.groups(reports.groups(found, {}, lang(), question=True), found.pk, links=False)
        if not chosen
        else [],
        **showing.filters(reports.filters(found, head), chosen),
        "coverage": reports.coverage(head),
        "bars": bars,
        "height": 52 * len(bars),
        "forms": paper.WORDS,
        "other_lang": "zh" if lang() == "en" else "en",
    }


@policy("checkups.read")
def findings(request: HttpRequest, key: UUID) -> HttpResponse:
    """全部发现, one by one, filtered and in pages."""
    found = access.checkup(request.actor, key)
    if found.state != "done":
        raise NotFound
    chosen = _chosen(request)
    page = Paginator(reports.findings(found, chosen), PAGE).get_page(request.GET.get("page"))
    head = reports.head(found)[lang()]
    excused = plans.excused(request.actor, found.organisation_id)
    shown = [reports.shown(row, lang()) for row in page]
    words = {
        "checkup": found,
        "page": page,
        "findings": [
            {**one, "remark": showing.remark(excused[one["key"]])} if one["key"] in excused else one for one in shown
        ],
        "pager": showing.pager(page, chosen),
        **showing.filters(reports.filters(found, head), chosen),
    }
    return render(request, "checkups/findings_part.html" if _part(request) else "checkups/findings.html", words)


@policy("checkups.read")
def compare(request: HttpRequest, key: UUID) -> HttpResponse:
    """和上次比: what closed, what is new, what is still open, and the trend."""
    found = access.checkup(request.actor, key)
    before = queries.previous(found) if found.state == "done" else None
    if before is None:
        raise NotFound
    points = queries.trend(found)
    told = queries.told(found, before, lang())
    words = {
        "checkup": found,
        "before": before,
        "compared": told,
        "points": points,
        "option": paper.trend(points, lang()),
    }
    return render(request, "checkups/compare.html", words | showing.comparison(told, points))


@policy("checkups.map", "GET", "POST")
def mapping(request: HttpRequest, key: UUID) -> HttpResponse:
    """对列: what each sheet that was not understood is, and what its columns are."""
    found = access.checkup(request.actor, key, "checkups.map")
    if not found.doubts or found.state in queries.RUNNING:
        return _see("checkup", key)
    asked = request.POST if request.method == "POST" else request.GET
    sheets = [Sheet(number, doubt, asked) for number, doubt in enumerate(found.doubts)]
    if request.method == "POST" and "again" not in request.POST:
        entries: dict[int, dict[str, dict[str, Any]]] = {}
        for sheet in sheets:
            entry = {"skip": True} if "skip-all" in request.POST else sheet.entry()
            if entry is not None:
                entries.setdefault(sheet.file, {})[sheet.sheet or "csv"] = entry
        if not any(sheet.fault for sheet in sheets):
            remember = "skip-all" not in request.POST and "remember" in request.POST
            target = operations.mapping(request.actor, key, entries=entries, remember=remember)
            return _see("checkup", target.pk)
    status = 422 if any(sheet.fault for sheet in sheets) else 200
    part = _part(request)
    return render(
        request,
        "checkups/mapping_part.html" if part else "checkups/mapping.html",
        {"checkup": found, "sheets": sheets},
        status=status,
    )


@policy("checkups.run", "POST")
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """用同样的文件再查一次, as of today."""
    return _see("checkup", operations.again(request.actor, key, as_of=request.actor.day).pk)


@policy("plans.make", "POST")
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """生成整改计划."""
    made = operations.plan(request.actor, key)
    messages.success(request, both("整改计划做好了，按日期排好了先后。", "The plan is ready, in order of dates."))
    return HttpResponseRedirect(reverse("plans:plan", args=[made.pk]), status=303)


@policy("checkups.read")
def download(request: HttpRequest, key: UUID, form: str) -> HttpResponse:
    """下载报告: xlsx, pdf, html or json, in the language of the page or the one asked for."""
    if form not in paper.TYPES:
        raise NotFound
    asked = request.GET.get("lang", lang())
    tongue = asked if asked in {"zh", "en"} else lang()
    found = operations.download(request.actor, key, form, tongue)
    content = paper.write(reports.report(found, tongue), form, tongue)
    name = both("用工体检报告", "check-up")
    return _file(content, paper.TYPES[form], f"{name} {found.organisation.name} {found.as_of.isoformat()}.{form}")


@policy("checkups.remove", "GET", "POST")
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """删除一次体检, asked once."""
    found = access.checkup(request.actor, key, "checkups.remove")
    if request.method == "POST":
        operations.remove(request.actor, key)
        messages.success(request, both("这次体检删除了，文件也删了。", "The check-up and its files are gone."))
        return _see("list")
    return render(request, "checkups/remove.html", {"checkup": found, **showing.removal()})


# ---- sharing -------------------------------------------------------------------------------------------------------


@policy("checkups.share", "GET", "POST")
def share(request: HttpRequest, key: UUID) -> HttpResponse:
    """分享: links of this report, a new one, and an end to each."""
    found = access.checkup(request.actor, key, "checkups.share")
    if found.state != "done":
        raise NotFound
    form = ShareForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        _, token = operations.share(request.actor, key, form.cleaned_data["days"])
        address = settings.HEYUE_ORIGIN + reverse("checkups:shared", args=[token])
    words = {
        "checkup": found,
        "form": form,
        "address": address,
        "shares": queries.shares(found),
        "now": request.actor.now,
    }
    return render(request, "checkups/share.html", words)


@policy("checkups.share", "POST")
def unshare(request: HttpRequest, key: UUID) -> HttpResponse:
    """收回链接."""
    link = operations.unshare(request.actor, key)
    messages.success(request, both("链接收回了，已经打不开。", "The link is withdrawn and opens nothing."))
    return _see("share", link.checkup_id)


@policy(PUBLIC)
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """分享的报告: whoever has the link, without menus, without a trace of where they came from."""
    found = operations.shared(request.actor, token)
    response = render(request, "checkups/shared.html", _report_words(found, {}, links=False))
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


# ---- the district --------------------------------------------------------------------------------------------------


@policy("checkups.overview")
def district(request: HttpRequest) -> HttpResponse:
    """辖区的体检情况: numbers of those who show them."""
    overview = queries.overview(request.actor)
    return render(request, "checkups/district.html", {"overview": overview, "whole": {"overview": overview}})


@policy("checkups.overview")
def published(request: HttpRequest, key: UUID) -> HttpResponse:
    """企业公开的报告, read by the bureau of its place; its owner sees that in the record."""
    found = access.published(request.actor, key)
    operations.open_report(request.actor, key)
    return render(request, "checkups/published.html", _report_words(found, {}, links=False))
