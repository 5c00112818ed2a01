"""没有按时参保: not enrolled in social insurance within thirty days of the start."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after, later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

THIRTY_DAYS = Cite("社会保险法", 58, 1)
CONSEQUENCE = Cite("社会保险法", 84)
DAYS_COUNTED, DAY_OFF = Cite("民法典", 201, 1), Cite("民法典", 203, 1)
IN_FORCE = pl.date(2011, 7, 1)


@rule(
    title=("没有按时参加社会保险", "Not enrolled in social insurance in time"),
    facts=Employment,
    since="2011-07-01",
    dated_by="last_day",
    cites=(THIRTY_DAYS, CONSEQUENCE, DAYS_COUNTED, DAY_OFF),
    severity="high",
    explain=(
        "{started} 入职，最迟 {deadline} 应办参保登记；登记的参保日期：{enrolled}。",
        "Started on {started}; enrolment was due by {deadline}. Enrolment recorded: {enrolled}.",
    ),
    remedy=(
        "尽快到社保经办机构办理参保登记，并补缴欠缴的月份。",
        "Enrol the employee with the social insurance agency now and pay the months missed.",
    ),
    limits=(
        (
            "欠缴的金额在按月的检查里算；责令后仍不改正的，可处应缴保费一倍以上三倍以下罚款，没有计入",
            "Arrears are counted month by month elsewhere; a fine of one to three times the premiums follows only if "
            "it is not corrected when ordered",
        ),
        (
            "最后一天遇休息日的顺延到下一个工作日；2011年7月1日前入职的从当日起算",
            "A last day that is a day off moves to the next working day; for those employed before 1 July 2011 the "
            "time runs from then",
        ),
    ),
    rulebook="social.employee_registration probation.social_insurance",
)
def enrolled_late(facts: Employment, law: Law) -> Breach:
    deadline = law.step(
        "deadline",
        next_workday(after(later(facts.started, IN_FORCE), days=30), itself=True),
        THIRTY_DAYS,
        zh="最迟参保登记日：用工之日起三十日内，遇休息日顺延",
        en="Enrolment due by: thirty days from the start, a day off moved on",
        unit="date",
    )
    missing = facts.enrolled.is_null()
    return law.breach(
        applies=(facts.status == "full_time") & facts.enrolled_given,
        when=pl.when(missing).then(facts.last_day > deadline).otherwise(facts.enrolled > deadline),
        first=after(deadline, days=1),
        last=pl.when(missing)
        .then(facts.last_day)
        .otherwise(later(facts.enrolled.dt.offset_by("-1d"), after(deadline, days=1))),
        due=pl.when(missing & facts.employed).then(next_workday(facts.asked_on)),
    )
