"""行政区划: codes, names and the chain of places a place lies in (GB/T 2260, shortened to 2, 4 or 6 digits)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

COUNTRY = "cn"
COUNTRY_NAME = "全国"
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
PLACES_DIR = Path(__file__).parent / "places"

_TAILS = (
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "自治州",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "盟",
)
_PEOPLES = re.compile(
    "(?:(?:藏|羌|回|蒙古|朝鲜|土家|苗|侗|布依|壮|哈尼|彝|傣|白|景颇|傈僳|哈萨克|柯尔克孜)族?)+自治州$"
)
_LEVEL_BY_LENGTH = {2: "province", 4: "city", 6: "district"}


class PlaceUnclear(ValueError):
    """地名不明确: no place, or more than one place, has this name; `candidates` lists (code, full name)."""

    def __init__(self, text: str, candidates: tuple[tuple[str, str], ...] = ()) -> None:
        self.text = text
        self.candidates = candidates
        if candidates:
            listed = "、".join(f"{full}（{code}）" for code, full in candidates[:12])
            message = f"“{text}”对应多个地方，请写全称或代码：{listed} / several places have this name"
        else:
            message = f"没有找到地方“{text}”，请写省、市、区县的全称或代码 / no place has this name"
        super().__init__(message)


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """区划名称: code → Chinese name of every province, prefecture and district on record."""
    lines = (PLACES_DIR / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def normal(code: str) -> str:
    """Shorten the six-digit forms: 440000 → 44, 440100 → 4401; other codes come back as they are."""
    code = code.strip()
    if code.lower() in (COUNTRY, ""):
        return COUNTRY
    if len(code) == 6 and code.isdigit():
        if code.endswith("0000"):
            return code[:2]
        if code.endswith("00"):
            return code[:4]
    return code


@lru_cache(maxsize=65536)
def chain(code: str) -> tuple[str, ...]:
    """所在地链条: country, province, city, district down to `code`; empty when the province is not known.

    A district code that is not on record (abolished, or a development zone) still lies in its recorded city;
    the four municipalities and districts directly under a province have no city between.
    """
    code = normal(code)
    if code == COUNTRY:
        return (COUNTRY,)
    known = names()
    if not code.isdigit() or len(code) not in _LEVEL_BY_LENGTH or code[:2] not in known:
        return ()
    if len(code) == 4 and code not in known:
        return ()
    if len(code) == 6 and code not in known and code[:4] not in known:
        return ()
    parts = [COUNTRY, code[:2]]
    if len(code) == 6 and code[:4] in known:
        parts.append(code[:4])
    if len(code) > 2:
        parts.append(code)
    return tuple(parts)


def levels(code: str) -> frozenset[str]:
    """行政层级: the levels a place publishes at; a municipality and a county run by its province also act as a city."""
    if code == COUNTRY:
        return frozenset({"country"})
    found = {_LEVEL_BY_LENGTH[len(code)]}
    if code in MUNICIPALITIES or (len(code) == 6 and code[:2] not in MUNICIPALITIES and code[:4] not in names()):
        found.add("city")
    return frozenset(found)


def full_name(code: str) -> str:
    """全称: 广东省广州市海珠区."""
    if normal(code) == COUNTRY:
        return COUNTRY_NAME
    return "".join(names().get(part, "") for part in chain(code)[1:])


def _short(name: str) -> str:
    if name.endswith("自治州"):
        return _PEOPLES.sub("", name)
    for tail in _TAILS:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return name[: -len(tail)]
    return name


def _spellings(code: str) -> set[str]:
    """Every way a place may be written: with or without its province, city, and 省/市/区."""
    parts = [names()[part] for part in chain(code)[1:]]
    heads = {""}
    for part in parts[:-1]:
        heads |= {head + form for head in heads for form in (part, _short(part))}
    return {head + last for head in heads for last in (parts[-1], _short(parts[-1]))}


@lru_cache(maxsize=4096)
def _written(text: str) -> tuple[str, ...]:
    """Codes of the places that may be written so; only names of which `text` has the first character can be meant."""
    return tuple(sorted(code for code, name in names().items() if name[0] in text and text in _spellings(code)))


def find_place(text: str) -> str:
    """查找地方: the code of a code or a name ("广州市海珠区", "广东广州", "海珠区").

    An exact name at a higher level wins over a shortened one (吉林 is the province, 吉林市 the city);
    raises PlaceUnclear with the candidates otherwise.
    """
    text = "".join(text.split())
    code = normal(text)
    if code == COUNTRY or text == COUNTRY_NAME:
        return COUNTRY
    if code.isdigit():
        if chain(code):
            return code
        raise PlaceUnclear(text)
    codes = _written(text)
    exact = tuple(c for c in codes if names()[c] == text)
    for group in (exact, codes):
        if len(group) == 1:
            return group[0]
        highest = [c for c in group if len(c) == min(map(len, group))]
        if len(highest) == 1 and len(highest[0]) < 6:
            return highest[0]
    raise PlaceUnclear(text, tuple((c, full_name(c)) for c in codes))
