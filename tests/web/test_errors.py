"""出错页: what happened, why, and the way out, as a page or as a part of one."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils import translation

from heyue.apps.deeds import Conflict, Refused
from heyue.web import errors

WHY = ("这份报告已经在办", "This report is being worked on")
CASES = (
    ("absent", errors.absent, 404, "没有找到", "not found"),
    ("refused", lambda request: errors.refused(request, Refused(WHY)), 403, WHY[0], WHY[1]),
    ("conflict", lambda request: errors.conflict(request, Conflict(WHY)), 409, WHY[0], WHY[1]),
    ("csrf", errors.csrf, 403, "再提交一次", "send it again"),
    ("unavailable", errors.unavailable, 503, "一分钟后再试", "try again in a minute"),
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("name", "answer", "status", "zh", "en"), CASES, ids=[case[0] for case in CASES])
def test_an_error_says_what_happened_and_the_way_out(rf: RequestFactory, name, answer, status, zh, en, language):
    request = rf.get("/x")
    request.resolver_match = None
    request.user = type("Nobody", (), {"is_authenticated": False})()
    request.session = {}
    with translation.override(language):
        page = answer(request)
        text = page.content.decode()
        assert page.status_code == status
        assert (zh if language == "zh-hans" else en) in text
        assert 'href="/"' in text
        request.META["HTTP_HX_REQUEST"] = "true"
        request.__dict__.pop("headers", None)
        part = answer(request).content.decode()
    assert "<html" not in part
    assert 'role="alert"' in part
