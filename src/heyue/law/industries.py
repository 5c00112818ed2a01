"""国民经济行业: the sections of GB/T 4754-2017, and below them the divisions that the table of sizes tells apart.

Sections A to T: two public copies of the list that agree, read 2026-11-21. Divisions and groups: only those that the table of
国统字〔2017〕213号 names (rules/enterprise/size.py). An industry chosen here is a code that the rule enterprise.size reads, or
one that the table leaves out (finance, education, health …), whose size then stays open.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Industry:
    """一个可选的行业: its code and its name in both languages."""

    code: str
    zh: str
    en: str


class BadIndustry(ValueError):
    """行业有误: neither a code nor a name on the list; says what to write, as a (zh, en) pair."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = (zh, en)


INDUSTRIES = (
    Industry("A", "农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery"),
    Industry("B", "采矿业", "Mining"),
    Industry("C", "制造业", "Manufacturing"),
    Industry("D", "电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water supply"),
    Industry("E", "建筑业", "Construction"),
    Industry("F51", "批发业", "Wholesale"),
    Industry("F52", "零售业", "Retail"),
    Industry("G53", "铁路运输业", "Railways"),
    Industry("G54", "道路运输业", "Road transport"),
    Industry("G55", "水上运输业", "Water transport"),
    Industry("G56", "航空运输业", "Air transport"),
    Industry("G57", "管道运输业", "Pipelines"),
    Industry("G58", "多式联运和运输代理业", "Multimodal transport and forwarding agents"),
    Industry("G59", "装卸搬运和仓储业", "Handling and storage"),
    Industry("G60", "邮政业", "Post and courier services"),
    Industry("H61", "住宿业", "Lodging"),
    Industry("H62", "餐饮业", "Catering"),
    Industry("I63", "电信、广播电视和卫星传输服务", "Telecommunications, broadcasting and satellite services"),
    Industry("I64", "互联网和相关服务", "Internet services"),
    Industry("I65", "软件和信息技术服务业", "Software and IT services"),
    Industry("J", "金融业", "Finance"),
    Industry("K701", "房地产开发经营", "Real-estate development"),
    Industry("K702", "物业管理", "Property management"),
    Industry("K703", "房地产中介服务", "Real-estate agents"),
    Industry("L", "租赁和商务服务业", "Leasing and business services"),
    Industry("M", "科学研究和技术服务业", "Research and technical services"),
    Industry("N", "水利、环境和公共设施管理业", "Water, environment and public facilities"),
    Industry("O", "居民服务、修理和其他服务业", "Services to households, repairs and other services"),
    Industry("P", "教育", "Education"),
    Industry("Q84", "卫生", "Health"),
    Industry("Q85", "社会工作", "Social work"),
    Industry("R", "文化、体育和娱乐业", "Culture, sports and entertainment"),
    Industry("S", "公共管理、社会保障和社会组织", "Public administration, social security and associations"),
    Industry("T", "国际组织", "International organisations"),
)
_CODE = re.compile(r"([A-T])?(\d{2,4})?")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {
        name.casefold(): one.code
        for one in INDUSTRIES
        for name in (one.zh, one.en, f"{one.code} {one.zh}", f"{one.code} {one.en}")
    }


def read(text: str) -> str:
    """行业代码: of a code (C, C34, 3411, F52) or of a name on the list; BadIndustry otherwise."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    # the full-width punctuation of the names is evened out by NFKC as well, so compare evened names
    named = {" ".join(unicodedata.normalize("NFKC", name).split()): code for name, code in _by_name().items()}
    found = named.get(plain.casefold())
    if found is not None:
        return found
    code = _CODE.fullmatch(plain.upper())
    if code is None or not plain:
        raise BadIndustry(
            f"行业“{plain}”不在目录里，请从列表选，或写国民经济行业分类代码，如 C34、F52、H62",
            f"the industry “{plain}” is not on the list; choose one, or write its code of GB/T 4754 such as C34, F52, H62",
        )
    return plain.upper()


def name(code: str) -> tuple[str, str]:
    """行业名称: of the nearest entry that a code falls under; the code itself where none does."""
    digits = code.lstrip("ABCDEFGHIJKLMNOPQRST")
    best = None
    for one in INDUSTRIES:
        inner = one.code.lstrip("ABCDEFGHIJKLMNOPQRST")
        under = code.startswith(one.code) or (bool(inner) and bool(digits) and digits.startswith(inner))
        if under and (best is None or len(one.code) > len(best.code)):
            best = one
    return (best.zh, best.en) if best else (code, code)
