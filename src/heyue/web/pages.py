"""平台自己的页面: home, and the two that a supervisor asks whether all is well."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from heyue.apps.deeds import Actor
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.web.home import home_of


@policy(PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """For a visitor what this is; for a person what is to be done next."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.signed_in:
        return render(request, "public/home.html")
    return render(request, "home.html", {"home": home_of(actor)})


@policy(PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "live"})


@policy(PUBLIC)
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready where the database answers and its tables are up to date."""
    from django.db.migrations.executor import MigrationExecutor

    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    status = 200 if not waiting else 503
    return JsonResponse(
        {"status": "ready" if not waiting else "migrations outstanding", "waiting": waiting}, status=status
    )
