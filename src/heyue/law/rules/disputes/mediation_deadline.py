"""调解期限: the day by which mediation must have led to an agreement."""

from __future__ import annotations

import polars as pl

from heyue.law.ask import Ask, Date, Facts
from heyue.law.cite import Cite
from heyue.law.dates import after
from heyue.law.rule import Law, rule
from heyue.law.rules.disputes.limitation import HOLIDAY, WEEKEND, moved_past_holiday

FIFTEEN = Cite("劳动争议调解仲裁法", 14, 3)
COMMITTEE = Cite("企业劳动争议协商调解规定", 29, 1)
COUNTED = Cite("民法典", 201, 1)


class Request(Facts):
    """调解期限所问: the day the mediation body took the request."""

    accepted = Ask(
        Date, zh="调解组织哪一天收到（受理）申请？", en="When did the mediation body receive (accept) the request?"
    )


@rule(
    title=("劳动争议调解的期限", "Time for mediation"),
    facts=Request,
    since="2008-05-01",
    dated_by="accepted",
    unit="date",
    cites=(FIFTEEN, COMMITTEE, COUNTED, HOLIDAY),
    limits=(
        WEEKEND,
        (
            "到期没有达成协议的可以申请仲裁；双方同意延期的，可以继续调解",
            "Without an agreement by then arbitration is open; both sides may agree to go on",
        ),
    ),
)
def mediation_deadline(facts: Request, law: Law) -> pl.Expr:
    return moved_past_holiday(law, after(facts.accepted, days=15))
