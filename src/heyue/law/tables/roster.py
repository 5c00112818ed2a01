"""花名册: one row for each person who works or worked for the company."""

from __future__ import annotations

from heyue.law.tables.column import Choice, Column, Table

C = Column

SEXES = (Choice("male", "男", "Male", ("M", "男性")), Choice("female", "女", "Female", ("F", "女性")))
FORMS = (
    Choice("full_time", "全日制", "Full-time", ("全职", "正式", "正式工", "合同工", "雇员", "合同制")),
    Choice("part_time", "非全日制", "Part-time", ("小时工", "钟点工", "兼职")),
    Choice("dispatched", "劳务派遣", "Dispatched", ("派遣", "派遣工", "劳务派遣工")),
    Choice("rehired", "超龄用工", "Over retirement age", ("退休返聘", "返聘", "超龄")),
    Choice(
        "intern", "实习", "Intern", ("实习生", "见习", "学生", "实习学生（全日制学历教育）", "实习学生(全日制学历教育)")
    ),
    Choice("contractor", "劳务或承揽", "Contractor", ("劳务", "承揽", "外包", "劳务关系", "其他")),
)
HOURS_SYSTEMS = (
    Choice("standard", "标准工时", "Standard hours", ("标准", "标准工时制")),
    Choice("comprehensive", "综合计算工时", "Comprehensive hours", ("综合", "综合工时", "综合工时制")),
    Choice("irregular", "不定时", "Irregular hours", ("不定时工时", "不定时工作制")),
)
END_REASONS = (
    Choice("resigned", "员工辞职", "Employee resigned", ("辞职", "主动离职", "个人原因", "个人原因离职")),
    Choice("resigned_38", "员工因单位违法解除", "Employee left over employer's breach", ("被迫解除", "劳动合同法38条")),
    Choice(
        "agreed_employer",
        "协商解除（单位提出）",
        "Agreed, employer proposed",
        ("协商一致", "协商解除", "单位提出协商解除"),
    ),
    Choice("agreed_employee", "协商解除（员工提出）", "Agreed, employee proposed", ("员工提出协商解除",)),
    Choice("fault", "员工过错解除", "Dismissed for fault", ("严重违纪", "违纪辞退", "劳动合同法39条", "试用期不合格")),
    Choice(
        "no_fault",
        "无过失辞退",
        "Dismissed without fault",
        ("不能胜任", "医疗期满", "客观情况变化", "劳动合同法40条", "辞退"),
    ),
    Choice("layoff", "经济性裁员", "Layoff", ("裁员", "劳动合同法41条")),
    Choice(
        "expired", "合同到期不续（单位不续）", "Expired, employer did not renew", ("合同到期", "到期终止", "合同期满")
    ),
    Choice("expired_employee", "合同到期不续（员工不续）", "Expired, employee declined same terms", ("员工不续签",)),
    Choice("retired", "退休", "Retired", ("到龄退休", "领取养老金")),
    Choice("died", "死亡", "Died", ("去世",)),
    Choice("closed", "单位关闭或解散", "Employer closed", ("破产", "解散", "注销")),
    Choice("no_ground", "单位解除，无法定理由", "Dismissed without a lawful ground", ("无理由辞退", "口头辞退")),
)
POSTS = (
    Choice("worker", "工人岗", "Worker post", ("工人", "生产岗", "操作岗", "服务岗")),
    Choice(
        "staff", "管理或技术岗", "Management or technical post", ("管理岗", "技术岗", "干部", "管理", "技术", "职员")
    ),
)

ROSTER = Table(
    "roster",
    "花名册",
    "Roster",
    (
        C("employee", "text", "工号", "Employee no."),
        C("name", "text", "姓名", "Name", required=True, personal=True),
        C(
            "id_number",
            "text",
            "公民身份号码",
            "Identity number",
            "18 位，按文本填写",
            "18 characters, as text",
            personal=True,
        ),
        C("sex", "choice", "性别", "Sex", choices=SEXES),
        C(
            "birth",
            "date",
            "出生日期",
            "Date of birth",
            "有身份号码时可不填",
            "May be left empty with an identity number",
        ),
        C("household_address", "text", "户籍地址", "Registered address", personal=True),
        C("address", "text", "现住址", "Current address", personal=True),
        C("phone", "text", "联系方式", "Phone", personal=True),
        C("department", "text", "部门", "Department"),
        C("job", "text", "岗位", "Job"),
        C(
            "post",
            "choice",
            "岗位类别",
            "Kind of post",
            "决定女职工原法定退休年龄是 50 还是 55",
            "Decides which women's retirement table applies",
            POSTS,
        ),
        C("form", "choice", "用工形式", "Form of employment", choices=FORMS),
        C("hours_system", "choice", "工时制度", "Hours system", choices=HOURS_SYSTEMS),
        C("started", "date", "用工起始日期", "First day employed", "实际上班的第一天", "The first day actually worked"),
        C("first_worked", "date", "首次参加工作日期", "First ever worked", "算年休假天数用", "Used for annual leave"),
        C(
            "monthly_wage",
            "money",
            "约定月工资",
            "Agreed monthly wage",
            "全日制员工正常出勤一个月的约定工资",
            "Agreed wage for a full month",
        ),
        C("hourly_wage", "money", "约定小时工资", "Agreed hourly wage", "非全日制员工填写", "For part-time staff"),
        C("piece_rate", "flag", "是否计件", "Piece rate"),
        C(
            "enrolled",
            "date",
            "参保日期",
            "Insured since",
            "社会保险登记日期；没参保留空",
            "Date enrolled in social insurance; empty if not",
        ),
        C(
            "injury_enrolled",
            "date",
            "工伤保险参保日期",
            "Injury insurance since",
            "单独参加工伤保险的填写",
            "Where only injury insurance was joined",
        ),
        C("fund_opened", "date", "公积金开户日期", "Housing fund since"),
        C("waiver", "flag", "签过放弃社保声明", "Signed a waiver of insurance"),
        C("insurer", "text", "参保单位", "Insured through", "与本单位不同才填", "Only if another unit"),
        C("pension_drawn", "flag", "已领取养老金", "Draws a pension"),
        C("over_age_agreement", "date", "超龄用工协议签订日期", "Over-age work agreement signed"),
        C("deposit", "money", "收取押金", "Deposit taken", blank="0"),
        C("documents_held", "flag", "扣押证件", "Documents withheld"),
        C("due_date", "date", "预产期", "Expected birth date"),
        C("child_born", "date", "子女出生日期", "Child born on", "最近一个孩子", "The youngest child"),
        C("ended", "date", "离职日期", "Last day employed", "最后在职的一天；在职留空", "Empty while employed"),
        C("end_reason", "choice", "离职原因", "Reason for leaving", choices=END_REASONS),
        C("end_notice", "date", "解除通知日期", "Notice given on"),
        C("notice_pay", "money", "已付代通知金", "Pay in lieu of notice paid", blank="0"),
        C("severance_paid", "money", "已付经济补偿", "Severance paid", blank="0"),
        C("final_pay_date", "date", "离职工资结清日期", "Final wages paid on"),
        C("certificate", "date", "离职证明出具日期", "Leaving certificate issued on"),
        C("union_notified", "date", "通知工会日期", "Union notified on"),
    ),
    help_zh="每人一行，含已离职的。",
    help_en="One row for each person, leavers included.",
)
