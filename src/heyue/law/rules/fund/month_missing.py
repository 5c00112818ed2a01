"""漏缴公积金: a month of employment without housing fund."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.dates import month_start
from heyue.law.facts.pay_month import PayMonth
from heyue.law.money import percent
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.fund.rate_low import AMENDED, ENFORCED, FLOOR, IN_FULL
from heyue.law.workdays import next_workday

OPEN = Cite("住房公积金管理条例", 15, 1)
UNITS = Cite("住房公积金管理条例", 2, 2)
REMIT = Cite("住房公积金管理条例", 19, 2)
FIRST_JOB = Cite("住房公积金管理条例", 17, 1)
EXPLAIN = (
    "{month} 整月在职，没有缴公积金。按最低比例，单位部分约 {employer}。",
    "Employed all of {month} without housing fund. At the lowest rate the employer's part is about {employer}.",
)
LIMITS = (
    (
        "金额只按最低比例 5% 估算单位部分；经批准缓缴的没有考虑；首次参加工作的从第二个月起缴，入职当月没有检查",
        "The sum estimates the employer's part at the lowest rate of 5%; approved deferrals are not considered; "
        "people in their "
        "first job start in the second month, so the month of joining is not checked",
    ),
    AMENDED,
)


def _breach(facts: PayMonth, law: Law) -> Breach:
    employer = law.step(
        "employer",
        percent(facts.gross, 5),
        FLOOR,
        zh="单位部分（估算）：应发 × 5%",
        en="Employer's part (estimate): gross × 5%",
    )
    return law.breach(
        applies=(facts.status == "full_time")
        & facts.full
        & facts.complete
        & (facts.month > month_start(facts.started))
        & (facts.company_kind != "individual_business"),
        when=~facts.has_fund,
        amount=employer,
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )


@rule(
    title=("这个月没有缴公积金", "No housing fund paid for the month"),
    facts=PayMonth,
    since="2019-03-24",
    until="2026-09-19",
    dated_by="month",
    cites=(OPEN, REMIT, IN_FULL, FLOOR, FIRST_JOB, UNITS, ENFORCED),
    severity="medium",
    explain=EXPLAIN,
    remedy=(
        "到住房公积金管理中心办理缴存登记、开户和补缴。",
        "Register with the housing fund centre, open the account and pay the arrears.",
    ),
    limits=LIMITS,
    rulebook="fund.start_month",
)
def month_missing(facts: PayMonth, law: Law) -> Breach:
    return _breach(facts, law)


@rule(
    title=("这个月没有缴公积金，请核对", "No housing fund paid for the month: please check"),
    facts=PayMonth,
    since="2026-09-20",
    dated_by="month",
    cites=(OPEN, IN_FULL, UNITS),
    severity="medium",
    question=True,
    explain=EXPLAIN,
    remedy=(
        "核对当月是否已缴；没有缴的，到住房公积金管理中心办理登记、开户和补缴。",
        "Check whether it was paid; if not, register with the housing fund centre, open the account and pay the arrears.",
    ),
    limits=LIMITS,
    rulebook="fund.start_month",
)
def month_missing_amended(facts: PayMonth, law: Law) -> Breach:
    return _breach(facts, law)
