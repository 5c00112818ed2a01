"""查找: every text that contains what was typed is found, in one spelling for all, and questions in everyday words lead to rules."""

from __future__ import annotations

import sqlite3
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyue.law import find
from heyue.law.bigrams import folded, grams, marked, pairs, phrase, spaced, terms
from heyue.law.word_index import WordIndex


@cache
def whole_texts() -> tuple[str, ...]:
    """Title, text and further words of every entry, folded."""
    texts = (" ".join((*one.title, *one.text, one.more)) for one in find.entries())
    return tuple(" ".join(folded(text).split()) for text in texts)


def truth(term: str) -> set[int]:
    """Numbers of the entries whose text contains the term, by looking through all of them."""
    return {number for number, text in enumerate(whole_texts()) if term in text}


def sampled() -> list[str]:
    """Every two-character word of the rules' and figures' titles, and longer stretches of every thirtieth text."""
    words = {pair for one in find.entries() if one.kind in {"rule", "figure"} for pair in grams(one.title[0])}
    longer = {
        term[:6] for one in find.entries()[::30] for term in terms(f"{one.title[0]} {one.text[0]}") if len(term) > 2
    }
    return sorted(word for word in words | longer if len(word) > 1)


def test_everything_that_contains_a_word_of_two_characters_or_more_is_found() -> None:
    asked = sampled()
    assert len(asked) > 400
    missed = [term for term in asked if not truth(term) <= {hit.number for hit in find.hits(term) if hit.exact}]
    assert missed == []


def test_a_word_that_is_in_no_list_is_found_exactly_where_it_stands() -> None:
    for term in ("工资", "合同", "派遣", "海珠", "overtime", "第47条"):
        found = {hit.number for hit in find.index().search([[folded(term)]]) if hit.exact}
        assert found == truth(folded(term))
        assert found


def test_a_single_character_is_found_too() -> None:
    assert {hit.number for hit in find.index().search([["税"]]) if hit.exact} == truth("税")


@given(
    st.lists(st.text("工资合同ab 。", max_size=8), min_size=1, max_size=6),
    st.text("工资合同ab", min_size=1, max_size=4),
)
def test_any_index_finds_exactly_the_texts_that_contain_the_term(texts: list[str], term: str) -> None:
    index = WordIndex((text, "") for text in texts)
    assert index.containing(folded(term)) == {
        n for n, text in enumerate(texts) if term in " ".join(folded(text).split())
    }


@given(
    st.lists(st.text("工资合同ab 。", max_size=8), min_size=1, max_size=6),
    st.text("工资合同ab", min_size=1, max_size=4),
)
def test_a_database_answers_the_phrase_of_pairs_exactly(texts: list[str], term: str) -> None:
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE VIRTUAL TABLE held USING fts5(words)")
        base.executemany(
            "INSERT INTO held(rowid, words) VALUES (?, ?)", [(n, spaced(text)) for n, text in enumerate(texts, 1)]
        )
        found = {row[0] - 1 for row in base.execute("SELECT rowid FROM held WHERE held MATCH ?", [phrase(term)])}
    base.close()
    assert found == {n for n, text in enumerate(texts) if term in " ".join(folded(text).split())}


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ("加班工资", "pay.overtime"),
        ("加班工资怎么算？", "pay.overtime"),
        ("公司没签合同怎么办", "contracts.double_wage"),
        ("遣散费", "severance"),
        ("炒鱿鱼", "termination.no_ground"),
        ("违法辞退赔多少", "severance.unlawful"),
        ("年假", "leave.annual_days"),
        ("残保金", "disability.employment_levy"),
        ("最低工资", "pay.minimum"),
        ("几岁退休", "retirement.date"),
        ("五险一金交多少", "insurance.contributions"),
        ("年终奖怎么扣税", "tax.annual_bonus"),
        ("试用期最长几个月", "probation.maximum_months"),
        ("仲裁时效", "disputes.limitation"),
        ("how is overtime pay calculated", "pay.overtime"),
        ("severance", "severance"),
    ],
)
def test_a_question_in_everyday_words_leads_to_its_rule(asked: str, rule: str) -> None:
    lang = "en" if asked.isascii() else "zh"
    rules = next(group for group in find.find(asked, lang) if group.kind == "rule")
    assert rule in [one.key for one in rules.found]


def test_a_place_and_what_is_asked_of_it_lead_to_the_place() -> None:
    assert [one.key for group in find.find("广州最低工资", "zh") for one in group.found if group.kind == "place"] == [
        "4401"
    ]
    assert find.find("海珠区", "zh")[0].found[0].key == "440105"


def test_full_width_and_capital_letters_are_the_same_as_plain_ones() -> None:
    assert find.find("ＯＶＥＲＴＩＭＥ", "en") == find.find("overtime", "en")


def test_nothing_is_found_for_nothing() -> None:
    assert find.find("", "zh") == []
    assert find.find("  。，", "zh") == []
    assert find.find("魑魅魍魉", "zh") == []


def test_a_very_long_query_is_cut() -> None:
    assert find.find("加班费" + "。" * 500, "zh")[0].found
    find.find("工" * 10_000, "zh")


def test_matched_words_are_marked_and_nothing_is_lost() -> None:
    assert marked("有放弃加班费的约定", ["加班费"]) == [("有放弃", False), ("加班费", True), ("的约定", False)]
    assert marked("ＡＢ 12", ["ab"]) == [("ＡＢ", True), (" 12", False)]
    assert "".join(piece for piece, _ in marked("½ 天㎡", ["m2"])) == "½ 天㎡"


def test_a_group_gives_its_best_and_says_how_many_there_are() -> None:
    few = next(group for group in find.find("工资", "zh", most=3) if group.kind == "article")
    assert len(few.found) == 3 < few.total
    every = next(group for group in find.find("工资", "zh", most=3, kind="article") if group.kind == "article")
    assert len(every.found) == every.total == few.total


def test_pairs_overlap_and_a_single_character_stands_for_itself() -> None:
    assert pairs("加班费") == ["加班", "班费"]
    assert pairs("税") == ["税"]
    assert list(grams("加班 费，工资")) == ["加班", "费", "工资"]


def test_a_search_takes_no_longer_than_ten_milliseconds() -> None:
    find.index()
    asked = [
        "加班工资",
        "没签合同怎么办",
        "广州最低工资",
        "工资",
        "社保",
        "overtime pay",
        "年假",
        "海珠区",
        "经济补偿怎么算",
        "退休",
    ] * 4
    taken = []
    for query in asked:
        start = time.process_time()
        find.find(query, "zh")
        taken.append(time.process_time() - start)
    assert sorted(taken)[int(len(taken) * 0.95) - 1] <= 0.010


def test_everyday_words_are_told_apart_and_lead_somewhere() -> None:
    known = find.everyday_words()
    said = [word for word, _ in known.said]
    assert len(said) == len(set(said))
    nowhere = [one for _, means in known.said for one in means if not truth(folded(one))]
    assert nowhere == []
