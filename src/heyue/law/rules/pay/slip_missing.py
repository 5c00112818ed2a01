"""没有给工资条: no pay slip is given."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "没有给员工工资条",
        "No pay slips given",
    ),
    facts=Company,
    since="1995-01-01",
    cites=(Cite("工资支付暂行规定", 6, 3),),
    severity="low",
    explain=(
        "填写的情况是没有给工资条；发工资时应当给每个人一份本人的工资清单。",
        "The company says it gives no pay slips; each employee is to receive one with the wages.",
    ),
    remedy=(
        "每次发工资时给员工一份工资条，电子的也可以，留下发送记录。",
        "Give a pay slip with each payment, electronic if you like, and keep the record.",
    ),
    limits=(
        (
            "只看填报的情况，没有逐人检查",
            "Looks at what the company declares, not at each person",
        ),
    ),
    rulebook="wage.pay.record",
)
def slip_missing(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=~facts.slips_given,
    )
