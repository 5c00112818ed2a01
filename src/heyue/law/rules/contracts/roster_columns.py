"""花名册缺列: the roster has no column at all for items it must hold."""

from __future__ import annotations

from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.contracts.roster_incomplete import FINE, ITEMS, ROSTER
from heyue.law.workdays import next_workday


@rule(
    title=("花名册缺列", "Columns missing on the staff roster"),
    facts=Company,
    since="2008-09-18",
    cites=(ITEMS, ROSTER, FINE),
    severity="low",
    explain=(
        "花名册没有这些项目：{missing_columns}。职工名册应当包括它们。",
        "The roster has no column for: {missing_columns}. A staff roster has to hold them.",
    ),
    remedy=("在花名册里加上这些列，逐人填好。", "Add these columns to the roster and fill them in for everyone."),
    limits=(
        (
            "名册可能另有一份，这里只看交来的花名册。逾期不改正的可罚 2000 元以上 2 万元以下",
            "Another roster may exist; only the one given is looked at. A fine of CNY 2,000 to 20,000 follows only if "
            "it is not corrected in time",
        ),
    ),
    rulebook="contract.roster_missing",
)
def roster_columns(facts: Company, law: Law) -> Breach:
    law.step("missing_columns", facts.missing_columns, ITEMS, zh="没有的项目", en="Items without a column", unit="word")
    return law.breach(when=facts.missing_columns_count > 0, due=next_workday(facts.asked_on))
