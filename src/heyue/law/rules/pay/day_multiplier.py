"""当天加班按几倍: the multiplier of pay for work beyond normal hours on a given day."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts
from heyue.law.calendar import provisional
from heyue.law.cite import Cite
from heyue.law.rule import Law, rule
from heyue.law.rules.pay.overtime import HOLIDAY, RATES, RESTDAY, STANDARD, WORKDAY
from heyue.law.workdays import day_kind

CALENDAR = Cite("全国年节及纪念日放假办法", 2)


class DayMultiplier(Facts):
    """加班倍数所问: the day."""

    day = Ask(Date, zh="哪一天加班？", en="Which day?")


@rule(
    title=("当天加班按几倍", "Multiplier for overtime on a day"),
    facts=DayMultiplier,
    since="2023-01-01",
    dated_by="day",
    unit="times",
    cites=(RATES, STANDARD, CALENDAR),
    limits=(
        (
            "按国家日历和标准工时；单位排的休息日不在周六周日的，按排班看",
            "By the national calendar and standard hours; where the roster's rest days differ, the roster decides",
        ),
        (
            "休息日加班可以先安排补休，补休了不用付 200%；日历从 2023 年起，还没公布放假安排的年份只是推定",
            "Time off may be given instead of 200% on a rest day; the calendar starts in 2023, and for years whose "
            "arrangement is "
            "not published the kind of day is presumed",
        ),
    ),
    rulebook="hours.adjusted_workdays hours.statutory_holidays",
)
def day_multiplier(facts: DayMultiplier, law: Law) -> pl.Expr:
    kind = day_kind(facts.day)
    law.step(
        "provisional",
        provisional(facts.day),
        CALENDAR,
        zh="当年放假安排还没有公布，只是推定",
        en="The year's holiday arrangement is not published yet; the kind of day is presumed",
        unit="flag",
    )
    return law.step(
        "multiplier",
        pl.when(kind == "holiday")
        .then(HOLIDAY)
        .when(kind == "restday")
        .then(RESTDAY)
        .when(kind == "workday")
        .then(WORKDAY)
        .cast(pl.Int64),
        RATES,
        zh="倍数：工作日 1.5、休息日 2、法定节假日 3",
        en="Multiplier: 1.5 on working days, 2 on rest days, 3 on public holidays",
    )
