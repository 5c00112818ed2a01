"""没有参加工伤保险: a part-time or over-age worker without work-injury insurance."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after, later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

EVERYONE, EMPLOYER_PAYS = Cite("工伤保险条例", 2, 1), Cite("工伤保险条例", 10, 1)
PART_TIME = Cite("实施社会保险法若干规定", 9)
OVER_AGE = Cite("超龄劳动者基本权益保障暂行规定", 15)
THIRTY_DAYS = Cite("社会保险法", 58, 1)
LAW_FROM, OVER_AGE_FROM = pl.date(2011, 7, 1), pl.date(2026, 7, 1)


@rule(
    title=("没有参加工伤保险", "No work-injury insurance"),
    facts=Employment,
    since="2011-07-01",
    dated_by="last_day",
    cites=(EVERYONE, EMPLOYER_PAYS, PART_TIME, OVER_AGE, THIRTY_DAYS),
    severity="medium",
    explain=(
        "这位员工是{status}，{started} 起用工，没有看到工伤保险参保日期。非全日制和超龄员工也要由单位参加工伤保险。",
        "This person ({status}) has worked since {started} and no work-injury insurance is recorded. Part-time and over-age "
        "workers are insured by the employer too.",
    ),
    remedy=(
        "到社保经办机构为本人单独参加工伤保险，个人不缴费。",
        "Enrol the person for work-injury insurance with the agency; the worker pays nothing.",
    ),
    limits=(
        (
            "没参保时发生工伤的，各项待遇由单位承担，这里没有金额；超龄员工的具体办法另行制定",
            "If an injury happens uninsured the employer bears all benefits, no sum is given; the detailed method for "
            "over-age workers is to follow",
        ),
        (
            "超龄员工从2026年7月1日起计三十日，其他人从用工之日起计三十日（参照社会保险法第五十八条，规定本身没有写期限）",
            "The thirty days run from 1 July 2026 for over-age workers already employed then, otherwise from the first "
            "day employed (by analogy with art. 58 of the Social Insurance Law: the rules themselves name no time)",
        ),
    ),
    shows=("started",),
    rulebook="social.injury_all_staff overage.injury_insurance",
)
def injury_missing(facts: Employment, law: Law) -> Breach:
    over_age = (facts.status == "rehired") & (facts.last_day >= OVER_AGE_FROM)
    first = (
        pl.when(facts.status == "rehired")
        .then(later(facts.started, OVER_AGE_FROM))
        .otherwise(later(facts.started, LAW_FROM))
    )
    deadline = law.step(
        "deadline",
        next_workday(after(first, days=30), itself=True),
        THIRTY_DAYS,
        zh="最迟参保日",
        en="Due by",
        unit="date",
    )
    return law.breach(
        applies=((facts.status == "part_time") | over_age) & facts.injury_enrolled_given,
        when=facts.injury_enrolled.is_null() & facts.enrolled.is_null() & (facts.last_day > deadline),
        first=after(deadline, days=1),
        last=facts.last_day,
        due=pl.when(facts.employed).then(next_workday(facts.asked_on)),
    )
