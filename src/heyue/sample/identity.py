"""虚构的号码: identity numbers, credit codes and telephone numbers with valid check characters that belong to no one."""

from __future__ import annotations

from datetime import date
from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
HOMES = (
    ("110101", "北京市东城区"),
    ("110102", "北京市西城区"),
    ("110105", "北京市朝阳区"),
    ("110106", "北京市丰台区"),
    ("110108", "北京市海淀区"),
    ("310101", "上海市黄浦区"),
    ("310104", "上海市徐汇区"),
    ("310105", "上海市长宁区"),
    ("310107", "上海市普陀区"),
    ("310109", "上海市虹口区"),
)
"""Districts whose codes have stood unchanged since the first codes, so that every year of birth is valid with them."""


def identity_number(area: str, birth: date, sex: str, serial: int) -> str:
    """公民身份号码 (GB 11643): area, birth date, a serial number odd for men, and the ISO 7064 MOD 11-2 check character."""
    order = serial % 490 * 2 + (1 if sex == "male" else 2)
    body = f"{area}{birth:%Y%m%d}{order:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(area: str, rng: Random) -> str:
    """统一社会信用代码 (GB 32100): with an organisation part `YY0…` that no register gives out."""
    organisation = f"YY{rng.randrange(10**6):06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    order = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    check = (11 - sum(order.index(c) * w for c, w in zip(organisation, weights, strict=True)) % 11) % 11
    body = f"91{area}{organisation}{'X' if check == 10 else check}"
    total = sum(_CODE.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return body + _CODE[(31 - total % 31) % 31]


def phone_number(serial: int) -> str:
    """联系方式: a number of the form 1990000xxxx."""
    return f"1990000{serial % 10000:04d}"
