"""浏览器里: the pages of components in Chromium, at each size, in both languages and both lights, with scripts and without.

Accessibility (axe: nothing serious), no sideways scrolling at 360 px, no breach of the content security policy, and what
scripts add: keyboard, dialog, charts, dragging.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.web.with_design"), pytest.mark.django_db(transaction=True)]

AXE = Path(sys.prefix) / "assets" / "axe.min.js"
PAGES = ("/", "/design", "/design/list", "/design/forms", "/design/ask", "/account/login", "/nothing-here")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
BREACHES = "document.addEventListener('securitypolicyviolation', e => (window.breaches ||= []).push(e.violatedDirective + ' ' + e.blockedURI))"


@pytest.fixture(scope="module")
def browser(chromium):
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
def window(browser, live_server):
    """window(width, language, light="dark", scripts=False) → a page that notes faults in `page.faults`."""
    opened = []

    def open_(width=1440, language="zh-hans", light="light", *, scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=light,
            java_script_enabled=scripts,
            base_url=live_server.url,
        )
        context.add_cookies([{"name": "heyue-language", "value": language, "url": live_server.url}])
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console",
            lambda said: page.faults.append(said.text) if said.type == "error" and "404" not in said.text else None,
        )
        if scripts:
            page.add_init_script(BREACHES)
        opened.append(context)
        return page

    yield open_
    for context in opened:
        context.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_scrolls_sideways_or_breaks_the_policy(window, width, language):
    page = window(width, language)
    for address in PAGES:
        page.goto(address)
        page.wait_for_timeout(100)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, over) == (address, 0)
        assert page.evaluate("window.breaches || []") == [], address
    assert page.faults == []


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize(("width", "language"), [(390, "zh-hans"), (1440, "en")])
def test_axe_finds_nothing_serious(window, width, language, light):
    assert AXE.is_file(), "run make assets"
    page = window(width, language, light)
    for address in PAGES:
        page.goto(address)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        grave = [
            (one["id"], [node["target"] for node in one["nodes"]][:3])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert (address, grave) == (address, [])


SIGNED_IN = (
    "/",
    "/account/second-factor",
    "/account/second-factor/app",
    "/account/sessions",
    "/account/password",
    "/account/logout",
)


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1440, "zh-hans")])
def test_pages_of_a_person_are_as_sound(window, district, live_server, width, language):
    page = window(width, language)
    session = district.client("owner").cookies["heyue-session"].value
    page.context.add_cookies([{"name": "heyue-session", "value": session, "url": live_server.url}])
    for address in SIGNED_IN:
        page.goto(address)
        page.click("button.whose")
        expect(page.locator("#me")).to_be_visible()
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        grave = [
            (one["id"], [node["target"] for node in one["nodes"]][:3])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert (address, grave) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, (
            address
        )
        assert page.evaluate("window.breaches || []") == [], address
    assert page.faults == []


def test_the_keyboard_goes_to_the_search_and_through_the_rows(window):
    page = window()
    page.goto("/design/list")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "禾苗五金制品厂"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "青梧服饰"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("/")
    assert page.input_value("#find") == "/"


def test_a_question_opens_in_a_dialog_and_leaving_it_does_nothing(window):
    page = window(390)
    page.goto("/design/list")
    page.click("a[data-dialog]")
    expect(page.locator("dialog[open] .confirm")).to_be_visible()
    assert page.get_attribute("dialog form", "action").endswith("/design/ask")
    page.click("dialog [data-close]")
    expect(page.locator("dialog")).to_have_count(0)
    page.wait_for_url("**/design/list")
    page.click("a[data-dialog]")
    expect(page.locator("dialog[open] .confirm")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.faults == []


def test_without_scripts_the_question_is_a_page_and_the_chart_a_table(window):
    page = window(390, scripts=False)
    page.goto("/design/list")
    page.click("a[data-dialog]")
    page.wait_for_url("**/design/ask")
    expect(page.locator(".confirm button")).to_be_visible()
    page.goto("/design")
    expect(page.locator("[data-chart]")).to_be_hidden()
    page.click(".plot summary")
    expect(page.locator(".plot tbody tr:nth-child(4)")).to_be_visible()
    page.click("form.language button")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_chart_is_drawn_in_the_colours_of_the_page(window):
    pictures = {}
    for light in ("light", "dark"):
        page = window(light=light)
        page.goto("/design")
        page.wait_for_selector("[data-chart] svg")
        pictures[light] = page.inner_html("[data-chart]")
        assert "#1f2937" not in pictures["dark"] if light == "dark" else "#1f2937" in pictures["light"]
        assert page.evaluate("window.breaches || []") == []


def test_chosen_files_are_listed_with_their_size(window, tmp_path):
    sheet = tmp_path / "花名册.xlsx"
    sheet.write_bytes(b"x" * 1500)
    page = window()
    page.goto("/design/forms")
    page.set_input_files("[data-drop] input", str(sheet))
    expect(page.locator(".chosen")).to_have_text("花名册.xlsx · 2 KB")


def test_the_menu_of_a_phone_opens_and_closes_without_scripts(window):
    page = window(390, scripts=False)
    page.goto("/")
    expect(page.locator("#rail")).to_be_hidden()
    page.click("button[popovertarget=rail]")
    expect(page.locator("#rail")).to_be_visible()
    page.click("#rail button[popovertargetaction=hide]")
    expect(page.locator("#rail")).to_be_hidden()


def test_faults_of_a_form_are_seen_first_and_lead_to_their_field(window):
    page = window(390)
    page.goto("/design/forms")
    assert page.evaluate("document.activeElement.className").split()[-1] == "faults"
    page.click(".faults a >> nth=0")
    assert page.evaluate("location.hash") == "#id_name"
    assert page.get_attribute("#id_name", "aria-invalid") == "true"
    assert set(page.get_attribute("#id_name", "aria-describedby").split()) == {"id_name_helptext", "id_name_error"}
