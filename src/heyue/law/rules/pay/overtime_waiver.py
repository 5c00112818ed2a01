"""放弃加班费的约定: an agreement that waives overtime pay."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday


@rule(
    title=(
        "有放弃加班费的约定",
        "An agreement waiving overtime pay",
    ),
    facts=Company,
    since="2008-01-01",
    cites=(Cite("劳动合同法", 26, 1), Cite("劳动法", 44), Cite("劳动合同法", 31)),
    severity="high",
    explain=(
        "有让员工自愿放弃加班费的约定，这样的约定无效，加班费照样要付。",
        "Employees were asked to waive overtime pay; such a waiver is void and the pay is still due.",
    ),
    remedy=(
        "停用这样的承诺书，按考勤结算加班费。",
        "Stop using such waivers and settle overtime by attendance.",
    ),
    limits=(
        (
            "离职时就已发生的加班费自愿结清的协议不在此列",
            "A settlement of past overtime at leaving is another matter",
        ),
    ),
    rulebook="otpay.waiver_void",
)
def overtime_waiver(facts: Company, law: Law) -> Breach:
    return law.breach(
        when=facts.overtime_waiver,
        due=next_workday(facts.asked_on),
    )
