"""防治性骚扰措施不全: fewer than the seven measures against sexual harassment."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "请补全防治性骚扰的措施",
        "Complete the measures against sexual harassment",
    ),
    facts=Company,
    since="2023-01-01",
    cites=(Cite("妇女权益保障法", 25),),
    severity="low",
    question=True,
    explain=(
        "法条列了七项具体措施，已经做到 {done} 项。",
        "The article names seven measures; {done} are in place.",
    ),
    remedy=(
        "请对照补全：制度、负责人、培训、安保、投诉渠道、调查程序、帮助受害人。",
        "Please complete: rules, a person in charge, training, security, a way to complain, an inquiry procedure, "
        "help for victims.",
    ),
    limits=(
        (
            "第八项是其他合理措施，没有计入；只提示核对",
            "The eighth, other reasonable measures, is not counted; a reminder only",
        ),
    ),
    rulebook="women.harassment_system",
)
def harassment(facts: Company, law: Law) -> Breach:
    done = law.step(
        "done",
        facts.harassment_measures,
        Cite("妇女权益保障法", 25),
        zh="已做到的项数",
        en="Measures in place",
        unit="count",
    )
    return law.breach(
        when=done < 7,
    )
