"""离职证明没有及时出具: no certificate when the employment ended."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

AT_ONCE, DAMAGES = Cite("劳动合同法", 50, 1), Cite("劳动合同法", 89)
CONTENT = Cite("劳动合同法实施条例", 24)


@rule(
    title=("离职证明没有及时出具", "Leaving certificate late or missing"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(AT_ONCE, DAMAGES, CONTENT),
    severity="low",
    explain=(
        "{ended} 离职，离职证明出具日期：{certificate}。解除或终止合同时就应当出具证明。",
        "Last day {ended}; certificate issued on: {certificate}. It is due when the employment ends.",
    ),
    remedy=(
        "补开离职证明（写明合同期限、解除或终止日期、岗位和工作年限），交本人签收。",
        "Issue the certificate (term, last day, post and years of service) and have its receipt signed.",
    ),
    limits=(
        (
            "因此给员工造成的损失没有计算；档案和社保关系的转移（十五天内）没有检查",
            "Losses it caused are not computed; the transfer of files and insurance within fifteen days is not checked",
        ),
    ),
    rulebook="term.certificate15",
)
def certificate_late(facts: Employment, law: Law) -> Breach:
    missing = facts.certificate.is_null()
    return law.breach(
        applies=facts.left & (facts.status == "full_time") & facts.certificate_given,
        when=pl.when(missing).then(facts.ended < facts.asked_on).otherwise(facts.certificate > facts.ended),
        first=facts.ended,
        last=facts.certificate,
        due=pl.when(missing).then(next_workday(facts.asked_on)),
    )
