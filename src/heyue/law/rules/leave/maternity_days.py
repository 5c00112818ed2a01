"""产假天数: days of maternity leave by national rules."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Count, Date, Facts, Flag
from heyue.law.cite import Cite
from heyue.law.dates import greatest
from heyue.law.rule import Law, rule

DAYS = Cite("女职工劳动保护特别规定", 7, 1)
_DAY = 100


class Birth(Facts):
    """产假所问: the birth."""

    birth = Ask(Date, zh="哪一天生育？", en="Day of birth?")
    dystocia = Ask(
        Flag, zh="是不是难产（含剖宫产，以医院证明为准）？", en="A difficult birth (as certified)?", absent=False
    )
    babies = Ask(Count, zh="生育几个婴儿？", en="How many babies?")


@rule(
    title=("产假天数", "Days of maternity leave"),
    facts=Birth,
    since="2012-04-28",
    dated_by="birth",
    unit="days",
    cites=(DAYS,),
    limits=(
        (
            "这是全国统一的天数；各省另外延长的产假没有计入，请查当地人口与计划生育条例",
            "The national number of days; the longer leave each province adds is not included",
        ),
        ("流产的产假（15 天或 42 天）不在这里计算", "Leave after a miscarriage (15 or 42 days) is not covered here"),
    ),
    rulebook="leave.maternity98",
)
def maternity_days(facts: Birth, law: Law) -> pl.Expr:
    basic = law.step(
        "basic",
        pl.when(facts.birth.is_not_null()).then(98 * _DAY),
        DAYS,
        zh="基本产假 98 天，其中产前可以休 15 天",
        en="98 days, of which 15 may be taken before the birth",
    )
    dystocia = law.step(
        "dystocia",
        pl.when(facts.dystocia).then(15 * _DAY).otherwise(0),
        DAYS,
        zh="难产增加 15 天",
        en="15 days more for a difficult birth",
    )
    more = law.step(
        "more_babies",
        greatest(facts.babies - 1, 0) * 15 * _DAY,
        DAYS,
        zh="多胞胎每多一个增加 15 天",
        en="15 days for each further baby",
    )
    return law.step("days", basic + dystocia + more, DAYS, zh="产假合计", en="Leave in all")
