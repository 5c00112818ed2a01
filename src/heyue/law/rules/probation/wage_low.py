"""试用期工资过低: probation pay below 80 % of the contract wage or below the local minimum."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.contract import Contract
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.money import percent
from heyue.law.rule import Breach, Law, rule
from heyue.law.rules.probation.too_long import has_probation
from heyue.law.rules.probation.unlawful_compensation import pay_for_time
from heyue.law.workdays import next_workday

FLOOR = Cite("劳动合同法", 20)
EIGHTY = Cite("劳动合同法实施条例", 15)


@rule(
    title=("试用期工资过低", "Probation pay too low"),
    facts=Contract,
    since="2008-01-01",
    dated_by="starts",
    cites=(FLOOR, EIGHTY, Cite("劳动合同法", 85)),
    severity="medium",
    explain=(
        "{starts} 起的合同约定试用期月工资 {probation_wage}，应不低于 {floor}（合同工资的八成，且不低于当地最低工资）。",
        "The contract from {starts} sets probation pay of {probation_wage} a month; it should be {floor} at least: 80% of the "
        "contract wage, and never below the local minimum.",
    ),
    remedy=(
        "把试用期工资提到 {floor} 以上，补发已经少发的部分。",
        "Raise the probation pay to {floor} or more and make good what was paid too little.",
    ),
    limits=(
        (
            "同岗位最低档工资不知道，按合同约定工资比较；当地最低工资查不到时只比较八成",
            "The lowest grade of the same post is not known, so the contract wage is compared; where the local minimum "
            "is not known only the 80% is",
        ),
        (
            "达到同岗位最低档工资八成的，即使低于合同工资八成也可能合法，请核对",
            "Pay at 80% of the lowest grade of the same post may be lawful even below 80% of the contract wage: check it",
        ),
        (
            "按合同约定的试用期工资算，实际发放更高的请以工资表为准",
            "Computed from the probation pay agreed; where more was actually paid, the payroll decides",
        ),
    ),
    rulebook="probation.wage_floor",
)
def wage_low(facts: Contract, law: Law) -> Breach:
    pay, wage = facts.probation_wage, facts.wage
    below_eighty = pay * 5 < wage * 4
    minimum = law.needed(law.figure(MINIMUM_WAGE_MONTHLY), where=~below_eighty)
    law.step("eighty_percent", percent(wage, 80), EIGHTY, zh="合同工资 × 80%", en="Contract wage × 80%")
    law.step("minimum", minimum, FLOOR, zh="当地月最低工资", en="Local monthly minimum")
    # fifths of a fen keep the 80 % exact until the one rounding; an unknown minimum leaves the 80 % alone
    fifths = pl.max_horizontal(wage * 4, minimum * 5)
    law.step(
        "floor",
        (fifths + 4) // 5,
        FLOOR,
        zh="试用期工资最低：两者中高的",
        en="Lowest probation pay: the higher of the two",
    )
    law.step("short", fifths // 5 - pay, FLOOR, zh="每月少的", en="Short each month")
    amount = pay_for_time(
        law,
        first=facts.starts,
        last=facts.served_until,
        monthly=fifths - pay * 5,
        parts=5,
        cite=FLOOR,
        words=(
            "补发：每月少的 ×（整月 + 工作日 ÷ 21.75）",
            "To make good: short each month × (whole months + working days ÷ 21.75)",
        ),
    )
    return law.breach(
        applies=(facts.status == "full_time") & has_probation(facts),
        when=below_eighty | (pay < minimum),
        amount=pl.when(facts.served_until >= facts.starts).then(amount),
        first=facts.starts,
        last=facts.probation_ends,
        due=next_workday(facts.asked_on),
    )
