"""样例所在地: the cities the sample firms are in, with the published figures the planted sums rest on.

Written a second time, apart from `heyue.law.places`, so that an error there cannot hide itself. Amounts in fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Wage:
    """最低工资: from a day, by the month and by the hour, in fen."""

    since: date
    monthly: int
    hourly: int
    source: str


@dataclass(frozen=True, slots=True)
class Band:
    """缴费基数上下限: pension base floor and ceiling from a day, in fen; `firm` false where only carried on from before."""

    since: date
    floor: int
    ceiling: int
    source: str
    firm: bool = True


@dataclass(frozen=True, slots=True)
class City:
    """城市: its figures and rates; rates of the pension are those of 国办发〔2019〕13号 (16 % and 8 %)."""

    code: str
    name: str
    districts: tuple[tuple[str, str], ...]
    wages: tuple[Wage, ...]
    bands: tuple[Band, ...]
    medical: Fraction
    medical_fixed: int
    unemployment: Fraction
    contributions_in_minimum: bool
    averages: dict[int, int]
    """Average monthly wage by year, where it is known for the city."""

    def minimum(self, day: date) -> Wage:
        return [wage for wage in self.wages if wage.since <= day][-1]

    def band(self, day: date) -> Band:
        return [band for band in self.bands if band.since <= day][-1]

    def clamp(self, base: int, day: date) -> int:
        band = self.band(day)
        return min(max(base, band.floor), band.ceiling)


PENSION_EMPLOYEE = Fraction(8, 100)
PENSION_BOTH = Fraction(24, 100)

GUANGZHOU = City(
    code="4401",
    name="广州市",
    districts=(("440105", "海珠区"), ("440106", "天河区")),
    wages=(
        Wage(date(2021, 12, 1), 230000, 2220, "广东省 2021-12-01 起最低工资标准"),
        Wage(date(2025, 3, 1), 250000, 2370, "粤府函〔2025〕23号"),
        Wage(date(2026, 9, 1), 268000, 2540, "粤府函〔2026〕188号"),
    ),
    bands=(
        Band(date(2024, 7, 1), 550000, 2750100, "粤人社发〔2024〕33号"),
        Band(date(2025, 7, 1), 551000, 2754900, "粤人社发〔2025〕32号"),
        Band(date(2026, 7, 1), 551000, 2754900, "粤人社发〔2025〕32号（沿用，新基数未公布）", firm=False),
    ),
    medical=Fraction(2, 100),
    medical_fixed=0,
    unemployment=Fraction(2, 1000),
    contributions_in_minimum=True,
    averages={2024: 1_327_600, 2025: 1_389_900},
)
BEIJING = City(
    code="1101",
    name="北京市",
    districts=(("110108", "海淀区"), ("110105", "朝阳区")),
    wages=(
        Wage(date(2023, 9, 1), 242000, 2640, "北京市人社局 2023-07-14 通知"),
        Wage(date(2025, 9, 1), 254000, 2770, "京人社劳发〔2025〕7号"),
    ),
    bands=(
        Band(date(2024, 7, 1), 682100, 3528300, "北京市人社局 2024 年度缴费工资基数上下限通知"),
        Band(date(2025, 7, 1), 716200, 3581100, "北京市人社局 2025 年度缴费工资基数上下限通知"),
        Band(date(2026, 7, 1), 727000, 3634800, "京人社发〔2026〕7号"),
    ),
    medical=Fraction(2, 100),
    medical_fixed=300,
    unemployment=Fraction(5, 1000),
    contributions_in_minimum=False,
    averages={},
)
SHANGHAI = City(
    code="3101",
    name="上海市",
    districts=(("310115", "浦东新区"), ("310112", "闵行区")),
    wages=(
        Wage(date(2023, 7, 1), 269000, 2400, "上海市人社局 2023 年最低工资通知"),
        Wage(date(2025, 7, 1), 274000, 2500, "沪人社规〔2025〕10号"),
    ),
    bands=(
        Band(date(2024, 7, 1), 738400, 3692100, "上海市 2024 年度缴费基数上下限通知"),
        Band(date(2025, 7, 1), 746000, 3730200, "上海市 2025 年度缴费基数上下限通知"),
        Band(date(2026, 7, 1), 754600, 3773100, "上海市人社局 2026-08-18 通告"),
    ),
    medical=Fraction(2, 100),
    medical_fixed=0,
    unemployment=Fraction(5, 1000),
    contributions_in_minimum=False,
    averages={2024: 1_243_400, 2025: 1_257_700},
)
CITIES = (GUANGZHOU, BEIJING, SHANGHAI)


def city_of(place: str) -> City:
    """The city a six-figure division code lies in; ValueError names the codes that are known here."""
    for city in CITIES:
        if any(place == code for code, _ in city.districts):
            return city
    known = "、".join(code for city in CITIES for code, _ in city.districts)
    raise ValueError(f"sample firms are known for the places {known}, not for {place}")
