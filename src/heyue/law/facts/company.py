"""单位: one row for the company, with its headcounts and what it declares of its rules and bodies."""

from __future__ import annotations

from heyue.law.ask import Ask, Count, Date, Derived, Facts, Flag, Money, Rate, Text, Word


def _declared(zh: str, en: str, column: str) -> Ask:
    return Ask(Flag, zh=zh, en=en, source=f"bodies.{column}")


class Company(Facts, grain="company"):
    """单位的事实: facts of the whole company on the as-of day."""

    company_kind = Derived(Word, zh="单位类型", en="Kind of unit", source="company.kind")
    full_time = Derived(Count, zh="在职全日制人数", en="Full-time employees", source="roster")
    dispatched = Derived(Count, zh="在职劳务派遣人数", en="Dispatched workers", source="roster.form")
    piece_workers = Derived(Count, zh="在职计件人数", en="Piece workers", source="roster.piece_rate")
    missing_columns = Derived(
        Text, zh="花名册没有的项目列", en="Roster items without a column", absent=None, source="roster"
    )
    missing_columns_count = Derived(
        Count, zh="花名册没有的项目列数", en="Number of roster items without a column", source="roster"
    )
    insured_off_roster = Derived(
        Count, zh="在社保明细但不在花名册的人数", en="People insured but not on the roster", source="insurance"
    )
    paid_off_roster = Derived(
        Count, zh="在工资表但不在花名册的人数", en="People paid but not on the roster", source="payroll"
    )
    layoffs = Derived(
        Count, zh="近 12 个月裁员人数", en="People laid off in the last 12 months", source="roster.end_reason"
    )
    headcount_before_layoffs = Derived(
        Count, zh="裁员前人数（在职加被裁）", en="Headcount before the layoffs", source="roster"
    )
    first_layoff = Derived(
        Date, zh="首个被裁员工的离职日", en="First day of leaving by layoff", absent=None, source="roster.end_reason"
    )
    layoff_explained = Ask(Date, zh="裁员说明日期", en="Layoff explained on", source="bodies.layoff_explained")
    layoff_reported = Ask(Date, zh="裁员报告日期", en="Layoff reported on", source="bodies.layoff_reported")
    has_rules = _declared("有规章制度", "Has company rules", "has_rules")
    rules_discussed = _declared("制度经职工讨论", "Rules discussed by staff", "rules_discussed")
    rules_consulted = _declared("制度经平等协商", "Rules agreed with staff", "rules_consulted")
    rules_published = _declared("制度已公示或告知", "Rules published or told to staff", "rules_published")
    wage_rules = _declared("有工资支付制度", "Has wage rules", "wage_rules")
    overtime_waiver = _declared("有放弃加班费约定", "Overtime waiver in use", "overtime_waiver")
    fines_in_rules = _declared("制度规定罚款", "Rules provide for fines", "fines_in_rules")
    union = _declared("已建工会", "Has a union", "union")
    union_members = Ask(Count, zh="工会会员人数", en="Union members", source="bodies.union_members")
    mediation_committee = _declared("有调解组织或调解员", "Mediation committee or mediators", "mediation_committee")
    harassment_measures = Ask(
        Count, zh="防性骚扰措施项数", en="Anti-harassment measures", source="bodies.harassment_measures"
    )
    safety_training = _declared("有岗前安全培训记录", "Safety training recorded", "safety_training")
    hazard_posts = _declared("有职业病危害岗位", "Has posts with occupational hazards", "hazard_posts")
    health_checks = _declared("做职业健康检查", "Occupational health checks done", "health_checks")
    biometric_attendance = _declared("用人脸或指纹考勤", "Biometric attendance", "biometric_attendance")
    biometric_assessed = _declared("做过个人信息影响评估", "Impact assessment recorded", "biometric_assessed")
    collective_signed = Ask(
        Date, zh="集体合同签订日期", en="Collective contract signed on", source="bodies.collective_signed"
    )
    collective_filed = Ask(
        Date, zh="集体合同报送日期", en="Collective contract filed on", source="bodies.collective_filed"
    )
    minimum_wage_published = _declared("已公布最低工资标准", "Minimum wage made known", "minimum_wage_published")
    quota_agreed = _declared("计件定额经协商", "Piece quotas agreed with staff", "quota_agreed")
    dispatch_posts_listed = _declared(
        "辅助性岗位经民主程序", "Auxiliary posts set by procedure", "dispatch_posts_listed"
    )
    slips_given = _declared("提供工资清单", "Pay slips given", "slips_given")
    ledger_years = Ask(Count, zh="工资台账保存年数", en="Years wage ledgers are kept", source="bodies.ledger_years")
    # equality: the widest gap among jobs with at least three people in each group, latest full month
    sex_gap_job = Derived(
        Text,
        zh="男女平均应发工资差距最大的岗位",
        en="Job with the widest pay gap by sex",
        absent=None,
        source=("roster.job", "roster.sex", "payroll.gross"),
    )
    sex_gap = Derived(
        Rate,
        zh="该岗位差距（占高的一方）",
        en="The gap, as a share of the higher average",
        source=("roster.job", "roster.sex", "payroll.gross"),
    )
    sex_gap_men = Derived(
        Money, zh="该岗位男职工月平均应发工资", en="Men's average gross", absent=None, source="payroll.gross"
    )
    sex_gap_women = Derived(
        Money, zh="该岗位女职工月平均应发工资", en="Women's average gross", absent=None, source="payroll.gross"
    )
    form_gap_job = Derived(
        Text,
        zh="派遣与直接用工差距最大的岗位",
        en="Job with the widest gap between dispatched and own staff",
        absent=None,
        source=("roster.job", "roster.form", "payroll.gross"),
    )
    form_gap = Derived(
        Rate,
        zh="该岗位差距（占高的一方）",
        en="The gap, as a share of the higher average",
        source=("roster.job", "roster.form", "payroll.gross"),
    )
    open_share_women = Derived(
        Rate,
        zh="女职工中无固定期限合同占比",
        en="Share of open-ended contracts among women",
        source=("contracts.term", "roster.sex"),
    )
    open_share_men = Derived(
        Rate,
        zh="男职工中无固定期限合同占比",
        en="Share of open-ended contracts among men",
        source=("contracts.term", "roster.sex"),
    )
