"""劳动关系: one row for each person on the roster, with what other sheets say of the whole employment."""

from __future__ import annotations

from heyue.law.ask import Ask, Count, Date, Days, Derived, Facts, Flag, Money, Text, Word
from heyue.law.tables.contracts import TERMS
from heyue.law.tables.roster import END_REASONS, HOURS_SYSTEMS, POSTS, SEXES


class Employment(Facts, grain="employment"):
    """劳动关系的事实: facts of one person's employment up to the as-of day.

    Flags named `<column>_given` are true where the sheet has the column (so an empty cell means "not done") and null where it
    has not (so nothing is concluded).
    """

    status = Derived(
        Word,
        zh="用工身份",
        en="Status: full_time, part_time, dispatched, rehired, intern, contractor",
        source="roster.form",
    )
    sex = Ask(Word, zh="性别", en="Sex", choices=SEXES, source=("roster.sex", "roster.id_number"))
    birth = Ask(Date, zh="出生日期", en="Date of birth", source=("roster.birth", "roster.id_number"))
    post = Ask(Word, zh="岗位类别", en="Kind of post", choices=POSTS, source="roster.post")
    hours_system = Ask(
        Word, zh="工时制度", en="Hours system", choices=HOURS_SYSTEMS, absent="standard", source="roster.hours_system"
    )
    started = Ask(Date, zh="用工起始日期", en="First day employed", source="roster.started")
    first_worked = Ask(Date, zh="首次参加工作日期", en="First ever worked", source="roster.first_worked")
    ended = Ask(
        Date,
        zh="离职日期（在职为空）",
        en="Last day employed (empty while employed)",
        absent=None,
        source="roster.ended",
    )
    employed = Derived(Flag, zh="体检日在职", en="Employed on the as-of day", source="roster.started")
    left = Derived(Flag, zh="体检日前已离职", en="Left on or before the as-of day", source="roster.started")
    last_day = Derived(
        Date,
        zh="截至（离职日或体检日）",
        en="Last day counted: the last day employed or the as-of day",
        source="roster.started",
    )
    end_reason = Ask(Word, zh="离职原因", en="Reason for leaving", choices=END_REASONS, source="roster.end_reason")
    monthly_wage = Derived(
        Money,
        zh="月工资（约定；没有则按合同或工资表）",
        en="Monthly wage (agreed; else by contract or payroll)",
        source=("roster.monthly_wage", "contracts.wage", "payroll.gross"),
    )
    average_wage = Derived(
        Money,
        zh="离职前（或截至体检日）最多 12 个整月的月平均应发工资",
        en="Average gross wage of up to 12 full months before leaving (or the as-of day)",
        source=("payroll.gross", "roster.monthly_wage"),
    )
    average_complete = Derived(
        Flag,
        zh="工资表有离职前 12 个月中的至少 6 个整月（不满 6 个的为全部）",
        en="Payroll has at least 6 full months of the 12 before leaving, or all there were",
        source="payroll.gross",
    )
    has_contracts = Derived(Flag, zh="给了劳动合同表", en="Contracts sheet given", source="contracts")
    contract_count = Derived(Count, zh="书面合同份数", en="Written contracts", source="contracts")
    signed = Derived(
        Date, zh="首份书面合同签订日期", en="First written contract signed on", absent=None, source="contracts.signed"
    )
    signed_unclear = Derived(
        Flag, zh="有合同但没有签订日期", en="A contract without a signing date", absent=False, source="contracts.signed"
    )
    signing_known = Derived(
        Flag,
        zh="每份书面合同的签订日期",
        en="Signing date of every written contract",
        source="contracts.signed",
    )
    has_open_contract = Derived(Flag, zh="有无固定期限合同", en="Has an open-ended contract", source="contracts.term")
    last_term = Ask(
        Word,
        zh="最近一份合同的期限类型",
        en="Kind of term of the latest contract",
        choices=TERMS,
        source="contracts.term",
    )
    last_starts = Derived(Date, zh="最近一份合同起始日期", en="Latest contract from", source="contracts.starts")
    last_ends = Derived(Date, zh="最近一份合同终止日期", en="Latest contract to", absent=None, source="contracts.ends")
    last_signed = Derived(Date, zh="最近一份合同签订日期", en="Latest contract signed on", source="contracts.signed")
    last_asked_fixed = Derived(
        Flag,
        zh="最近一份合同由员工要求订固定期限",
        en="Employee asked for the latest fixed term",
        absent=False,
        source="contracts.asked_fixed",
    )
    retirement = Derived(
        Date,
        zh="法定退休日（延迟后）",
        en="Statutory retirement day (delayed)",
        source=("roster.birth", "roster.sex", "roster.post"),
    )
    pension_drawn = Ask(Flag, zh="已领取养老金", en="Draws a pension", absent=False, source="roster.pension_drawn")
    over_age_agreement = Ask(
        Date,
        zh="超龄用工协议签订日期",
        en="Over-age work agreement signed on",
        absent=None,
        source="roster.over_age_agreement",
    )
    over_age_agreement_given = Derived(
        Flag, zh="有超龄用工协议列", en="Column over_age_agreement given", source="roster.over_age_agreement"
    )
    enrolled = Ask(Date, zh="参保日期", en="Insured since", absent=None, source="roster.enrolled")
    enrolled_given = Derived(Flag, zh="有参保日期列", en="Column enrolled given", source="roster.enrolled")
    injury_enrolled = Ask(
        Date, zh="工伤保险参保日期", en="Injury insurance since", absent=None, source="roster.injury_enrolled"
    )
    injury_enrolled_given = Derived(
        Flag, zh="有工伤保险参保日期列", en="Column injury_enrolled given", source="roster.injury_enrolled"
    )
    fund_opened = Ask(
        Date, zh="公积金开户日期", en="Housing fund account since", absent=None, source="roster.fund_opened"
    )
    fund_opened_given = Derived(
        Flag, zh="有公积金开户日期列", en="Column fund_opened given", source="roster.fund_opened"
    )
    waiver = Ask(Flag, zh="签过放弃社保声明", en="Signed a waiver of insurance", source="roster.waiver")
    insurer = Ask(Text, zh="参保单位", en="Insured through", absent=None, source="roster.insurer")
    insurer_given = Derived(Flag, zh="有参保单位列", en="Column insurer given", source="roster.insurer")
    company_name = Derived(Text, zh="本单位名称", en="Name of the company", source="company.name")
    company_kind = Derived(Word, zh="单位类型", en="Kind of unit", source="company.kind")
    comprehensive_approval = Derived(
        Flag, zh="综合工时已批准", en="Comprehensive hours approved", source="company.comprehensive_approval"
    )
    irregular_approval = Derived(
        Flag, zh="不定时工时已批准", en="Irregular hours approved", source="company.irregular_approval"
    )
    has_union = Derived(Flag, zh="已建工会", en="Has a union", source="bodies.union")
    deposit = Ask(Money, zh="收取的押金", en="Deposit taken", source="roster.deposit")
    documents_held = Ask(Flag, zh="扣押证件", en="Documents withheld", absent=False, source="roster.documents_held")
    protected_from = Derived(
        Date,
        zh="孕期开始（预产期前 280 天，估算）",
        en="Pregnancy from (280 days before the due date, estimated)",
        absent=None,
        source=("roster.due_date", "roster.child_born"),
    )
    protected_to = Derived(
        Date,
        zh="哺乳期结束（婴儿满一周岁前一日）",
        en="Nursing until (the day before the first birthday)",
        absent=None,
        source=("roster.due_date", "roster.child_born"),
    )
    end_notice = Ask(Date, zh="解除通知日期", en="Notice given on", absent=None, source="roster.end_notice")
    end_notice_given = Derived(Flag, zh="有解除通知日期列", en="Column end_notice given", source="roster.end_notice")
    notice_pay = Ask(Money, zh="已付代通知金", en="Pay in lieu of notice paid", source="roster.notice_pay")
    severance_paid = Ask(Money, zh="已付经济补偿", en="Severance paid", source="roster.severance_paid")
    final_pay_date = Ask(
        Date, zh="离职工资结清日期", en="Final wages paid on", absent=None, source="roster.final_pay_date"
    )
    final_pay_date_given = Derived(
        Flag, zh="有离职工资结清日期列", en="Column final_pay_date given", source="roster.final_pay_date"
    )
    certificate = Ask(
        Date, zh="离职证明出具日期", en="Leaving certificate issued on", absent=None, source="roster.certificate"
    )
    certificate_given = Derived(
        Flag, zh="有离职证明出具日期列", en="Column certificate given", source="roster.certificate"
    )
    union_notified = Ask(Date, zh="通知工会日期", en="Union notified on", absent=None, source="roster.union_notified")
    union_notified_given = Derived(
        Flag, zh="有通知工会日期列", en="Column union_notified given", source="roster.union_notified"
    )
    missing_items = Derived(Text, zh="花名册缺的项目", en="Items missing on the roster", absent=None, source="roster")
    missing_count = Derived(Count, zh="花名册缺的项数", en="Number of items missing", source="roster")
    # annual leave: of the last complete calendar year, and of the year of leaving
    has_leave = Derived(Flag, zh="给了请休假表", en="Leave sheet given", source="leave")
    leave_year_start = Derived(Date, zh="上一个完整年度的第一天", en="First day of the last complete calendar year")
    leave_year_end = Derived(Date, zh="上一个完整年度的最后一天", en="Last day of the last complete calendar year")
    leave_taken = Derived(
        Days,
        zh="上一完整年度已休和书面放弃的年休假",
        en="Annual leave taken or declined in that year",
        source="leave.days",
    )
    leave_wage = Derived(
        Money,
        zh="上一完整年度月平均工资（不含加班费）",
        en="Average monthly wage of that year, overtime excluded",
        source=("payroll.gross", "roster.monthly_wage"),
    )
    exit_leave_taken = Derived(
        Days,
        zh="离职当年已休和书面放弃的年休假",
        en="Annual leave taken or declined in the year of leaving",
        source="leave.days",
    )
    exit_leave_wage = Derived(
        Money,
        zh="离职前 12 个月月平均工资（不含加班费）",
        en="Average monthly wage of the 12 months before leaving, overtime excluded",
        source=("payroll.gross", "roster.monthly_wage"),
    )
