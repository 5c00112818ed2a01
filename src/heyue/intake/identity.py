"""身份号码与信用代码: check digits, and the birth date and sex an identity number carries.

GB 11643-1999: 17 digits and a check character by ISO 7064 MOD 11-2; digits 7-14 are the birth date, the 17th is odd for men.
GB 32100-2015: 18 characters without I, O, S, V, Z; the check character by weights 3^i mod 31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_CHECK = "10X98765432"
_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_SHAPE = re.compile(r"\d{17}[\dX]")


@dataclass(frozen=True, slots=True)
class Identity:
    """身份号码所含: what a number with a right check digit says of its holder."""

    number: str
    birth: date
    sex: str


def check_character(first_17: str) -> str:
    """The 18th character of an identity number, from its first 17 digits."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def fault(value: int | float | str) -> tuple[str, Identity | None]:  # noqa: PYI041  a kept integer and a float differ
    """What is wrong with an identity number: "" and the identity, or damaged, old, length, check or birth and None.

    Damaged: a spreadsheet kept it as a number, which has 15 significant digits, so its last digits became zeros.
    """
    text = str(value).replace(" ", "").upper()
    if isinstance(value, float) or re.fullmatch(r"[\d.]+E\+?\d+", text):
        return "damaged", None
    if isinstance(value, int) and len(text) > 15:
        return "damaged", None
    if re.fullmatch(r"\d{15}", text):
        return "old", None
    if not _SHAPE.fullmatch(text):
        return "length", None
    if check_character(text[:17]) != text[17]:
        return ("damaged" if text.endswith("000") else "check"), None
    try:
        birth = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return "birth", None
    if not 1900 <= birth.year <= 2100:
        return "birth", None
    return "", Identity(text, birth, "male" if int(text[16]) % 2 else "female")


def looks_like_identity(text: str) -> bool:
    """Whether a text could be an identity number, and so must never stand for a person in what is printed."""
    return re.fullmatch(r"\d{15}|\d{17}[\dXx]", text) is not None


def credit_code_is_right(text: str) -> bool:
    """Whether a unified social credit code has its 18 characters and the check character they call for."""
    if len(text) != 18 or any(character not in _CREDIT for character in text):
        return False
    total = sum(_CREDIT.index(c) * w for c, w in zip(text[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT[(31 - total % 31) % 31] == text[17]
