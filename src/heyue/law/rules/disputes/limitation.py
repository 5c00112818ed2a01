"""仲裁时效: the last day to ask for arbitration."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts
from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.rule import Law, rule
from heyue.law.workdays import day_kind, next_workday

YEAR = Cite("劳动争议调解仲裁法", 27, 1)
PAY = Cite("劳动争议调解仲裁法", 27, 4)
LAST_DAY = Cite("民法典", 202)
HOLIDAY = Cite("民法典", 203, 1)
WEEKEND = (
    "最后一天是法定节日的，顺延到假期结束后的第一个工作日；是周末的，各地多数也顺延，这里没有顺延，请提前办理",
    "A last day on a public holiday moves to the first working day after it; many places also move a weekend, "
    "which is not done here. "
    "Act in good time",
)


class Known(Facts):
    """仲裁时效所问: the day the right was known to be infringed, or the day the employment ended."""

    known = Ask(
        Date,
        zh="哪一天知道（或者应当知道）权利受到侵害？",
        en="When was the infringement known, or when should it have been?",
        one_of="from",
    )
    ended = Ask(
        Date,
        zh="拖欠劳动报酬的：劳动关系哪一天结束？",
        en="For unpaid wages: when did the employment end?",
        one_of="from",
    )


def moved_past_holiday(law: Law, day: pl.Expr) -> pl.Expr:
    """The day a period ends, on to the first working day where it falls on a public holiday; its two steps are
    named."""
    last = law.step("last_day", day, LAST_DAY, zh="期间的最后一天", en="Last day of the period", unit="date")
    return law.step(
        "deadline",
        pl.when(day_kind(last) == "holiday").then(next_workday(last)).otherwise(last),
        HOLIDAY,
        zh="截止日：最后一天是法定节日的顺延",
        en="Deadline: moved on where the last day is a public holiday",
        unit="date",
    )


@rule(
    title=("申请劳动仲裁的最后一天", "Last day to ask for arbitration"),
    facts=Known,
    since="2008-05-01",
    unit="date",
    cites=(YEAR, PAY, LAST_DAY, HOLIDAY),
    limits=(
        WEEKEND,
        (
            "向对方主张权利、向有关部门投诉或者对方同意履行的，一年重新计算；不可抗力等情形中止，没有考虑",
            "A claim to the other side, a complaint, or a promise to perform starts the year afresh; force majeure "
            "suspends it; "
            "neither is considered",
        ),
        (
            "在职期间拖欠劳动报酬的，不受一年限制，离职后一年内提出；两个日期都填的按离职日",
            "Unpaid wages may be claimed at any time while employed and within a year of leaving; where both days "
            "are given the end decides",
        ),
    ),
    rulebook="otpay.limitation",
)
def limitation(facts: Known, law: Law) -> pl.Expr:
    counted = law.step(
        "counted_from",
        pl.coalesce(facts.ended, facts.known),
        YEAR,
        zh="从这一天起算一年（当天不算）",
        en="The year runs from this day, itself not counted",
        unit="date",
    )
    return moved_past_holiday(law, after(counted, months=12))
