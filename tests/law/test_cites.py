"""The statutes on file are sound, and agree with the stored texts where those are at hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from heyue.law import cites
from heyue.law.cite import article_numbers, statute, statutes

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / cites.TEXTS

TEXT = """<!-- note -->
# 某法

2020年1月1日通过

## 第一章　总则

第一条　为了甲，制定本法。

第二条　有下列情形之一的：

（一）甲；

（二）乙在行文中
断成两行。

前款规定自公布之日起执行。

第十条之一 插入的一条。

第一百二十五条　末条。

附录：

一、清单。
"""


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("九十八", 98),
        ("一百", 100),
        ("一百零七", 107),
        ("一百一十", 110),
        ("一百二十五", 125),
        ("一千二百五十九", 1259),
        ("二〇", 20),
        ("47", 47),
    ],
)
def test_chinese_numerals_are_read(numeral: str, value: int) -> None:
    assert cites.number_of(numeral) == value


@pytest.mark.parametrize("wrong", ["", "第一", "一x", "½"])
def test_what_is_no_numeral_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="不是中文数字"):
        cites.number_of(wrong)


def test_articles_and_their_paragraphs_are_counted() -> None:
    # Items are no paragraphs, nor is the rest of a broken line; the sentence after the items is the second paragraph.
    assert cites.parts_of(TEXT) == {"1": 1, "2": 2, "10-1": 1, "125": 1, "annex": None}


def test_a_reference_inside_a_sentence_starts_no_article() -> None:
    assert cites.parts_of("第一条　依照下列规定。\n\n第三十六条规定的情形除外。") == {"1": 2}


def test_an_excerpt_headed_by_its_paragraph_is_that_article() -> None:
    assert cites.parts_of("第三十六条第一款　甲。") == {"36": 1}


def test_the_points_of_a_circular_are_counted() -> None:
    assert cites.parts_of("一、甲\n\n乙\n\n## 二、丙", "point") == {"1": None, "2": None}


def test_schedules_are_parts_of_their_own() -> None:
    assert cites.parts_of("第一条　甲。\n\n## 个人所得税税率表一（综合所得适用）\n\n| 1 | 3 |") == {
        "1": 1,
        "schedule1": None,
    }


def test_a_letter_without_numbers_is_one_whole() -> None:
    assert cites.parts_of("# 复函\n\n甲。") == {"whole": None}


def test_the_compact_list_reads_back_what_it_was_made_from() -> None:
    parts = cites.parts_of(TEXT)
    assert cites.compact(parts) == "1-2,125,10~1,annex"
    assert article_numbers(cites.compact(parts)) == frozenset(parts)


def test_the_statutes_on_file_are_sound() -> None:
    assert cites.check_statutes() == []


def test_a_faulty_record_is_told_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    good = statute("劳动合同法")
    article = replace(good.articles["47"], en="", paragraphs=None)
    faulty = replace(good, number="", sha256="", has=frozenset({"1"}), articles={"47": article})
    monkeypatch.setattr(cites, "statutes", lambda: {faulty.zh: faulty})
    told = "\n".join(cites.check_statutes())
    for fault in ("缺少 number", "缺少 sha256", "第47条缺少 en", "第47条不在 has_articles", "第47条没有写明款数"):
        assert fault in told


def test_a_text_not_held_needs_an_address_and_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = replace(statute("财税〔2018〕164号"), source="")
    monkeypatch.setattr(cites, "statutes", lambda: {faulty.zh: faulty})
    assert any("source" in told for told in cites.check_statutes())


def test_texts_not_held_are_told() -> None:
    assert any("财税〔2018〕164号" in told and "原文未取得" in told for told in cites.not_held())


def test_a_changed_text_is_a_mismatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = statute("劳动合同法")
    monkeypatch.setattr(cites, "statutes", lambda: {good.zh: good})
    (tmp_path / good.text_file).write_text("第四十七条　甲。\n", encoding="utf-8")
    told = "\n".join(cites.check_against(tmp_path))
    for fault in ("sha256 不一致", "原文的条号是 47", "第47条原文有 1 款，记录的是 3 款", "原文没有第46条"):
        assert fault in told


def test_a_missing_text_fails_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cites.main([str(tmp_path)]) == 1
    assert "找不到原文 劳动合同法.md" in capsys.readouterr().out


def test_without_the_texts_only_the_records_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cites.main([str(tmp_path / "absent")]) == 0
    assert "Texts not here: only the recorded article numbers and hashes were checked." in capsys.readouterr().out


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the statute texts are not stored beside the repository")
def test_every_record_agrees_with_the_stored_text() -> None:
    assert cites.check_against(TEXTS) == []


def test_the_table_of_statutes_is_up_to_date() -> None:
    assert (ROOT / "docs/statutes.md").read_text(encoding="utf-8") == cites.table()


def test_the_table_names_every_statute() -> None:
    assert all(f"| {title} |" in cites.table() for title in statutes())
