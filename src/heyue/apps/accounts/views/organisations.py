"""我的单位: its details, who works there, and who was asked to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from heyue.apps.accounts import access, operations, queries
from heyue.apps.accounts.drawing import qr
from heyue.apps.accounts.forms import InviteForm, OpennessForm, ProfileForm, RoleForm, profile
from heyue.apps.accounts.working import working
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.deeds.both import both, lang
from heyue.apps.deeds.policy import SIGNED_IN, policy
from heyue.law import industries, uscc

SHOWN_ONCE = "shown_once"


@policy("accounts.organisation", "GET", "POST")
def organisation(request: HttpRequest) -> HttpResponse:
    """The organisation's details, its size with the reason, and how open it is."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.own_organisation(actor)
    form = ProfileForm(request.POST or None, initial=profile(row))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_profile(actor, row, form.cleaned_data)
        except Conflict as taken:
            form.add_error("uscc", taken.why)
        else:
            messages.success(request, str(both("单位资料已保存", "The details are saved")))
            return redirect("accounts:organisation")
    size = queries.size(row, actor.day) if row.kind == "enterprise" else None
    context = {
        "organisation": row,
        "form": form,
        "size": size,
        "working": working(size.outcome, lang()) if size is not None and size.outcome is not None else None,
        "openness": OpennessForm(initial={"openness": row.openness}),
        "industries": industries.INDUSTRIES,
        "doubt": both(*doubt) if row.uscc and (doubt := uscc.doubt(row.uscc)) else "",
    }
    return render(request, "accounts/organisation.html", context, status=422 if form.is_bound and form.errors else 200)


@policy("accounts.organisation", "POST")
def openness(request: HttpRequest) -> HttpResponse:
    form = OpennessForm(request.POST)
    if form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]
        operations.change_openness(actor, access.own_organisation(actor), form.cleaned_data["openness"])
        messages.success(request, str(both("公开程度已改，马上生效", "Saved; it holds from now on")))
    return redirect("accounts:organisation")


@policy(SIGNED_IN, "POST")
def switch(request: HttpRequest) -> HttpResponse:
    """Works in another of one's own roles; remembered for the next sign-in."""
    standings = request.standings  # type: ignore[attr-defined]
    chosen = next((one for one in standings if str(one.id) == request.POST.get("standing")), None)
    if chosen is None:
        raise NotFound
    operations.switch(request.actor, chosen)  # type: ignore[attr-defined]
    request.session["standing"] = str(chosen.id)
    return redirect("home")


@policy("accounts.members")
def members(request: HttpRequest) -> HttpResponse:
    """Who works here in which role since when, open invitations, and a link just made, shown once."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "members": queries.members(actor),
        "former": queries.former_members(actor),
        "invitations": queries.open_invitations(actor),
        "form": InviteForm(actor.roles),
        "once": _once(request),
    }
    return render(request, "accounts/members.html", context)


@policy("accounts.members", "POST")
def invite(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = InviteForm(actor.roles, request.POST)
    if not form.is_valid():
        context = {
            "members": queries.members(actor),
            "former": [],
            "invitations": queries.open_invitations(actor),
            "form": form,
            "once": None,
        }
        return render(request, "accounts/members.html", context, status=422)
    row, token = operations.invite(actor, request.standing.organisation, **form.cleaned_data)  # type: ignore[attr-defined]
    show_once(request, "invitation", settings.HEYUE_ORIGIN + reverse("accounts:join", args=[token]), row.name)
    return redirect("accounts:members")


@policy("accounts.members", "POST")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    operations.withdraw_invitation(actor, access.invitation(actor, key))
    messages.success(
        request, str(both("邀请已撤回，链接不能再用", "The invitation is withdrawn; the link no longer works"))
    )
    return redirect("accounts:members")


@policy("accounts.members", "GET", "POST")
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ends somebody's membership, after asking once."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.membership(actor, key)
    if request.method == "POST":
        operations.end_membership(actor, row)
        messages.success(request, str(both("任职已结束，马上生效", "The membership has ended, with immediate effect")))
        return redirect("accounts:members")
    return render(request, "accounts/end.html", {"membership": row})


@policy("accounts.members", "GET", "POST")
def role(request: HttpRequest, key: UUID) -> HttpResponse:
    """Puts a member into another role."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.membership(actor, key)
    form = RoleForm(actor.roles, row.role, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_role(actor, row, form.cleaned_data["role"])
        except Refused as no:
            form.add_error(None, no.why)
        else:
            messages.success(request, str(both("角色已改，马上生效", "The role is changed, with immediate effect")))
            return redirect("accounts:members")
    context = {"membership": row, "form": form}
    return render(request, "accounts/role.html", context, status=422 if form.is_bound and form.errors else 200)


@policy(SIGNED_IN, "GET", "POST")
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leaves one of one's own roles, after asking once."""
    row = next((one for one in request.standings if one.id == key), None)  # type: ignore[attr-defined]
    if row is None:
        raise NotFound
    if request.method == "POST":
        operations.end_membership(request.actor, row)  # type: ignore[attr-defined]
        return redirect("accounts:me")
    return render(request, "accounts/leave.html", {"membership": row})


@policy("accounts.members", "POST")
def reset_link(request: HttpRequest, key: UUID) -> HttpResponse:
    """A one-time link for a member who forgot the password, shown once to whoever makes it."""
    actor = request.actor  # type: ignore[attr-defined]
    row = access.membership(actor, key)
    _, token = operations.make_reset_link(actor, row)
    show_once(
        request, "reset", settings.HEYUE_ORIGIN + reverse("accounts:reset_by_link", args=[token]), row.person.name
    )
    return redirect("accounts:members")


def show_once(request: HttpRequest, what: str, secret: str, name: str) -> None:
    """Puts a secret aside for the next page only."""
    request.session[SHOWN_ONCE] = {"what": what, "secret": secret, "name": name}


def _once(request: HttpRequest) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.pop(SHOWN_ONCE, None)
    if found is not None and found["secret"].startswith("http"):
        found["picture"] = qr(found["secret"])
    return found


take_once = _once
