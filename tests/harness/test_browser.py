"""在真的浏览器里: what people type stays text, whatever it is; no page breaks the policy; and axe finds nothing serious.

Every text field and file name of a firm holds markup that would run if it were written out as it is. The pages are opened one by
one; a payload that ran leaves a mark in the window, and whatever the policy had to stop is counted too: it should never get so far.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.district import District
from tests.harness import personas, walking
from tests.harness.objects import Firm, furnish

# Still being built: runs with the full numbers (make test-long) until every case of it is agreed.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]

AXE = Path(sys.prefix) / "assets" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PAYLOADS = (
    "<img src=x onerror=ran=1>", "<svg onload=ran=2>", "\"><script>ran=3</script>", "'-ran=4-'", "\" autofocus onfocus=ran=5 x=\"",
    "javascript:ran=6", "</textarea><script>ran=7</script>", "</script><script>ran=8</script>", "<a href=javascript:ran=9>看</a>",
    "{{7*7}}{%now%}", "<iframe srcdoc='<script>top.ran=11</script>'>", "<style>@import'//x'</style>",
)  # fmt: skip
"""十二种写法: each would set `ran` or load something if it were taken for markup."""
WATCH = """
document.addEventListener('securitypolicyviolation', e => (window.breaches ||= []).push(e.violatedDirective + ' ' + e.blockedURI));
window.alert = window.confirm = window.prompt = () => { window.ran = 'dialog'; };
"""
NO_PAGES = frozenset(
    {
        "accounts:places",
        "healthz",
        "readyz",
        "checkups:download",
        "checkups:template",
        "evidence:download",
        "notices:stream",
        "ledger:feed",
        "metrics",
        "notices:message",
    }
)
"""Addresses whose answer is a file, a stream or a part of a page."""


class Hostile(Firm):
    """一家填满恶意文字的企业: each use of its mark is the next payload."""

    turn = 0

    @property  # type: ignore[override]
    def mark(self) -> str:
        Hostile.turn += 1
        return PAYLOADS[Hostile.turn % len(PAYLOADS)]

    @mark.setter
    def mark(self, value: str) -> None:
        del value


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # the driver keeps an event loop in this thread; the server has its own
    )
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def as_who(browser: Any, live_server: Any, district: District) -> Iterator[Callable[..., Any]]:
    """as_who("owner", width=390) → a page signed in as that person, which counts what ran and what the policy stopped."""
    opened = []

    def open_(who: str, width: int = 1440) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url)
        client = personas.client(district, who)
        context.add_cookies(
            [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
        )
        context.add_cookies([{"name": "heyue-language", "value": "zh-hans", "url": live_server.url}])
        page = context.new_page()
        page.add_init_script(WATCH)
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()


def pages() -> list[tuple[Any, str]]:
    return [
        (address, who)
        for address, who in walking.walk("GET", ("200",))
        if not address.name.startswith(("api:", "law:")) and address.name not in NO_PAGES and who != "looker"
    ]


def test_markup_in_any_field_stays_text_and_axe_finds_nothing_serious(
    as_who: Callable[..., Any], district: District
) -> None:
    personas.settle(district)
    firm = furnish(district, "甲", "owner", "employee", "正", "agency_head", kind=Hostile)
    windows: dict[str, Any] = {}
    ran, stopped, serious = [], [], {}
    for address, who in pages():
        if who not in windows:
            windows[who] = as_who(who, 390 if who == "owner" else 1440)
        page = windows[who]
        answer = page.goto(walking.path(firm, address), wait_until="load")
        assert answer is not None
        if page.evaluate("window.ran !== undefined"):
            ran.append(address.name)
        stopped += [f"{address.name}: {one}" for one in page.evaluate("window.breaches || []")]
        if AXE.exists():
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
            hard = [
                f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in {"serious", "critical"}
            ]
            if hard:
                serious[address.name] = hard
    assert ran == [], "a payload ran"
    assert stopped == [], "the policy had to stop something"
    assert serious == {}


def test_a_payload_would_run_where_nothing_stands_in_its_way(as_who: Callable[..., Any]) -> None:
    """The negative control: on a page without policy and without escaping, the payloads do run."""
    page = as_who("stranger")
    page.goto("about:blank")
    page.evaluate(WATCH)
    page.set_content(PAYLOADS[0])
    page.wait_for_function("window.ran !== undefined", timeout=5000)
