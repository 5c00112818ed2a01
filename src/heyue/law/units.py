"""计量单位: how each kind of quantity is stored as a whole number of its smallest part."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: a name, how many smallest parts make one, and how it is printed.

    `text` units leave as decimal strings in JSON (money, rates), the others as numbers where whole or exact.
    """

    name: str
    scale: int
    zh: str
    en: str
    text: bool = False
    places: int | None = None

    def parse(self, value: object) -> int:
        """Smallest parts of a decimal written by a person; raises ValueError when it is no number."""
        try:
            exact = Decimal(str(value).strip()) * self.scale
        except ArithmeticError as error:
            raise ValueError(f"{value!r} is not a number") from error
        if not exact.is_finite():
            raise ValueError(f"{value!r} is not a number")
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def decimal(self, parts: int) -> Decimal:
        return Decimal(parts) / self.scale

    def show(self, parts: int) -> str:
        """A decimal string: money with two places, others as short as exact ("6.5", "0.08")."""
        value = self.decimal(parts)
        if self.places is not None:
            return f"{value:.{self.places}f}"
        return f"{value.normalize():f}"


YUAN = Unit("yuan", 100, "元", "yuan", text=True, places=2)
HOURS = Unit("hours", 60, "小时", "hours")
DAYS = Unit("days", 100, "天", "days")
MONTHS = Unit("months", 2, "个月", "months")
YEARS = Unit("years", 10_000, "年", "years")
AGE = Unit("age", 1, "个月", "months")
"""An age in whole months, read as years and months."""
RATIO = Unit("ratio", 1_000_000, "", "", text=True)
TIMES = Unit("times", 100, "倍", "times", text=True)
COUNT = Unit("count", 1, "", "")
DATE = Unit("date", 1, "", "")
WORD = Unit("word", 1, "", "")
FLAG = Unit("flag", 1, "", "")

UNITS: dict[str, Unit] = {
    u.name: u for u in (YUAN, HOURS, DAYS, MONTHS, YEARS, AGE, RATIO, TIMES, COUNT, DATE, WORD, FLAG)
}
