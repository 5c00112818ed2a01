"""法定退休日: the day a person reaches the delayed statutory retirement age."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts, Word
from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.retirement import age_months
from heyue.law.rule import Law, rule
from heyue.law.tables.column import Choice

DELAY, EARLIER = Cite("国务院关于渐进式延迟法定退休年龄的办法", 1), Cite("国务院关于渐进式延迟法定退休年龄的办法", 3)
CATEGORIES = (
    Choice("male_60", "男职工", "Man"),
    Choice("female_55", "原退休年龄 55 周岁的女职工（管理、技术岗）", "Woman, 55 group (management or technical post)"),
    Choice("female_50", "原退休年龄 50 周岁的女职工（工人岗）", "Woman, 50 group (worker post)"),
)


class Retirement(Facts):
    """退休所问: the birth and the group."""

    born = Ask(Date, zh="哪一天出生？", en="Born on?")
    category = Ask(Word, zh="属于哪一类？", en="Which group?", choices=CATEGORIES)


@rule(
    title=("法定退休日", "Statutory retirement day"),
    facts=Retirement,
    since="2025-01-01",
    unit="date",
    cites=(DELAY, EARLIER),
    limits=(
        (
            "按办法第一条推算，没有与官方对照表逐行核对；特殊工种提前退休、本人自愿弹性提前（最多三年）和协商延迟（最多三年）没有考虑",
            "Computed from article 1, not compared line by line with the official table; early retirement for special "
            "work, and flexible "
            "retirement up to three years earlier or later, are not considered",
        ),
    ),
    rulebook="term.retirement",
)
def date(facts: Retirement, law: Law) -> pl.Expr:
    months = age_months(facts.born, facts.category)
    law.step(
        "age",
        months,
        DELAY,
        zh="法定退休年龄：原年龄加上按出生月份延迟的月数",
        en="Statutory age: the former age plus the months of delay by month of birth",
        unit="age",
    )
    return law.step(
        "retires_on", after(facts.born, months=months), DELAY, zh="到龄的那一天", en="The day it is reached"
    )
