"""Citations resolve to articles on file; what is not on file is refused with a sentence."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from heyue.law.cite import Cite, UnknownCitation, article_numbers, read_statute, resolve, statute, statutes

BROKEN = 'zh: "某法"\nen: "Some Law"\nnumber: "1"\nin_force: "2020-01-01"\narticles: ["1"]\n'


def test_a_citation_reads_in_both_languages() -> None:
    cite = Cite("劳动合同法", 47, 2, 1)
    assert cite.zh == "劳动合同法第47条第2款第1项"
    assert cite.en == "Labour Contract Law, art. 47(2)(1)"


def test_an_item_of_an_article_of_one_paragraph_needs_no_paragraph() -> None:
    cite = Cite("劳动合同法", 39, item=2)
    assert cite.zh == "劳动合同法第39条第2项"
    assert cite.en == "Labour Contract Law, art. 39, item 2"


@pytest.mark.parametrize(
    ("cite", "zh", "en"),
    [
        (Cite("个人所得税法", "schedule1"), "个人所得税法附表一", "Individual Income Tax Law, Schedule 1"),
        (
            Cite("女职工劳动保护特别规定", "annex"),
            "女职工劳动保护特别规定附录",
            "Special Rules on the Labour Protection of Female Employees, Annex",
        ),
        (
            Cite("人社部发〔2025〕2号", 1),
            "人社部发〔2025〕2号第1点",
            "Notice on Annual Working Time and Wage Conversion, Ren She Bu Fa [2025] No. 2, point 1",
        ),
        (
            Cite("人社厅函〔2020〕135号", "whole"),
            "人社厅函〔2020〕135号",
            "Reply on National Day and Mid-Autumn Overtime Pay in 2020, Ren She Ting Han [2020] No. 135",
        ),
        (
            Cite("法释〔2025〕12号", 19, 1),
            "法释〔2025〕12号第19条第1款",
            "Supreme People's Court Interpretation (II) on Labour Disputes, Fa Shi [2025] No. 12, art. 19(1)",
        ),
    ],
)
def test_schedules_points_and_letters_are_named_as_such(cite: Cite, zh: str, en: str) -> None:
    assert (cite.zh, cite.en) == (zh, en)


def test_the_json_form_holds_the_article_as_a_string() -> None:
    assert Cite("劳动合同法", 47).as_json() == {"law": "劳动合同法", "article": "47", "paragraph": None}
    assert Cite("劳动合同法", 47, 2, 1).as_json() == {"law": "劳动合同法", "article": "47", "paragraph": 2}


def test_an_article_resolves_with_its_paragraph_count() -> None:
    # 劳动合同法第四十七条 has three 款: years, cap, and what the monthly wage is.
    article = resolve(Cite("劳动合同法", 47, 3))
    assert (article.law, article.number, article.paragraphs) == ("劳动合同法", "47", 3)
    assert article.zh
    assert article.en


def test_a_number_and_its_string_cite_the_same_article() -> None:
    assert resolve(Cite("劳动合同法", "47")) == resolve(Cite("劳动合同法", 47))


@pytest.mark.parametrize("paragraph", [0, 4])
def test_a_paragraph_beyond_the_text_is_refused(paragraph: int) -> None:
    with pytest.raises(UnknownCitation, match=f"没有第{paragraph}款"):
        resolve(Cite("劳动合同法", 47, paragraph))


def test_an_unknown_article_is_refused_with_what_is_on_file() -> None:
    with pytest.raises(UnknownCitation, match=r"没有收录“99”.*97"):
        resolve(Cite("劳动合同法", 99))


def test_an_unknown_law_is_refused() -> None:
    with pytest.raises(UnknownCitation, match="没有收录“加班法”"):
        resolve(Cite("加班法", 1))


def test_an_alias_is_refused_with_the_title_to_write() -> None:
    with pytest.raises(UnknownCitation, match="请写作“法释〔2025〕12号”"):
        resolve(Cite("解释二", 1))


def test_a_statute_applies_from_its_first_day_to_its_last() -> None:
    # 劳社部发〔2008〕3号 gave way to 人社部发〔2025〕2号 on 2025-01-01.
    old, new = statute("劳社部发〔2008〕3号"), statute("人社部发〔2025〕2号")
    assert old.applies_on(date(2024, 12, 31))
    assert not old.applies_on(date(2025, 1, 1))
    assert not new.applies_on(date(2024, 12, 31))
    assert new.applies_on(date(2025, 1, 1))


def test_a_compact_list_of_articles_is_read_back() -> None:
    assert article_numbers("1-3,9,276~1,schedule1") == {"1", "2", "3", "9", "276-1", "schedule1"}
    assert article_numbers("") == frozenset()


def test_a_range_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="颠倒"):
        article_numbers("9-3")


def test_a_file_that_is_not_a_statute_is_named_in_the_refusal(tmp_path: Path) -> None:
    path = tmp_path / "some_law.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(ValueError, match=r"some_law\.yaml"):
        read_statute(path)


def test_importing_the_module_reads_no_file() -> None:
    code = "import sys, heyue.law.cite as c; assert 'yaml' not in sys.modules and not c.statutes.cache_info().currsize"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_statute_is_filed_under_its_short_title() -> None:
    assert all(title == one.zh for title, one in statutes().items())
