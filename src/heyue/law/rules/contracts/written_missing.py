"""未及时签订书面劳动合同: no written contract within one month of the start."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.contracts.double_wage import BY_MONTH, IN_TIME, OWED, WINDOW, second_wage
from heyue.law.workdays import next_workday

FULL_YEAR = Cite("劳动合同法实施条例", 7)
EXCUSED = Cite("法释〔2025〕12号", 7)


@rule(
    title=("没有及时签书面劳动合同", "No written contract in time"),
    facts=Employment,
    since="2008-01-01",
    dated_by="started",
    cites=(IN_TIME, OWED, WINDOW, FULL_YEAR, BY_MONTH, EXCUSED),
    severity="high",
    explain=(
        "{started} 入职，书面合同最迟应在 {deadline} 签好。从 {from} 到 {to}，每月要多付一倍工资。",
        "Started on {started}; the written contract was due by {deadline}. From {from} to {to} a second wage is owed each month.",
    ),
    remedy=(
        "尽快补签书面合同，写实际签订日期，一式两份各执一份；员工不愿签的，先发书面通知并留底。",
        "Sign a written contract now with the true date, one copy each; if the employee declines, give written notice "
        "and keep it.",
    ),
    limits=(
        (
            "超过一年的部分可能已过仲裁时效；不可抗力、员工故意或重大过失等可以不付的情形没有考虑",
            "Parts older than one year may be time-barred; force majeure and the employee's intent or gross negligence are "
            "not considered",
        ),
    ),
    rulebook="contract.written.missing_1m",
)
def written_missing(facts: Employment, law: Law) -> Breach:
    found = second_wage(law, started=facts.started, signed=facts.signed, until=facts.last_day, wage=facts.monthly_wage)
    # an undated contract may be the one signed in time
    dated = law.needed(facts.signing_known, where=found.late & facts.signed_unclear)
    return law.breach(
        applies=(facts.status == "full_time") & facts.has_contracts,
        when=found.late & dated.fill_null(value=True),
        amount=found.amount,
        first=found.first,
        last=found.last,
        due=pl.when(facts.employed & facts.signed.is_null()).then(next_workday(facts.asked_on)),
    )
