"""主要页面的截图 · pictures of the main pages, taken from the running demonstration.

    heyue serve --demo &            # or `make demo`
    make pages                      # python -m benchmarks.pages [http://127.0.0.1:8000]

Each page is opened as the person named in PAGES, signed in through the demonstration's role picker, at two widths; a picture
is cut off below FULL pixels and stored with 64 colours, so that all of them together stay under the limit of the test.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parents[1] / "docs" / "pages"
WIDTHS = (390, 1440)
FULL = {390: 1688, 1440: 1200}
"""最高: two screens of a phone, one of a desk with a little more."""
COLOURS = 64
CHROMIUM = "/usr/bin/chromium"
PATIENCE = 90_000
"""毫秒: a busy machine may take its time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """一张: its file name, who looks ("" for a visitor), its path, what it shows, and a press that leads on.

    `then` is part of an address: the first link of the page that holds it is followed (a report from the list of check-ups).
    """

    name: str
    who: str
    path: str
    zh: str
    en: str
    then: str = ""
    english: bool = False


PAGES = (
    Picture(
        "home-owner",
        "owner01",
        "/",
        "经营者的首页：接下来要办的三件事",
        "An owner's home: what to do next",
        english=True,
    ),
    Picture(
        "report",
        "owner02",
        "/checkups/",
        "体检报告：哪里不合规定、多少钱、先办什么",
        "A check-up's report",
        "/checkups/",
        english=True,
    ),
    Picture("checkups", "owner02", "/checkups/", "每次体检的列表", "The list of check-ups"),
    Picture("plan", "owner02", "/plans/", "整改计划：一件件办完", "A rectification plan", "/plans/"),
    Picture("people", "owner01", "/ledger/people/", "员工和合同", "People and contracts"),
    Picture("dates", "owner01", "/ledger/dates/", "期限日历：理由和条文", "Deadlines with reason and article"),
    Picture("home-agency", "specialist1a", "/", "机构专员的首页：客户按急缓排", "An agency's worklist", english=True),
    Picture("home-bureau", "officer", "/", "主管部门的首页：辖区的覆盖和风险", "A bureau's district", english=True),
    Picture("record", "owner01", "/audit/", "操作记录：谁在什么时候做了什么", "The record of deeds"),
    Picture("law", "", "/law/", "算一算、查规定：不用登录", "Calculators and law, without signing in", english=True),
)


def main(base: str = "http://127.0.0.1:8000") -> None:
    """Takes every picture anew and says how large they are together."""
    from playwright.sync_api import sync_playwright

    for old in HERE.glob("*.png"):
        old.unlink()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for picture in PAGES:
            for lang in ("zh", "en") if picture.english else ("zh",):
                take(browser, base, picture, lang)
        browser.close()
    total = sum(one.stat().st_size for one in HERE.glob("*.png"))
    print(f"{len(list(HERE.glob('*.png')))} 张图 · pictures, {total / 1e6:.1f} MB")


def take(browser: Browser, base: str, picture: Picture, lang: str) -> None:
    """One page at each width; English on a desk only."""
    context = browser.new_context(
        base_url=base, locale="zh-CN" if lang == "zh" else "en-GB", color_scheme="light", bypass_csp=True
    )
    context.add_cookies([{"name": "heyue-language", "value": "zh-hans" if lang == "zh" else "en", "url": base}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    if picture.who:
        page.goto("/demo/enter")
        page.locator(f"button[value='{picture.who}@demo.test']").click()
        page.wait_for_url(lambda address: "/demo/enter" not in address, wait_until="commit")
    page.goto(picture.path)
    if picture.then:
        page.goto(page.locator(f"main tbody th a[href*='{picture.then}']").first.get_attribute("href") or "/")
    for width in WIDTHS if lang == "zh" else (1440,):
        page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 900})
        page.evaluate("document.fonts.ready")
        store(shot(page, width), f"{picture.name}-{width}{'-en' if lang == 'en' else ''}.png")
    context.close()


def shot(page: Page, width: int) -> bytes:
    """The page from its top; what sticks to the foot of the screen stands at the page's end."""
    page.add_style_tag(content=".deed { position: static !important; }")
    height = min(FULL[width], int(page.evaluate("document.documentElement.scrollHeight")))
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def store(png: bytes, name: str) -> None:
    """A picture with few colours: a page has not many."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(HERE / name, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
