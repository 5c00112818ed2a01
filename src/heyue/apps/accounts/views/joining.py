"""加入: signing a firm up, taking an invitation, resetting a password; open to whoever has the link or no account yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as log_in
from django.contrib.auth import logout as log_out
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from heyue.apps.accounts import access, limits, operations, purposes, queries, sign_in
from heyue.apps.accounts.forms import AccountForm, FirmForm, NewPasswordForm, ResetForm
from heyue.apps.deeds import Conflict
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.law import uscc

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRM = "signing_up"


@policy(PUBLIC, "GET", "POST")
def sign_up(request: HttpRequest) -> HttpResponse:
    """First screen: the firm. What is typed waits in the session for the second."""
    if request.actor.signed_in:  # type: ignore[attr-defined]
        return redirect("home")
    form = FirmForm(request.POST or None, initial=request.session.get(FIRM))
    if request.method == "POST" and form.is_valid():
        request.session[FIRM] = form.cleaned_data
        return redirect("accounts:sign_up_account", permanent=False)
    return render(request, "accounts/sign_up.html", {"form": form, "step": 1}, status=_status(form))


@sensitive_post_parameters("password")
@policy(PUBLIC, "GET", "POST")
def sign_up_account(request: HttpRequest) -> HttpResponse:
    """Second screen: the person; then signed in as the owner, at home."""
    firm: dict[str, Any] | None = request.session.get(FIRM)
    if request.actor.signed_in or firm is None:  # type: ignore[attr-defined]
        return redirect("accounts:sign_up")
    actor = request.actor  # type: ignore[attr-defined]
    form = AccountForm(request.POST or None)
    later = None
    if request.method == "POST" and form.is_valid():
        later = limits.reached(limits.SIGN_UPS, actor.address, actor.now)
    if later is not None:
        form.add_error(None, _too_often(later))
    elif request.method == "POST" and form.is_valid():
        try:
            person, held = operations.sign_up(actor, **firm, **form.cleaned_data)
        except Conflict as taken:
            form.add_error(None, taken.why)
        else:
            log_in(request, person, backend=BACKEND)
            request.session.pop(FIRM, None)
            request.session["standing"] = str(held.id)
            messages.success(
                request, str(both("注册好了。下一步：做第一次用工体检", "You are signed up. Next: your first check-up"))
            )
            return redirect("home")
    doubt = uscc.doubt(firm["uscc"]) if firm["uscc"] else None
    context = {"form": form, "firm": firm, "step": 2, "notice": operations.NOTICE, "doubt": doubt and str(both(*doubt))}
    answer = render(request, "accounts/sign_up_account.html", context, status=_status(form))
    return _later(answer, later, actor.now)


@policy(PUBLIC)
def places(request: HttpRequest) -> HttpResponse:
    """Districts that fit what was typed, as options for typing ahead.

    Without scripts the field takes a name or a code by itself.
    """
    found = queries.places((request.GET.get("place") or request.GET.get("q", ""))[:40])
    return render(request, "accounts/places.html", {"places": found})


@policy(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """个人信息告知: which fields are kept, why, on what ground and for how long; made from the register itself."""
    return render(request, "accounts/privacy.html", {"purposes": purposes.told(), "notice": operations.NOTICE})


@sensitive_post_parameters("password")
@policy(PUBLIC, "GET", "POST")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Taking an invitation: with the account signed in here, with another after signing in, or with a new one."""
    actor = request.actor  # type: ignore[attr-defined]
    invitation = access.invitation_of(token)
    good = invitation.taken is None and invitation.withdrawn is None and invitation.until > actor.now
    if not good:
        return _quiet(render(request, "accounts/join.html", {"invitation": None}, status=410))
    request.session[sign_in.INVITATION] = token
    form = None if actor.signed_in else AccountForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form is None:
                person, held = operations.take_invitation(actor, invitation, person=access.me(actor))
            else:
                person, held = operations.take_invitation(actor, invitation, **form.cleaned_data)
                log_in(request, person, backend=BACKEND)
        except Conflict as late:
            if form is None:
                raise
            form.add_error(None, late.why)
        else:
            request.session.pop(sign_in.INVITATION, None)
            request.session["standing"] = str(held.id)
            return redirect("home")
    context = {
        "invitation": invitation,
        "form": form,
        "here": request.path,
        "notice": operations.NOTICE,
        "oidc": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return _quiet(render(request, "accounts/join.html", context, status=_status(form)))


@policy(PUBLIC, "GET", "POST")
def reset(request: HttpRequest) -> HttpResponse:
    """Asking for a link by e-mail. The answer is the same whether or not there is such an account."""
    actor = request.actor  # type: ignore[attr-defined]
    form = ResetForm(request.POST or None)
    later = None
    if request.method == "POST" and form.is_valid():
        later = limits.reached(limits.RESETS, actor.address, actor.now)
        if later is None:
            operations.ask_reset(actor, form.cleaned_data["login"])
            return redirect("accounts:reset_sent")
        form.add_error(None, _too_often(later))
    return _later(render(request, "accounts/reset.html", {"form": form}, status=_status(form)), later, actor.now)


@policy(PUBLIC)
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/reset_sent.html")


@sensitive_post_parameters("password")
@policy(PUBLIC, "GET", "POST")
def reset_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A new password by a link; whose, follows from the link alone. All sessions of that account end."""
    link = access.reset_link(token)
    if link.used is not None or link.until <= request.actor.now:  # type: ignore[attr-defined]
        return _quiet(render(request, "accounts/reset_by_link.html", {"form": None}, status=410))
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = operations.reset_password(request.actor, link, form.cleaned_data["password"])  # type: ignore[attr-defined]
        sign_in.end_sessions(person)
        log_out(request)
        messages.success(
            request, str(both("密码已经改好，请用新密码登录", "The password is changed; please sign in with it"))
        )
        return redirect("account_login")
    return _quiet(render(request, "accounts/reset_by_link.html", {"form": form}, status=_status(form)))


def _status(form: Any) -> int:
    return 422 if form is not None and form.is_bound and form.errors else 200


def _too_often(later: datetime) -> str:
    when = f"{timezone.localtime(later):%H:%M}"
    return str(
        both(
            f"从这个网络来的次数太多了，请在 {when} 以后再试",
            f"Too many attempts from this network; please try again after {when}",
        )
    )


def _later(response: HttpResponse, later: datetime | None, now: datetime) -> HttpResponse:
    """429 with the seconds to wait, where there were too many."""
    if later is not None:
        response.status_code = 429
        response["Retry-After"] = str(max(1, int((later - now).total_seconds())))
    return response


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: it is told to no other site and kept nowhere."""
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
