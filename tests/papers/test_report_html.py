"""网页报告: every finding with its sum, nothing fetched from outside, everything escaped, readable from 360 px to A4."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from heyue.papers.report_html import render_html
from tests.papers import model_reports as models

BUILDERS = [models.empty, models.nothing_checked, models.one, models.small, models.large]
Builder = Callable[[str], models.Report]
VOID = {"meta", "link", "br"}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Page(HTMLParser):
    """Every element with its attributes and whether the document closes what it opens."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_is_well_formed_and_asks_for_nothing_outside(build: Builder, lang: str):
    html = render_html(build(lang), lang=lang)
    page = Page(html)
    assert page.open == []
    addresses = [value for _, attrs in page.elements for key, value in attrs.items() if key in ("src", "href")]
    assert all(value == "data:," or (value or "").startswith("#") for value in addresses)
    assert "<script" not in html
    assert not re.search(r"url\(|@import|https?://", html)
    policy = next(
        attrs["content"] for _, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert page.elements[0] == ("html", {"lang": "zh-CN" if lang == "zh" else "en"})


@pytest.mark.parametrize("build", BUILDERS)
def test_every_address_in_the_page_leads_somewhere_and_every_id_is_used_once(build: Builder):
    page = Page(render_html(build("zh"), lang="zh"))
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    links = {(attrs["href"] or "")[1:] for tag, attrs in page.elements if tag == "a"}
    named = {attrs["aria-labelledby"] for _, attrs in page.elements if attrs.get("aria-labelledby")}
    assert (links | named) <= set(ids)


@pytest.mark.parametrize("build", [models.one, models.small, models.large])
def test_every_finding_stands_in_the_page_with_its_sum(build: Builder):
    report = build("zh")
    html = render_html(report, lang="zh")
    marked = [attrs["data-finding"] for _, attrs in Page(html).elements if attrs.get("data-finding")]
    assert sorted(marked) == sorted(finding["id"] for finding in report["findings"])
    for finding in report["findings"]:
        sum_ = Decimal((finding["exposure"] or {}).get("amount") or 0)
        assert not sum_ or f'value="{sum_:.2f}">¥{sum_:,.2f}<' in html or f">¥{sum_:,.2f}<" in html


def test_every_number_of_every_step_is_there_to_calculate_with():
    html = render_html(models.small(), lang="zh")
    # the second overtime finding is a row: 27.00 × 1.5 × 24 + 27.00 × 2 × 8 = 1,404.00, less 800.00 paid
    for shown in ("¥4,698.00", "¥27.00", "24 小时", "8 小时", "¥1,404.00", "¥800.00", "¥604.00"):
        assert f">{shown}<" in html
    assert "每一处都相同：月计薪天数 21.75 天；工作日按 150%；休息日按 200%；法定节假日按 300%" in html


def test_table_headers_say_what_they_head():
    page = Page(render_html(models.small(), lang="zh"))
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in page.elements if tag == "th")
    assert all(attrs.get("aria-label") for tag, attrs in page.elements if tag == "svg" and attrs.get("role") == "img")
    assert ("a", {"class": "skip", "href": "#main"}) in page.elements


def test_markup_in_any_value_stays_text():
    evil = "<script>alert(1)</script>\"'&"
    report = models.small()

    def poison(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: poison(one) for key, one in value.items()}
        if isinstance(value, list):
            return [poison(one) for one in value]
        return f"{value}{evil}" if isinstance(value, str) and value not in ("checked", "not_checked", "high") else value

    poisoned = poison(report)
    html = render_html(poisoned, lang="zh")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in html
    Page(html)


def test_a_dollar_sign_is_no_placeholder():
    report = models.one()
    report["company"]["name"] = "$main ${title} $"
    assert "$main ${title} $" in render_html(report, lang="zh")


def test_a_question_stands_apart_and_bears_no_sum():
    html = render_html(models.small(), lang="zh")
    apart = html[html.index('id="questions"') : html.index('id="coverage"')]
    assert "合同文本是否交给了员工" in apart
    assert "¥" not in apart
    assert "8 处发现：2 处高，4 处中，2 处低" in html


def test_nothing_found_says_what_was_and_was_not_checked():
    html = render_html(models.empty(), lang="zh")
    assert "查过的 40 条都没有发现问题" in html
    assert "还有 12 条没查" in html
    assert 'class="findings"' not in html


def test_a_demonstration_says_so():
    assert "演示数据" in render_html(models.small(), lang="zh")
    assert "演示数据" not in render_html(models.one(), lang="zh")


def test_a_months_chart_leaves_no_month_out():
    report = models.one()
    report["summary"]["by_month"] = {"2025-11": "10.00", "2026-02": "20.00"}
    html = render_html(report, lang="zh")
    for month in ("2025年11月", "2025年12月", "2026年1月", "2026年2月"):
        assert f'<th scope="row">{month}</th>' in html
    assert "另有 ¥8,080.34 不按月产生" in html  # 8,110.34 − 10.00 − 20.00


def test_the_same_report_gives_the_same_page():
    assert render_html(models.large(), lang="zh") == render_html(models.large(), lang="zh")


@pytest.mark.browser
def test_the_page_fits_phone_and_desk_and_prints_on_a4(chromium: Path, tmp_path: Path):
    from playwright.sync_api import sync_playwright

    noise: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        for name, build, lang in (
            ("small", models.small, "zh"),
            ("english", models.small, "en"),
            ("large", models.large, "zh"),
        ):
            path = tmp_path / f"{name}.html"
            path.write_text(render_html(build(lang), lang=lang), encoding="utf-8")
            for width in (360, 390, 1440):
                page = browser.new_page(viewport={"width": width, "height": 844})
                page.on("console", lambda message: noise.append(message.text))
                page.on("pageerror", lambda error: noise.append(str(error)))
                page.on("request", lambda request: noise.append(request.url) if not _local(request.url) else None)
                page.goto(path.as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
                page.close()
        page = browser.new_page()
        page.goto((tmp_path / "small.html").as_uri())
        page.emulate_media(media="print")
        folded = page.locator('[data-finding="pay.overtime_shortfall:0011:2026-10-01"]')
        assert folded.evaluate("row => row.getBoundingClientRect().height") > 0, "folded on the screen, open on paper"
        assert page.evaluate("document.querySelectorAll('details:not([open])').length") > 0
        page.pdf(path=tmp_path / "small.pdf", prefer_css_page_size=True)
        browser.close()
    assert noise == []
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "small.pdf").read_bytes())
    assert boxes, "the pages say how large they are"
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}  # A4 in points


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:"))
