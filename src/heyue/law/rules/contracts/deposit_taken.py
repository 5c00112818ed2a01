"""收押金或扣证件: a deposit was taken or identity papers are withheld."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

FORBIDDEN = Cite("劳动合同法", 9)
PAPERS, MONEY = Cite("劳动合同法", 84, 1), Cite("劳动合同法", 84, 2)


@rule(
    title=("收取押金或扣押证件", "Deposit taken or papers withheld"),
    facts=Employment,
    since="2008-01-01",
    dated_by="last_day",
    cites=(FORBIDDEN, PAPERS, MONEY),
    severity="high",
    explain=(
        "登记收取押金 {deposit}，扣押证件：{documents_held}。招用员工不得扣证件，也不得以任何名义收取财物。",
        "Deposit recorded: {deposit}; papers withheld: {documents_held}. No papers may be kept and no money or goods "
        "taken on hiring.",
    ),
    remedy=(
        "把押金和证件退还本人，请本人签收，并停止今后再收。",
        "Return the deposit and papers, have the receipt signed, and take none in future.",
    ),
    limits=(
        (
            "只算应退的押金；收取财物的，责令限期退还，并按每人 500 元以上 2000 元以下罚款，没有计入",
            "Only the deposit to return is counted; with the order to return it a fine of CNY 500 to 2,000 a person is "
            "imposed, which is not included",
        ),
    ),
    rulebook="contract.deposit_or_id_withheld",
)
def deposit_taken(facts: Employment, law: Law) -> Breach:
    deposit = law.needed(facts.deposit, where=~facts.documents_held)
    taken = law.step("deposit_due", deposit, MONEY, zh="应退的押金", en="Deposit to return")
    return law.breach(
        applies=facts.status != "contractor",
        when=(deposit > 0) | facts.documents_held,
        amount=pl.when(taken > 0).then(taken),
        first=facts.started,
        last=facts.last_day,
        due=next_workday(facts.asked_on),
    )
