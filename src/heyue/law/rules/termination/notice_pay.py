"""没有提前通知也没有代通知金: dismissed without fault, without thirty days' notice or a month's pay instead."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.women.dismissed import in_protected_time
from heyue.law.workdays import next_workday

NOTICE = Cite("劳动合同法", 40)
LAST_MONTH = Cite("劳动合同法实施条例", 20)


@rule(
    title=("无过失辞退没有提前三十天通知", "No thirty days' notice"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(NOTICE, LAST_MONTH),
    severity="medium",
    explain=(
        "{ended} 无过失辞退，书面通知日期：{end_notice}。没有提前三十天通知的，要另付一个月工资；已付代通知金 {paid}，还差 {amount}。",
        "Dismissed without fault on {ended}; written notice: {end_notice}. Without thirty days' notice a month's pay "
        "is due; {paid} was "
        "paid, {amount} remains.",
    ),
    remedy=("补付代通知金的差额，留下凭证。", "Pay the rest of the month's pay and keep the proof."),
    limits=(
        (
            "代通知金应按上一个月的工资标准，这里用约定月工资；提前了几天的通知不折抵",
            "The month's pay follows the wage of the month before; the agreed monthly wage is used here, and a shorter "
            "notice is not set off",
        ),
    ),
    rulebook="term.notice30",
)
def notice_pay(facts: Employment, law: Law) -> Breach:
    full_notice = after(facts.end_notice, days=30)
    short = facts.end_notice.is_null() | (facts.ended < full_notice)
    law.step(
        "earliest",
        full_notice,
        NOTICE,
        zh="通知后满三十天的那天",
        en="Thirty days after the notice",
        unit="date",
    )
    paid = law.step(
        "paid", law.needed(facts.notice_pay, where=short), NOTICE, zh="已付代通知金", en="Pay in lieu already paid"
    )
    wage = law.needed(facts.monthly_wage, where=short)
    amount = law.step(
        "amount",
        (wage - paid).clip(lower_bound=0),
        LAST_MONTH,
        zh="还差：一个月工资 − 已付",
        en="A month's pay less what was paid",
    )
    return law.breach(
        applies=facts.left
        & (facts.status == "full_time")
        & (facts.end_reason == "no_fault")
        & facts.end_notice_given
        & ~in_protected_time(facts),
        when=short & (paid < wage),
        amount=amount,
        first=facts.ended,
        last=facts.ended,
        due=next_workday(facts.asked_on),
    )
