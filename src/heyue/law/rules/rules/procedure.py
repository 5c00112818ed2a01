"""规章制度没有走程序: company rules made without the steps the law asks for."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "规章制度缺民主程序或公示",
        "Company rules lack discussion, agreement or publication",
    ),
    facts=Company,
    since="2008-01-01",
    cites=(Cite("劳动合同法", 4, 2), Cite("劳动合同法", 4, 4), Cite("法释〔2020〕26号", 50, 1)),
    severity="medium",
    explain=(
        "规章制度要经职工讨论、平等协商、公示或告知三步，其中 {lacking} 步没有做。"
        "发生争议时，没有走完程序的制度可能不能作为处理员工的依据。",
        "Company rules need discussion, agreement and publication; {lacking} of these steps was not taken. In a "
        "dispute, rules made without them may not be accepted as grounds for dealing with an employee.",
    ),
    remedy=(
        "补做缺的步骤：职工讨论、和工会或职工代表协商、公示或让员工签收，每一步留下记录。",
        "Make up what is missing: discussion, agreement with the union or representatives, publication or signed "
        "receipt; keep records.",
    ),
    limits=(
        (
            "只看填报的三个步骤，制度内容没有检查",
            "Looks at the three steps as declared, not at the contents",
        ),
        (
            "只有直接涉及劳动者切身利益的制度要走这些程序（劳动合同法第四条第二款，如报酬、工时、休假、安全、保险福利、培训、纪律、定额）",
            "Only rules that directly touch employees' vital interests need these steps (Labour Contract Law, art. "
            "4(2): pay, hours, leave, safety, benefits, training, discipline, quotas and the like)",
        ),
    ),
    rulebook="rules.democratic_procedure",
)
def procedure(facts: Company, law: Law) -> Breach:
    undiscussed, unagreed, unpublished = (
        ~fact.fill_null(value=True) for fact in (facts.rules_discussed, facts.rules_consulted, facts.rules_published)
    )
    some = undiscussed | unagreed | unpublished
    discussed = law.needed(facts.rules_discussed, where=~some)
    consulted = law.needed(facts.rules_consulted, where=~some)
    published = law.needed(facts.rules_published, where=~some)
    lacks = ~(discussed & consulted & published)
    law.step(
        "lacking",
        undiscussed.cast(pl.Int64) + unagreed.cast(pl.Int64) + unpublished.cast(pl.Int64),
        Cite("劳动合同法", 4, 2),
        zh="没有做的步骤数（职工讨论、平等协商、公示或告知）",
        en="Steps not taken (discussion, agreement, publication)",
        unit="count",
    )
    return law.breach(
        applies=facts.has_rules,
        when=lacks,
    )
