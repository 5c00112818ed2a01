"""医疗期: how long an employee who is ill or hurt outside work is protected, and the window it is summed in."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Facts, Years
from heyue.law.cite import Cite
from heyue.law.rule import Law, rule

SHORTER = Cite("企业职工患病或非因工负伤医疗期规定", 3, item=1)
LONGER = Cite("企业职工患病或非因工负伤医疗期规定", 3, item=2)
WINDOW = Cite("企业职工患病或非因工负伤医疗期规定", 4)
_YEAR = 10_000

#: Months of the medical period → months of the window in which the days of sick leave are added up.
WINDOWS = {3: 6, 6: 12, 9: 15, 12: 18, 18: 24, 24: 30}


class Illness(Facts):
    """医疗期所问: years of work in all and with this employer."""

    worked_years = Ask(Years, zh="实际参加工作一共几年？", en="Years of work in all?")
    employer_years = Ask(Years, zh="在本单位工作几年？", en="Years with this employer?")


@rule(
    title=("医疗期", "Medical period"),
    facts=Illness,
    since="1995-01-01",
    unit="months",
    cites=(SHORTER, LONGER, WINDOW),
    limits=(
        (
            "正好满 5、10、15、20 年时，条文两档都写了“以上”“以下”，这里取较长的一档",
            "At exactly 5, 10, 15 or 20 years the text can be read both ways; the longer period is given",
        ),
        (
            "上海等地另有规定；特殊疾病可以申请延长，没有考虑",
            "Shanghai and other places have their own rules; longer periods granted for grave illness are not "
            "considered",
        ),
    ),
    rulebook="leave.medical_period",
)
def medical_period(facts: Illness, law: Law) -> pl.Expr:
    own = facts.employer_years
    under_ten = pl.when(own < 5 * _YEAR).then(3).otherwise(6)
    ten_or_more = (
        pl.when(own < 5 * _YEAR)
        .then(6)
        .when(own < 10 * _YEAR)
        .then(9)
        .when(own < 15 * _YEAR)
        .then(12)
        .when(own < 20 * _YEAR)
        .then(18)
        .otherwise(24)
    )
    months = pl.when(facts.worked_years < 10 * _YEAR).then(under_ten).otherwise(ten_or_more)
    period = law.step(
        "months",
        months.cast(pl.Int64) * 2,
        LONGER,
        zh="医疗期：按实际工作年限和本单位工作年限",
        en="Medical period by years of work in all and with this employer",
        unit="months",
    )
    law.step(
        "window_months",
        months.replace_strict(WINDOWS, return_dtype=pl.Int64) * 2,
        WINDOW,
        zh="累计病休时间的计算周期",
        en="Window in which the days of sick leave are added up",
        unit="months",
    )
    return period
