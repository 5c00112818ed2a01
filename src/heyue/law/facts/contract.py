"""劳动合同: one row for each written contract, with the person it is for and the contracts before it."""

from __future__ import annotations

from heyue.law.ask import Ask, Count, Date, Derived, Facts, Flag, Money, Word
from heyue.law.tables.contracts import TERMS


class Contract(Facts, grain="contract"):
    """劳动合同的事实: facts of one contract."""

    status = Derived(Word, zh="用工身份", en="Status of the person", source="roster.form")
    started = Derived(Date, zh="用工起始日期", en="First day employed", source="roster.started")
    employed = Derived(Flag, zh="体检日在职", en="Employed on the as-of day", source="roster.started")
    last_day = Derived(Date, zh="截至（离职日或体检日）", en="Last day counted", source="roster.started")
    term = Ask(Word, zh="合同期限类型", en="Kind of term", choices=TERMS, source="contracts.term")
    signed = Ask(Date, zh="签订日期", en="Signed on", source="contracts.signed")
    starts = Ask(Date, zh="合同起始日期", en="From", source="contracts.starts")
    ends = Ask(Date, zh="合同终止日期", en="To", absent=None, source="contracts.ends")
    probation_ends = Ask(Date, zh="试用期截止日期", en="Probation to", absent=None, source="contracts.probation_ends")
    probation_given = Derived(Flag, zh="有试用期截止日期列", en="Column given", source="contracts.probation_ends")
    probation_wage = Ask(Money, zh="试用期月工资", en="Probation wage", source="contracts.probation_wage")
    wage = Ask(Money, zh="合同月工资", en="Contract monthly wage", source="contracts.wage")
    served_until = Derived(
        Date,
        zh="试用期执行到（约定截止、离职或体检日中最早的）",
        en="Probation served until (agreed end, leaving or as-of day, whichever is earliest)",
        absent=None,
        source="contracts.probation_ends",
    )
    asked_fixed = Ask(
        Flag,
        zh="员工要求订固定期限",
        en="Employee asked for a fixed term",
        absent=False,
        source="contracts.asked_fixed",
    )
    copy_given = Ask(Flag, zh="员工已持有一份", en="Copy given to the employee", source="contracts.copy_given")
    noncompete_months = Ask(Count, zh="竞业限制月数", en="Non-compete months", source="contracts.noncompete_months")
    noncompete_pay = Ask(Money, zh="竞业限制月补偿", en="Non-compete pay a month", source="contracts.noncompete_pay")
    penalty = Ask(Flag, zh="约定员工违约金", en="Penalty on the employee", source="contracts.penalty")
    probation_only = Ask(Flag, zh="仅约定试用期", en="Probation-only contract", source="contracts.probation_only")
    order = Derived(Count, zh="该员工第几份合同", en="Which contract of the person", source="contracts.starts")
    fixed_terms_before = Derived(
        Count,
        zh="此前连续订立的固定期限合同份数",
        en="Consecutive fixed terms before this one",
        source="contracts.term",
    )
    previous_probation = Derived(
        Flag, zh="此前合同约定过试用期", en="An earlier contract had a probation", source="contracts.probation_ends"
    )
