"""新入职当年的年休假: annual leave in the year of joining, in proportion to the days left."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Days, Facts
from heyue.law.cite import Cite
from heyue.law.rule import Law, rule
from heyue.law.rules.leave.annual_days import NOT_EXCLUDED, TWELVE_MONTHS

JOINER = Cite("企业职工带薪年休假实施办法", 5)


class Joiner(Facts):
    """入职当年所问: the first day and the leave of a full year."""

    started = Ask(Date, zh="哪一天入职？", en="First day employed?")
    entitlement = Ask(Days, zh="全年应享受几天？", en="Days for a full year?")


def days_left(started: pl.Expr) -> pl.Expr:
    """当年剩余日历天数: from the first day employed to 31 December, both included."""
    return (pl.date(started.dt.year(), 12, 31) - started).dt.total_days() + 1


def whole_days(calendar_days: pl.Expr, entitlement: pl.Expr) -> pl.Expr:
    """折算天数: calendar days ÷ 365 × the entitlement in hundredths, cut to whole days, in hundredths."""
    return calendar_days * entitlement // 36500 * 100


@rule(
    title=("入职当年的年休假天数", "Annual leave in the year of joining"),
    facts=Joiner,
    since="2008-09-18",
    dated_by="started",
    unit="days",
    cites=(JOINER, TWELVE_MONTHS),
    limits=(
        (
            "入职前已连续工作满 12 个月的才有；没满的，满了以后才享受",
            "Only for those who had already worked 12 months in a row; others become entitled once they have",
        ),
        NOT_EXCLUDED,
    ),
    rulebook="leave.annual.joiner",
)
def annual_days_joiner(facts: Joiner, law: Law) -> pl.Expr:
    left = law.step(
        "calendar_days",
        days_left(facts.started),
        JOINER,
        zh="当年在本单位剩余日历天数（含入职当天）",
        en="Calendar days left in the year, the first day included",
        unit="count",
    )
    return law.step(
        "days",
        whole_days(left, facts.entitlement),
        JOINER,
        zh="剩余日历天数 ÷ 365 × 全年天数，不足一整天的不算",
        en="Days left ÷ 365 × days for a full year, whole days only",
    )
