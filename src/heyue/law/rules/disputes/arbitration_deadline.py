"""仲裁期限: the day by which an arbitration must have ended with an award."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts, Flag
from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.rule import Law, rule
from heyue.law.rules.disputes.limitation import HOLIDAY, WEEKEND, moved_past_holiday

AWARD = Cite("劳动争议调解仲裁法", 43, 1)
CALENDAR_DAYS = Cite("劳动人事争议仲裁办案规则", 80)


class Accepted(Facts):
    """仲裁期限所问: the day of acceptance and whether the time was extended."""

    accepted = Ask(Date, zh="仲裁委哪一天受理？", en="When did the tribunal accept the case?")
    extended = Ask(
        Flag, zh="是不是已经批准并书面通知延期？", en="Was an extension approved and notified in writing?", absent=False
    )


@rule(
    title=("劳动仲裁裁决的期限", "Time for an arbitration award"),
    facts=Accepted,
    since="2008-05-01",
    dated_by="accepted",
    unit="date",
    cites=(AWARD, CALENDAR_DAYS, HOLIDAY),
    limits=(
        WEEKEND,
        (
            "追加当事人、变更请求、反申请等会重新起算，中止和公告的时间不算，没有考虑",
            "New parties, changed claims or a counter-claim start the time afresh; a stay and public notice are "
            "not counted; "
            "none of these is considered",
        ),
        (
            "到期没有裁决的，可以就这件事向法院起诉",
            "Without an award by then the matter may be taken to court",
        ),
    ),
)
def arbitration_deadline(facts: Accepted, law: Law) -> pl.Expr:
    days = law.step(
        "days",
        pl.when(facts.extended).then(60).otherwise(45).cast(pl.Int64),
        AWARD,
        zh="天数：45 天，批准延期的再加 15 天（自然日）",
        en="Days: 45, and 15 more where extended (calendar days)",
        unit="count",
    )
    return moved_past_holiday(law, after(facts.accepted, days=days))
