"""运行指标: requests by route, and what waits in the database, in Prometheus' text form at /metrics.

Counted over all processes that answer pages (the client library's multi-process mode, in HEYUE_DATA/metrics). Read by whoever
holds HEYUE_METRICS_TOKEN, or from this machine where none is set. No label holds anything of a person: routes are the names of
addresses, never the addresses.
"""

from __future__ import annotations

import hmac
import logging
import os
import time
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest, multiprocess

from heyue.apps.audit import queries
from heyue.apps.deeds.policy import PUBLIC, policy
from heyue.web import config

LOG = logging.getLogger(__name__)
REQUESTS = Histogram(
    "heyue_request_seconds",
    "Time to answer, by route, method and status",
    ("route", "method", "status"),
    buckets=(0.01, 0.03, 0.1, 0.3, 0.6, 1.5, 5.0),
)
_WAITING = {
    "heyue_tasks_waiting": ("Tasks that no worker has taken up", lambda: _tasks("READY")),
    "heyue_tasks_failed": ("Tasks that ended in an error", lambda: _tasks("FAILED")),
    "heyue_events": ("Events in the record of deeds", queries.number_of_events),
}


def _tasks(status: str) -> int:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(status=status).count()


Next = Callable[[HttpRequest], HttpResponse]


def measured(get_response: Next) -> Next:
    """Counts each request under the name of its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = (match.view_name if match else "") or "none"
        REQUESTS.labels(route, request.method or "", str(response.status_code)).observe(time.perf_counter() - began)
        return response

    return middleware


def allowed(request: HttpRequest) -> bool:
    """Whether the caller may read the metrics."""
    from heyue.web.middleware import address
    from heyue.web.settings import CONFIG

    if CONFIG.metrics_token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), CONFIG.metrics_token.encode())
    return config.loopback(address(request)) and not CONFIG.proxies


@policy(PUBLIC)
def metrics(request: HttpRequest) -> HttpResponse:
    from heyue.web import errors

    if not allowed(request):
        return errors.absent(request)
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
    waiting = CollectorRegistry()
    for name, (text, number) in _WAITING.items():
        gauge = Gauge(name, text, registry=waiting)
        try:
            gauge.set(number())
        except DatabaseError:  # the database is away: what the processes counted is still worth reading
            LOG.exception("no number for %s", name)
            gauge.set(float("nan"))
    Gauge("heyue_clock_seconds", "The platform's clock", registry=waiting).set(timezone.now().timestamp())
    return HttpResponse(generate_latest(registry) + generate_latest(waiting), content_type=CONTENT_TYPE_LATEST)
