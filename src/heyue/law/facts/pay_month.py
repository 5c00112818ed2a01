"""工资月: one row for each person and month, joining payroll, attendance, insurance, contract and the tax year."""

from __future__ import annotations

from heyue.law.ask import Ask, Count, Date, Days, Derived, Facts, Flag, Hours, Money, Month, Word
from heyue.law.tables.roster import HOURS_SYSTEMS


def _pay(zh: str, en: str, column: str) -> Ask:
    return Ask(Money, zh=zh, en=en, source=f"payroll.{column}")


class PayMonth(Facts, grain="pay_month"):
    """工资月的事实: facts of one person's month up to the as-of day.

    A row exists where payroll or attendance has the month, and for each complete month of employment the insurance sheet
    covers. `has_<sheet>` is true where the sheet has a row of this person and month, false where the sheet was given for
    the month without one, null where the sheet was not given.
    """

    month = Ask(Month, zh="工资月份", en="Month", source="payroll.month")
    month_end = Derived(Date, zh="当月最后一天", en="Last day of the month")
    days_in_month = Derived(Count, zh="当月天数", en="Days in the month")
    status = Derived(Word, zh="用工身份", en="Status of the person", source="roster.form")
    started = Derived(Date, zh="用工起始日期", en="First day employed", source="roster.started")
    full = Derived(Flag, zh="整月在职", en="Employed the whole month", source="roster.started")
    complete = Derived(Flag, zh="月份已过完", en="The month is over")
    hours_system = Ask(
        Word, zh="工时制度", en="Hours system", choices=HOURS_SYSTEMS, absent="standard", source="roster.hours_system"
    )
    special_approved = Derived(
        Flag,
        zh="特殊工时已批准",
        en="The special hours system is approved",
        absent=None,
        source="company.comprehensive_approval",
    )
    contract_wage = Derived(
        Money,
        zh="约定月工资（合同；没有的，取花名册约定工资和当月基本工资中低的）",
        en="Agreed monthly wage (contract; else the lower of the roster wage and the base pay of the month)",
        source=("contracts.wage", "roster.monthly_wage"),
    )
    has_payroll = Derived(Flag, zh="工资表有这个人这个月", en="Payroll has this person and month", source="payroll")
    has_attendance = Derived(
        Flag, zh="考勤有这个人这个月", en="Attendance has this person and month", source="attendance"
    )
    has_insurance = Derived(
        Flag, zh="社保明细有这个人这个月", en="Insurance has this person and month", source="insurance"
    )
    has_fund = Derived(
        Flag,
        zh="这个人这个月缴了公积金",
        en="Housing fund paid this month",
        source=("insurance.fund_base", "insurance.fund_employer"),
    )
    base = _pay("基本工资", "Base pay", "base")
    performance = _pay("绩效和提成", "Performance pay", "performance")
    piece_pay = _pay("计件工资", "Piece pay", "piece_pay")
    overtime_pay = _pay("已付加班费", "Overtime pay paid", "overtime_pay")
    special_allowances = _pay("特殊环境津贴", "Special-condition allowances", "special_allowances")
    allowances = _pay("其他津贴补贴", "Other allowances", "allowances")
    insurance_subsidy = _pay("社保补贴", "Cash in place of insurance", "insurance_subsidy")
    absence_deduction = _pay("缺勤扣款", "Deduction for absence", "absence_deduction")
    gross = _pay("应发工资", "Gross pay", "gross")
    contributions = Derived(
        Money,
        zh="个人社保合计（分项之和，没有分项时用合计列）",
        en="Employee social insurance (sum of the items, else the total column)",
        source=("payroll.pension", "payroll.social"),
    )
    pension = _pay("工资表扣的个人养老保险", "Employee pension withheld", "pension")
    fund = _pay("工资表扣的个人公积金", "Employee housing fund withheld", "fund")
    tax = _pay("已扣个人所得税", "Income tax withheld", "tax")
    loss_deduction = _pay("赔偿扣款", "Deduction for loss", "loss_deduction")
    fine = _pay("罚款", "Fines", "fine")
    deposit = _pay("押金或服装费", "Deposit or uniform", "deposit")
    other_deductions = _pay("其他扣款", "Other deductions", "other_deductions")
    net = _pay("实发工资", "Net pay", "net")
    paid = _pay("已付金额", "Amount paid", "paid")
    annual_bonus = _pay("全年一次性奖金", "Annual bonus", "annual_bonus")
    bonus_tax = _pay("奖金个税", "Tax on the bonus", "bonus_tax")
    bonuses_before = Derived(
        Count,
        zh="本年此前已按全年一次性奖金计税的次数",
        en="Annual bonuses earlier in the year",
        source="payroll.annual_bonus",
    )
    pay_date = Ask(Date, zh="发放日期", en="Paid on", source="payroll.pay_date")
    pay_due = Derived(
        Date,
        zh="约定发薪日（遇休息日提前）",
        en="Agreed pay day (earlier where it is a day off)",
        source="company.pay_day",
    )
    hours = Ask(Hours, zh="计薪小时", en="Hours paid", source="payroll.hours")
    settlements = Ask(Count, zh="本月结算次数", en="Settlements in the month", source="payroll.settlements")
    overtime_workday = Derived(
        Hours, zh="工作日加班小时", en="Overtime on working days", source="attendance.overtime_workday"
    )
    overtime_restday = Derived(Hours, zh="休息日加班小时", en="Work on rest days", source="attendance.overtime_restday")
    overtime_holiday = Derived(
        Hours, zh="法定节假日加班小时", en="Work on public holidays", source="attendance.overtime_holiday"
    )
    compensatory_leave = Derived(
        Hours, zh="已补休小时", en="Time off in lieu", absent=0, source="attendance.compensatory_leave"
    )
    unpaid_leave_days = Derived(Days, zh="无薪缺勤天数", en="Unpaid absence", source="attendance.unpaid_leave_days")
    sick_days = Derived(Days, zh="病假天数", en="Sick leave", source=("attendance.sick_days", "leave.days"))
    maternity_days = Derived(Count, zh="产假天数", en="Days of maternity leave in the month", absent=0, source="leave")
    protected_month = Derived(
        Flag,
        zh="整月处于孕 7 个月以上或哺乳期",
        en="The whole month is in the 7th month of pregnancy or later, or nursing",
        absent=False,
        source=("roster.due_date", "roster.child_born"),
    )
    pension_base = Ask(Money, zh="养老缴费基数", en="Pension base", source="insurance.pension_base")
    pension_employee = Ask(
        Money,
        zh="社保明细的养老个人缴费",
        en="Employee pension in the insurance list",
        source="insurance.pension_employee",
    )
    base_wage = Derived(
        Money,
        zh="应作缴费基数的工资（上年月平均应发；当年入职用首个整月）",
        en="Wage the base should follow (last year's monthly average; first full month for this year's joiners)",
        source="payroll.gross",
    )
    fund_base = Ask(Money, zh="公积金缴存基数", en="Housing fund base", source="insurance.fund_base")
    fund_employee = Ask(Money, zh="公积金个人缴存", en="Fund, employee", source="insurance.fund_employee")
    fund_employer = Ask(Money, zh="公积金单位缴存", en="Fund, employer", source="insurance.fund_employer")
    company_kind = Derived(Word, zh="单位类型", en="Kind of unit", source="company.kind")
    # the tax year up to and including this month; null where a month of the year at this employer is missing in payroll
    months_employed = Derived(
        Count,
        zh="本年在本单位任职月数",
        en="Months employed here this year",
        source=("payroll.month", "roster.started"),
    )
    cumulative_income = Derived(
        Money, zh="本年累计收入（已减免税收入）", en="Cumulative income less exempt income", source="payroll.gross"
    )
    cumulative_special = Derived(
        Money,
        zh="本年累计专项扣除（个人社保和公积金）",
        en="Cumulative special deductions",
        source=("payroll.pension", "payroll.fund"),
    )
    additional_deductions = _pay(
        "本年累计专项附加扣除", "Cumulative special additional deductions", "additional_deductions"
    )
    other_tax_deductions = _pay("本年累计其他扣除", "Cumulative other deductions", "other_tax_deductions")
    last_year_income = Derived(
        Money,
        zh="上一年在本单位的全年应发工资",
        en="Gross wages of the whole last year here",
        absent=None,
        source="payroll.gross",
    )
    joined_this_year = Derived(Flag, zh="当年入职", en="Joined in the year of the month", source="roster.started")
    tax_before = Derived(
        Money, zh="本年此前月份已扣个税", en="Tax withheld in earlier months of the year", source="payroll.tax"
    )
