"""接口的搭建: the routers of all apps under one entry that lets in, counts, does once, and turns every error into a problem."""

from __future__ import annotations

import functools
import hashlib
import importlib
import importlib.util
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation, PathView
from ninja.responses import NinjaJSONEncoder

from heyue.apps.deeds.policy import PUBLIC, Policy
from heyue.web.api import asking, examples, problems
from heyue.web.api.once import once

APPS = ("accounts", "checkups", "plans", "ledger", "evidence", "cases", "notices", "audit", "lawpages")
MOST_BYTES = 100 * 1024 * 1024
"""一次最多发送多少: of a form with files; anything else is held to DATA_UPLOAD_MAX_MEMORY_SIZE."""
DESCRIPTION = """What the site does, for programs.

**Who asks.** `Authorization: Bearer heyue_…` with a token made under “API tokens” on the site; a token acts as its maker in one
organisation, within the capabilities it was given. A signed-in browser session works too; with it, whatever changes something
carries `X-CSRFToken`. What an operation asks for stands in `x-capability`.

**Language.** `Accept-Language: zh` (default) or `en`.

**Lists** take `page` (from 1) and `size` (at most 100) and answer `{items, page, pages, total}`; `q` searches, `chip` filters,
`sort` orders. A parameter that an operation does not know is refused.

**Doing once.** Send `Idempotency-Key` (1–128 visible ASCII characters) with anything that changes something: sent again within a
day, the same request is answered with the first answer (`Idempotent-Replayed: true`) and done once; another request under the
same key is refused with 422.

**Errors** are `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail`, and `errors` with `in`, `name` and
`detail` for each field that will not do. What is absent and what belongs to others look alike (404). 409 says that somebody was
quicker: read again, then decide. 429 carries `Retry-After`; `RateLimit-Limit`, `-Remaining` and `-Reset` stand on every answer.

**Reading again.** A read carries an `ETag`; sent back as `If-None-Match` it is answered with 304 while nothing has changed.

Money is a decimal string in yuan, a rate a decimal string, a date ISO 8601.
"""


class Interface(NinjaAPI):
    """/api/v1: errors are told by problems.py alone, and each operation is entered through `enter`."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        raise exc

    def get_operation_url_name(self, operation: Operation, router: Any) -> str:
        return name_of(operation)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return name_of(operation)

    def _get_bound_routers(self) -> list[Any]:
        fresh = self._bound_routers_cache is None
        found = super()._get_bound_routers()
        for bound in found if fresh else ():
            for view in bound.path_operations.values():
                view._not_allowed = functools.partial(not_allowed, view)  # noqa: SLF001 - the library offers no other way
                for operation in view.operations:
                    operation.openapi_extra = _told(operation)
                    operation.run = functools.partial(enter, operation, operation.run)
        return found


def name_of(operation: Operation) -> str:
    """checkups_start for apps/checkups/api.py::start: the name of the address and in the OpenAPI document."""
    return f"{operation.view_func.__module__.split('.')[-2]}_{operation.view_func.__name__}"


def policy_of(operation: Operation) -> Policy | None:
    return getattr(operation.view_func, "policy", None)


def _told(operation: Operation) -> dict[str, Any]:
    policy = policy_of(operation)
    security: list[dict[str, list[str]]] = (
        [] if policy is None or policy.asks == PUBLIC else [{"token": []}, {"session": []}]
    )
    return {**(operation.openapi_extra or {}), "x-capability": policy.asks if policy else "", "security": security}


def enter(
    operation: Operation, run: Callable[..., HttpResponse], request: HttpRequest, **parts: Any
) -> HttpResponseBase:
    """The one way into an operation."""
    try:
        asking.let_in(request, policy_of(operation))
        _sized(request)
        _known(request, operation)
        response = once(request, lambda: run(request, **parts))
    except Exception as error:  # noqa: BLE001 - told to the caller and, where unforeseen, logged
        response = problems.of(request, error)
    return finished(request, response)


def finished(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """What every answer carries: freshness, the language it depends on, what is left of this minute, and a mark to compare by."""
    caller: Any = request
    patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
    response.headers.setdefault("Cache-Control", "no-store" if caller.actor.signed_in else "no-cache")
    response["X-Content-Type-Options"] = "nosniff"
    most, left, seconds = getattr(request, "rate", (0, 0, 0))
    response["RateLimit-Limit"], response["RateLimit-Remaining"], response["RateLimit-Reset"] = (
        str(most),
        str(left),
        str(seconds),
    )
    if (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.has_header("Content-Disposition")
    ):
        mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = mark
        if mark in [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]:
            response.status_code, response.content = 304, b""
    return response


def _sized(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isascii() or not str(length).isdigit() or int(length) > MOST_BYTES:
        raise problems.Problem("too-large")


def _known(request: HttpRequest, operation: Operation) -> None:
    """Refuses query parameters, form fields and files that the operation does not take: the library would pass them over."""
    taken: dict[str, set[str]] = {"query": set(), "form": set(), "file": set()}
    for model in operation.models:
        source = str(model.__ninja_param_source__)
        if source in taken:
            taken[source] |= set(getattr(model, "__ninja_flatten_map__", None) or model.model_fields)
    strange = [("query", name) for name in request.GET if name not in taken["query"]]
    if request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        strange += [("form", name) for name in request.POST if name not in taken["form"] | {"csrfmiddlewaretoken"}]
        strange += [("file", name) for name in request.FILES if name not in taken["file"]]
    if strange:
        raise ValidationError([{"loc": pair, "msg": "", "type": "extra_forbidden"} for pair in strange])


def not_allowed(view: PathView) -> HttpResponse:
    response = problems.told("method")
    response["Allow"] = ", ".join(sorted({method for operation in view.operations for method in operation.methods}))
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """地址不存在: an address of the interface that leads nowhere looks like a thing that is not there."""
    return problems.told("absent")


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


def build() -> Interface:
    """The interface of every app that has one."""
    made = Interface(title="heyue 和约", version="1", description=DESCRIPTION, urls_namespace="api", docs_url=None)
    for app in APPS:
        if importlib.util.find_spec(f"heyue.apps.{app}") and importlib.util.find_spec(f"heyue.apps.{app}.api"):
            for prefix, router in importlib.import_module(f"heyue.apps.{app}.api").ROUTERS.items():
                made.add_router(prefix, router, tags=[prefix.strip("/") or app])
    return made


def operations() -> Iterator[Operation]:
    """Every operation of the interface."""
    for bound in API._get_bound_routers():  # noqa: SLF001 - the library offers no other way
        for view in bound.path_operations.values():
            yield from view.operations


API = build()


@functools.cache
def document() -> bytes:
    """The OpenAPI document: the same for everybody."""
    told = API.get_openapi_schema()
    told["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
    }
    examples.put_in(told)
    return json.dumps(told, ensure_ascii=False, cls=NinjaJSONEncoder).encode()


def described(request: HttpRequest) -> HttpResponse:
    """接口说明: the OpenAPI document."""
    if request.method != "GET":
        response = problems.told("method")
        response["Allow"] = "GET"
        return response
    response = HttpResponse(document(), content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response


described.csrf_exempt = True  # type: ignore[attr-defined]


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """What web/urls.py includes under /api/v1/: the operations, their description, and nothing else."""
    found, app, namespace = API.urls
    held = [entry for entry in found if getattr(entry, "name", "") not in {"openapi-json", "api-root"}]
    own = [
        path("openapi.json", described, name="openapi-json"),
        path("", nowhere, name="api-root"),
        re_path(r"^", nowhere, name="nowhere"),
    ]
    return [*held, *own], app, namespace
