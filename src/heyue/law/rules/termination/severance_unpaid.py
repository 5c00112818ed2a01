"""经济补偿没有付清: severance pay due on leaving was not paid, or not in full."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import later
from heyue.law.facts.employment import Employment
from heyue.law.figures import AVERAGE_WAGE
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.severance.severance import BELOW_MINIMUM, CAP, ESTIMATED, OLDER_SERVICE, WAGE, YEARS, severance_pay
from heyue.law.rules.women.dismissed import CEILING_UNKNOWN, in_protected_time
from heyue.law.workdays import next_workday

WHEN_DUE = Cite("劳动合同法", 46)
SURCHARGE = Cite("劳动合同法", 85, item=4)
FROM_2008 = Cite("劳动合同法", 97, 3)
OWED_FOR = ("resigned_38", "agreed_employer", "no_fault", "layoff", "expired", "closed")


@rule(
    title=("经济补偿没有付清", "Severance pay not paid in full"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(WHEN_DUE, YEARS, CAP, WAGE, SURCHARGE, FROM_2008),
    severity="high",
    explain=(
        "{ended} 离职（{end_reason}），应付经济补偿 {severance}，登记已付 {paid}，还差 {amount}。",
        "Last day {ended} ({end_reason}): severance of {severance} is due, {paid} is recorded as paid, {amount} remains.",
    ),
    remedy=(
        "核对离职原因和平均工资，补付差额并留下凭证。",
        "Check the reason for leaving and the average wage, pay the difference and keep the proof.",
    ),
    limits=(
        CEILING_UNKNOWN,
        OLDER_SERVICE,
        BELOW_MINIMUM,
        ESTIMATED,
        (
            "劳动部门责令后逾期仍不付的，可加付应付金额的 50% 到 100%，没有计入；员工因单位违法解除的，以理由成立为前提",
            "A surcharge of 50% to 100% follows only if it stays unpaid after an order; where the employee left over "
            "the employer's breach, that ground must hold",
        ),
        (
            "单位维持或提高条件续订而员工不同意的，不付；请把离职原因登记为“员工不续”",
            "Nothing is due where the employee declined renewal on the same or better terms: record the reason so",
        ),
    ),
    rulebook="term.severance_due term.severance_base",
)
def severance_unpaid(facts: Employment, law: Law) -> Breach:
    counted_from = law.step(
        "counted_from",
        pl.when(facts.end_reason == "expired").then(later(facts.started, pl.date(2008, 1, 1))).otherwise(facts.started),
        FROM_2008,
        zh="年限起算日：到期终止的从2008年1月1日起算",
        en="Service counted from; for an expired term 1 January 2008 at the earliest",
        unit="date",
    )
    due = severance_pay(
        law,
        started=counted_from,
        ended=facts.ended,
        wage=facts.average_wage,
        year_before=law.figure(AVERAGE_WAGE, year=-1, optional=True),
        name="severance",
    )
    paid = law.step("paid", facts.severance_paid, WHEN_DUE, zh="已付经济补偿", en="Severance already paid")
    amount = law.step("amount", (due - paid).clip(lower_bound=0), WHEN_DUE, zh="还差", en="Still due")
    return law.breach(
        applies=facts.left
        & (facts.status == "full_time")
        & facts.end_reason.is_in(list(OWED_FOR))
        & ~in_protected_time(facts),
        when=(due > paid) & law.needed(facts.average_complete, where=facts.severance_paid > 0).fill_null(value=True),
        amount=amount,
        first=facts.ended,
        last=facts.ended,
        due=next_workday(facts.asked_on),
    )
