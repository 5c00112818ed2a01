"""请休假: one row for each leave."""

from __future__ import annotations

from heyue.law.ask import Ask, Count, Date, Days, Derived, Facts, Flag, Money, Word
from heyue.law.tables.leave import KINDS


class LeaveTaken(Facts, grain="leave"):
    """一次休假的事实: facts of one leave."""

    status = Derived(Word, zh="用工身份", en="Status of the person", source="roster.form")
    kind = Ask(Word, zh="假别", en="Kind of leave", choices=KINDS, source="leave.kind")
    starts = Ask(Date, zh="开始日期", en="From", source="leave.starts")
    ends = Ask(Date, zh="结束日期", en="To", source="leave.ends")
    days = Ask(Days, zh="天数", en="Days", source="leave.days")
    deducted = Ask(Money, zh="扣发工资", en="Pay deducted", source="leave.deducted")
    babies = Ask(Count, zh="婴儿数", en="Babies", absent=1, source="leave.babies")
    difficult_birth = Ask(Flag, zh="是否难产", en="Difficult birth", absent=False, source="leave.difficult_birth")
    maternity_last = Derived(
        Flag, zh="是否这次产假的最后一行", en="Last row of this maternity leave", absent=True, source="leave.starts"
    )
    maternity_total = Derived(
        Count, zh="这次产假合计的日历天数", en="Calendar days of this maternity leave", source="leave.ends"
    )
