"""法律页面的其余: statutes, articles, places, figures, search; no cookie, kept until the law changes, in both languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from heyue.apps.lawpages import kept, queries
from heyue.law.cite import statutes
from heyue.law.figures import FIGURES
from heyue.law.place_files import place_files
from heyue.law.registry import rule_ids

ADDRESSES = (
    "/law/",
    "/law/search?q=加班工资",
    "/law/search",
    "/law/rules/severance",
    "/law/rules/severance?started=2020-01-01&ended=2020-12-31&average_wage=5000&place=440105",
    "/law/statutes/",
    "/law/statutes/labour_contract_law",
    "/law/articles/labour_contract_law/47",
    "/law/places/",
    "/law/places/440105",
    "/law/figures/minimum_wage.monthly",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_gets_the_page_and_no_cookie(visitor: Client, address: str) -> None:
    page = visitor.get(address)
    assert page.status_code == 200
    assert page.cookies == {}
    assert "csrfmiddlewaretoken" not in page.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_not_changed_is_not_sent_again(visitor: Client, address: str) -> None:
    page = visitor.get(address)
    assert page["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Language"} <= {one.strip() for one in page["Vary"].split(",")}
    again = visitor.get(address, headers={"if-none-match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = visitor.get(address, headers={"if-none-match": page["ETag"], "accept-language": "en"})
    assert other.status_code == 200


def test_a_new_version_of_the_law_is_sent_at_once(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = visitor.get("/law/rules/severance")
    monkeypatch.setattr(kept, "version", lambda: "another")
    assert visitor.get("/law/rules/severance", headers={"if-none-match": page["ETag"]}).status_code == 200


def test_the_page_of_somebody_signed_in_is_kept_by_nobody(district: Any) -> None:
    page = district.client("owner").get("/law/")
    assert page["Cache-Control"] == "no-store"
    assert "ETag" not in page
    assert "csrfmiddlewaretoken" in page.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_says_what_it_is_to_search_engines(visitor: Client, address: str) -> None:
    page = visitor.get(address).content.decode()
    title = re.search(r"<title>(.+?) · 和约</title>", page)
    assert title is not None
    if address.startswith("/law/search"):
        assert '<meta name="robots" content="noindex">' in page
        return
    assert "noindex" not in page
    assert re.search(r'<meta name="description" content="[^"]{10,}">', page)
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', page)
    assert canonical is not None
    assert canonical[1].endswith(address.partition("?")[0])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_in_the_reader_s_language(visitor: Client, words: Callable[[Any], str], address: str) -> None:
    visitor.cookies["heyue-language"] = "en"
    page = visitor.get(address)
    assert '<html lang="en">' in page.content.decode()
    assert "Calculators and law" in words(page)


def test_a_visitor_changes_the_language_by_a_link(visitor: Client) -> None:
    page = visitor.get("/law/rules/severance?started=2020-01-01").content.decode()
    link = re.search(r'href="(/law/language/en\?next=[^"]+)"', page)
    assert link is not None
    answer = visitor.get(html.unescape(link[1]))
    assert (answer.status_code, answer["Location"]) == (303, "/law/rules/severance?started=2020-01-01")
    assert set(answer.cookies) == {"heyue-language"}
    assert '<html lang="en">' in visitor.get("/law/").content.decode()


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/law/", "/account/logout", "/law/\\example.org"]
)
def test_the_language_link_leads_nowhere_else(visitor: Client, back: str) -> None:
    location = visitor.get("/law/language/en", {"next": back})["Location"]
    assert location.startswith("/law/")  # this host, whatever follows


def test_an_unknown_language_is_not_found(visitor: Client) -> None:
    assert visitor.get("/law/language/tlh").status_code == 404


def test_the_home_page_leads_to_every_rule(visitor: Client) -> None:
    page = visitor.get("/law/").content.decode()
    assert [rule for rule in rule_ids() if f'href="/law/rules/{rule}"' not in page] == []


def test_every_subject_stands_under_one_heading() -> None:
    named = [subject for _, held in queries._groups() for subject in held]
    assert sorted(named) == sorted({rule.partition(".")[0] for rule in rule_ids()})


@pytest.mark.parametrize("slug", [one.slug for one in statutes().values()])
def test_every_statute_has_a_page_with_its_articles(visitor: Client, words: Callable[[Any], str], slug: str) -> None:
    said = words(visitor.get(f"/law/statutes/{slug}"))
    for article in queries.statute_of(slug).articles.values():
        assert " ".join(article.zh.split()) in said


def test_a_statute_whose_text_is_not_held_says_so(visitor: Client, words: Callable[[Any], str]) -> None:
    one = next(one for one in statutes().values() if one.text == "not_held")
    assert "原文我们没有取得" in words(visitor.get(f"/law/statutes/{one.slug}"))


def test_from_an_article_one_comes_to_the_rules(visitor: Client) -> None:
    page = visitor.get("/law/articles/labour_contract_law/47").content.decode()
    assert 'href="/law/rules/severance"' in page
    assert 'href="/law/statutes/labour_contract_law"' in page


@pytest.mark.parametrize(
    "address",
    [
        "/law/statutes/moon_law",
        "/law/articles/labour_contract_law/999",
        "/law/articles/moon_law/1",
        "/law/places/99",
        "/law/places/abc",
        "/law/figures/moon.phase",
    ],
)
def test_what_is_not_on_file_is_not_found(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    "code", ["cn", *sorted(code for code in place_files() if code != "cn")[::12], "440105", "110105", "540102"]
)
def test_a_place_says_what_is_known_and_what_is_not(visitor: Client, words: Callable[[Any], str], code: str) -> None:
    page = visitor.get(f"/law/places/{code}", follow=True)
    if page.status_code == 404:
        pytest.fail(f"{code} is on record")
    said = words(page)
    assert "还不知道" in said
    assert "核对于" in said


def test_a_long_code_leads_to_the_short_one(visitor: Client) -> None:
    assert visitor.get("/law/places/440100")["Location"] == "/law/places/4401"


def test_a_district_s_minimum_wage_comes_from_its_tier(visitor: Client, words: Callable[[Any], str]) -> None:
    # 粤府函〔2026〕188号: from 2026-09-01; Guangzhou is in the first tier
    said = words(visitor.get("/law/places/440105"))
    assert "粤府函〔2026〕188号" in said
    assert "1 档" in said


def test_a_place_lists_its_neighbours(visitor: Client) -> None:
    page = visitor.get("/law/places/440105").content.decode()
    assert 'href="/law/places/440106"' in page  # another district of Guangzhou
    assert 'href="/law/places/4401"' in page
    assert 'href="/law/places/310101"' not in page


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_page(visitor: Client, name: str) -> None:
    assert visitor.get(f"/law/figures/{name}").status_code == 200


def test_a_search_groups_what_it_finds_and_marks_the_words(visitor: Client) -> None:
    page = visitor.get("/law/search", {"q": "加班工资"}).content.decode()
    assert "<mark>加班费</mark>" in page
    assert 'href="/law/rules/pay.overtime"' in page
    assert page.index('id="k-rule"') < page.index('id="k-article"')


def test_one_kind_can_be_seen_in_full(visitor: Client) -> None:
    few, every = (visitor.get("/law/search", {"q": "工资", "kind": kind}).content.decode() for kind in ("", "article"))
    assert every.count('href="/law/articles/') > few.count('href="/law/articles/')


def test_a_search_that_finds_nothing_says_what_to_try(visitor: Client, words: Callable[[Any], str]) -> None:
    assert "没有找到“魑魅魍魉”" in words(visitor.get("/law/search", {"q": "魑魅魍魉"}))


def test_a_script_in_a_search_stays_text(visitor: Client) -> None:
    page = visitor.get("/law/search", {"q": "<script>alert(1)</script>工资"}).content.decode()
    assert "<script>alert" not in page


def test_the_place_picker_knows_names_and_codes(visitor: Client) -> None:
    for typed in ("海珠", "海珠区", "440105", "广州市海珠"):
        page = visitor.get("/law/places/names", {"place": typed}).content.decode()
        assert 'value="广东省广州市海珠区"' in page
    assert visitor.get("/law/places/names", {"place": ""}).content.strip() == b""


def test_pages_only_read(visitor: Client) -> None:
    assert {visitor.post(address.partition("?")[0]).status_code for address in ADDRESSES} == {405}


def test_law_pages_ask_the_database_nothing(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for address in ADDRESSES:
            visitor.get(address)
