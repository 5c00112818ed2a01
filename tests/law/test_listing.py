"""The published list of checks says what the rules say, and gives a reason for every requirement that was left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heyue.law import listing, registry

ROOT = Path(__file__).parents[2]
RULEBOOK = ROOT.parent / "shared/law/rulebook.md"


def test_every_requirement_has_a_rule_or_a_reason_and_never_both():
    assert listing.problems() == []


def test_the_published_page_is_the_one_the_rules_make():
    written = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    assert written == listing.page(), "run: python -m heyue.law.listing > docs/checks.md"


def test_there_are_at_least_sixty_checks():
    assert sum(texts[0].kind == "check" for texts in registry.all_rules().values()) >= 60


def test_every_check_and_calculator_stands_on_the_page():
    page = listing.page()
    assert [name for name in registry.rule_ids() if f"| `{name}` |" not in page] == []


def test_a_reason_is_one_plain_sentence_or_two_in_each_language():
    for entry, reason in listing.left_out().items():
        assert reason.zh.endswith("。"), entry
        assert reason.en.endswith("."), entry
        assert len(reason.zh) <= 80, entry


def test_the_list_is_the_one_the_rulebook_has():
    if not RULEBOOK.is_file():
        pytest.skip("the rulebook the list was taken from is not here; the ids are kept in left_out.yaml")
    numbered = re.split(r"^## (\d+)\. ", RULEBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    parts = {int(number): text for number, text in zip(numbered[1::2], numbered[2::2], strict=True)}
    found = [
        name for number in range(1, 18) for name in re.findall(r"^\| `([\w.]+)` \|", parts[number], flags=re.MULTILINE)
    ]
    assert [entry for section in listing.sections() for entry in section.ids] == found
