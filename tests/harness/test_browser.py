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
from urllib.parse import quote, urlsplit

import pytest

from tests.conftest import long_runs
from tests.district import District
from tests.harness import addresses, personas, walking
from tests.harness.objects import Firm, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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
        "law:find_place",
        "ledger:feed",
        "metrics",
        "notices:message",
    }
)
"""Addresses whose answer is a file, a stream or a part of a page."""
PATIENCE = 60_000
"""Milliseconds: a machine with much else to do is slow, not wrong."""
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


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
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # the driver keeps an event loop in this thread; the server has its own
    )
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def as_who(browser: Any, live_server: Any, district: District, still: None) -> Iterator[Callable[..., Any]]:
    """as_who("owner", 390) → a page signed in as that person, which counts what ran and what the policy stopped."""
    opened = []

    def open_(who: str, width: int = 1440, *, scripts: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, java_script_enabled=scripts
        )
        client = personas.client(district, who)
        context.add_cookies(
            [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
        )
        context.add_cookies([{"name": "heyue-language", "value": "zh-hans", "url": live_server.url}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if scripts:
            page.add_init_script(WATCH)
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()


def pages() -> list[tuple[addresses.Address, str]]:
    """Every address that is a page, with somebody who may open it."""
    return [
        (address, who)
        for address, who in walking.walk("GET", ("200",))
        if not address.name.startswith("api:") and address.name not in NO_PAGES and who != "looker"
    ]


@pytest.mark.parametrize("turn", range(len(PAYLOADS) if long_runs() else 1))
def test_markup_in_any_field_stays_text_and_axe_finds_nothing_serious(
    as_who: Callable[..., Any], district: District, turn: int
) -> None:
    """Each page once, on a desktop and then, where it stands, as narrow as a phone."""
    personas.settle(district)
    Hostile.turn = turn
    firm = furnish(district, "甲", "owner", "employee", "正", "agency_head", kind=Hostile)
    assert Hostile.turn >= turn + len(PAYLOADS), "too few fields for every payload to stand in one"
    windows: dict[str, Any] = {}
    found: dict[str, list[str]] = {"ran": [], "stopped": [], "grave": [], "elsewhere": []}
    for address, who in pages():
        page = windows.get(who) or windows.setdefault(who, as_who(who))
        path = walking.path(firm, address)
        page.set_viewport_size(DESKTOP)
        answer = page.goto(path, wait_until="load")
        if answer is None or answer.status != 200 or urlsplit(page.url).path != quote(urlsplit(path).path, safe="/%:"):
            found["elsewhere"].append(f"{address.name} as {who}: {page.url}")
        found["ran"] += [address.name] if page.evaluate("window.ran !== undefined") else []
        found["stopped"] += [f"{address.name}: {one}" for one in page.evaluate("window.breaches || []")]
        if turn == 0:
            found["grave"] += [f"{address.name}: {one}" for one in grave(page)]
    assert found == {name: [] for name in found}


def grave(page: Any) -> list[str]:
    """What axe calls serious or critical, on a desktop and on a phone."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    every = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        every += [
            f"{size['width']} px, {one['id']}: {[node['target'] for node in one['nodes']][:3]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
    return every


def test_a_payload_would_run_where_nothing_stands_in_its_way(as_who: Callable[..., Any]) -> None:
    """The negative control: on a page without policy and without escaping, payloads do run, and it is noticed."""
    page = as_who("stranger")
    ran = 0
    for payload in PAYLOADS:
        page.goto("about:blank")
        page.set_content(f'<textarea></textarea><input value="{payload}"><p>{payload}</p>', wait_until="load")
        page.wait_for_timeout(50)
        ran += page.evaluate("window.ran !== undefined")
    assert ran >= 6, f"only {ran} of {len(PAYLOADS)} payloads run at all"


def test_what_the_policy_stops_is_counted(as_who: Callable[..., Any]) -> None:
    """The other negative control: a script put into one of our own pages is stopped by the policy, and the count shows it."""
    page = as_who("stranger")
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=ran=1>')")
    page.wait_for_function("(window.breaches || []).length > 0")
    assert page.evaluate("window.ran === undefined")


def test_axe_finds_a_fault_where_there_is_one(as_who: Callable[..., Any]) -> None:
    """A picture without words and a field without a name, put into one of our own pages, are found at both sizes."""
    page = as_who("stranger")
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<main><img src=\"/favicon.ico\"><input></main>')")
    told = grave(page)
    assert {one.partition(" px, ")[0] for one in told if "image-alt" in one or "label" in one} == {"390", "1440"}
