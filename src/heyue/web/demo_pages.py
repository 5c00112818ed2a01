"""选角色登录: the demonstration's way in, without password or code. No other build has this address (web/urls.py)."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from heyue.apps.accounts.models import Person
from heyue.apps.deeds import NotFound
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.catalog.roles import roles
from heyue.web import config, demo
from heyue.web.middleware import address


@policy(PUBLIC, "GET", "POST")
def enter(request: HttpRequest) -> HttpResponse:
    """Signs in as one of the demonstration's people; from this machine only."""
    if not config.loopback(address(request)):
        raise NotFound
    found = demo.accounts_of_demo()
    if request.method == "POST":
        chosen = next((one for one in found if one.login == request.POST.get("login")), None)
        if chosen is None:
            raise NotFound
        login(
            request,
            Person.objects.get(login=chosen.login),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        response = HttpResponse(status=303)
        onward = request.POST.get("next", "")
        response["Location"] = onward if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) else "/"
        return response
    rows = [
        {
            "login": one.login,
            "name": one.name,
            "role": (roles().roles[one.role].zh, roles().roles[one.role].en),
            "organisation": one.organisation,
        }
        for one in found
    ]
    return render(
        request, "demo/enter.html", {"rows": rows, "next": request.GET.get("next", ""), "password": demo.PASSWORD}
    )
