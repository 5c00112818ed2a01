"""一次性工亡补助金: the lump sum paid to the family of someone who died of a work injury."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts
from heyue.law.cite import Cite
from heyue.law.figures import URBAN_INCOME
from heyue.law.rule import Law, rule

GRANT = Cite("工伤保险条例", 39, 1, 3)
YEAR = Cite("实施社会保险法若干规定", 11)


class Death(Facts):
    """工亡补助金所问: the day of the injury."""

    injured = Ask(
        Date,
        zh="工伤是哪一天发生的？（不填按提问的日期）",
        en="Day of the injury? (empty: the day the question is asked for)",
        absent=None,
    )


@rule(
    title=("一次性工亡补助金", "Lump sum for a death at work"),
    facts=Death,
    since="2011-01-01",
    dated_by="injured",
    cites=(GRANT, YEAR),
    limits=(
        (
            "按工伤发生时上一年度的收入计算，不按死亡年份；没有参加工伤保险的由单位支付",
            "Counted on the income of the year before the injury, not before the death; an uninsured employer pays "
            "it itself",
        ),
        (
            "一级至四级伤残职工停工留薪期满后死亡的，没有这一项；丧葬补助金和供养亲属抚恤金另算",
            "Not due where a person of grades 1 to 4 dies after the paid leave; funeral and dependants' money are "
            "separate",
        ),
    ),
    rulebook="injury.death",
)
def death_grant(facts: Death, law: Law) -> pl.Expr:
    income = law.step(
        "income",
        law.figure(URBAN_INCOME, on=pl.coalesce(facts.injured, facts.asked_on), year=-1),
        YEAR,
        zh="工伤发生时上一年度全国城镇居民人均可支配收入",
        en="National urban disposable income per head of the year before the injury",
    )
    return law.step("amount", income * 20, GRANT, zh="收入 × 20", en="Income × 20")
