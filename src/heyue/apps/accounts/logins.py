"""登录名: a mobile number or an e-mail address, evened out so that the same one typed twice is the same."""

from __future__ import annotations

import re
import unicodedata

_MOBILE = re.compile(r"1[3-9]\d{9}")
_PREFIX = re.compile(r"^(?:\+|00)86(?=1\d{10}$)")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def normal(text: str) -> str:
    """Half-width, lower case, without blanks; a mobile number without +86 and hyphens."""
    plain = re.sub(r"[\s\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", text)).lower()
    digits = _PREFIX.sub("", plain.replace("-", ""))
    return digits if digits.isascii() and digits.isdigit() else plain


def is_mobile(login: str) -> bool:
    """手机号: mainland mobile number of 11 digits."""
    return _MOBILE.fullmatch(login) is not None


def is_mail(login: str) -> bool:
    """邮箱: shaped like an e-mail address."""
    return len(login) <= 254 and _MAIL.fullmatch(login) is not None
