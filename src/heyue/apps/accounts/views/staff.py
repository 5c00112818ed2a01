"""主管部门和平台: the employers of a district, registering organisations, and looks with a stated reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from heyue.apps.accounts import access, columns, operations, queries
from heyue.apps.accounts.forms import PowerForm, RegisterForm
from heyue.apps.accounts.views.organisations import show_once, take_once
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import policy
from heyue.apps.lists import Chip, Column, Listing, download
from heyue.catalog.roles import roles
from heyue.law import divisions

OPEN = {
    "private": ("none", ("不公开", "Private")),
    "summary": ("low", ("公开概要", "Summary")),
    "report": ("good", ("公开报告", "Report")),
}


DISTRICT = Listing(
    name="district",
    columns=(
        Column(
            "name",
            both("企业", "Employer"),
            lambda row: row.name,
            kind="organisation",
            sort="name",
            link=lambda row: reverse("accounts:employer", args=[row.id]),
        ),
        Column(
            "kind",
            both("类型", "Kind"),
            lambda row: ("个体工商户", "individual household") if row.household else ("企业", "enterprise"),
            sort="household",
        ),
        Column("place", both("所在地", "Place"), lambda row: divisions.full_name(row.place), sort="place"),
        Column("openness", both("公开程度", "Openness"), lambda row: OPEN[row.openness], kind="level", sort="openness"),
    ),
    order="name",
    search=("name",),
    chips=(
        Chip("all", both("全部", "All")),
        Chip("open", both("公开概要或报告", "Summary or report"), Q(openness__in=("summary", "report"))),
        Chip("private", both("不公开", "Private"), Q(openness="private")),
        Chip("household", both("个体工商户", "Individual households"), Q(household=True)),
    ),
    search_words=both("按名称找", "Search by name"),
)


@policy("accounts.district")
def district(request: HttpRequest) -> HttpResponse:
    """The employers of the place; of a private one nothing but name, kind and place."""
    actor = request.actor  # type: ignore[attr-defined]
    shown = DISTRICT.show(queries.employers(actor), request.GET)
    if request.GET.get("format"):
        operations.note_district_export(actor, shown.total)
        return download(shown, request.GET["format"], actor, title=str(both("辖区企业", "Employers of the district")))
    return render(
        request,
        "accounts/district.html",
        {"list": shown, "place": divisions.full_name(actor.place) if actor.place else ""},
    )


@policy("accounts.district")
def employer(request: HttpRequest, key: UUID) -> HttpResponse:
    """One employer, as far as it opened itself; what other services tell of it stands below."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.employer(actor, key)
    heads, cells = columns.cells("district", actor, [row.id]) if row.openness != "private" else ([], {row.id: []})
    context = {
        "employer": queries.shown(row, actor.day),
        "level": OPEN[row.openness],
        "told": list(zip(heads, cells[row.id], strict=True)),
    }
    return render(request, "accounts/employer.html", context)


@policy("accounts.register", "GET", "POST")
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations that are registered, not signed up; a new one comes with the first person's invitation."""
    actor = request.actor  # type: ignore[attr-defined]
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = operations.register(actor, **form.cleaned_data)
        except Conflict as taken:
            form.add_error("uscc", taken.why)
        else:
            _first_link(request, row)
            return redirect("accounts:organisations")
    context = {"organisations": queries.organisations(actor), "form": form, "once": take_once(request)}
    return render(request, "accounts/organisations.html", context, status=422 if form.is_bound and form.errors else 200)


@policy("accounts.register", "POST")
def first_person(request: HttpRequest, key: UUID) -> HttpResponse:
    """A fresh link for the first person of an organisation that has nobody yet."""
    _first_link(request, access.organisation(request.actor, key))  # type: ignore[attr-defined]
    return redirect("accounts:organisations")


def _first_link(request: HttpRequest, row: object) -> None:
    head = next(role.name for role in roles().of_kind(row.kind) if "accounts.members" in role.may)  # type: ignore[attr-defined]
    _, token = operations.invite(request.actor, row, head)  # type: ignore[attr-defined, arg-type]
    link = settings.HEYUE_ORIGIN + reverse("accounts:join", args=[token])
    show_once(request, "invitation", link, row.name)  # type: ignore[attr-defined]


@policy("accounts.power", "GET", "POST")
def power(request: HttpRequest) -> HttpResponse:
    """Looks one opened, and opening one: which organisation, why, how long."""
    actor = request.actor  # type: ignore[attr-defined]
    q = request.GET.get("q", "").strip()[:80]
    found = queries.named(actor, q)
    chosen = next((one for one in found if str(one.id) == request.GET.get("organisation")), None)
    form = PowerForm(request.POST or None) if chosen is not None else None
    if request.method == "POST" and chosen is not None and form is not None and form.is_valid():
        try:
            operations.open_power(actor, chosen, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, no.why)
        else:
            messages.success(
                request,
                str(
                    both(
                        "临时查看已打开，只能看不能改；对方会看到",
                        "The look is open, for reading only; the organisation sees it",
                    )
                ),
            )
            return redirect("accounts:power")
    context = {
        "powers": queries.powers(actor),
        "q": q,
        "found": found,
        "chosen": chosen,
        "form": form,
        "now": actor.now,
    }
    return render(
        request,
        "accounts/power.html",
        context,
        status=422 if form is not None and form.is_bound and form.errors else 200,
    )


@policy("accounts.power", "POST")
def end_power(request: HttpRequest, key: UUID) -> HttpResponse:
    operations.end_power(request.actor, access.power(request.actor, key))  # type: ignore[attr-defined]
    return redirect("accounts:power")


@policy("accounts.power_review")
def review(request: HttpRequest) -> HttpResponse:
    """All looks by platform staff, for the security role."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(request, "accounts/review.html", {"powers": queries.powers(actor), "now": actor.now})


@policy("accounts.power_review", "POST")
def review_end(request: HttpRequest, key: UUID) -> HttpResponse:
    operations.end_power(request.actor, access.power(request.actor, key))  # type: ignore[attr-defined]
    messages.success(request, str(both("这次查看已结束", "The look has ended")))
    return redirect("accounts:review")


@policy("accounts.register", "GET")
def people(request: HttpRequest) -> HttpResponse:
    """One account by its exact login: its roles, shutting and opening it, a one-time link for the password."""
    actor = request.actor  # type: ignore[attr-defined]
    login = request.GET.get("login", "").strip()[:254]
    context = {"login": login, "found": queries.account(actor, login), "once": take_once(request)}
    return render(request, "accounts/people.html", context)


@policy("accounts.register", "POST")
def shut(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    person = access.person(actor, key)
    operations.disable(actor, person)
    messages.success(request, str(both("账户已停用，登录已全部失效", "The account is shut; all its sessions are over")))
    return _back_to(person)


@policy("accounts.register", "POST")
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    person = access.person(actor, key)
    operations.enable(actor, person)
    messages.success(request, str(both("账户已恢复", "The account is open again")))
    return _back_to(person)


@policy("accounts.register", "POST")
def person_reset(request: HttpRequest, key: UUID) -> HttpResponse:
    """A one-time link for somebody whom no head may reset: shown once to the administrator."""
    actor = request.actor  # type: ignore[attr-defined]
    person = access.person(actor, key)
    found = queries.account(actor, person.login)
    if found is None or not found[1]:
        raise NotFound
    _, token = operations.make_reset_link(actor, found[1][0])
    show_once(request, "reset", settings.HEYUE_ORIGIN + reverse("accounts:reset_by_link", args=[token]), person.name)
    return _back_to(person)


def _back_to(person: Any) -> HttpResponse:
    return redirect(f"{reverse('accounts:people')}?{urlencode({'login': person.login})}")


@policy("accounts.lockouts", "GET")
def lockouts(request: HttpRequest) -> HttpResponse:
    """Logins that are locked after wrong passwords, and from where."""
    return render(request, "accounts/lockouts.html", {"lockouts": queries.lockouts(request.actor)})  # type: ignore[attr-defined]


@policy("accounts.lockouts", "POST")
def unlock(request: HttpRequest, key: int) -> HttpResponse:
    operations.unlock(request.actor, key)  # type: ignore[attr-defined]
    messages.success(request, str(both("已解锁", "Unlocked")))
    return redirect("accounts:lockouts")
