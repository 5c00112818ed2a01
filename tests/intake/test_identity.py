"""身份号码: check digits against the standard's examples and an independent library."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from heyue.intake.identity import check_character, credit_code_is_right, fault, looks_like_identity
from tests.intake.books import ID_MAN, ID_WOMAN


def test_the_standards_examples_hold():
    """GB 11643-1999, annex: 11010519491231002X and 440524188001010014."""
    wrong, found = fault(ID_WOMAN)
    assert wrong == ""
    assert found is not None
    assert (found.birth, found.sex) == (date(1949, 12, 31), "female")
    assert check_character(ID_MAN[:17]) == ID_MAN[17]
    assert fault(ID_MAN) == ("birth", None)


@given(st.from_regex(r"1[1-5]0101(19[5-9][0-9]|200[0-9])(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True))
def test_the_check_character_is_the_one_python_stdnum_computes(first: str):
    assert check_character(first) == ric.calc_check_digit(first + "0")


@given(st.from_regex(r"91[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{9}", fullmatch=True))
def test_credit_codes_are_judged_as_python_stdnum_does(first: str):
    check = uscc.calc_check_digit(first)
    assert credit_code_is_right(first + check)
    assert not credit_code_is_right(first + ("0" if check != "0" else "1"))


def test_what_a_spreadsheet_did_to_a_number_is_recognised():
    assert fault(440105199001011000)[0] == "damaged"
    assert fault("440105199001011000")[0] == "damaged"
    assert fault("4.40105E+17")[0] == "damaged"
    assert fault(4.40105e17)[0] == "damaged"
    assert fault("110105491231002")[0] == "old"
    assert fault("1101051949")[0] == "length"
    assert fault(ID_WOMAN[:-1] + "0")[0] == "check"
    assert fault(" 11010519491231002x ")[0] == ""


def test_anything_shaped_like_an_identity_number_is_known_as_one():
    assert looks_like_identity(ID_WOMAN)
    assert looks_like_identity("110105491231002")
    assert not looks_like_identity("A001")
