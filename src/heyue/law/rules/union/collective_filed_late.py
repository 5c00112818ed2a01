"""集体合同报送晚了: a collective contract filed later than ten days after signing."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule
from heyue.law.workdays import next_workday


@rule(
    title=(
        "集体合同报送晚了",
        "Collective contract filed late",
    ),
    facts=Company,
    since="2004-05-01",
    cites=(Cite("集体合同规定", 42, 1), Cite("集体合同规定", 47)),
    severity="low",
    explain=(
        "集体合同 {collective_signed} 签订，最迟应在 {deadline} 报送，实际 {collective_filed}。",
        "Signed on {collective_signed}, the collective contract was to be filed by {deadline}; it was on "
        "{collective_filed}.",
    ),
    remedy=(
        "在签订或变更后十日内报送人社部门；劳动行政部门收到文本之日起十五日内没有提出异议的，即行生效。",
        "File within ten days of signing or changing it; it takes effect if the authority makes no objection within "
        "fifteen days of receiving the text.",
    ),
    limits=(
        (
            "最后一天是休息日的顺延到下一个工作日；工资专项集体合同的期限更短，没有检查",
            "A last day off moves to the next working day; the shorter time for wage agreements is not checked",
        ),
    ),
    rulebook="collective.filing",
)
def collective_filed_late(facts: Company, law: Law) -> Breach:
    deadline = law.step(
        "deadline",
        next_workday(after(facts.collective_signed, days=10), itself=True),
        Cite("集体合同规定", 42, 1),
        zh="最晚报送日：签订后十日，遇休息日顺延",
        en="Last day to file: ten days after signing, moved on from a day off",
        unit="date",
    )
    return law.breach(
        when=facts.collective_filed > deadline,
    )
