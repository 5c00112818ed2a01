"""合同到期没续签仍在上班: the fixed term is over, the work goes on and no new contract was signed."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.contracts.double_wage import second_wage
from heyue.law.workdays import next_workday

EXTENDED_BY_LAW = Cite("法释〔2025〕12号", 8)
WORK_GOES_ON = Cite("法释〔2025〕12号", 11, 1)
SAME_TERMS = Cite("法释〔2020〕26号", 34, 1)
PROTECTED = Cite("劳动合同法", 45)
SEVERANCE = Cite("劳动合同法", 46, item=5)


@rule(
    title=("合同到期没续签，仍在上班", "The contract has ended, the work goes on"),
    facts=Employment,
    since="2025-09-01",
    cites=(WORK_GOES_ON, EXTENDED_BY_LAW, SAME_TERMS, PROTECTED, SEVERANCE),
    severity="medium",
    explain=(
        "最近一份合同 {last_ends} 到期，之后仍在上班，已超过一个月，没有看到续签的合同。单位没有表示过异议的，员工可以要求按原条件续订。",
        "The latest contract ended on {last_ends}; work has gone on for more than a month and no renewal is on file. "
        "Where you did not object, the employee may ask for renewal on the same terms.",
    ),
    remedy=(
        "马上与员工商量续签并签好书面合同。不打算续的，在到期后一个月内依法终止并付经济补偿；"
        "已经超过一个月的，员工可以要求按原条件续签，不能再按到期终止处理。",
        "Agree on a renewal with the employee and sign it in writing. A contract not to be renewed is ended lawfully, with "
        "severance, within a month of its end; after that the employee may ask for renewal on the same terms and it can "
        "no longer be ended as expired.",
    ),
    limits=(
        (
            "到期后没有书面合同的时间是否另付二倍工资，各地做法不同，这里只给出最多可能的数",
            "Whether a second wage is owed for the time after expiry differs by place; only the most it could be is shown",
        ),
        (
            "医疗期、工伤、服务期没满、工会任职等依法自动续延的情形，表里没有这些资料，请自行核对",
            "Terms extended by law for sick leave, work injury, an unfinished service period or union office cannot be "
            "seen in the sheets",
        ),
    ),
    rulebook="contract.expiry.no_renewal_work_continues",
)
def expired_work_continues(facts: Employment, law: Law) -> Breach:
    next_day = law.step(
        "next_day",
        after(facts.last_ends, days=1),
        WORK_GOES_ON,
        zh="到期后的第一天",
        en="First day after the end",
        unit="date",
    )
    month_over = law.step(
        "month_over",
        after(facts.last_ends, months=1),
        WORK_GOES_ON,
        zh="到期后满一个月的那天",
        en="One month after the end",
        unit="date",
    )
    # the most that could follow: a second wage as for a new hire from that day;
    # its steps would speak of hiring, so they stay unnamed
    most = second_wage(
        law.aside(),
        started=next_day,
        signed=pl.lit(None, dtype=pl.Date),
        until=facts.asked_on,
        wage=facts.monthly_wage,
    ).amount
    protected = (
        facts.protected_from.is_not_null()
        & (facts.protected_from <= facts.last_ends)
        & (facts.last_ends <= facts.protected_to)
    )
    return law.breach(
        applies=(facts.status == "full_time")
        & facts.employed
        & facts.has_contracts
        & (facts.contract_count >= 1)
        & (facts.last_term == "fixed")
        & facts.last_ends.is_not_null(),
        when=(month_over < facts.asked_on) & ~protected,
        at_most=pl.when(most > 0).then(most),
        first=next_day,
        last=facts.asked_on,
        due=next_workday(facts.asked_on),
    )
