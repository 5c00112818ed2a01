"""丢了第二重验证: asking for a reset between password and code, and the page of those who decide."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.stagekit import get_pending_stage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from heyue.apps.accounts import access, operations, queries
from heyue.apps.deeds.both import both
from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN, policy


@policy(PUBLIC, "GET", "POST")
def lost_code(request: HttpRequest) -> HttpResponse:
    """For whoever gave the right password and has neither phone nor recovery codes; nobody else gets here."""
    stage = get_pending_stage(request)
    if stage is None or stage.login.user is None:
        return redirect("account_login")
    if request.method == "POST":
        operations.ask_factor_reset(request.actor, stage.login.user)  # type: ignore[attr-defined]
        return redirect("accounts:lost_code_asked")
    return render(request, "accounts/lost_code.html", {"codes": queries.recovery_codes_left(stage.login.user)})


@policy(PUBLIC)
def lost_code_asked(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "accounts/lost_code_asked.html")


@policy(SIGNED_IN)
def lost_codes(request: HttpRequest) -> HttpResponse:
    """Requests that wait: of one's members, and for the platform's administrators those that take two."""
    actor = request.actor  # type: ignore[attr-defined]
    access.decides_factor_resets(actor)
    return render(request, "accounts/lost_codes.html", {"requests": queries.factor_resets(actor)})


@policy(SIGNED_IN, "POST")
def agree_lost_code(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    operations.agree_to_factor_reset(actor, access.factor_reset(actor, key))
    messages.success(request, str(both("已同意，等第二个人办理", "Agreed; a second person is to do it")))
    return redirect("accounts:lost_codes")


@policy(SIGNED_IN, "POST")
def reset_lost_code(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    operations.reset_factor(actor, access.factor_reset(actor, key))
    messages.success(
        request,
        str(
            both(
                "已重置，对方的登录全部结束，邮件已通知",
                "Reset; all sessions have ended, and the member is told by e-mail",
            )
        ),
    )
    return redirect("accounts:lost_codes")


@policy(SIGNED_IN, "POST")
def decline_lost_code(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    operations.decline_factor_reset(actor, access.factor_reset(actor, key))
    messages.success(request, str(both("没有重置", "Not reset")))
    return redirect("accounts:lost_codes")
