"""企业规模: large, medium, small or micro by industry, staff, revenue and assets."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from heyue.law import units
from heyue.law.ask import Ask, Count, Facts, Kind, Money
from heyue.law.cite import Cite
from heyue.law.money import yuan
from heyue.law.rule import Law, rule
from heyue.law.tables.column import Choice

TABLE = Cite("统计上大中小微型企业划分办法（2017）", "schedule1")
PURPOSE = Cite("中小企业促进法", 2, 2)

Bounds = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Industry:
    """一个行业: its codes (GB/T 4754) and the lower bounds of large, medium and small for each indicator it uses.

    `codes` are beginnings: a letter is a whole section, two digits a division, three a group. Staff in persons,
    revenue and assets in units of 10,000 yuan, as the table prints them.
    """

    name: str
    zh: str
    en: str
    codes: tuple[str, ...]
    employees: Bounds | None = None
    revenue: Bounds | None = None
    assets: Bounds | None = None


def _divisions(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{number:02d}" for number in range(first, last + 1))


#: 国统字〔2017〕213号 的划分表. The text itself is not on file: all rows were read in a public copy of the table (2020) and
#: the large column and the lodging, catering and software rows agree with further copies; checked 2026-11-21.
INDUSTRIES = (
    Industry("agriculture", "农、林、牧、渔业", "Agriculture", ("A", *_divisions(1, 5)), revenue=(20_000, 500, 50)),
    Industry(
        "industry",
        "工业",
        "Mining, manufacturing and utilities",
        ("B", "C", "D", *_divisions(6, 46)),
        employees=(1000, 300, 20),
        revenue=(40_000, 2000, 300),
    ),
    Industry(
        "construction",
        "建筑业",
        "Construction",
        ("E", *_divisions(47, 50)),
        revenue=(80_000, 6000, 300),
        assets=(80_000, 5000, 300),
    ),
    Industry("wholesale", "批发业", "Wholesale", ("51",), employees=(200, 20, 5), revenue=(40_000, 5000, 1000)),
    Industry("retail", "零售业", "Retail", ("52",), employees=(300, 50, 10), revenue=(20_000, 500, 100)),
    Industry(
        "transport",
        "交通运输业",
        "Transport other than railways",
        _divisions(54, 58),
        employees=(1000, 300, 20),
        revenue=(30_000, 3000, 200),
    ),
    Industry("storage", "仓储业", "Storage", ("59",), employees=(200, 100, 20), revenue=(30_000, 1000, 100)),
    Industry("post", "邮政业", "Post", ("60",), employees=(1000, 300, 20), revenue=(30_000, 2000, 100)),
    Industry("lodging", "住宿业", "Lodging", ("61",), employees=(300, 100, 10), revenue=(10_000, 2000, 100)),
    Industry("catering", "餐饮业", "Catering", ("62",), employees=(300, 100, 10), revenue=(10_000, 2000, 100)),
    Industry(
        "information",
        "信息传输业",
        "Telecommunications and internet",
        ("63", "64"),
        employees=(2000, 100, 10),
        revenue=(100_000, 1000, 100),
    ),
    Industry(
        "software",
        "软件和信息技术服务业",
        "Software and IT services",
        ("65",),
        employees=(300, 100, 10),
        revenue=(10_000, 1000, 50),
    ),
    Industry(
        "real_estate",
        "房地产开发经营",
        "Real-estate development",
        ("701",),
        revenue=(200_000, 1000, 100),
        assets=(10_000, 5000, 2000),
    ),
    Industry(
        "property", "物业管理", "Property management", ("702",), employees=(1000, 300, 100), revenue=(5000, 1000, 500)
    ),
    Industry(
        "business_services",
        "租赁和商务服务业",
        "Leasing and business services",
        ("L", "71", "72"),
        employees=(300, 100, 10),
        assets=(120_000, 8000, 100),
    ),
    Industry(
        "other",
        "其他未列明行业",
        "Other listed services",
        ("M", "N", "O", "R", *_divisions(73, 82), "85", *_divisions(86, 90), "703", "704", "709"),
        employees=(300, 100, 10),
    ),
)
_BY_CODE = {code: industry.name for industry in INDUSTRIES for code in industry.codes}
_BY_NAME = {name: industry.name for industry in INDUSTRIES for name in (industry.name, industry.zh)}
_CODE = re.compile(r"([A-T])?(\d{2,4})?")


@dataclass(frozen=True, slots=True)
class IndustryKind(Kind):
    """行业: a code of GB/T 4754 (C, C34, 3411) or a name of the table, stored as the name of its row."""

    def parse(self, value: object, choices: tuple[Choice, ...] = ()) -> str:
        del choices
        text = str(value).strip().upper()
        found = _BY_NAME.get(text) or _BY_NAME.get(text.lower())
        code = _CODE.fullmatch(text)
        if found is None and code is not None:
            begins = (code[2][:3], code[2][:2]) if code[2] else (code[1],)
            found = next((_BY_CODE[begin] for begin in begins if begin in _BY_CODE), None)
        if found is None:
            raise ValueError(
                f"{value!r} 不在划分表里，或者要写到大类（如 C、F52、H62、7010） / is not in the table of sizes, "
                "or needs its division (such as C, F52, H62, 7010)"
            )
        return found


class Enterprise(Facts):
    """企业规模所问: the industry and the three indicators."""

    industry = Ask(
        IndustryKind("text", units.WORD),
        zh="什么行业？（国民经济行业分类代码，如 C、F52、H62）",
        en="Which industry? (code of GB/T 4754, such as C, F52, H62)",
    )
    employees = Ask(Count, zh="期末从业人员多少人？", en="Persons employed at the end of the period?")
    revenue = Ask(Money, zh="年营业收入？", en="Revenue of the year?")
    assets = Ask(Money, zh="资产总额？", en="Total assets?")


def _bound(industry: pl.Expr, indicator: str, size: int, scale: int) -> pl.Expr:
    """The lower bound of one size for each row's industry in stored units; null where the industry does not use it."""
    table = {i.name: getattr(i, indicator)[size] * scale for i in INDUSTRIES if getattr(i, indicator) is not None}
    return industry.replace_strict(table, default=None, return_dtype=pl.Int64)


@rule(
    title=("企业规模", "Size of an enterprise"),
    facts=Enterprise,
    since="2017-12-28",
    unit="word",
    cites=(TABLE, PURPOSE),
    limits=(
        (
            "划分办法的原文没有收录，数字取自公开转载，施行日期没有核实；扶持政策另有标准的，以政策为准",
            "The text is not on file: the figures come from published copies and its first day is not confirmed; "
            "programmes may use "
            "other tests",
        ),
        (
            "铁路、金融、教育、卫生等行业不在表里；批发零售、交通仓储、信息、房地产要写到大类或中类",
            "Railways, finance, education and health are not in the table; trade, transport, information and real "
            "estate need the division",
        ),
    ),
    rulebook="mediation.committee",
)
def size(facts: Enterprise, law: Law) -> pl.Expr:
    indicators = {
        "employees": (facts.employees, 1),
        "revenue": (facts.revenue, yuan(10_000)),
        "assets": (facts.assets, yuan(10_000)),
    }
    reached = []
    for rank in range(3):
        parts = []
        for name, (value, scale) in indicators.items():
            used = facts.industry.is_in([i.name for i in INDUSTRIES if getattr(i, name) is not None])
            bound = _bound(facts.industry, name, rank, scale)
            parts.append(~used | (law.needed(value, where=used) >= bound).fill_null(value=False))
        reached.append(pl.all_horizontal(parts))
    large, medium, small = reached
    return law.step(
        "size",
        pl.when(facts.industry.is_null())
        .then(None)
        .when(large)
        .then(pl.lit("large"))
        .when(medium)
        .then(pl.lit("medium"))
        .when(small)
        .then(pl.lit("small"))
        .otherwise(pl.lit("micro")),
        TABLE,
        zh="从大到小，每项指标都达到下限的就是这一类；小型也达不到的是微型",
        en="From large down: the first size whose lower bounds are all reached; micro where not even small is",
        unit="word",
    )
