"""最低工资: the local minimum wage for a month, monthly for full-time and hourly for part-time staff."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Month, Word
from heyue.law.cite import Cite
from heyue.law.figures import MINIMUM_WAGE_HOURLY, MINIMUM_WAGE_MONTHLY
from heyue.law.rule import Law, rule
from heyue.law.tables.column import Choice

FLOOR = Cite("劳动法", 48, 2)
KINDS = Cite("最低工资规定", 5)
HOURS_TYPES = (
    Choice("full_time", "全日制（按月）", "Full-time (by the month)", ("monthly", "month", "全日制", "月", "按月")),
    Choice(
        "part_time", "非全日制（按小时）", "Part-time (by the hour)", ("hourly", "hour", "非全日制", "小时", "按小时")
    ),
)


class Minimum(Facts):
    """最低工资所问: the month and the form of work."""

    month = Ask(Month, zh="哪个月？", en="Which month?")
    hours_type = Ask(Word, zh="全日制还是非全日制？", en="Full-time or part-time?", choices=HOURS_TYPES)


@rule(
    title=("当地最低工资", "Local minimum wage"),
    facts=Minimum,
    since="2004-03-01",
    dated_by="month",
    cites=(FLOOR, KINDS),
    limits=(
        (
            "按当月第一天执行的标准；比较时要先扣除加班费和特殊环境津贴，有的地方还要扣除个人社保和公积金",
            "The standard of the month's first day; overtime pay and special-condition allowances are left out in "
            "comparing, in "
            "some places also the employee's own contributions",
        ),
    ),
    rulebook="wage.minimum.month",
)
def minimum(facts: Minimum, law: Law) -> pl.Expr:
    by_hour = facts.hours_type == "part_time"
    hourly = law.needed(law.figure(MINIMUM_WAGE_HOURLY), where=by_hour)
    monthly = law.needed(law.figure(MINIMUM_WAGE_MONTHLY), where=~by_hour)
    return law.step(
        "minimum",
        pl.when(by_hour).then(hourly).otherwise(monthly),
        FLOOR,
        zh="当地最低工资标准：全日制按月，非全日制按小时",
        en="Local minimum wage: by the month for full-time, by the hour for part-time staff",
    )
