"""首页: collected from the apps; the soonest first, the gravest before the others on one day."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from heyue.web import home, rail
from tests.district import program


def of(monkeypatch, *cards, **more):
    monkeypatch.setattr(
        home, "queries_of_apps", lambda: (SimpleNamespace(home=lambda actor: list(cards), **more), SimpleNamespace())
    )
    return home.home_of(program())


def test_tasks_of_all_apps_are_merged_by_day_and_the_undated_come_last(monkeypatch):
    found = of(
        monkeypatch,
        {"tasks": [{"title": "d"}, {"title": "b", "due": "2026-11-25", "level": "medium", "minutes": 20}]},
        {
            "tasks": [
                {"title": "a", "due": "2026-11-25", "level": "high", "minutes": 30},
                {"title": "c", "due": "2026-12-10", "minutes": 15},
            ]
        },
    )
    assert [task["title"] for task in found.next] == ["a", "b", "c"]
    assert (found.minutes, found.more) == (65, 1)
    assert found.flow == found.side == []


def test_minutes_are_not_promised_where_one_task_does_not_say(monkeypatch):
    assert of(monkeypatch, {"tasks": [{"title": "a", "minutes": 5}, {"title": "b"}]}).minutes is None
    assert of(monkeypatch).minutes is None


def test_cards_stand_in_order_and_in_their_column(monkeypatch):
    found = of(
        monkeypatch,
        {"template": "b", "order": 20},
        {"template": "s", "place": "side", "charts": True},
        {"template": "a", "order": 10},
    )
    assert [card["template"] for card in found.flow] == ["a", "b"]
    assert [card["template"] for card in found.side] == ["s"]
    assert found.charts


def test_a_number_beside_the_menu_comes_from_a_function_of_the_actor_alone(monkeypatch):
    apps = (
        SimpleNamespace(counts=lambda actor: {"plans:list": 3}),
        SimpleNamespace(counts=lambda actor, kind, keys: {"x": 1}),
    )
    monkeypatch.setattr(rail, "queries_of_apps", lambda: apps)
    assert rail.counts(program()) == {"plans:list": 3}


def test_a_visitor_and_each_role_get_a_home_page(district):
    for who in (None, *district.people):
        answer = district.client(who).get("/")
        assert answer.status_code == 200, who
        assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "给我的企业开户"), ("en", "Sign up my firm")])
def test_the_visitors_page_is_complete_in_both_languages(client, db, language, word):
    client.cookies["heyue-language"] = language
    text = client.get("/").content.decode()
    assert word in text
    assert f'lang="{"zh-CN" if language == "zh-hans" else "en"}"' in text


def test_a_statement_of_a_card_heads_the_page_of_somebody_without_tasks(monkeypatch):
    found = of(monkeypatch, {"template": "a"}, {"template": "b", "headline": ("两家", "two"), "lead": ("先", "first")})
    assert (found.headline, found.lead) == (("两家", "two"), ("先", "first"))
    assert of(monkeypatch, {"template": "a"}).headline == ""


def test_an_agency_is_told_how_many_clients_wait_and_a_bureau_how_much_of_its_place_is_known(district):
    assert home.home_of(district.actor("specialist")).headline == (
        "1 家客户都没有待办的事",
        "Nothing is open for your 1 client",
    )
    assert "还没有公开的体检" in home.home_of(district.actor("officer")).headline[0]


def test_an_owner_reads_what_the_agency_did_in_the_firms_name_and_another_firm_does_not(district):
    from heyue.apps.checkups import operations

    def told(who):
        return [card["number"] for card in home.home_of(district.actor(who)).side if "audit" in card["template"]]

    assert told("owner") == []
    operations.fill(district.actor("specialist"), organisation=district.organisations["甲"].id)
    assert told("owner") == [1]
    assert told("other_owner") == []
