"""离职当年未休年休假: annual leave still due on leaving, in proportion to the days of the year passed."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Days, Facts
from heyue.law.cite import Cite
from heyue.law.dates import later
from heyue.law.rule import Law, rule
from heyue.law.rules.leave.annual_days import NOT_EXCLUDED, TWELVE_MONTHS

LEAVER = Cite("企业职工带薪年休假实施办法", 12)


class Leaver(Facts):
    """离职当年所问: the last day, the leave of a full year, and what was taken."""

    ended = Ask(Date, zh="最后在职的是哪一天？", en="Last day employed?")
    entitlement = Ask(Days, zh="全年应享受几天？", en="Days for a full year?")
    taken = Ask(Days, zh="当年已安排几天？", en="Days already arranged this year?")
    started = Ask(Date, zh="如果是当年入职的，哪一天？", en="Joined this year? On which day?", absent=None)


def year_start(day: pl.Expr) -> pl.Expr:
    """当年 1 月 1 日."""
    return day.dt.truncate("1y")


def days_passed(started: pl.Expr, ended: pl.Expr) -> pl.Expr:
    """当年在本单位已过日历天数: from 1 January, or the first day employed if later, to the last day, both included."""
    return (ended - later(started, year_start(ended))).dt.total_days() + 1


def days_due(passed: pl.Expr, entitlement: pl.Expr, taken: pl.Expr) -> pl.Expr:
    """应付的天数: days passed ÷ 365 × the entitlement − days arranged, cut to whole days, never below 0; all in hundredths."""
    return ((passed * entitlement - taken * 365) // 36500).clip(lower_bound=0) * 100


@rule(
    title=("离职时未休的年休假天数", "Annual leave still due on leaving"),
    facts=Leaver,
    since="2008-09-18",
    dated_by="ended",
    unit="days",
    cites=(LEAVER, TWELVE_MONTHS),
    limits=(
        (
            "符合“连续工作满 12 个月”的才有；多休的不扣回",
            "Only for those who have worked 12 months in a row; leave taken beyond the share is not deducted",
        ),
        NOT_EXCLUDED,
    ),
    rulebook="leave.annual.leaver",
)
def annual_unused_leaver(facts: Leaver, law: Law) -> pl.Expr:
    passed = law.step(
        "calendar_days",
        days_passed(facts.started.fill_null(year_start(facts.ended)), facts.ended),
        LEAVER,
        zh="当年在本单位已过日历天数（含最后一天）",
        en="Calendar days passed here this year, the last day included",
        unit="count",
    )
    return law.step(
        "days",
        days_due(passed, facts.entitlement, facts.taken),
        LEAVER,
        zh="已过日历天数 ÷ 365 × 全年天数 − 已安排天数，不足一整天的不算",
        en="Days passed ÷ 365 × days for a full year − days arranged, whole days only",
    )
