"""违法解除赔偿金: damages for an unlawful dismissal, twice the severance pay."""

from __future__ import annotations

import polars as pl

from heyue.law.cite import Cite
from heyue.law.figures import AVERAGE_WAGE
from heyue.law.rule import Law, rule
from heyue.law.rules.severance.severance import BELOW_MINIMUM, CAP, WAGE, YEARS, Severance, severance_pay

TWICE = Cite("劳动合同法", 87)
FROM_THE_FIRST_DAY = Cite("劳动合同法实施条例", 25)
WHOLE_SERVICE = (
    "赔偿金的年限从用工之日起算，包括2008年以前；工作调动合并年限的情形请另行确认",
    "Damages count from the first day employed, years before 2008 included; merged service is not checked",
)


def damages(law: Law, *, started: pl.Expr, ended: pl.Expr, wage: pl.Expr, year_before: pl.Expr) -> pl.Expr:
    """赔偿金的算法: twice the severance pay on the whole service from the first day; null `year_before` caps nothing."""
    once = severance_pay(law, started=started, ended=ended, wage=wage, year_before=year_before, name="severance")
    return law.step("damages", once * 2, TWICE, zh="赔偿金：经济补偿 × 2", en="Damages: twice the severance pay")


@rule(
    title=("违法解除或终止的赔偿金", "Damages for unlawful dismissal"),
    facts=Severance,
    since="2008-01-01",
    dated_by="ended",
    cites=(TWICE, FROM_THE_FIRST_DAY, YEARS, CAP, WAGE, Cite("劳动合同法", 48)),
    limits=(
        (
            "付了赔偿金就不再付经济补偿；员工也可以选择要求继续履行合同，那样就不是赔偿金",
            "Damages replace severance pay; the employee may instead ask for the contract to go on, and then no damages are due",
        ),
        WHOLE_SERVICE,
        BELOW_MINIMUM,
    ),
    rulebook="term.unlawful2N",
)
def unlawful(facts: Severance, law: Law) -> pl.Expr:
    return damages(
        law,
        started=facts.started,
        ended=facts.ended,
        wage=facts.average_wage,
        year_before=law.figure(AVERAGE_WAGE, year=-1),
    )
