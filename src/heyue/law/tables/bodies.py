"""制度与组织: the company's rules, representative bodies and procedures, item by item."""

from __future__ import annotations

from heyue.law.tables.column import Column, Table

C = Column

BODIES = Table(
    "bodies",
    "制度与组织",
    "Rules and bodies",
    (
        C("has_rules", "flag", "有规章制度", "Has company rules"),
        C(
            "rules_discussed",
            "flag",
            "制度经职工讨论",
            "Rules discussed by staff",
            "职工代表大会或全体职工讨论",
            "By the staff congress or all staff",
        ),
        C(
            "rules_consulted",
            "flag",
            "制度经平等协商",
            "Rules agreed with staff",
            "与工会或职工代表协商确定",
            "With the union or staff representatives",
        ),
        C("rules_published", "flag", "制度已公示或告知", "Rules published or told to staff"),
        C("wage_rules", "flag", "有工资支付制度", "Has wage rules"),
        C("overtime_waiver", "flag", "有放弃加班费约定", "Overtime waiver in use"),
        C("fines_in_rules", "flag", "制度规定罚款", "Rules provide for fines"),
        C("union", "flag", "已建工会", "Has a union"),
        C("union_members", "count", "工会会员人数", "Union members"),
        C("union_fund_paid", "money", "上月拨缴工会经费", "Union fund paid last month"),
        C("mediation_committee", "flag", "有调解组织或调解员", "Mediation committee or mediators"),
        C(
            "harassment_measures",
            "count",
            "防性骚扰措施项数",
            "Anti-harassment measures in place",
            "妇女权益保障法第 25 条前七项中做到的项数",
            "How many of the seven named measures",
        ),
        C("safety_training", "flag", "有岗前安全培训记录", "Safety training recorded"),
        C("hazard_posts", "flag", "有职业病危害岗位", "Has posts with occupational hazards"),
        C("health_checks", "flag", "做职业健康检查", "Occupational health checks done"),
        C("biometric_attendance", "flag", "用人脸或指纹考勤", "Biometric attendance"),
        C("biometric_assessed", "flag", "做过个人信息影响评估", "Impact assessment recorded"),
        C("collective_signed", "date", "集体合同签订日期", "Collective contract signed on"),
        C("collective_filed", "date", "集体合同报送日期", "Collective contract filed on"),
        C("minimum_wage_published", "flag", "已公布最低工资标准", "Minimum wage made known to staff"),
        C("quota_agreed", "flag", "计件定额经协商", "Piece quotas agreed with staff"),
        C("dispatch_posts_listed", "flag", "辅助性岗位经民主程序", "Auxiliary posts set by procedure"),
        C("slips_given", "flag", "提供工资清单", "Pay slips given"),
        C("ledger_years", "count", "工资台账保存年数", "Years wage ledgers are kept"),
        C("layoff_explained", "date", "裁员说明日期", "Layoff explained on"),
        C("layoff_reported", "date", "裁员报告日期", "Layoff reported on"),
    ),
    shape="pairs",
    help_zh="左列是项目，右列填内容；不知道的留空，留空不算违规。",
    help_en="Items on the left, contents on the right; an empty item is never a breach.",
)
