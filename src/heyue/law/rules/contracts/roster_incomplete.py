"""职工名册缺项: a person's entry on the roster lacks items the roster must hold."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

ROSTER = Cite("劳动合同法", 7)
ITEMS = Cite("劳动合同法实施条例", 8)
FINE = Cite("劳动合同法实施条例", 33)


@rule(
    title=("职工名册缺项目", "Items missing on the staff roster"),
    facts=Employment,
    since="2008-09-18",
    cites=(ITEMS, ROSTER, FINE),
    severity="low",
    explain=(
        "花名册里这位员工还缺：{missing_items}。职工名册要写明姓名、性别、身份号码、户籍地址及现住址、联系方式、用工形式、起始时间和合同期限。",
        "This person's roster entry lacks: {missing_items}. The roster holds name, sex, identity number, registered "
        "and current address, "
        "contact, form of employment, first day and term of the contract.",
    ),
    remedy=("补齐花名册里缺的项目。", "Fill in the missing items on the roster."),
    limits=(
        (
            "只看花名册里有的列；整列都没有的，另在“花名册缺列”里一次列出。逾期不改正的可罚 2000 元以上 2 万元以下",
            "Only columns the sheet has are looked at; columns lacking altogether are listed once for the company. A fine of "
            "CNY 2,000 to 20,000 follows only if it is not corrected in the time ordered",
        ),
    ),
    rulebook="contract.roster_missing",
)
def roster_incomplete(facts: Employment, law: Law) -> Breach:
    law.step("missing_items", facts.missing_items, ITEMS, zh="缺的项目", en="Items missing", unit="word")
    return law.breach(
        applies=facts.status.is_in(["full_time", "part_time"]),
        when=facts.missing_count > 0,
        due=next_workday(facts.asked_on),
    )
