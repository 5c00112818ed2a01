"""行业: each entry is what the rule of sizes reads, or is left out by its table (国统字〔2017〕213号)."""

from __future__ import annotations

import pytest

from heyue.law import industries
from heyue.law.rules.enterprise.size import IndustryKind

OUTSIDE_THE_TABLE = {
    "G53",
    "J",
    "P",
    "Q84",
    "S",
    "T",
}  # railways, finance, education, health, public bodies: not in the table


@pytest.mark.parametrize("one", industries.INDUSTRIES, ids=lambda one: one.code)
def test_every_industry_that_can_be_chosen_has_a_size_or_is_outside_the_table(one: industries.Industry) -> None:
    kind = IndustryKind("text", None)  # type: ignore[arg-type]
    if one.code in OUTSIDE_THE_TABLE:
        with pytest.raises(ValueError, match="not in the table"):
            kind.parse(one.code)
    else:
        assert kind.parse(one.code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("零售业", "F52"),
        ("F52 零售业", "F52"),
        ("f52", "F52"),
        ("3411", "3411"),
        ("Ｃ３４", "C34"),
        ("农、林、牧、渔业", "A"),
    ],
)
def test_a_code_or_a_name_will_do(text: str, code: str) -> None:
    assert industries.read(text) == code


@pytest.mark.parametrize("text", ["", "卖东西", "Z9", "C3", "F52345"])
def test_what_is_neither_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(industries.BadIndustry) as caught:
        industries.read(text)
    assert "F52" in caught.value.words[0]


@pytest.mark.parametrize(
    ("code", "zh"),
    [("F5211", "零售业"), ("5211", "零售业"), ("C34", "制造业"), ("7020", "物业管理"), ("J66", "金融业")],
)
def test_a_finer_code_is_named_by_what_it_falls_under(code: str, zh: str) -> None:
    assert industries.name(code)[0] == zh
