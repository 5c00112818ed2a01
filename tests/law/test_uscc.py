"""统一社会信用代码: expected values from the standard's scheme by way of python-stdnum, an independent implementation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from heyue.law import uscc

KNOWN = "91110000600037341L"  # the example in python-stdnum's documentation
characters = st.sampled_from(uscc.ALPHABET)
seventeen = st.builds(
    lambda head, place, body: head + place + body,
    st.text("159Y", min_size=2, max_size=2).filter(lambda text: text.isdigit()),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(uscc.ALPHABET, min_size=9, max_size=9),
)


def test_a_published_code_is_accepted_however_it_is_typed() -> None:
    assert uscc.read(KNOWN) == KNOWN
    assert uscc.read(" 9111 0000-6000 37341l ") == KNOWN
    assert uscc.read("９１１１００００６０００３７３４１Ｌ") == KNOWN


@given(seventeen)
def test_the_check_character_is_the_oracles(first: str) -> None:
    assert uscc.check_character(first) == oracle.calc_check_digit(first)
    assert uscc.read(first + uscc.check_character(first)) == first + uscc.check_character(first)


@given(seventeen, characters)
def test_any_other_last_character_is_refused(first: str, last: str) -> None:
    right = oracle.is_valid(first + last)
    if right:
        assert uscc.read(first + last) == first + last
    else:
        with pytest.raises(uscc.BadCode):
            uscc.read(first + last)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (KNOWN[:-1], "17 位"),
        (KNOWN + "1", "19 位"),
        ("", "0 位"),
        ("9111000060003734IL", "字母 I"),
        ("911100006000373O1L", "字母 O"),
        ("91A10000600037341L", "第 3 到 8 位"),
        ("91110000600037431L", "最后一位"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(uscc.BadCode) as caught:
        uscc.read(text)
    assert says in caught.value.words[0]
    assert caught.value.words[1]


# ---- the body's own check ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "check"), [("D2143569", "X"), ("60003734", "1"), ("00000000", "0"), ("00000004", "3")]
)
def test_the_check_of_an_organisation_code_is_that_of_the_standard(first: str, check: str) -> None:
    """D2143569-X is the standard's own example; 60003734-1 stands in python-stdnum's code; the others are worked by hand:
    0 leaves 11, written 0; 4 x 2 = 8 leaves 3."""
    assert uscc.body_check(first) == check


def test_a_code_whose_body_fits_raises_no_question() -> None:
    assert uscc.doubt(KNOWN) is None


def test_a_body_that_does_not_fit_is_asked_about_and_not_refused() -> None:
    first = KNOWN[:16] + "2"
    code = first + oracle.calc_check_digit(first)
    assert uscc.read(code) == code
    asked = uscc.doubt(code)
    assert asked is not None
    assert all(code[8:17] in words for words in asked)


@given(st.text(uscc.ALPHABET, min_size=8, max_size=8), st.integers(0, 7), characters)
def test_one_mistaken_character_of_the_body_is_noticed_unless_its_value_is_the_same_modulo_eleven(
    first: str, place: int, other: str
) -> None:
    changed = first[:place] + other + first[place + 1 :]
    same = (int(first[place], 36) - int(other, 36)) % 11 == 0
    assert (uscc.body_check(first) == uscc.body_check(changed)) is same
