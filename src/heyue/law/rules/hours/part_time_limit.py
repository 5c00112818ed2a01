"""非全日制超时: part-time hours above 24 a week on the month's average."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.pay_month import PayMonth
from heyue.law.money import ratio
from heyue.law.rule import Breach, Law, rule

LIMIT = Cite("劳动合同法", 68)
A_WEEK = 24 * 60


@rule(
    title=(
        "非全日制工时可能超过每周二十四小时，请核对",
        "Part-time work may exceed 24 hours a week: please check",
    ),
    facts=PayMonth,
    since="2008-01-01",
    dated_by="month",
    cites=(LIMIT,),
    severity="medium",
    question=True,
    explain=(
        "{month} 计薪 {hours}，按当月天数折算，每周 24 小时最多是 {limit}。",
        "{hours} worked in {month}; 24 hours a week make at most {limit} in that month.",
    ),
    remedy=(
        "核对每周实际工时，安排在二十四小时以内；长期超过的，请考虑改签全日制劳动合同并参加社会保险。",
        "Check the hours of each week and keep them within 24; where they are lastingly above, consider a full-time "
        "contract with social insurance.",
    ),
    limits=(
        (
            "按全月平均看，没有逐周检查；超过时是否按全日制处理由仲裁和法院认定",
            "Looks at the month's average, not each week; whether the relation counts as full-time is for tribunals "
            "to decide",
        ),
    ),
    rulebook="parttime.limits",
)
def part_time_limit(facts: PayMonth, law: Law) -> Breach:
    law.step(
        "limit",
        ratio(facts.days_in_month * A_WEEK, 7),
        LIMIT,
        zh="当月上限：24 小时 × 当月天数 ÷ 7",
        en="Month's limit: 24 hours × days in the month ÷ 7",
        unit="hours",
    )
    return law.breach(
        applies=(facts.status == "part_time") & facts.has_payroll,
        when=facts.hours * 7 > facts.days_in_month * A_WEEK,
        first=facts.month,
        last=facts.month_end,
    )
