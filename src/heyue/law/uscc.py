"""统一社会信用代码: the 18 characters that name an organisation, and their check (GB 32100-2015).

One character for the authority that registered it, one for its kind, six digits for the place, nine for the body, one check
character. The letters I, O, S, V and Z are never used, since they look like digits or each other.

The nine of the body are an organisation code (GB 11714-1997), whose last character is a check of its own. That codes in use keep
to it without exception is not known to us: a code that does not is taken, with a question (`doubt`), and not refused.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_FORM = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
_CONFUSED = frozenset("IOSVZ")


class BadCode(ValueError):
    """代码有误: what is wrong with it and what to look at, as a (zh, en) pair."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = (zh, en)


def check_character(first: str) -> str:
    """The eighteenth character that belongs to the first seventeen: weights are powers of 3 modulo 31."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first[: LENGTH - 1]))
    return ALPHABET[-total % 31]


BODY = slice(8, 17)
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def body_check(first: str) -> str:
    """本体代码的校验码: the ninth character that belongs to the first eight of an organisation code; modulo 11, X for 10."""
    total = sum(int(character, 36) * weight for character, weight in zip(first, _WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def doubt(code: str) -> tuple[str, str] | None:
    """主体标识码和它自己的校验位不符: what to ask about a code that was read, as a (zh, en) pair; None where it fits."""
    body = code[BODY]
    if body_check(body[:-1]) == body[-1]:
        return None
    return (
        f"代码第 9 到 17 位 {body} 和它自己的校验位不符。请再对照一次营业执照；执照上确实这样，就不用改",
        f"characters 9 to 17, {body}, do not fit their own check; please compare with the licence once more, "
        "and leave them if it says so",
    )


def read(text: str) -> str:
    """The code as it is stored: half-width capitals without blanks or hyphens; BadCode says what does not fit."""
    code = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    if len(code) != LENGTH:
        raise BadCode(
            f"统一社会信用代码是 18 位，这里有 {len(code)} 位，请对照营业执照",
            f"the unified social credit code has 18 characters, this has {len(code)}; please compare with the licence",
        )
    wrong = sorted(_CONFUSED & set(code))
    if wrong:
        raise BadCode(
            f"代码里不会有字母 {'、'.join(wrong)}，请看是不是数字 1、0、5、2",
            f"the code never has the letter {', '.join(wrong)}; please see whether it is a digit (1, 0, 5, 2)",
        )
    if not _FORM.fullmatch(code):
        raise BadCode(
            "代码第 3 到 8 位是登记地的数字，其余是数字或大写字母，请对照营业执照",
            "characters 3 to 8 are the digits of the place, the others digits or capitals; please compare with the licence",
        )
    if check_character(code) != code[-1]:
        raise BadCode(
            "代码的最后一位校验不符，可能有一位抄错了，请对照营业执照",
            "the last character does not fit the others: one of them may be mistaken; please compare with the licence",
        )
    return code
