"""请休假记录: one row for each leave."""

from __future__ import annotations

from heyue.law.tables.column import Choice, Column, Table

C = Column

KINDS = (
    Choice("annual", "年休假", "Annual leave", ("年假", "带薪年假")),
    Choice("sick", "病假", "Sick leave"),
    Choice("personal", "事假", "Personal leave"),
    Choice("maternity", "产假", "Maternity leave"),
    Choice("miscarriage", "流产假", "Miscarriage leave"),
    Choice("paternity", "陪产假", "Paternity leave", ("护理假",)),
    Choice("parental", "育儿假", "Parental leave"),
    Choice("marriage", "婚假", "Marriage leave"),
    Choice("bereavement", "丧假", "Bereavement leave"),
    Choice("prenatal", "产检假", "Prenatal check", ("产检",)),
    Choice("nursing", "哺乳假", "Nursing time"),
    Choice("injury", "工伤假", "Injury leave", ("停工留薪",)),
    Choice("compensatory", "调休", "Time off in lieu", ("补休", "调休假")),
    Choice("other", "其他", "Other"),
)

LEAVE = Table(
    "leave",
    "请休假",
    "Leave",
    (
        C("employee", "text", "工号", "Employee no."),
        C("name", "text", "姓名", "Name", personal=True),
        C("kind", "choice", "假别", "Kind of leave", choices=KINDS, required=True),
        C("starts", "date", "开始日期", "From", required=True),
        C("ends", "date", "结束日期", "To"),
        C(
            "days",
            "days",
            "天数",
            "Days",
            "年休假填工作日天数，产假填自然日天数",
            "Working days for annual leave, calendar days for maternity",
        ),
        C("deducted", "money", "扣发工资", "Pay deducted", blank="0"),
        C(
            "declined",
            "flag",
            "员工书面放弃",
            "Declined in writing",
            "年休假：员工因本人原因书面提出不休",
            "Annual leave declined in writing for own reasons",
        ),
        C("babies", "count", "婴儿数", "Babies", blank="1"),
        C("difficult_birth", "flag", "是否难产", "Difficult birth"),
    ),
    help_zh="每次请假一行。",
    help_en="One row for each leave.",
)
