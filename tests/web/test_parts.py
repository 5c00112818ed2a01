"""组件: each is documented and drawn, in both languages, without a word of the other and without anything inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from heyue.web import showcase

TEMPLATES = Path(showcase.__file__).parent / "templates"
PARTS = sorted(path.name for path in (TEMPLATES / "parts").glob("*.html"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NAMES = (
    "和",
    "中文",
    "禾苗五金制品厂",
    "青梧服饰",
    "白鹭同城配送",
    "知行托育",
    "林经理",
    "经营者",
    "海珠区",
    "劳动合同-0017-签字页.jpg",
    "签收单.pdf",
)
"""What stays Chinese on an English page: the mark, the other language's own name, names as they are."""


class Text(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self._data = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._data = tag == "script"
        self.said += [value for name, value in attrs if name in {"aria-label", "alt", "placeholder", "title"} and value]
        self.inline += [name for name in given if name == "style" or (name.startswith("on") and name != "on")]
        self.inline += (
            [tag]
            if tag == "style" or (tag == "script" and not given.get("src") and given.get("type") != "application/json")
            else []
        )
        self.ids += [given["id"]] if given.get("id") else []

    def handle_endtag(self, tag):
        self._data = False

    def handle_data(self, data):
        if not self._data:
            self.said.append(data)


def read(client, address, language):
    client.cookies["heyue-language"] = language
    answer = client.get(address)
    page = Text()
    page.feed(answer.content.decode())
    return answer, page


ADDRESSES = ("/design", "/design/list", "/design/forms", "/design/ask", "/nothing-here", "/account/login")


@pytest.mark.urls("tests.web.with_design")
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_language_no_inline_code_and_no_identifier_twice(client, address, language):
    answer, page = read(client, address, language)
    assert answer.status_code == (404 if "nothing" in address else 200)
    assert page.inline == []
    assert sorted(page.ids) == sorted(set(page.ids))
    said = " ".join(page.said)
    for name in (*NAMES, "林", "禾"):  # names, then the signs that stand for them
        said = said.replace(name, "")
    assert (CHINESE.findall(said) != []) == (language == "zh-hans")


@pytest.mark.parametrize("name", PARTS)
def test_a_part_says_what_it_takes(name):
    text = (TEMPLATES / "parts" / name).read_text("utf-8")
    assert text.startswith((f"{{# parts/{name}: ", f"{{% comment %}}\nparts/{name}: ")), name


@pytest.mark.urls("tests.web.with_design")
@pytest.mark.django_db
def test_every_part_is_drawn_on_the_pages_of_components(client, monkeypatch):
    drawn: set[str] = set()
    engine = engines["django"].engine
    real = engine.find_template

    def noted(name, *args, **kwargs):
        drawn.add(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(engine, "find_template", noted)
    for address in (*ADDRESSES, "/"):
        client.get(address)
    # these stand only before a signed-in person and in the demonstration
    assert {f"parts/{name}" for name in PARTS} - drawn <= {"parts/me.html", "parts/demo.html"}


def test_the_page_of_components_belongs_to_the_demonstration_alone():
    with pytest.raises(NoReverseMatch):
        reverse("design")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_can_be_read_and_names_no_style_or_script_of_its_own(path):
    get_template(str(path.relative_to(TEMPLATES)))
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son(click|change|submit|load|input)=|javascript:|\|safe\b", text)


def test_a_persons_own_menu_offers_every_role_held_and_the_way_out(district):
    text = district.client("owner").get("/").content.decode()
    assert "退出登录" in text
    assert "登录安全" in text
    assert "演示数据" in text


@pytest.mark.django_db
def test_the_language_is_switched_by_a_form_and_stays(client):
    answer = client.post("/language", {"language": "en", "next": "/account/login"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login")
    assert "Sign in" in client.get("/account/login").content.decode()


@pytest.mark.django_db
def test_the_first_page_is_light(client):
    html = client.get("/").content
    static = TEMPLATES.parent / "static"
    loaded = [static / name for name in re.findall(r'(?:src|href)="/static/([^"]+)"', html.decode())]
    assert static / "vendor" / "echarts.min.js" not in loaded
    assert len(html) + sum(path.stat().st_size for path in loaded) < 200_000
