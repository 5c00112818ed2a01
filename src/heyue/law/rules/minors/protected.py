"""未成年工保护: someone of sixteen or seventeen works here."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.dates import after, later
from heyue.law.facts.employment import Employment
from heyue.law.rule import Breach, Law, rule

WHO, FORBIDDEN, CHECKS = Cite("劳动法", 58, 2), Cite("劳动法", 64), Cite("劳动法", 65)
VENUES = Cite("未成年人保护法", 61)


@rule(
    title=("有未成年工，请核对保护措施", "A worker under eighteen: please check the protection"),
    facts=Employment,
    since="1995-01-01",
    cites=(WHO, FORBIDDEN, CHECKS, VENUES),
    severity="medium",
    question=True,
    explain=(
        "这位员工已满十六周岁，{eighteen} 才满十八周岁。未成年工不能做矿山井下、有毒有害、繁重的工作，要定期体检；"
        "娱乐场所、酒吧、网吧不能招用。",
        "This person is over sixteen and turns eighteen on {eighteen}. Workers of that age may not do mining, toxic or "
        "very heavy work and "
        "need regular health checks; entertainment venues, bars and internet cafés may not hire them.",
    ),
    remedy=(
        "核对岗位是否属于禁忌范围，安排健康检查，并按当地规定办理未成年工登记。",
        "Check that the post is allowed, arrange the health checks and register the worker as the local rules require.",
    ),
    limits=(
        (
            "岗位危害和体检、登记情况表里没有，所以只提请核对",
            "Hazards of the post, health checks and registration are not in the sheets, so this is only a question",
        ),
    ),
    shows=("birth",),
    rulebook="minor.16_18",
)
def protected(facts: Employment, law: Law) -> Breach:
    eighteen = law.step(
        "eighteen", after(facts.birth, months=216), WHO, zh="满十八周岁的那天", en="Eighteenth birthday", unit="date"
    )
    return law.breach(
        applies=facts.employed & ~facts.status.is_in(["contractor", "intern"]),
        when=(facts.asked_on >= after(facts.birth, months=192)) & (facts.asked_on < eighteen),
        first=later(facts.started, after(facts.birth, months=16 * 12)),
        last=facts.asked_on,
    )
