"""出错的答复: every error of the API as application/problem+json (RFC 9457), in the language the caller asked for.

What is absent and what is somebody else's give the same bytes. A field that will not do is named under `errors`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError, ValidationError

from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.deeds.both import lang
from heyue.law.wording import pick

KINDS: dict[str, tuple[int, tuple[str, str], tuple[str, str]]] = {
    "unreadable": (
        400,
        ("请求读不懂", "The request cannot be read"),
        ("请检查请求的格式", "Please check the form of the request"),
    ),
    "unknown-caller": (
        401,
        ("请先说明身份", "Please say who you are"),
        ("请在 Authorization 里带上有效的令牌，或先登录", "Send a valid token under Authorization, or sign in first"),
    ),
    "not-open": (
        403,
        ("您的角色或令牌不能做这件事", "Your role or token may not do this"),
        (
            "请用有这项权限的角色，或重新生成带这项权限的令牌",
            "Use a role that may, or make a token with this capability",
        ),
    ),
    "second-factor": (
        403,
        ("这个角色要先做第二步验证", "This role needs a second factor"),
        ("请在网页上完成第二步验证后再试", "Give the second factor on the site, then try again"),
    ),
    "other-site": (
        403,
        ("没有确认请求来自本站", "The request was not shown to come from this site"),
        ("用登录会话调用时，请带上 X-CSRFToken；程序请用令牌", "With a session send X-CSRFToken; programs use a token"),
    ),
    "refused": (403, ("这样不行", "This cannot be done"), ("", "")),
    "absent": (
        404,
        ("没有找到", "Not found"),
        ("没有这个内容，或者您看不到它", "There is no such thing, or none that you may see"),
    ),
    "method": (405, ("这个地址不接受这种方法", "This address does not take that method"), ("请看 Allow", "See Allow")),
    "conflict": (409, ("已有变动", "It has changed"), ("", "")),
    "too-large": (413, ("内容太大", "This is too large"), ("请分成几次发送", "Please send it in parts")),
    "unfit": (
        422,
        ("有内容需要修改", "Some of it needs another look"),
        ("请看 errors 里的每一项", "See each entry of errors"),
    ),
    "key-reused": (
        422,
        ("这个 Idempotency-Key 已用于另一个请求", "This Idempotency-Key was used for another request"),
        ("换一个请求就换一个键", "Use a new key for a new request"),
    ),
    "too-many": (
        429,
        ("请求太快", "Too many requests"),
        ("请在 Retry-After 秒以后再试", "Try again after Retry-After seconds"),
    ),
    "broken": (
        500,
        ("程序出了错，不是您的问题", "The program failed, through no fault of yours"),
        ("已经记录下来；刚才没有做完的事没有生效", "It was written down; nothing was half done"),
    ),
    "unavailable": (503, ("现在很忙", "Busy at the moment"), ("请过一会儿再试", "Please try again in a little while")),
}
"""出错的种类: name → status, title and standing detail, each in both languages."""
log = logging.getLogger("heyue.api")


class Problem(Exception):
    """一个要回给调用方的错误: of one of KINDS; raised where a request is looked at, before any operation."""

    def __init__(self, kind: str, detail: str = "", **headers: str) -> None:
        super().__init__(kind)
        self.kind, self.detail = kind, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def told(kind: str, detail: str = "", errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """A problem as it goes out; nothing in it depends on what was asked for."""
    status, title, standing = KINDS[kind]
    words = lang()
    body: dict[str, Any] = {
        "type": f"urn:heyue:problem:{kind}",
        "title": pick(title, words),
        "status": status,
        "detail": detail or pick(standing, words),
    }
    if errors:
        body["errors"] = list(errors)
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(content, status=status, content_type="application/problem+json")


def of(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to what went wrong; what nobody foresaw is logged and told as a 500 without its particulars."""
    match error:
        case Problem():
            response = told(error.kind, error.detail)
            for name, value in error.headers.items():
                response[name] = value
            return response
        case NotFound() | Http404():
            return told("absent")
        case Refused():
            return told("refused", str(error.why))
        case Conflict():
            return told("conflict", str(error.why))
        case ValidationError():
            return told("unfit", errors=[_field(one) for one in error.errors])
        case RequestDataTooBig():
            return told("too-large")
        case HttpError() | SuspiciousOperation() | MultiPartParserError() | BadRequest() | UnreadablePostError():
            return told("unreadable")
        case OperationalError():
            log.error("database unavailable", exc_info=error)
            response = told("unavailable")
            response["Retry-After"] = "5"
            return response
    log.error("an operation of the interface failed", exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return told("broken")


def _field(one: dict[str, Any]) -> dict[str, str]:
    """A field that will not do: where it stands (body, query, path, form, file), its name and what is wrong."""
    where, *names = [str(part) for part in one["loc"]]
    named = [name for name in names if name]
    if where == "body" and named[:1] == ["data"]:
        named = named[1:]
    return {"in": where, "name": ".".join(named), "detail": _words(one)}


def _words(one: dict[str, Any]) -> str:
    kind, context = str(one.get("type", "")), one.get("ctx") or {}
    found = _SAID.get(kind)
    if found is None:
        return str(one["msg"]) if kind in {"form", "value"} or lang() == "en" else f"内容不合要求（{one['msg']}）"
    return pick(found, lang()).format(
        **{name: context.get(name, "") for name in ("max_length", "min_length", "ge", "le", "expected", "pattern")}
    )


_SAID = {
    "missing": ("这一项要填", "This is required"),
    "extra_forbidden": ("没有这一项", "There is no such field"),
    "string_too_long": ("最多 {max_length} 个字", "At most {max_length} characters"),
    "string_too_short": ("至少 {min_length} 个字", "At least {min_length} characters"),
    "too_long": ("最多 {max_length} 项", "At most {max_length} entries"),
    "too_short": ("至少 {min_length} 项", "At least {min_length} entries"),
    "greater_than_equal": ("不能小于 {ge}", "Not below {ge}"),
    "less_than_equal": ("不能大于 {le}", "Not above {le}"),
    "literal_error": ("只能是 {expected}", "One of {expected}"),
    "string_type": ("要写成文字", "A text is wanted"),
    "string_unicode": ("要写成文字", "A text is wanted"),
    "int_type": ("要写成整数", "A whole number is wanted"),
    "int_parsing": ("要写成整数", "A whole number is wanted"),
    "bool_type": ("要写成 true 或 false", "true or false is wanted"),
    "bool_parsing": ("要写成 true 或 false", "true or false is wanted"),
    "uuid_parsing": ("要写成编号（UUID）", "An id (UUID) is wanted"),
    "uuid_type": ("要写成编号（UUID）", "An id (UUID) is wanted"),
    "date_from_datetime_parsing": ("请写成 2026-03-01 这样的日期", "Write a date such as 2026-03-01"),
    "date_parsing": ("请写成 2026-03-01 这样的日期", "Write a date such as 2026-03-01"),
    "date_type": ("请写成 2026-03-01 这样的日期", "Write a date such as 2026-03-01"),
    "string_pattern_mismatch": ("有不能用的字符", "It has characters that cannot stand here"),
}
