"""辅助性岗位没有走程序: auxiliary posts for dispatched workers not settled by procedure."""

from __future__ import annotations

from heyue.law.cite import Cite
from heyue.law.covered import user_unit
from heyue.law.facts.company import Company
from heyue.law.rule import Breach, Law, rule


@rule(
    title=(
        "派遣的辅助性岗位没有经过民主程序",
        "Auxiliary posts not settled with staff",
    ),
    facts=Company,
    since="2014-03-01",
    cites=(Cite("劳务派遣暂行规定", 3, 3), Cite("劳务派遣暂行规定", 22)),
    severity="low",
    explain=(
        "用了 {dispatched} 名派遣员工，辅助性岗位没有经职工讨论、协商和公示。",
        "{dispatched} dispatched worker(s) are used; the auxiliary posts were not discussed, agreed and published.",
    ),
    remedy=(
        "列出辅助性岗位，经职工代表大会或全体职工讨论、和工会或职工代表协商后公示。",
        "List the posts, discuss them with staff, agree them with the union or representatives and publish them.",
    ),
    limits=(
        (
            "只用于临时性、替代性岗位的，不需要这个程序，请核对岗位性质",
            "Temporary and substitute posts need no such procedure; check the kind of post",
        ),
    ),
    rulebook="dispatch.three_types",
)
def auxiliary_procedure(facts: Company, law: Law) -> Breach:
    return law.breach(
        applies=(facts.dispatched > 0) & user_unit(law, facts.company_kind),
        when=~facts.dispatch_posts_listed,
    )
