"""孕期哺乳期夜班: night shifts in late pregnancy or while nursing."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.day import Day
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.women.overtime import FINE, LIMITS, NURSING, PREGNANT
from heyue.law.workdays import next_workday


@rule(
    title=("怀孕七个月以上或哺乳期安排了夜班", "Night shift in late pregnancy or while nursing"),
    facts=Day,
    since="2012-04-28",
    dated_by="day",
    cites=(PREGNANT, NURSING, Cite("劳动法", 61), Cite("劳动法", 63), FINE),
    severity="high",
    explain=(
        "{day} 处于怀孕七个月以上或哺乳期，安排了夜班。",
        "{day} lay in late pregnancy or nursing, and a night shift was worked.",
    ),
    remedy=(
        "停止安排她上夜班，改排白班，工资不因此降低。",
        "Move her to day shifts from now on without cutting her pay.",
    ),
    limits=LIMITS,
    rulebook="women.no_ot_night",
)
def night_shift(facts: Day, law: Law) -> Breach:
    return law.breach(
        applies=facts.protected & (facts.status != "contractor"),
        when=facts.night,
        first=facts.day,
        last=facts.day,
        due=next_workday(facts.asked_on),
    )
