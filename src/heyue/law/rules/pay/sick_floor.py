"""病假工资的下限: the least sick pay for a month within the medical period."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Month
from heyue.law.cite import Cite
from heyue.law.figures import MINIMUM_WAGE_MONTHLY
from heyue.law.money import percent
from heyue.law.rule import Law, rule

FLOOR = Cite("劳部发〔1995〕309号", 59)
WITHIN = Cite("企业职工患病或非因工负伤医疗期规定", 5)


class SickMonth(Facts):
    """病假工资所问: the month."""

    month = Ask(Month, zh="哪个月？", en="Which month?")


@rule(
    title=("病假工资的下限", "Least sick pay"),
    facts=SickMonth,
    since="1995-08-04",
    dated_by="month",
    cites=(FLOOR, WITHIN),
    limits=(
        (
            "规定 80% 的文件原文没有收录，条号和内容取自公开转载，请以原文为准",
            "The text that sets the 80% is not on file; its number and content come from published quotations, the "
            "original decides",
        ),
        (
            "只管医疗期内整月病休的情形；当地规定、合同或规章约定更高的，从其规定",
            "For a whole month of sick leave within the medical period; higher local, agreed or company rates prevail",
        ),
    ),
    rulebook="leave.sick_pay",
)
def sick_floor(facts: SickMonth, law: Law) -> pl.Expr:
    minimum = law.step(
        "minimum_wage",
        law.figure(MINIMUM_WAGE_MONTHLY, on=facts.month),
        FLOOR,
        zh="当地当月最低工资标准",
        en="Local minimum wage of the month",
    )
    return law.step("floor", percent(minimum, 80), FLOOR, zh="最低工资 × 80%", en="80% of the minimum wage")
