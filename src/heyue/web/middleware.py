"""中间件: who is asking, on which day, and whether the page is open to them; and the answers to refusals.

The only place where the platform reads a clock for a request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from heyue.apps.accounts import standing
from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.deeds.both import lang
from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN, Policy
from heyue.apps.sealed import digest
from heyue.web import errors

Next = Callable[[HttpRequest], HttpResponse]
STREAM = "/notices/stream"
"""脚本自己来问的地址: asked every few seconds by an open page; it does not keep a session from growing idle."""


def headers(get_response: Next) -> Next:
    """What no page goes without, and what signed-in pages must not leave behind."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def who(get_response: Next) -> Next:
    """Puts `request.actor` and `request.standings` (the person's memberships) on the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        person = request.user if request.user.is_authenticated else None
        if person is not None:
            seen = request.session.get("seen")
            if seen is not None and now.timestamp() - seen > settings.HEYUE_IDLE_SECONDS:
                logout(request)
                person = None
            elif request.path != STREAM and (seen is None or now.timestamp() - seen > 60):
                request.session["seen"] = int(now.timestamp())
        held = standing.memberships(person) if person is not None else []
        chosen = request.session.get("standing") if person is not None else None
        worked_in = next((one for one in held if str(one.id) == chosen), held[0] if held else None)
        request.standings, request.standing = held, worked_in  # type: ignore[attr-defined]
        request.actor = standing.actor(  # type: ignore[attr-defined]
            person,
            worked_in,
            now=now,
            day=timezone.localtime(now).date(),
            lang=lang(),
            second_factor=second_factor(request),
            address=digest("address", address(request)),
        )
        return get_response(request)

    return middleware


def second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor; the demonstration's role picker counts as one."""
    if settings.HEYUE_DEMO:
        return True
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)


def address(request: HttpRequest) -> str:
    """The caller's network address; forwarded headers count only for as many proxies as are set."""
    from heyue.web.settings import CONFIG

    given = str(request.META.get("REMOTE_ADDR", ""))
    if CONFIG.proxies:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(chain) >= CONFIG.proxies:
            return chain[-CONFIG.proxies]
    return given


class PolicyMiddleware:
    """默认拒绝: a view is called only if its declared policy lets this actor in; refusals become pages."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        found = policy_of(request, view)
        if found is None:
            raise RuntimeError(
                f"{request.resolver_match.view_name if request.resolver_match else view}: no policy declared"
            )
        if found.asks == "handled":
            return None
        if request.method not in found.methods | {"HEAD", "OPTIONS"} or (
            request.method == "HEAD" and "GET" not in found.methods
        ):
            return HttpResponseNotAllowed(sorted(found.methods))
        if found.asks == PUBLIC:
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.signed_in:
            return redirect_to_login(request.get_full_path())
        if found.asks == SIGNED_IN or actor.can(found.asks) or looks(request, found):
            return None
        if needs_factor(request, found.asks):
            return to_factor(request)
        return errors.absent(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return errors.absent(request)
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, Conflict):
            return errors.conflict(request, exception)
        return None


def policy_of(request: HttpRequest, view: Any) -> Policy | None:
    """The policy of a view of ours, or of a library's by its name in web/policies.py."""
    from heyue.web.policies import of_library

    return getattr(view, "policy", None) or of_library(request.resolver_match)


def looks(request: HttpRequest, found: Policy) -> bool:
    """Whether staff power opens this page: for reading, and for what access.py then lets it see of that one organisation."""
    actor = request.actor  # type: ignore[attr-defined]
    return actor.power is not None and found.asks.endswith(".read") and request.method in {"GET", "HEAD"}


def to_factor(request: HttpRequest) -> HttpResponse:
    """To the page where a second factor is set up, or given where there is one; and back here afterwards."""
    name = "mfa_reauthenticate" if has_factor(request) else "mfa_activate_totp"
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect(f"{reverse(name)}?{urlencode({'next': back})}")


def needs_factor(request: HttpRequest, asks: str) -> bool:
    """Whether the role chosen would open this page, had this session given the second factor that the role asks for."""
    from heyue.catalog.roles import roles

    worked_in = request.standing  # type: ignore[attr-defined]
    role = roles().roles.get(worked_in.role) if worked_in is not None else None
    return role is not None and role.second_factor and asks in role.may and not second_factor(request)


def has_factor(request: HttpRequest) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(request.user))
