"""视为无固定期限合同: a full year without a written contract, so that an open-ended one is deemed made."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

DEEMED = Cite("劳动合同法", 14, 3)
AT_ONCE = Cite("劳动合同法实施条例", 7)
NO_SECOND_WAGE = Cite("法释〔2025〕12号", 9)


@rule(
    title=("满一年没签书面合同，视为无固定期限", "A year without a written contract: an open-ended one is deemed made"),
    facts=Employment,
    since="2008-01-01",
    dated_by="started",
    cites=(DEEMED, AT_ONCE, NO_SECOND_WAGE),
    severity="medium",
    explain=(
        "{started} 入职，到 {year_full} 满一年时还没有签书面合同，法律上视为双方已订立无固定期限合同，应当马上补签。",
        "Started on {started}; by {year_full}, a full year, no contract was signed. The law treats the parties as having an "
        "open-ended contract, which has to be put in writing at once.",
    ),
    remedy=(
        "补签一份无固定期限书面合同，写实际签订日期，双方各执一份。",
        "Sign an open-ended contract now, with the true date of signing, one copy each.",
    ),
    limits=(
        (
            "满一年之后不再另付二倍工资；满一年之前的部分见“没有及时签书面劳动合同”",
            "No second wage is owed beyond the first year; for the first year see the finding on the missing written contract",
        ),
        (
            "公益性岗位、依法自动续延等例外没有考虑",
            "Public-welfare posts and terms extended by law are not considered",
        ),
    ),
    rulebook="contract.written.missing_12m",
)
def deemed_open_ended(facts: Employment, law: Law) -> Breach:
    year_full = law.step(
        "year_full",
        after(facts.started, months=12),
        AT_ONCE,
        zh="用工满一年的那天",
        en="A full year employed on",
        unit="date",
    )
    unsigned = facts.signed.is_null() | (facts.signed >= year_full)
    deemed = (facts.asked_on >= year_full) & unsigned & ~facts.has_open_contract
    # an undated contract may be the one signed within the year
    dated = law.needed(facts.signing_known, where=deemed & facts.signed_unclear)
    return law.breach(
        applies=(facts.status == "full_time") & facts.employed & facts.has_contracts,
        when=deemed & dated.fill_null(value=True),
        first=year_full,
        last=facts.asked_on,
        due=pl.when(facts.employed).then(next_workday(facts.asked_on)),
    )
