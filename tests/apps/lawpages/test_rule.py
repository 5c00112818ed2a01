"""一条规则的页面: /law/rules/<id> asks what the rule asks and answers as its examples say, with nothing but the address."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from heyue.apps.lawpages.forms import DAY, PLACE, asks_of, tidy
from heyue.apps.lawpages.views import TOLD
from heyue.law.examples import Example, examples
from heyue.law.question import VERDICTS
from heyue.law.registry import rule_ids, variants
from heyue.law.wording import in_words, pick

WORDS = {"breach": ("不符合规定", "请核对"), "passed": ("符合规定",), "not_applicable": ("这条规则不适用",)}
DEFAULT_DAY = "2026-10-31"
"""The day an example without a date is asked for (heyue.law.examples)."""


def first_example(rule_id: str) -> Example:
    """A worked example that has an answer."""
    return next(one for one in examples(rule_id) if one.data.get("value") is not None)


def asked(example: Example) -> dict[str, str]:
    """The example as an address."""
    data = example.data
    query = {DAY: str(data.get("date", DEFAULT_DAY)), PLACE: str(data.get("place", ""))}
    for name, value in {**(data.get("facts") or {}), **(data.get("figures") or {})}.items():
        query[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return query


def expected(example: Example) -> tuple[str, ...]:
    """The example's answer in the words of the page; any of them will do."""
    text = variants(example.rule)[0]
    value = example.data["value"]
    if text.kind == "check":
        return WORDS[str(value)]
    if text.unit.name in {"date", "word", "flag"}:
        kind = {"date": "date.fromisoformat"}.get(text.unit.name)
        if kind:
            from datetime import date

            return (in_words(date.fromisoformat(str(value)), text.unit, "zh"),)
        return (in_words(str(value), text.unit, "zh"),)
    return (in_words(text.unit.parse(value), text.unit, "zh"),)


def answer_of(response: Any) -> str:
    """The value the page shows large."""
    found = re.search(r'<p class="figure">(.*?)</p>', response.content.decode(), re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_rule_has_a_page_with_its_questions(visitor: Client, words: Callable[[Any], str], rule_id: str) -> None:
    page = visitor.get(f"/law/rules/{rule_id}")
    assert page.status_code == 200
    said = words(page)
    assert pick(variants(rule_id)[0].title, "zh") in said
    for ask in asks_of(variants(rule_id)).values():
        assert " ".join(ask.zh.split()) in said


@pytest.mark.parametrize("rule_id", rule_ids())
def test_a_worked_example_has_its_answer_on_the_page(visitor: Client, rule_id: str) -> None:
    example = first_example(rule_id)
    page = visitor.get(f"/law/rules/{rule_id}", asked(example))
    assert page.status_code == 200
    assert answer_of(page) in expected(example), example.name


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_rule_page_answers_in_english(visitor: Client, words: Callable[[Any], str], rule_id: str) -> None:
    page = visitor.get(f"/law/rules/{rule_id}", asked(first_example(rule_id)), headers={"accept-language": "en"})
    said = words(page)
    assert pick(variants(rule_id)[0].title, "en") in said
    assert "Which articles it rests on" in said


def test_an_unknown_rule_is_not_found(visitor: Client) -> None:
    assert visitor.get("/law/rules/severance.magic").status_code == 404


def test_severance_comes_with_steps_articles_and_limits(visitor: Client, words: Callable[[Any], str]) -> None:
    # 2017年初级会计考题: 2010-04-01 to 2016-07-31, 5000 a month: 6.5 months, 32,500
    page = visitor.get(
        "/law/rules/severance",
        {"started": "2010-04-01", "ended": "2016-07-31", "average_wage": "5,000", "average_wage.monthly": "4500"},
    )
    said = words(page)
    assert answer_of(page) == "¥32,500.00"
    assert "6.5 个月" in said
    assert "劳动合同法第47条第1款" in said
    assert "没有考虑" in said
    assert "按你填的，不是公布的" in said


def test_missing_facts_are_asked_for_beside_their_fields(visitor: Client) -> None:
    page = visitor.get("/law/rules/severance", {"started": "2010-04-01"}).content.decode()
    assert '<p class="figure">' not in page
    assert 'id="e-average_wage" data-level="medium">还要填这一项' in page
    assert (
        'id="e-place" data-level="medium">还要填这一项' not in page
    )  # the last day is missing first: no figure was looked up
    assert 'id="e-started" hidden' in page


def test_an_unknown_figure_leads_to_the_place_first(visitor: Client, words: Callable[[Any], str]) -> None:
    query = {"started": "2020-01-01", "ended": "2020-12-31", "average_wage": "5000"}
    page = visitor.get("/law/rules/severance", query)
    assert "先填写地点" in words(page)
    assert 'id="e-place" data-level="medium"' in page.content.decode()


def test_a_figure_not_known_here_can_be_stated(visitor: Client, words: Callable[[Any], str]) -> None:
    # Hebei's average wage is not on file for 2001 (no value before it was collected)
    query = {"started": "2008-01-01", "ended": "2008-06-30", "average_wage": "2000", "place": "540102"}
    said = words(visitor.get("/law/rules/severance", query))
    assert "这里还不知道；知道的话可以自己填" in said


def test_the_link_of_an_answer_asks_the_same_again(visitor: Client) -> None:
    first = visitor.get(
        "/law/rules/pay.minimum", {"month": "2026-10", "hours_type": "full_time", "place": "广州市海珠区"}
    )
    link = re.search(r'href="(/law/rules/pay.minimum\?[^"]+)"', first.content.decode())
    assert link is not None
    assert "place=440105" in link[1]
    assert answer_of(visitor.get(html.unescape(link[1]))) == answer_of(first) != ""


def test_the_minimum_wage_names_its_source_and_first_day(visitor: Client, words: Callable[[Any], str]) -> None:
    page = visitor.get("/law/rules/pay.minimum", {"month": "2026-10", "hours_type": "full_time", "place": "440105"})
    said = words(page)
    assert "粤府函〔2026〕188号" in said  # Guangdong's notice, in force from 2026-09-01
    assert "2026年9月1日" in said


@pytest.mark.parametrize(
    ("query", "name", "says"),
    [
        ({"started": "昨天"}, "started", "应当是日期"),
        ({"average_wage": "很多"}, "average_wage", "应当是一个数"),
        ({"average_wage": "-5"}, "average_wage", "负数"),
        ({"started": "2020-02-01", "ended": "2020-01-31"}, "ended", "早于入职"),
        ({"started": "2005-01-01", "ended": "2007-12-31", "average_wage": "1"}, "ended", "2008年1月1日起适用"),
        ({"average_wage": "1", "place": "亚特兰蒂斯"}, "place", "没有找到这个地方"),
        ({"average_wage": "1", "place": "朝阳区"}, "place", "请写全"),
        ({"average_wage": "1", "average_wage.monthly": "x"}, "average_wage-monthly", "请写一个数"),
    ],
)
def test_bad_input_is_said_at_its_field(visitor: Client, query: dict[str, str], name: str, says: str) -> None:
    page = visitor.get("/law/rules/severance", query)
    assert page.status_code == 200
    found = re.search(rf'<p class="fault" id="e-{name}" data-level="high">([^<]*)</p>', page.content.decode())
    assert found is not None
    assert says in html.unescape(found[1])
    assert name not in html.unescape(found[1])  # no identifier in what a person reads


def test_amounts_are_read_as_people_write_them() -> None:
    wage = variants("severance")[0].facts.asks["average_wage"]
    assert tidy(wage, " ￥１２，３４５．６０元 ") == "12345.60"
    every = (ask for rule_id in rule_ids() for ask in asks_of(variants(rule_id)).values())
    one = next(ask for ask in every if ask.kind.name == "rate")
    assert [tidy(one, text) for text in ("8%", "8.5％", "0.08", "12%")] == ["0.08", "0.085", "0.08", "0.12"]


def test_words_that_are_no_question_are_ignored(visitor: Client) -> None:
    page = visitor.get("/law/rules/severance", {"utm_source": "x", "name": "张三", "id_number": "1"})
    assert "张三" not in page.content.decode().split("<main")[1]
    assert '<p class="figure">' not in page.content.decode()


def test_nobody_is_asked_for_a_name_or_an_identity_number() -> None:
    personal = {"name", "id_number", "identity", "phone", "address", "account"}
    assert {name for rule_id in rule_ids() for name in asks_of(variants(rule_id))} & personal == set()


def test_records_are_supposed_to_exist_only_where_they_are_records() -> None:
    named = {name for rule_id in rule_ids() for name in asks_of(variants(rule_id)) if name.startswith("has_")}
    assert named - TOLD == {"has_contracts", "has_attendance", "has_payroll", "has_insurance", "has_leave"}


def test_every_verdict_has_its_words() -> None:
    assert set(WORDS) == set(VERDICTS.values())


def test_the_place_of_ones_organisation_is_filled_in(district: Any) -> None:
    page = district.client("owner").get("/law/rules/pay.minimum").content.decode()
    assert 'value="广东省广州市海珠区"' in page


def test_a_script_in_the_address_stays_text(visitor: Client) -> None:
    page = visitor.get(
        "/law/rules/severance", {"average_wage": "<script>alert(1)</script>", "place": '"><img src=x>'}
    ).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
