"""失业保险金的最长期限: for how many months unemployment benefit is paid at most."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Years
from heyue.law.cite import Cite
from heyue.law.rule import Law, rule

LENGTH = Cite("社会保险法", 46)
ENTITLED = Cite("社会保险法", 45)
_YEAR = 10_000


class Contributions(Facts):
    """失业保险所问: how long premiums were paid."""

    contribution_years = Ask(
        Years, zh="失业前累计缴纳失业保险费几年？", en="Years of unemployment premiums paid before losing work?"
    )


@rule(
    title=("失业保险金最长领多久", "Longest unemployment benefit"),
    facts=Contributions,
    since="2011-07-01",
    unit="months",
    cites=(LENGTH, ENTITLED),
    limits=(
        (
            "还须非自愿离职、已登记求职；再次失业的，与前次没领完的合并，最长 24 个月",
            "Work must have been lost not by choice and the person registered for work; what is left of an earlier "
            "period is added, "
            "24 months at most",
        ),
        ("每月领多少由各省规定，不在这里计算", "The monthly rate is set by the province and not given here"),
    ),
)
def maximum_months(facts: Contributions, law: Law) -> pl.Expr:
    years = facts.contribution_years
    months = (
        pl.when(years < _YEAR).then(0).when(years < 5 * _YEAR).then(12).when(years < 10 * _YEAR).then(18).otherwise(24)
    )
    return law.step(
        "months",
        months.cast(pl.Int64) * 2,
        LENGTH,
        zh="满一年不足五年 12 个月，满五年不足十年 18 个月，十年以上 24 个月；不满一年没有",
        en="12 months for 1 to under 5 years, 18 for 5 to under 10, 24 for 10 or more; none under a year",
    )
