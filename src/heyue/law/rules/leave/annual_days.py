"""年休假天数: annual leave for a full year by years worked at all employers."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts
from heyue.law.cite import Cite
from heyue.law.dates import whole_years
from heyue.law.rule import Law, rule

BY_YEARS = Cite("职工带薪年休假条例", 3, 1)
TWELVE_MONTHS = Cite("企业职工带薪年休假实施办法", 3)
ALL_EMPLOYERS = Cite("企业职工带薪年休假实施办法", 4)
NOT_EXCLUDED = (
    "请事假累计 20 天以上不扣工资、长期病假等当年不享受年休假的情形没有考虑；合同或制度规定天数更多的，按更多的",
    "Years in which no leave is due (long paid personal or sick leave) are not considered; more days by contract or "
    "rules prevail",
)


class AnnualLeave(Facts):
    """年休假所问: since when a person has worked, and the day asked about."""

    first_worked = Ask(Date, zh="第一次参加工作是哪一天？", en="First ever worked on?")
    day = Ask(Date, zh="算哪一天的天数？", en="On which day?")


def days_by_years(first_worked: pl.Expr, day: pl.Expr) -> pl.Expr:
    """全年天数: 5, 10 or 15 whole days by full years worked at all employers on `day`; 0 in the first year, null where unknown."""
    years = whole_years(first_worked, day)
    return (
        pl.when(years >= 20)
        .then(pl.lit(15, dtype=pl.Int64))
        .when(years >= 10)
        .then(10)
        .when(years >= 1)
        .then(5)
        .when(years.is_not_null())
        .then(0)
    )


@rule(
    title=("年休假天数", "Days of annual leave"),
    facts=AnnualLeave,
    since="2008-01-01",
    dated_by="day",
    unit="days",
    cites=(BY_YEARS, TWELVE_MONTHS, ALL_EMPLOYERS),
    limits=(NOT_EXCLUDED,),
    rulebook="leave.annual.entitlement",
)
def annual_days(facts: AnnualLeave, law: Law) -> pl.Expr:
    law.step(
        "years",
        whole_years(facts.first_worked, facts.day),
        ALL_EMPLOYERS,
        zh="累计工作满几年（各单位合计）",
        en="Full years worked, all employers together",
        unit="count",
    )
    return law.step(
        "days",
        days_by_years(facts.first_worked, facts.day) * 100,
        BY_YEARS,
        zh="满 1 年 5 天，满 10 年 10 天，满 20 年 15 天",
        en="5 days from 1 year, 10 from 10 years, 15 from 20 years",
    )
