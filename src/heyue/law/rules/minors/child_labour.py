"""使用童工: someone began to work here before turning sixteen."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after, earlier
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

BANNED, FINE = Cite("禁止使用童工规定", 2, 1), Cite("禁止使用童工规定", 6, 1)
SIXTEEN = Cite("劳动法", 15, 1)
IDENTITY = Cite("禁止使用童工规定", 4)


@rule(
    title=("使用不满十六周岁的人", "Work under the age of sixteen"),
    facts=Employment,
    since="2002-12-01",
    dated_by="started",
    cites=(BANNED, SIXTEEN, IDENTITY, FINE),
    severity="high",
    explain=(
        "{started} 用工时还不满十六周岁，{sixteen} 才满。法律不允许招用不满十六周岁的人。",
        "Work began on {started}, before the sixteenth birthday on {sixteen}. No one under sixteen may be hired.",
    ),
    remedy=(
        "先核对身份证上的出生日期；属实且仍不满十六周岁的，立即停止用工，"
        "送回原居住地交父母或监护人，交通食宿费用由单位承担，已做的工作付清报酬。",
        "First check the date of birth on the identity card; if it is right and the person is still under sixteen, "
        "stop the work at once, bring the child home to the parents or guardian with travel, board and lodging at your "
        "cost, and pay in full for the work done.",
    ),
    limits=(
        (
            "按每名童工每月 5000 元罚款，没有计入；文艺、体育单位依法招用专业人员和学校组织的实践活动除外",
            "The fine of CNY 5,000 for each child a month is not included; arts and sports units hiring lawfully, and "
            "practice organised by schools, are excepted",
        ),
        (
            "还可能按未成年人保护法第一百二十五条处十万元以下罚款，情节严重的更高，没有计入",
            "A fine of up to CNY 100,000, more in serious cases, is possible under art. 125 of the Law on the Protection "
            "of Minors and is not included",
        ),
    ),
    shows=("birth",),
    rulebook="minor.child_labour",
)
def child_labour(facts: Employment, law: Law) -> Breach:
    sixteen = law.step(
        "sixteen", after(facts.birth, months=192), SIXTEEN, zh="满十六周岁的那天", en="Sixteenth birthday", unit="date"
    )
    return law.breach(
        applies=~facts.status.is_in(["contractor", "intern"]),
        when=facts.started < sixteen,
        first=facts.started,
        last=earlier(facts.last_day, sixteen.dt.offset_by("-1d")),
        due=pl.when(facts.employed & (facts.asked_on < sixteen)).then(next_workday(facts.asked_on)),
    )
