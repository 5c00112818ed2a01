"""我自己: name and language, roles, tokens, a copy of my data, leaving."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as log_out
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters

from heyue.apps.accounts import access, operations, purposes, queries
from heyue.apps.accounts.copy import archive
from heyue.apps.accounts.forms import EraseForm, PersonForm, TokenForm
from heyue.apps.accounts.views.organisations import show_once, take_once
from heyue.apps.deeds import Refused
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import SIGNED_IN, policy


@policy(SIGNED_IN, "GET", "POST")
def me(request: HttpRequest) -> HttpResponse:
    """Name and language; one's roles; where security, tokens, the copy and leaving are."""
    actor = request.actor  # type: ignore[attr-defined]
    person = access.me(actor)
    form = PersonForm(
        request.POST or None, initial={"name": person.name, "email": person.email, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        operations.change_person(actor, person, **form.cleaned_data)
        response = redirect("accounts:me")
        code = "en" if form.cleaned_data["language"] == "en" else "zh-hans"
        translation.activate(code)
        messages.success(request, str(both("已保存", "Saved")))
        return _in_language(response, code)
    return render(
        request,
        "accounts/me.html",
        {"person": person, "form": form},
        status=422 if form.is_bound and form.errors else 200,
    )


def _in_language(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        max_age=365 * 86400,
    )
    return response


@policy("accounts.tokens", "GET", "POST")
def tokens(request: HttpRequest) -> HttpResponse:
    """One's API tokens; a new one is shown once."""
    actor = request.actor  # type: ignore[attr-defined]
    form = TokenForm(actor.may, request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = request.standing.organisation  # type: ignore[attr-defined]
        try:
            row, value = operations.make_token(actor, organisation, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, no.why)
        else:
            show_once(request, "token", value, row.name)
            return redirect("accounts:tokens")
    context = {"tokens": queries.tokens(actor), "form": form, "once": take_once(request), "now": actor.now}
    return render(request, "accounts/tokens.html", context, status=422 if form.is_bound and form.errors else 200)


@policy("accounts.tokens", "POST")
def end_token(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    operations.end_token(actor, access.api_token(actor, key))
    messages.success(request, str(both("令牌已停用", "The token has ended")))
    return redirect("accounts:tokens")


@policy(SIGNED_IN, "POST")
def export(request: HttpRequest) -> HttpResponse:
    """A copy of all that is kept about oneself: JSON and a workbook in one zip."""
    actor = request.actor  # type: ignore[attr-defined]
    body = archive(operations.export(actor))
    response = HttpResponse(body, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="heyue-my-data-{actor.day.isoformat()}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@sensitive_post_parameters("password")
@policy(SIGNED_IN, "GET", "POST")
def erase(request: HttpRequest) -> HttpResponse:
    """Leaving: what goes, what the law keeps and for how long; asked once, with the password."""
    actor = request.actor  # type: ignore[attr-defined]
    person = access.me(actor)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not person.has_usable_password():
        del form.fields["password"]
    if request.method == "POST" and form.is_valid():
        if "password" in form.fields and not person.check_password(form.cleaned_data["password"]):
            form.add_error("password", both("密码不对", "The password is not right"))
        else:
            operations.erase(actor)
            log_out(request)
            messages.success(request, str(both("账户已注销", "Your account is erased")))
            return redirect("home")
    context = {"form": form, "held": purposes.held()}
    return render(request, "accounts/erase.html", context, status=422 if form.is_bound and form.errors else 200)
