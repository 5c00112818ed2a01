"""没有按时办公积金账户: no housing fund account within thirty days of the start."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after, later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

THIRTY_DAYS = Cite("住房公积金管理条例", 15, 1)
WHO, CONSEQUENCE = Cite("住房公积金管理条例", 2, 2), Cite("住房公积金管理条例", 37)
TITLE = ("没有按时办理住房公积金账户", "No housing fund account in time")
EXPLAIN = (
    "{started} 入职，最迟 {deadline} 应办缴存登记和账户；登记的开户日期：{fund_opened}。",
    "Started on {started}; registration and an account were due by {deadline}. Account recorded: {fund_opened}.",
)
ARREARS = (
    "欠缴的月份在按月的检查里算；个体工商户不在条例所列的单位之内，不检查",
    "Months not paid are counted elsewhere; individual businesses are not among the units the regulation names and are "
    "not checked",
)


def late_account(facts: Employment, law: Law) -> Breach:
    """开户的判断: the same thirty days under both texts."""
    deadline = law.step(
        "deadline",
        next_workday(after(facts.started, days=30), itself=True),
        THIRTY_DAYS,
        zh="最迟办理日：录用之日起三十日内，遇休息日顺延",
        en="Due by: thirty days from hiring, a day off moved on",
        unit="date",
    )
    missing = facts.fund_opened.is_null()
    return law.breach(
        applies=(facts.status == "full_time") & (facts.company_kind != "individual_business") & facts.fund_opened_given,
        when=pl.when(missing).then(facts.last_day > deadline).otherwise(facts.fund_opened > deadline),
        first=after(deadline, days=1),
        last=pl.when(missing)
        .then(facts.last_day)
        .otherwise(later(facts.fund_opened.dt.offset_by("-1d"), after(deadline, days=1))),
        due=pl.when(missing & facts.employed).then(next_workday(facts.asked_on)),
    )


@rule(
    title=TITLE,
    facts=Employment,
    since="2002-03-24",
    until="2026-08-20",
    dated_by="started",
    cites=(THIRTY_DAYS, WHO, CONSEQUENCE),
    severity="medium",
    explain=EXPLAIN,
    remedy=(
        "到住房公积金管理中心补办登记和开户，并补缴欠缴的月份。",
        "Register with the housing fund centre, open the account and pay the months missed.",
    ),
    limits=(
        ARREARS,
        (
            "逾期仍不办理的，可处 1 万元以上 5 万元以下罚款，没有计入；条文按2019年修订的文本引用",
            "A fine of CNY 10,000 to 50,000 follows only if it is not done when ordered; articles are those of the 2019 text",
        ),
    ),
    rulebook="fund.registration30",
)
def account_late(facts: Employment, law: Law) -> Breach:
    """Thirty days from hiring on 20 August 2026 end on 19 September, the last day of the text on file."""
    return late_account(facts, law)


@rule(
    title=("没有按时办理住房公积金账户，请核对", "No housing fund account in time: please check"),
    facts=Employment,
    since="2026-08-21",
    dated_by="started",
    cites=(THIRTY_DAYS, WHO),
    severity="medium",
    question=True,
    explain=EXPLAIN,
    remedy=(
        "核对是否已办缴存登记和开户；没有办的，到住房公积金管理中心办理。",
        "Check whether registration and the account exist; if not, see the housing fund centre.",
    ),
    limits=(
        ARREARS,
        (
            "条例自2026年9月20日起修改，新文本的条号还没有核对，所以只提请核对",
            "The regulation was amended from 20 September 2026 and the new article numbers are not yet confirmed, so "
            "this is only a question",
        ),
    ),
    rulebook="fund.registration30",
)
def account_to_check(facts: Employment, law: Law) -> Breach:
    return late_account(facts, law)
