"""发社保补贴代替参保: cash paid in place of social insurance."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday

VOID = Cite("法释〔2025〕12号", 19, 1)
RETURN = Cite("法释〔2025〕12号", 19, 2)
ENROL = Cite("社会保险法", 58, 1)


@rule(
    title=("发社保补贴代替参保", "Cash paid in place of social insurance"),
    facts=PayMonth,
    since="2025-09-01",
    dated_by="month",
    cites=(ENROL, VOID, RETURN),
    severity="medium",
    explain=(
        "{month} 发了社保补贴 {subsidy}，当月没有参保。不缴社保的约定无效，员工可以因此解除合同并要求经济补偿。",
        "{subsidy} was paid in {month} and the person was not insured. An agreement to go without insurance is void; "
        "the employee may leave over it and claim severance.",
    ),
    remedy=(
        "为员工参保补缴；补缴后可以要求员工退回已发的社保补贴。",
        "Enrol the employee and pay the arrears; after that the cash already paid may be claimed back.",
    ),
    limits=(
        (
            "只看当月没有参保的人；补贴另有用途的，请核对项目名称",
            "Only people not insured in the month are looked at; where the item means something else, check its name",
        ),
    ),
    rulebook="social.waiver_void",
)
def subsidy_instead(facts: PayMonth, law: Law) -> Breach:
    subsidy = law.step("subsidy", facts.insurance_subsidy, VOID, zh="社保补贴", en="Cash in place of insurance")
    insured = law.needed(facts.has_insurance, where=facts.insurance_subsidy > 0)
    return law.breach(
        applies=(facts.status == "full_time") & facts.has_payroll,
        when=(subsidy > 0) & ~insured,
        first=facts.month,
        last=facts.month_end,
        due=next_workday(facts.asked_on),
    )
