"""例子: every rule answers its examples as the statute or the published source does."""

from __future__ import annotations

import pytest

from heyue.law.examples import Example, disagreements, examples
from heyue.law.registry import rule_ids

ALL = [example for rule_id in rule_ids() for example in examples(rule_id)]


@pytest.mark.parametrize("example", ALL, ids=lambda e: e.name)
def test_the_rule_answers_as_the_source_says(example: Example) -> None:
    assert disagreements(example) == []


def test_there_are_examples() -> None:
    assert len(ALL) > 100
