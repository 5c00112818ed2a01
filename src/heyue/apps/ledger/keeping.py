"""保存多久: how long the records of somebody who left are kept, with where the time comes from.

Three years after the last day: 保障农民工工资支付条例第15条 asks three years for wage ledgers, 劳动合同法第50条 two for contract texts and
工资支付暂行规定第6条 two for wage payment; the longest of them is taken for all. A local rule that asks for longer goes before it: hold.
"""

from __future__ import annotations

from datetime import date

YEARS = 3
SOURCES = (
    ("保障农民工工资支付条例", 15, 1),
    ("劳动合同法", 50, 3),
    ("工资支付暂行规定", 6, 3),
)


def keep_until(last_day: date) -> date:
    """The last day on which the records of a leaver are still kept; 29 February falls back to the 28th."""
    try:
        return last_day.replace(year=last_day.year + YEARS)
    except ValueError:
        return last_day.replace(year=last_day.year + YEARS, day=28)
